"""Where the service comes together: the only file that knows all its parts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from litestar import Litestar, Response, Router, get
from litestar.datastructures import CacheControlHeader
from litestar.di import NamedDependency, Provide
from litestar.static_files import create_static_files_router
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from lms.db import Units, make_engine
from lms.settings import Settings
from lms.web.render import Renderer
from lms.web.routes import router as preferences
from lms.web.security import SecurityHeaders

STATIC = Path(__file__).parent / "web" / "static"


def create_app(settings: Settings) -> Litestar:
    """A service over the database of `settings`; a second one can stand next to the first."""
    engine = make_engine(settings.url)
    units = Units(engine)
    renderer = Renderer(settings.zone)

    @asynccontextmanager
    async def connected(_app: Litestar) -> AsyncIterator[None]:
        yield
        engine.dispose()

    return Litestar(
        route_handlers=[healthz, static_files(), preferences],
        dependencies={
            "settings": Provide(lambda: settings, sync_to_thread=False),
            "units": Provide(lambda: units, sync_to_thread=False),
            "renderer": Provide(lambda: renderer, sync_to_thread=False),
        },
        before_send=[SecurityHeaders(https=settings.https)],
        lifespan=[connected],
        request_max_body_size=settings.max_body,
        openapi_config=None,  # its page would load scripts from elsewhere
        logging_config=None,  # lms.cli.serve says what is logged: no bodies, no cookies
    )


def from_environment() -> Litestar:
    """What a server process starts: the service as the environment describes it."""
    return create_app(Settings())


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
