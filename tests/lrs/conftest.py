"""The service over HTTP on each database, and keys to its LRS."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from litestar.testing import AsyncTestClient

from lms.app import create_app
from lms.db.times import now
from lms.db.units import Units
from lms.lrs.keys.credentials import create
from lms.settings import Settings
from tests.lrs.statements import HOME

ONE = "1.0.3"
TWO = "2.0.0"
VERSION = "X-Experience-API-Version"
Key = tuple[str, str]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def new_key(units: Units) -> Callable[..., Key]:
    """Makes a key with scopes."""

    def make(*scopes: str, **more: Any) -> Key:
        with units.writing() as db:
            given = create(db, "Werkzeug", scopes, HOME, now=now(), **more)
        return given.key, given.secret

    return make


@pytest.fixture
def key(new_key: Callable[..., Key]) -> Key:
    return new_key("all")


@pytest.fixture
async def client(units: Units, settings: Settings, key: Key) -> AsyncIterator[httpx.AsyncClient]:
    """Speaks 1.0.3 with a key that may do everything; `units` has made the tables."""
    assert units
    async with AsyncTestClient(create_app(settings), base_url="http://testserver.local/xapi") as made:
        made.headers[VERSION] = ONE
        made.auth = httpx.BasicAuth(*key)
        yield made


@pytest.fixture(params=[ONE, TWO])
def version(request: pytest.FixtureRequest, client: httpx.AsyncClient) -> str:
    """A test that asks for it runs in both versions."""
    client.headers[VERSION] = request.param
    return request.param
