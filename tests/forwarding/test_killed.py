"""Two services, one forwarding to the other by itself; each is killed while the other goes on."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.forwarding.service import PROGRAM, START, Service
from tests.privacy.town import about


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Service, Service]]:
    source, target = Service(tmp_path / "hier", home="https://hier.example.org"), Service(tmp_path / "dort")
    source.start()
    subprocess.run(
        [PROGRAM, "forward", "add", "--name", "dort", "--endpoint", target.endpoint, "--key", target.key.key,
         "--secret-stdin"],
        input=target.key.secret.encode(), env=source.environment, check=True, capture_output=True,
    )  # fmt: skip
    yield source, target
    for service in (source, target):
        service.kill()
        service.units.engine.dispose()


def wait_for(target: Service, ids: list[str]) -> None:
    end = time.monotonic() + START
    while [one["id"] for one in target.statements()] != ids:
        assert time.monotonic() < end, f"{len(target.statements())} of {len(ids)} arrived"
        time.sleep(0.2)


@pytest.mark.slow
def test_whoever_is_killed_everything_arrives_once_and_in_order(two: tuple[Service, Service]):
    source, target = two
    ids: list[str] = []

    def say(count: int) -> None:
        said = [about({"mbox": "mailto:wer@example.org"}) for _ in range(count)]
        assert source.post(*said).is_success
        ids.extend(one["id"] for one in said)

    say(3)
    target.start()
    wait_for(target, ids)
    target.kill()
    say(120)
    source.kill()
    source.start()
    say(2)
    target.start()
    wait_for(target, ids)
    say(250)
    source.kill()
    source.start()
    wait_for(target, ids)
