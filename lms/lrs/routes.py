"""/xapi over HTTP: bytes in, bytes out. Everything between is `lms.lrs.service`.

`/xapi` speaks both versions and names 2.0.0 to a request without version; `/xapi/1.0.3` speaks 1.0.3 alone.
"""

from typing import Any

from litestar import HttpMethod, Request, Router, route
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response.base import ASGIResponse

from lms.errors import LmsError, TooLarge
from lms.lrs.answers import Answer, all_headers, refusal
from lms.lrs.calls import Sent, parameters
from lms.lrs.service import Base, Lrs
from lms.settings import Settings
from lms.xapi.versions import Version

BASES = (
    Base("/xapi/1.0.3", (Version.ONE,)),
    Base("/xapi", (Version.TWO, Version.ONE)),
)
METHODS = [HttpMethod.GET, HttpMethod.HEAD, HttpMethod.PUT, HttpMethod.POST, HttpMethod.DELETE]
AnyRequest = Request[Any, Any, Any]


@route(
    ["/", "/{resource:path}"],
    http_method=[*METHODS, HttpMethod.PATCH, HttpMethod.OPTIONS],
    request_max_body_size=None,  # read_body counts, and answers 413 before it reads
    include_in_schema=False,
)
async def xapi(
    request: AnyRequest, settings: NamedDependency[Settings], lrs: NamedDependency[Lrs], resource: FromPath[str] = ""
) -> ASGIResponse:
    base, path = _find_base(f"/xapi{resource}".rstrip("/"))
    headers = {name.lower(): value for name, value in request.headers.items()}
    shared = shared_headers(headers.get("origin"), settings.xapi_origins)
    if request.method == "OPTIONS":
        return _respond(Answer(204), base.versions[0], shared)
    try:
        body = await read_body(request, settings.max_body)
        sent = Sent(request.method, parameters(request.scope["query_string"]), headers, body)
    except LmsError as problem:
        return _respond(refusal(problem.status, str(problem), headers.get("accept", "")), base.versions[0], shared)
    answer, version = await lrs.answer(base, path, sent)
    return _respond(answer, version, shared)


async def read_body(request: AnyRequest, most: int) -> bytes:
    """The body; one that is announced or turns out to be too long is not read (1.0.3 Communication 3.2)."""
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > most:
        raise TooLarge(f"the request has {announced} bytes; {most} are accepted (Communication 3.2)")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise TooLarge(f"the request has more than {most} bytes (Communication 3.2)")
    return bytes(body)


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


def _find_base(path: str) -> tuple[Base, str]:
    for base in BASES:
        if path == base.path or path.startswith(f"{base.path}/"):
            return base, path.removeprefix(base.path).lstrip("/")
    return BASES[-1], path


def _respond(answer: Answer, version: Version, shared: dict[str, str]) -> ASGIResponse:
    return ASGIResponse(
        body=b"" if answer.head else answer.body,
        status_code=answer.status,
        headers={**all_headers(answer, version), **shared},
        is_head_response=answer.head,
    )


router = Router("/xapi", route_handlers=[xapi], opt={"csrf": False})
