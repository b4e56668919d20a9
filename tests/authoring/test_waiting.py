"""Somebody who waits at a terminal sees how far it is; nobody else does."""

import os
from contextlib import redirect_stderr
from functools import partial
from unittest.mock import patch

import pytest

from authoring.build.course import compiled
from authoring.commands.main import main
from authoring.locale import locale
from authoring.terminal import progress_bar
from tests.authoring.sources import write_course

END = b"\x04"


def in_a_terminal(*arguments: str) -> str:
    """What a command writes to standard error, which is a terminal."""
    controller, end = os.openpty()
    with os.fdopen(controller, "rb", buffering=0) as seen, os.fdopen(end, "w") as stream:
        with redirect_stderr(stream), patch.dict(os.environ, TERM="xterm", LC_ALL="de_DE.UTF-8"):
            assert main(arguments) == 0
        stream.write(END.decode())
        stream.flush()
        read = b"".join(iter(partial(seen.read, 1), END))  # until then: a terminal gives what it has, not all
    return read.decode()


@pytest.mark.parametrize("command", ["check", "build", "diff"])
def test_who_waits_longer_than_a_moment_sees_a_bar(tmp_path, monkeypatch, command):
    monkeypatch.setattr(progress_bar, "PATIENCE", -1)
    root = str(write_course(tmp_path))
    rest = {"check": [root], "build": [root, "-o", str(tmp_path / "x.course")], "diff": [root, root]}[command]
    seen = in_a_terminal(command, *rest)
    assert "Lektionen" in seen
    assert "3/3" in seen


def test_what_is_done_at_once_shows_none(tmp_path):
    assert in_a_terminal("check", str(write_course(tmp_path))) == ""


def test_into_a_file_nothing_is_written_but_problems(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(progress_bar, "PATIENCE", -1)
    assert main(["check", str(write_course(tmp_path))]) == 0
    assert capsys.readouterr().err == ""


def test_lessons_are_counted_one_by_one(tmp_path):
    heard: list[tuple[int, int]] = []
    compiled(write_course(tmp_path), locale("de"), told=lambda done, every: heard.append((done, every)))
    assert heard == [(1, 3), (2, 3), (3, 3)]
