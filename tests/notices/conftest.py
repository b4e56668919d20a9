"""A folder of pages, and services that show it. The pages need no database of their own: SQLite will do."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from litestar.testing import TestClient

from lms.app import create_app
from lms.notices import page_cache
from lms.settings import Settings
from tests import make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "seiten"
    made.mkdir()
    return made


@pytest.fixture
def settings(tmp_path: Path, folder: Path, sqlite_template: Path) -> Settings:
    """An installation whose operator keeps pages in `folder`."""
    shutil.copyfile(sqlite_template, tmp_path / "lernraum.db")
    return Settings(data_dir=tmp_path, pages_dir=folder, password_memory=8, password_rounds=1)


@pytest.fixture
def open_service(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., TestClient]]:
    """`open_service()`: a browser at a new service, which looks at the folder with every request."""
    monkeypatch.setattr(page_cache, "GLANCE", 0.0)
    with ExitStack() as open_ones:

        def start(**changed: object) -> TestClient:
            app = create_app(settings.model_copy(update=changed))
            open_ones.callback(app.state["engine"].dispose)
            return make.browser(open_ones.enter_context(TestClient(app)))

        yield start
