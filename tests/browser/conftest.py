"""A browser, two real services (the demography course; a course with every kind of item) and people who use them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import chromium, prepared
from tests.browser.prepared import Prepared
from tests.browser.window import Windows, open_page

Visit = Callable[..., Page]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "xdist_group(name): tests of one group run in one process")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups, also when this folder alone is asked for
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process starts the browser and the services for all of these tests."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Package-wide and not longer: while it runs, no other event loop can run in this process."""
    if chromium.found() is None:
        if chromium.required():
            pytest.fail(chromium.MISSING)
        pytest.skip(chromium.MISSING)
    with chromium.launched() as launched:
        yield launched


@pytest.fixture(scope="package")
def demography(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    with prepared.demography(tmp_path_factory.mktemp("demography")) as ready:
        yield ready


@pytest.fixture(scope="package")
def probe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    with prepared.probe(tmp_path_factory.mktemp("probe")) as ready:
        yield ready


@pytest.fixture(scope="package")
def windows(browser: Browser) -> Iterator[Windows]:
    kept = Windows(browser)
    yield kept
    kept.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """`visit(service, path, who, **window)` opens a page; the test fails when anything untoward happened in it."""
    watches = []

    def opened(*wanted: Any, **options: Any) -> Page:
        page, watch = open_page(browser, *wanted, **options)
        watches.append((page.context, watch))
        return page

    yield opened
    for context, _ in watches:
        context.close()
    assert [trouble for _, watch in watches for trouble in watch.troubles] == []
