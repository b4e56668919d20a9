"""Stands around the service: gives a visitor a part to play, adds the bar to every page, has a few own addresses."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import anyio
from anyio import to_thread

from authoring.preview.bar import HEAD, bar
from authoring.preview.publisher import Publisher
from lms.rehearsal import Rehearsal, Stage

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
STATIC = Path(__file__).parent / "static"
TYPES = {"preview.js": "text/javascript; charset=utf-8", "preview.css": "text/css; charset=utf-8"}
PAUSE = 15  # seconds after which a waiting browser hears that we are still here


@dataclass(frozen=True)
class PreviewRequest:
    """What preview looks at in a request."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    cookies: dict[str, str]
    page: bool

    @classmethod
    def by(cls, scope: Scope) -> "PreviewRequest":
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        jar: SimpleCookie = SimpleCookie(headers.get("cookie", ""))
        return cls(
            scope["method"],
            scope["path"],
            parse_qs(scope.get("query_string", b"").decode("latin-1")),
            {name: one.value for name, one in jar.items()},
            "text/html" in headers.get("accept", ""),
        )

    def first(self, name: str) -> str:
        return self.query.get(name, [""])[0]


class PreviewApp:
    """The ASGI application that the author's browser talks to."""

    def __init__(self, rehearsal: Rehearsal, publisher: Publisher) -> None:
        self._rehearsal, self._desk = rehearsal, publisher

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._rehearsal.app(scope, receive, send)  # type: ignore[arg-type]
            return
        asked = PreviewRequest.by(scope)
        if asked.path.startswith("/preview/"):
            await self._own(asked, send)
            return
        stage = await to_thread.run_sync(self._rehearsal.stage, asked.cookies)
        if asked.method == "GET" and asked.page and stage is None:
            await self._play(Stage.HALF_WAY, asked.path, send)
            return
        await self._bring(asked)
        added = Added(send, lambda: bar(self._desk.standing, asked.path, stage, self._desk.locale))
        await self._rehearsal.app(scope, receive, added)  # type: ignore[arg-type]

    async def _bring(self, asked: PreviewRequest) -> None:
        parts = asked.path.strip("/").split("/")
        if asked.method == "GET" and parts[0] == "modules" and len(parts) > 1:
            lesson = parts[3] if len(parts) > 3 else ""
            await to_thread.run_sync(self._rehearsal.bring, asked.cookies, parts[1], lesson)

    async def _own(self, asked: PreviewRequest, send: Send) -> None:
        name = asked.path.removeprefix("/preview/")
        match name.split("/"):
            case ["as", stage] if stage in set(Stage):
                back = asked.first("back")
                await self._play(
                    Stage(stage), back if back.startswith("/") and not back.startswith("//") else "/", send
                )
            case ["bar"]:
                stage = self._rehearsal.stage(asked.cookies)
                html = bar(self._desk.standing, asked.first("path") or "/", stage, self._desk.locale)
                await answer(send, 200, html.encode(), "text/html; charset=utf-8")
            case ["events"]:
                await self._events(asked, send)
            case [file] if file in TYPES:
                await answer(send, 200, (STATIC / file).read_bytes(), TYPES[file])
            case _:
                await answer(send, 404, b"There is no such address in preview.", "text/plain")

    async def _play(self, stage: Stage, back: str, send: Send) -> None:
        cookie = await to_thread.run_sync(self._rehearsal.sign_in, stage)
        await answer(send, 303, b"", "text/plain", (b"location", back.encode()), (b"set-cookie", cookie.encode()))

    async def _events(self, asked: PreviewRequest, send: Send) -> None:
        """Server-sent events: one after each save, until the browser goes."""
        number = int(asked.first("after") or 0)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
        while True:
            said = b": still here\n\n"
            with anyio.move_on_after(PAUSE):
                standing = await self._desk.after(number)
                number = standing.number
                edited = standing.edited
                drawn = [spot.element for spot in standing.drawn if spot.path == asked.first("path")]
                value = {
                    "number": number,
                    "current": standing.current,
                    "path": edited.path if edited else "",
                    "element": edited.element if edited else "",
                    "drawn": drawn,
                }
                said = f"data: {json.dumps(value)}\n\n".encode()
            await send({"type": "http.response.body", "body": said, "more_body": True})


async def answer(send: Send, status: int, body: bytes, kind: str, *more: tuple[bytes, bytes]) -> None:
    headers = [(b"content-type", kind.encode()), (b"cache-control", b"no-store"), *more]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@dataclass
class Added:
    """Passes an answer on; a page gets the bar before its end."""

    send: Send
    bar: Callable[[], str]
    _start: Message | None = None
    _body: list[bytes] = field(default_factory=list)

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
        elif message["type"] == "http.response.body" and self._start:
            self._body.append(message.get("body", b""))
            if not message.get("more_body"):
                await self._finish(self._start)
        else:
            await self.send(message)

    async def _finish(self, start: Message) -> None:
        body = b"".join(self._body)
        body = body.replace(b"</head>", HEAD.encode() + b"</head>", 1)
        head, end, rest = body.rpartition(b"</body>")
        body = head + self.bar().encode() + end + rest if end else body
        kept = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
        await self.send({**start, "headers": [*kept, (b"content-length", str(len(body)).encode())]})
        await self.send({"type": "http.response.body", "body": body})


def _is_page(message: Message) -> bool:
    kinds = [value for name, value in message["headers"] if name.lower() == b"content-type"]
    return any(kind.startswith(b"text/html") for kind in kinds)
