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
    context = browser.new_context(
        base_url=ready.url,
        locale="de-DE",
        reduced_motion="reduce",  # what scrolls gently under load is not yet where the next key looks for it
        **options,
    )
    context.set_default_timeout(PATIENCE)
    watch = Watch(context, ready.url)
    watch.allowed.update({allowed, path} if status >= 400 else {allowed})
    if who:
        context.add_cookies([{"name": name, "value": value, "url": ready.url} for name, value in ready.cookies(who)])
    page = context.new_page()
    answer = page.goto(path)
    assert answer, path
    assert answer.status == status, f"{path} answers {answer.status}"
    return page, watch
