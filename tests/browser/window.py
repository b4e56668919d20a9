"""Opens a page of a prepared service the way somebody would, and watches it."""

from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.browser.prepared import Prepared
from tests.browser.watch import Watch

PATIENCE = 30_000  # milliseconds; a loaded machine is slow, not broken
expect.set_options(timeout=PATIENCE)


def open_page(
    browser: Browser,
    ready: Prepared,
    path: str,
    who: str | None = None,
    *,
    status: int = 200,
    allowed: str = "",
    **options: Any,
) -> tuple[Page, Watch]:
    """`path` in a browser of its own, signed in as `who`; `options` are playwright's, for the window.

    `allowed` is a path that may answer with an error; so may the page itself when `status` says so.
    """
    page, watch = _window(browser, ready, who, **options)
    watch.allowed.add(allowed)
    _go(page, watch, path, status)
    return page, watch


class Windows:
    """One window a person, kept open: going on in it is many times quicker than opening another."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._open: dict[tuple[str, str | None, bool], tuple[Page, Watch]] = {}

    def show(
        self, ready: Prepared, path: str, who: str | None = None, *, status: int = 200, script: bool = True
    ) -> tuple[Page, Watch]:
        """`path` in the window of `who`. Nothing is carried over from the page before except cookies and storage."""
        key = (ready.url, who, script)
        if key not in self._open:
            self._open[key] = _window(self._browser, ready, who, java_script_enabled=script)
        page, watch = self._open[key]
        watch.troubles.clear()
        _go(page, watch, path, status)
        return page, watch

    def close(self) -> None:
        for page, _ in self._open.values():
            page.context.close()


def _window(browser: Browser, ready: Prepared, who: str | None, **options: Any) -> tuple[Page, Watch]:
    context = browser.new_context(
        base_url=ready.url,
        locale="de-DE",
        reduced_motion="reduce",  # what scrolls gently under load is not yet where the next key looks for it
        **options,
    )
    context.set_default_timeout(PATIENCE)
    watch = Watch(context, ready.url)
    if who:
        context.add_cookies([{"name": name, "value": value, "url": ready.url} for name, value in ready.cookies(who)])
    return context.new_page(), watch


def _go(page: Page, watch: Watch, path: str, status: int) -> None:
    if status >= 400:
        watch.allowed.add(path)
    answer = page.goto(path)
    assert answer, path
    assert answer.status == status, f"{path} answers {answer.status}"
