"""Signing in and out."""

from datetime import timedelta
from math import ceil
from typing import Any

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery

from lms.db.units import Units
from lms.people import browsers, cookies
from lms.people.account import routes
from lms.people.devices import describe
from lms.people.middleware import Browser
from lms.people.sign_in import Attempt, SignIn, SignInRefused, SignInSlowed
from lms.settings import Settings
from lms.web.form_data import first, form
from lms.web.messages import Message, Messages
from lms.web.page_responses import page, see_other
from lms.web.pages.account import Login
from lms.web.preferences import local
from lms.web.render import Renderer


@get("/login")
async def show_login(
    request: Request[Any, Any, Any],
    browser: NamedDependency[Browser],
    renderer: NamedDependency[Renderer],
    next: FromQuery[str] = "/",  # noqa: A002  the parameter's name in the address
) -> Response[Any]:
    if browser.user:
        return see_other(local(next))
    return page(request, renderer, Login(next=local(next), expired=browser.expired))


@post("/login")
async def log_in(
    request: Request[Any, Any, Any],
    browser: NamedDependency[Browser],
    renderer: NamedDependency[Renderer],
    settings: NamedDependency[Settings],
    sign_in: NamedDependency[SignIn],
) -> Response[Any]:
    fields = await form(request)
    wanted, email = local(first(fields, "next") or "/"), first(fields, "email")
    address = request.client.host if request.client else ""
    attempt = Attempt(email, first(fields, "password"), address, describe(request.headers.get("user-agent", "")))
    try:
        token = await sign_in(attempt, old_token=browser.token)
    except SignInRefused as refused:
        return page(request, renderer, Login(next=wanted, email=email[:254], refused=True), refused.status)
    except SignInSlowed as slowed:
        minutes = ceil(slowed.wait / timedelta(minutes=1))
        answer = page(request, renderer, Login(next=wanted, email=email[:254], wait=minutes), slowed.status)
        answer.headers["Retry-After"] = str(ceil(slowed.wait.total_seconds()))
        return answer
    answer = see_other(wanted)
    answer.set_cookie(cookies.cookie(settings, token, settings.session_days))
    return answer


@post("/logout")
async def log_out(
    browser: NamedDependency[Browser],
    settings: NamedDependency[Settings],
    units: NamedDependency[Units],
    messages: NamedDependency[Messages],
) -> Response[Any]:
    """Forget this browser's token, here and in the database; whoever is signed out already ends there too."""
    await units.write(browsers.close, browser.token)
    answer = messages.see_other("/", Message.SIGNED_OUT)
    answer.set_cookie(cookies.cookie(settings, browsers.new_token(browsers.VISITOR)))
    return answer


router = Router("/", route_handlers=[show_login, log_in, log_out, *routes.handlers])
