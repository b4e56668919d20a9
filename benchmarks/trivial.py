"""The least that a request costs: a Litestar handler that reads the body and answers a constant."""

from typing import Any

from litestar import Litestar, Request, get, post
from litestar.response.base import ASGIResponse


@post("/statements")
async def take(request: Request[Any, Any, Any]) -> ASGIResponse:
    await request.body()
    return ASGIResponse(body=b"[]", status_code=200, headers={"content-type": "application/json"})


@get("/statements")
async def give() -> ASGIResponse:
    return ASGIResponse(body=b'{"statements":[],"more":""}', headers={"content-type": "application/json"})


app = Litestar([take, give], openapi_config=None, logging_config=None, request_max_body_size=None)
