"""The page about one's own account: name, language, password, signed-in browsers, what is stored."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from sqlalchemy.orm import Session

from lms.db.times import now
from lms.db.units import Units
from lms.errors import BadRequest, NotFound
from lms.people import browsers, cookies, organisations, passwords, users
from lms.people.devices import describe
from lms.people.middleware import Browser
from lms.people.passwords import Passwords
from lms.people.tables import OrganisationRow, UserRow
from lms.people.users import User
from lms.settings import Settings
from lms.web import preferences
from lms.web.form_data import first, form
from lms.web.messages import Message, Messages
from lms.web.page_responses import frame_of, page
from lms.web.pages.account import AccountPage, Device
from lms.web.render import Renderer

TITLES = {"de": "Deutsch", "en": "English"}


@get("/account")
async def show_account(
    *,
    request: Request[Any, Any, Any],
    user: NamedDependency[User],
    browser: NamedDependency[Browser],
    settings: NamedDependency[Settings],
    units: NamedDependency[Units],
    renderer: NamedDependency[Renderer],
) -> Response[str]:
    content = await units.read(_account, user, browser, settings)
    return page(request, renderer, replace(content, locale=frame_of(request).locale.language))


@post("/account/details")
async def change_details(
    *,
    request: Request[Any, Any, Any],
    user: NamedDependency[User],
    browser: NamedDependency[Browser],
    settings: NamedDependency[Settings],
    units: NamedDependency[Units],
    renderer: NamedDependency[Renderer],
    messages: NamedDependency[Messages],
) -> Response[Any]:
    fields = await form(request)
    language = first(fields, "language")

    def change(db: Session) -> None:
        users.rename(db, user.id, first(fields, "name"))
        if language in settings.languages:
            users.set_locale(db, user.id, language)

    try:
        await units.write(change)
    except BadRequest:
        said = "A name has 1 to 200 letters."
        return await _again(request, renderer, await units.read(_account, user, browser, settings), said, "details")
    answer = messages.see_other("/account", Message.DETAILS_SAVED)
    if language in settings.languages:
        answer.set_cookie(preferences.remembered(preferences.LANGUAGE_COOKIE, language, https=settings.https))
    return answer


@post("/account/password")
async def change_password(
    *,
    request: Request[Any, Any, Any],
    user: NamedDependency[User],
    browser: NamedDependency[Browser],
    settings: NamedDependency[Settings],
    units: NamedDependency[Units],
    renderer: NamedDependency[Renderer],
    messages: NamedDependency[Messages],
    hasher: NamedDependency[Passwords],
) -> Response[Any]:
    fields = await form(request)
    current, new = first(fields, "current"), first(fields, "new")

    def kept(db: Session) -> str | None:
        return db.get_one(UserRow, user.id).password_hash

    def change(db: Session, password_hash: str) -> str:
        users.set_password(db, user.id, password_hash)
        browsers.close_all(db, user.id)
        return browsers.open_for(
            db, user.id, describe(request.headers.get("user-agent", "")), now(), settings.session_days
        )

    problem = _problem_with(new, first(fields, "again"), user.email)
    if not problem and not await hasher.matches_aside(await units.read(kept), current[: passwords.LONGEST + 1]):
        problem = "The current password is not right."
    if problem:
        content = await units.read(_account, user, browser, settings)
        return await _again(request, renderer, content, problem, "password")
    token = await units.write(change, await hasher.hash_aside(new))
    answer = messages.see_other("/account", Message.PASSWORD_CHANGED)
    answer.set_cookie(cookies.cookie(settings, token, settings.session_days))
    return answer


@post("/account/sign-out")
async def sign_out(
    request: Request[Any, Any, Any],
    user: NamedDependency[User],
    browser: NamedDependency[Browser],
    units: NamedDependency[Units],
    messages: NamedDependency[Messages],
) -> Response[Any]:
    which = first(await form(request), "which")
    if which == "all":
        await units.write(browsers.close_all, user.id)
        return messages.see_other("/", Message.SIGNED_OUT_EVERYWHERE)
    if which == "others":
        await units.write(browsers.close_others, user.id, browser.token)
        return messages.see_other("/account", Message.OTHERS_SIGNED_OUT)
    try:
        await units.write(browsers.close_one, user.id, UUID(which))
    except ValueError as error:
        raise NotFound("There is no such sign-in.") from error
    return messages.see_other("/account", Message.BROWSER_SIGNED_OUT)


handlers = (show_account, change_details, change_password, sign_out)


def _problem_with(new: str, again: str, email: str) -> str:
    try:
        passwords.check(new, email)
    except passwords.UnusablePassword as error:
        return str(error)
    return "" if new == again else "The new password was not the same both times."


async def _again(
    request: Request[Any, Any, Any], renderer: Renderer, content: AccountPage, said: str, where: str
) -> Response[str]:
    """The page once more, with what is wrong."""
    locale = frame_of(request).locale
    shown = replace(content, locale=locale.language, problem=locale.known(said), problem_in=where)
    return page(request, renderer, shown, 400)


def _account(db: Session, user: User, browser: Browser, settings: Settings) -> AccountPage:
    row = db.get_one(UserRow, user.id)
    organisation_id = organisations.current(db, user.id, now().date())
    organisation = db.get_one(OrganisationRow, organisation_id).name if organisation_id else ""
    devices = tuple(
        Device(str(one.id), one.device, one.created, one.seen, here=browsers.is_token_of(one, browser.token))
        for one in browsers.open_ones(db, user.id, now())
    )
    return AccountPage(
        name=row.name,
        email=row.email,
        locale="",
        languages=tuple((tag, TITLES[tag]) for tag in settings.languages),
        organisation=organisation,
        actor=user.actor,
        has_password=row.password_hash is not None,
        devices=devices,
    )
