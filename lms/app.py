"""Where the service comes together: the only file that knows all its parts."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from granian.utils.proxies import wrap_asgi_with_proxy_headers
from litestar import Litestar, Request, Response, Router, get
from litestar.datastructures import CacheControlHeader, State
from litestar.di import NamedDependency, Provide
from litestar.static_files import create_static_files_router
from litestar.types import ASGIApp, Receive, Scope, Send
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from lms.admin.routes import router as admin
from lms.content.library import Library
from lms.content.routes import router as content
from lms.db.engine import make_engine
from lms.db.units import Units
from lms.lrs.forwarding.forwarder import Forwarder
from lms.lrs.http.routes import Xapi, xapi_openapi, xapi_profile
from lms.lrs.http.service import Lrs
from lms.lrs.record.store import StatementStore
from lms.notices.page_cache import Notices
from lms.notices.routes import router as notices
from lms.people import signed_in
from lms.people.csrf import Csrf, from_our_own_page
from lms.people.installation import home_page
from lms.people.installation_secret import installation_secret
from lms.people.middleware import VisitMiddleware
from lms.people.passwords import Passwords
from lms.people.pseudonyms import for_audience
from lms.people.routes import router as people
from lms.people.sign_in import SignIn
from lms.player.pages.routes import router as changed
from lms.player.routes import router as player
from lms.progress.listener import Projection
from lms.progress.report_cells import Census
from lms.reports.releases.routes import router as releases
from lms.reports.routes import router as reports
from lms.settings import Settings
from lms.web.head import HeadAsGet
from lms.web.messages import Messages
from lms.web.refusals import Refusals
from lms.web.render import Renderer
from lms.web.routes import router as preferences
from lms.web.security import SecurityHeaders

STATIC = Path(__file__).parent / "web" / "static"
LARGEST_FORM = 1_000_000


@dataclass(frozen=True)
class Parts:
    """What one service has of its own; handlers ask for it by these names."""

    settings: Settings
    units: Units
    renderer: Renderer
    messages: Messages
    store: StatementStore
    library: Library
    notices: Notices
    hasher: Passwords
    sign_in: SignIn


def create_app(settings: Settings, *, forward: bool = False) -> Litestar:
    """A service over the database of `settings`; a second one can stand next to the first.

    With `forward` it sends new statements on to the targets of `lms forward`.
    """
    engine = make_engine(settings.url)
    units = Units(engine)
    with units.writing() as db:
        secret = installation_secret(db, settings)
        forwarder = Forwarder(units, home_page(db), secret, for_audience)
    passwords = Passwords(settings)
    parts = Parts(
        settings=settings,
        units=units,
        renderer=Renderer(settings.zone),
        messages=Messages(secret, https=settings.https),
        store=StatementStore(listeners=[Projection(Census(secret, settings.zone)).project]),
        library=Library(),
        notices=Notices(settings),
        hasher=passwords,
        sign_in=SignIn(settings, units, passwords, secret),
    )
    lrs = Lrs(units, parts.store, settings.xapi_rate)

    @asynccontextmanager
    async def connected(_app: Litestar) -> AsyncIterator[None]:
        forwarding = asyncio.create_task(forwarder.watch()) if forward else None
        yield
        if forwarding:
            forwarding.cancel()
            await asyncio.wait([forwarding])
        engine.dispose()

    async def pages(scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"]["parts"] = parts
        await addresses(settings.max_body)(scope, receive, send)

    app = Litestar(
        before_send=[SecurityHeaders(https=settings.https)],
        lifespan=[connected],
        state=State({"engine": engine, "library": parts.library}),
        openapi_config=None,
        logging_config=None,
    )
    visit = VisitMiddleware(
        pages,
        settings,
        units,
        csrf=Csrf(secret),
        messages=parts.messages,
        footer=parts.notices.links,
        refuse=Refusals(parts.renderer),
    )
    app.asgi_handler = Xapi(HeadAsGet(visit), lrs, settings)
    return app


@cache
def addresses(max_body: int) -> Litestar:
    """All pages and files and who answers for them: the same for every service of a process, so registered once."""
    pages = Router(
        "/",
        route_handlers=[preferences, people, player, changed, reports, releases, admin, notices],
        guards=[signed_in.readable, from_our_own_page],
        request_max_body_size=min(LARGEST_FORM, max_body),
    )
    return Litestar(
        route_handlers=[healthz, static_files(), xapi_profile, xapi_openapi, content, pages],
        dependencies={
            **{part.name: Provide(_giving(part.name), sync_to_thread=False) for part in fields(Parts)},
            "user": Provide(signed_in.user),
            "browser": Provide(signed_in.browser),
        },
        exception_handlers={Exception: _refused},
        request_max_body_size=max_body,
        openapi_config=None,  # its page would load scripts from elsewhere
        logging_config=None,  # lms.cli.serve says what is logged: no bodies, no cookies
    )


def _giving(part: str) -> Callable[[Scope], Any]:
    def give(scope: Scope) -> Any:
        return getattr(scope["state"]["parts"], part)

    return give


def _refused(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    return Refusals(request.scope["state"]["parts"].renderer)(request, error)


def from_environment() -> ASGIApp:
    """What a server process starts: the service as the environment describes it."""
    settings = Settings()
    app = create_app(settings, forward=True)
    return wrap_asgi_with_proxy_headers(app, trusted_hosts=[*settings.trusted_proxies])


def static_files() -> Router:
    hour = CacheControlHeader(public=True, max_age=3600)
    return create_static_files_router("/static", [STATIC], cache_control=hour)


@get("/healthz", include_in_schema=False)
async def healthz(units: NamedDependency[Units]) -> Response[dict[str, str]]:
    """200 while the database answers, else 503: what a load balancer asks."""

    def ask(db: Session) -> None:
        db.execute(text("SELECT 1"))

    try:
        await units.read(ask)
    except SQLAlchemyError:
        return Response({"status": "database unavailable"}, status_code=503)
    return Response({"status": "ok"}, headers={"Cache-Control": "no-store"})
