"""The commands of an operator, and a real server process."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from litestar import Litestar

from lms.cli import commands, main
from lms.settings import Settings
from tests import make


@pytest.fixture
def operator(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The environment of somebody at the command line; the database is still empty."""
    monkeypatch.setenv("LMS_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("LMS_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("LMS_PASSWORD_MEMORY", "8")
    monkeypatch.setenv("LMS_PASSWORD_ROUNDS", "1")
    return settings


@pytest.fixture
def migrated(operator: Settings, capsys: pytest.CaptureFixture[str]) -> Settings:
    assert main(["migrate"]) == 0
    capsys.readouterr()
    return operator


def say(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]):
    for name in commands():
        with pytest.raises(SystemExit) as ended:
            main([name, "--help"])
        assert ended.value.code == 0
        assert name in capsys.readouterr().out


def test_migrating_says_what_it_did(operator: Settings, capsys: pytest.CaptureFixture[str]):  # noqa: ARG001
    assert main(["migrate", "--check"]) == 1
    assert main(["migrate"]) == 0
    assert main(["migrate", "--check"]) == 0
    assert "the schema was brought to the newest step" in capsys.readouterr().out


def test_a_command_before_migrating_says_what_to_do(operator: Settings, capsys: pytest.CaptureFixture[str]):  # noqa: ARG001
    assert main(["users", "list"]) == 1
    assert "run `lms migrate`" in capsys.readouterr().err


@pytest.mark.usefixtures("migrated")
def test_a_life_of_an_account(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    say(monkeypatch, "ein langes Wort\n")
    assert main(["organisations", "create", "Kreis Beispiel"]) == 0
    ada = "Ada@Example.org"
    assert main(["users", "create", ada, "--name", "Ada", "--organisation", "Kreis Beispiel", "--password-stdin"]) == 0
    assert main(["users", "grant", ada, "operator"]) == 0
    assert main(["users", "grant", ada, "coordinator", "--organisation", "Kreis Beispiel"]) == 0
    assert main(["users", "disable", ada]) == 0
    capsys.readouterr()
    assert main(["users", "--format", "json", "list"]) == 0
    [account] = json.loads(capsys.readouterr().out)
    assert account["email"] == "ada@example.org"
    assert account["disabled"] is True
    assert [grant["role"] for grant in account["grants"]] == ["operator", "coordinator"]
    assert "password" not in json.dumps(account)
    assert main(["users", "revoke", ada, "operator"]) == 0
    assert main(["users", "enable", ada]) == 0
    assert "ada@example.org is no longer operator" in capsys.readouterr().out


@pytest.mark.usefixtures("migrated")
def test_what_cannot_be_done_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    create = ["users", "create", "--name", "Ada", "--no-password"]
    assert main([*create, "ada@example.org"]) == 0
    for words, said in (
        ([*create, "ada@example.org"], "has an account already"),
        ([*create, "no address"], "is not an e-mail address"),
        (["users", "grant", "bob@example.org", "operator"], "nobody has an account"),
        (
            ["users", "grant", "ada@example.org", "coordinator", "--organisation", "Nirgends"],
            "no organisation Nirgends",
        ),
        (["organisations", "create", "A", "--ags", "1234567"], "is not an AGS"),
        (["organisations", "create", "A", "--ags", "01234567"], "needs the date"),
        (["publish", "nowhere.course"], "cannot be read"),
    ):
        assert main(words) == 1
        assert said in capsys.readouterr().err
    say(monkeypatch, "kurz\n")
    assert main(["users", "password", "ada@example.org", "--password-stdin"]) == 1
    assert "at least 10 characters" in capsys.readouterr().err
    say(monkeypatch, "")
    assert main(["users", "password", "ada@example.org"]) == 1
    assert "--password-stdin" in capsys.readouterr().err


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("LMS_TIMEZONE", "Europe/Nowhere")
    monkeypatch.setenv("LMS_SESSION_DAYS", "0")
    assert main(["users", "list"]) == 2
    said = capsys.readouterr().err
    assert "LMS_TIMEZONE: Value error, no such zone" in said
    assert "LMS_SESSION_DAYS: Input should be greater than or equal to 1" in said


def test_a_database_that_does_not_answer_is_named_without_its_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("LMS_DATABASE_URL", "postgresql://lms:geheim@127.0.0.1:1/lms")
    assert main(["users", "list"]) == 1
    said = capsys.readouterr().err
    assert "does not answer" in said
    assert "geheim" not in said


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def test_a_server_starts_on_an_empty_folder_publishes_without_restart_and_stops_gracefully(tmp_path: Path):
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
    environment |= {"LMS_DATA_DIR": str(tmp_path / "data"), "LMS_BASE_URL": url}
    serve = [sys.executable, "-m", "lms", "serve", "--port", str(port)]
    with subprocess.Popen(serve, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        try:
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline and server.poll() is None:
                try:
                    if httpx.get(f"{url}/healthz").status_code == 200:
                        break
                except httpx.TransportError:
                    time.sleep(0.1)
            assert "Noch ist nichts veröffentlicht" in httpx.get(url).text
            publish = [sys.executable, "-m", "lms", "publish", str(make.bundle_file(tmp_path))]
            subprocess.run(publish, env=environment, check=True, capture_output=True)
            assert "Ein Modul" in httpx.get(url).text
        finally:
            server.send_signal(signal.SIGTERM)
            out, logged = server.communicate(timeout=30)
    assert server.returncode == 0
    assert f"Lernraum listens at {url}" in out
    assert "Traceback" not in logged


def test_a_server_asks_for_missing_steps_on_postgresql(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("LMS_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("LMS_DATABASE_URL", postgres_url)
    assert main(["serve", "--port", str(free_port())]) == 1
    assert "run `lms migrate` first" in capsys.readouterr().err


def test_a_server_does_not_start_without_the_secret_of_its_database(
    settings: Settings, app: Litestar, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    del app  # it made the secret
    monkeypatch.setenv("LMS_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("LMS_DATABASE_URL", settings.database_url)
    (settings.data_dir / "secret.key").unlink()
    assert main(["serve", "--port", str(free_port())]) == 1
    assert "secret.key is missing" in capsys.readouterr().err


def test_a_port_that_is_taken_or_none_is_named(operator: Settings, capsys: pytest.CaptureFixture[str]):
    del operator
    assert main(["migrate"]) == 0
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert main(["serve", "--port", str(taken.getsockname()[1])]) == 1
    assert "is in use" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["serve", "--port", "99999"])
    assert "99999 is not a port" in capsys.readouterr().err
