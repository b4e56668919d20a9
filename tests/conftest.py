"""What every test may ask for: both databases, settings of its own folder, the service, people signed in to it."""

import gc
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import Connection, Engine, make_url

from lms.app import create_app
from lms.db.engine import make_engine
from lms.db.units import Units
from lms.migrations import upgrade
from lms.settings import Settings
from tests import make, postgres
from tests.postgres import Shelf

# A loaded machine is slow, not wrong.
hypothesis_settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("suite")

# Many tests start Python anew; without bytecode each start compiles the service and its libraries again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

DATABASES = ("sqlite", "postgresql")


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded now stays to the end: looking through it again and again for garbage costs a tenth of the time.

    A group that pytest-xdist does not keep together would start its browser and services in every process, unnoticed.
    """
    if session.config.getoption("loadgroup", default=False):
        grouped = [item.nodeid for item in session.items if item.get_closest_marker("xdist_group")]
        if apart := [name for name in grouped if "@" not in name]:
            raise pytest.UsageError(f"this pytest-xdist does not keep groups together: {apart[0]} belongs to one")
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: some worker always waits for a browser, a server or another machine."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real PostgreSQL: LMS_TEST_POSTGRES when set, else one from the wheel, one for all workers."""
    given = os.environ.get("LMS_TEST_POSTGRES")
    if given:
        yield given
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))  # the wheel asks for one
    root = tmp_path_factory.getbasetemp()
    with postgres.serving(root.parent if os.environ.get("PYTEST_XDIST_WORKER") else root) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_connection(postgres_server: str) -> Iterator[Connection]:
    """A connection on which the databases of the tests are made and dropped."""
    with postgres.connected(postgres_server) as connection:
        yield connection


@pytest.fixture(scope="session")
def postgres_template(postgres_connection: Connection) -> Iterator[str]:
    """The name of a database with the newest schema: copying it is quicker than migrating again."""
    with postgres.database(postgres_connection) as url:
        migrate(url)
        yield make_url(url).database or ""


@pytest.fixture(scope="session")
def shelves(postgres_connection: Connection) -> Iterator[Callable[[str], Shelf]]:
    """`shelves(template)`: the databases that tests with this template use one after another."""
    kept: dict[str, Shelf] = {}
    yield lambda template: kept.setdefault(template, Shelf(postgres_connection, template))
    for shelf in kept.values():
        shelf.clear()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the newest schema."""
    file = tmp_path_factory.mktemp("template") / "lernraum.db"
    migrate(f"sqlite:///{file}")
    return file


def migrate(url: str) -> None:
    engine = make_engine(url)
    upgrade(engine)
    engine.dispose()


def wants_schema(request: pytest.FixtureRequest) -> bool:
    return "engine" in request.fixturenames


@pytest.fixture
def postgres_url(request: pytest.FixtureRequest, postgres_connection: Connection) -> Iterator[str]:
    """The URL of a database on the server: empty, or with the schema when the test asks for `engine` too."""
    if wants_schema(request):
        lent = request.getfixturevalue("shelves")(request.getfixturevalue("postgres_template")).lent()
    else:
        lent = postgres.database(postgres_connection)
    with lent as url:
        yield url


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database, empty unless the test asks for `engine` too; such a test runs on SQLite and PostgreSQL."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres_url")
    file = tmp_path / "lernraum.db"
    if wants_schema(request):
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
    return f"sqlite:///{file}"


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of a fresh installation in the test's own folder."""
    return Settings(data_dir=tmp_path, database_url=database_url, password_memory=8, password_rounds=1)


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    """A database with the newest schema."""
    made = make_engine(settings.url)
    yield made
    made.dispose()


@pytest.fixture
def units(engine: Engine) -> Units:
    return Units(engine)


@pytest.fixture
def app(settings: Settings, engine: Engine) -> Iterator[Litestar]:  # noqa: ARG001  the schema has to be there
    """The service over the test's database."""
    made = create_app(settings)
    yield made
    made.state["engine"].dispose()


@pytest.fixture
def client(app: Litestar) -> Iterator[TestClient]:
    """A browser in which nobody is signed in; follows no redirects."""
    with TestClient(app) as browser:
        yield make.browser(browser)


@pytest.fixture
def signed_in(settings: Settings, units: Units) -> Iterator[Callable[..., TestClient]]:
    """`signed_in("operator")`: a browser in which a new person with this role is signed in, able to send forms.

    Each has a service of its own over the same database, as when several processes serve.
    """
    with ExitStack() as open_ones:

        def sign_in(role: str = "learner", email: str = "") -> TestClient:
            browser = make.browser(open_ones.enter_context(TestClient(create_app(settings))))
            return make.seat(browser, units, settings, role, email or f"{role}-{uuid.uuid4().hex[:6]}@example.org")

        yield sign_in
