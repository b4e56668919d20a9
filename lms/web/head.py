"""Answers HEAD as GET without the body (RFC 9110, 9.3.2)."""

from litestar.types import ASGIApp, Message, Receive, Scope, Send


class HeadAsGet:
    """Stands outside of all pages, so that every address has a HEAD."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def headers_only(message: Message) -> None:
            if message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        scope["method"] = "GET"
        await self._app(scope, receive, headers_only)
