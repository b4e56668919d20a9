"""An LRS over HTTP on each database, and a key that may do everything."""

from collections.abc import AsyncIterator

import httpx
import pytest
from litestar import Litestar
from litestar.di import Provide

from lms.db import Units, now
from lms.lrs.credentials import create
from lms.lrs.routes import router
from lms.lrs.service import Lrs
from lms.lrs.store import StatementStore
from lms.settings import Settings
from tests.lrs.statements import HOME


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def store() -> StatementStore:
    return StatementStore()


@pytest.fixture
def app(units: Units, settings: Settings, store: StatementStore) -> Litestar:
    lrs = Lrs(units, store)
    return Litestar(
        [router],
        dependencies={
            "settings": Provide(lambda: settings, sync_to_thread=False),
            "lrs": Provide(lambda: lrs, sync_to_thread=False),
        },
        openapi_config=None,
    )


@pytest.fixture
def key(units: Units) -> tuple[str, str]:
    with units.writing() as db:
        given = create(db, "Test", ["all"], HOME, now=now())
    return given.key, given.secret


@pytest.fixture
async def client(app: Litestar, key: tuple[str, str]) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app)  # pyrefly: ignore
    headers = {"X-Experience-API-Version": "1.0.3"}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://testserver/xapi", auth=key, headers=headers
    ) as made:
        yield made
