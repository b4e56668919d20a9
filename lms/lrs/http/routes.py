"""/xapi over HTTP: bytes in, bytes out, everything between is `lms.lrs.http.service`; and what describes it.

`/xapi` speaks both versions and names 2.0.0 to a request without version; `/xapi/1.0.3` speaks 1.0.3 alone.
"""

from typing import Any

import msgspec
from litestar import Response, get
from litestar.types import ASGIApp, Receive, Scope, Send

from lms.errors import LmsError, TooLarge
from lms.lrs.http import openapi
from lms.lrs.http.requests import METHODS, Sent, parameters
from lms.lrs.http.responses import XapiResponse, all_headers, refusal
from lms.lrs.http.service import Lrs, XapiRoot
from lms.settings import Settings
from lms.xapi import profile
from lms.xapi.versions import Version

BASES = (
    XapiRoot("/xapi/1.0.3", (Version.ONE,)),
    XapiRoot("/xapi", (Version.TWO, Version.ONE)),
)
ROOT = "/xapi"
DESCRIBED = {"Cache-Control": "public, max-age=3600", "Access-Control-Allow-Origin": "*"}


class Disconnected(Exception):
    """The client went away before its request was complete; nobody waits for an answer."""


class Xapi:
    """Answers everything at and below /xapi by itself; hands every other request on.

    It stands in front of the application: a tool needs no session, no frame and no dependency of a page.
    """

    def __init__(self, app: ASGIApp, lrs: Lrs, settings: Settings) -> None:
        self._app = app
        self._lrs = lrs
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if scope["type"] != "http" or not (path == ROOT or path.startswith(f"{ROOT}/")):
            await self._app(scope, receive, send)
            return
        headers = _headers(scope)
        try:
            answer, version = await self._answer(scope, headers, receive)
        except Disconnected:
            return
        shared = shared_headers(headers.get("origin"), self._settings.xapi_origins)
        await _send(send, answer, {**all_headers(answer, version), **shared})

    async def _answer(self, scope: Scope, headers: dict[str, str], receive: Receive) -> tuple[XapiResponse, Version]:
        base, path = _find_base(scope["path"].rstrip("/"))
        method = scope["method"]  # pyrefly: ignore  an HTTP scope has one
        if method == "OPTIONS":
            return XapiResponse(204), base.versions[0]
        try:
            body = await read_body(headers.get("content-length", ""), receive, self._settings.max_body)
            sent = Sent(method, parameters(scope["query_string"]), headers, body)
        except LmsError as problem:
            return refusal(problem.status, str(problem), headers.get("accept", "")), base.versions[0]
        return await self._lrs.answer(base, path, sent)


async def read_body(announced: str, receive: Receive, most: int) -> bytes:
    """The body; one that is announced or turns out to be too long is not read (1.0.3 Communication 3.2)."""
    if announced.isdigit() and int(announced) > most:
        raise TooLarge(f"the request has {announced} bytes; {most} are accepted (Communication 3.2)")
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise Disconnected
        chunks.append(message["body"])
        size += len(message["body"])
        if size > most:
            raise TooLarge(f"the request has more than {most} bytes (Communication 3.2)")
        if not message.get("more_body"):
            return b"".join(chunks)


def shared_headers(origin: str | None, allowed: tuple[str, ...]) -> dict[str, str]:
    """What lets scripts of other origins call (CORS): no cookies, the key is in the request."""
    if origin is None or not ("*" in allowed or origin in allowed):
        return {}
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": ", ".join(METHODS),
        "Access-Control-Allow-Headers": (
            "Authorization, Content-Type, If-Match, If-None-Match, Accept-Language, X-Experience-API-Version"
        ),
        "Access-Control-Expose-Headers": (
            "ETag, Last-Modified, X-Experience-API-Version, X-Experience-API-Consistent-Through"
        ),
        "Access-Control-Max-Age": "600",
        "Vary": "Origin",
    }


def _headers(scope: Any) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


def _find_base(path: str) -> tuple[XapiRoot, str]:
    for base in BASES:
        if path == base.path or path.startswith(f"{base.path}/"):
            return base, path.removeprefix(base.path).lstrip("/")
    return BASES[-1], path


async def _send(send: Send, answer: XapiResponse, headers: dict[str, str]) -> None:
    body = b"" if answer.head else answer.body
    if answer.status != 204:  # no content has no length (RFC 9110, 8.6)
        headers.setdefault("Content-Length", str(len(body)))
    pairs = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": pairs})
    await send({"type": "http.response.body", "body": body, "more_body": False})


@get("/xapi-openapi.json", sync_to_thread=False, include_in_schema=False)
def xapi_openapi() -> Response[bytes]:
    """The OpenAPI document of /xapi, as JSON alone: a page for it would load scripts from elsewhere."""
    media_type = "application/vnd.oai.openapi+json;version=3.1"
    return Response(msgspec.json.encode(openapi.document()), media_type=media_type, headers=DESCRIBED)


@get("/xapi-profile", sync_to_thread=False, include_in_schema=False)
def xapi_profile() -> Response[bytes]:
    """Our xAPI profile, where its IRI leads."""
    return Response(msgspec.json.encode(profile.document()), media_type="application/ld+json", headers=DESCRIBED)
