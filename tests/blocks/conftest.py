"""One browser for all blocks, and the course that shows each of them."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from lms.course.model import Course
from tests.blocks import stage
from tests.browser import chromium

Open = Callable[..., Page]


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups, also when this folder alone is asked for
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "page_of" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="package")
def course() -> Course:
    return stage.course()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if chromium.found() is None:
        if chromium.required():
            pytest.fail(chromium.MISSING)
        pytest.skip(chromium.MISSING)
    with chromium.launched() as launched:
        yield launched


@dataclass(frozen=True)
class Window:
    page: Page
    complaints: list[str]


@pytest.fixture(scope="package")
def windows(browser: Browser, course: Course) -> Iterator[Callable[..., Window]]:
    """One window for each way of looking, kept open: going on in it is many times quicker than opening another."""
    kept: dict[str, Window] = {}

    def window(**options: Any) -> Window:
        key = json.dumps(options, sort_keys=True)
        if key not in kept:
            page = browser.new_context(**options).new_page()
            kept[key] = Window(page, [])
            page.on("console", lambda message: kept[key].complaints.append(message.text))
            page.on("pageerror", lambda error: kept[key].complaints.append(str(error)))
            stage.stage(page, course)
        return kept[key]

    yield window
    for one in kept.values():
        one.page.context.close()


@pytest.fixture
def page_of(windows: Callable[..., Window]) -> Iterator[Open]:
    """`page_of(block, query, script=False)` opens a block; whatever the browser complains about fails the test."""
    used: list[Window] = []

    def opened(block: str, query: str = "", *, script: bool = True, **options: Any) -> Page:
        window = windows(java_script_enabled=script, **{"viewport": {"width": 1000, "height": 900}} | options)
        window.complaints.clear()
        used.append(window)
        window.page.goto(f"{stage.HOME}{block}?{query}")
        if script and window.page.locator("script[data-block]").count():
            window.page.locator("figure[data-ready]").wait_for()
        return window.page

    yield opened
    assert [complaint for window in used for complaint in window.complaints] == []
