"""Keep-alive HTTP/1.1 connections that cost little themselves, and a load over several of them."""

import asyncio
import base64
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

Body = Callable[[], tuple[bytes, int]]


@dataclass(frozen=True)
class Target:
    """Where requests go, and with which key."""

    url: str
    key: tuple[str, str] = ("", "")

    def head(self, method: str, path: str) -> bytes:
        address = urlsplit(self.url)
        word = base64.b64encode(":".join(self.key).encode()).decode()
        return (
            f"{method} {address.path}{path} HTTP/1.1\r\nHost: {address.netloc}\r\nAuthorization: Basic {word}\r\n"
            "X-Experience-API-Version: 1.0.3\r\nAccept: application/json\r\n"
        ).encode()


class Connection:
    """One request after the other; the answer's status and body."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, target: Target) -> "Connection":
        address = urlsplit(target.url)
        return cls(*await asyncio.open_connection(address.hostname, address.port, limit=2**24))

    async def ask(self, head: bytes, body: bytes = b"") -> tuple[int, bytes]:
        sent = b"Content-Type: application/json\r\nContent-Length: %d\r\n" % len(body) if body else b""
        self._writer.write(head + sent + b"\r\n" + body)
        answer = await self._reader.readuntil(b"\r\n\r\n")
        lengths = [line for line in answer.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        length = int(lengths[0].split(b":")[1]) if lengths else 0
        return int(answer[9:12]), await self._reader.readexactly(length)

    def close(self) -> None:
        self._writer.close()


@dataclass
class Measured:
    """Statements that were accepted in so many seconds; `refused` counts every other answer."""

    statements: int = 0
    seconds: float = 0
    refused: int = 0
    latencies: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return self.statements / self.seconds if self.seconds else 0


def load(target: Target, path: str, body: Body, connections: int, seconds: float) -> Measured:
    """POST for so long over so many connections."""

    async def together() -> Measured:
        measured = Measured()
        head = target.head("POST", path)
        end = time.perf_counter() + seconds

        async def alone() -> None:
            connection = await Connection.open(target)
            while time.perf_counter() < end:
                text, count = body()
                begun = time.perf_counter()
                status, _ = await connection.ask(head, text)
                measured.latencies.append(time.perf_counter() - begun)
                if status == 200:  # stored (Communication 2.1.2)
                    measured.statements += count
                else:
                    measured.refused += 1
            connection.close()

        begun = time.perf_counter()
        await asyncio.gather(*(alone() for _ in range(connections)))
        measured.seconds = time.perf_counter() - begun
        return measured

    return asyncio.run(together())


def latencies(target: Target, paths: list[str]) -> list[tuple[float, bytes]]:
    """How long each GET takes, one after the other on one connection, and what it answers."""

    async def one_by_one() -> list[tuple[float, bytes]]:
        connection, found = await Connection.open(target), []
        for path in paths:
            begun = time.perf_counter()
            status, body = await connection.ask(target.head("GET", path))
            found.append((time.perf_counter() - begun, body))
            if status != 200:
                raise RuntimeError(f"GET {path}: {status} {body[:300]!r}")
        connection.close()
        return found

    return asyncio.run(one_by_one())


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]
