"""The least that a request costs: a Litestar handler that reads the body and answers a constant."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from litestar import Litestar, Request, get, post
from litestar.response.base import ASGIResponse

from benchmarks.connections import Target
from tests.served import free_port


@post("/statements")
async def take(request: Request[Any, Any, Any]) -> ASGIResponse:
    await request.body()
    return ASGIResponse(body=b"[]", status_code=200, headers={"content-type": "application/json"})


@get("/statements")
async def give() -> ASGIResponse:
    return ASGIResponse(body=b'{"statements":[],"more":""}', headers={"content-type": "application/json"})


app = Litestar([take, give], openapi_config=None, logging_config=None, request_max_body_size=None)


@contextmanager
def served() -> Iterator[Target]:
    """The empty handler under the same server as the service."""
    port = free_port()
    command = ["granian", "--interface", "asgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws", "--no-log"]
    process = subprocess.Popen([sys.executable, "-m", *command, "benchmarks.trivial:app"], start_new_session=True)
    try:
        for _ in range(600):
            try:
                httpx.get(f"http://127.0.0.1:{port}/statements")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield Target(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(30)
