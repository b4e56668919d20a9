"""A service of ours in a process of its own, that a test kills and starts again."""

import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import select

from lms.db.engine import make_engine
from lms.db.times import now
from lms.db.units import Units
from lms.lrs.keys.credentials import Secret, create
from lms.lrs.record.store import StatementStore
from lms.lrs.record.tables import StatementRow
from lms.migrations import upgrade

START = 90  # seconds in which a loaded machine brings the service up
PROGRAM = Path(sys.executable).parent / "lms"


@dataclass
class Service:
    folder: Path
    home: str = "https://andere.example.org"
    port: int = 0
    key: Secret = field(default_factory=lambda: Secret("", ""))
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        engine = make_engine(self.url)
        upgrade(engine, home_page=self.home)
        self.units = Units(engine)
        with self.units.writing() as db:
            self.key = create(db, "Weiterleitung", ["all"], self.home, now=now())

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'lernraum.db'}"

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}/xapi"

    @property
    def environment(self) -> dict[str, str]:
        others = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
        return others | {"LMS_DATA_DIR": str(self.folder), "LMS_PASSWORD_MEMORY": "8", "LMS_PASSWORD_ROUNDS": "1"}

    def start(self) -> None:
        with (self.folder / "serve.log").open("ab") as log:
            command = [PROGRAM, "serve", "--port", str(self.port)]
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        end = time.monotonic() + START
        while time.monotonic() < end:
            assert self.process.poll() is None, (self.folder / "serve.log").read_text()
            try:
                if httpx.get(f"http://127.0.0.1:{self.port}/healthz", timeout=10).is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError((self.folder / "serve.log").read_text())

    def kill(self) -> None:
        """As when the power fails: the process and those it started."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, 9)
            self.process.wait()

    def post(self, *statements: dict[str, Any]) -> httpx.Response:
        return httpx.post(
            f"{self.endpoint}/statements",
            json=list(statements),
            auth=(self.key.key, self.key.secret),
            headers={"X-Experience-API-Version": "1.0.3"},
            timeout=30,
        )

    def statements(self) -> list[dict[str, Any]]:
        """What is stored there, in order."""
        with self.units.reading() as db:
            return [one.document() for one in StatementStore().statements(db)]

    def vouched(self) -> set[bool]:
        with self.units.reading() as db:
            return set(db.scalars(select(StatementRow.vouched)))
