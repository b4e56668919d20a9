"""Watches a browser: no request leaves for another host, no script fails, nothing breaks the security policy."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError


class Watch:
    """Collects what should not happen in a context. `allowed` are paths whose answer is an error on purpose."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.home = urlsplit(home).netloc
        self.allowed: set[str] = set()
        self.troubles: list[str] = []
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", self._error)

    def _request(self, request: Request) -> None:
        target = urlsplit(request.url)
        if target.scheme not in {"data", "blob", "about"} and target.netloc != self.home:
            self.troubles.append(f"request to {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        place = message.location.get("url", "")
        refused = message.text.startswith("Failed to load resource") and urlsplit(place).path in self.allowed
        if message.type == "error" and not refused:
            self.troubles.append(f"console: {message.text} ({place})")

    def _error(self, error: WebError) -> None:
        self.troubles.append(f"script: {error.error}")
