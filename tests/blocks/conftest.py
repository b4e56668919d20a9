"""One browser for all blocks, and the course that shows each of them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from lms.course.model import Course
from tests.blocks import stage
from tests.browser import chromium

Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "page_of" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="package")
def course() -> Course:
    return stage.course()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if chromium.found() is None:
        if chromium.required():
            pytest.fail(chromium.MISSING)
        pytest.skip(chromium.MISSING)
    with chromium.launched() as launched:
        yield launched


@pytest.fixture
def page_of(browser: Browser, course: Course) -> Iterator[Open]:
    """`page_of(block, query, script=False)` opens a block; whatever the browser complains about fails the test."""
    contexts, complaints = [], list[str]()

    def opened(block: str, query: str = "", *, script: bool = True, **options: Any) -> Page:
        context = browser.new_context(
            java_script_enabled=script, **{"viewport": {"width": 1000, "height": 900}} | options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        stage.stage(page, course)
        page.goto(f"{stage.HOME}{block}?{query}")
        if script and page.locator("script[data-block]").count():
            page.locator("figure[data-ready]").wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
