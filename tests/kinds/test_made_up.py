"""A new kind of question or figure is one bundle: a made-up one takes the whole way, and nothing else was touched."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.kinds import made_up

ROOT = Path(__file__).parents[2]


def test_a_made_up_kind_is_written_checked_built_compared_answered_graded_and_told(tmp_path):
    tree = with_kind(tmp_path, made_up.FILES, made_up.LINES, made_up.APPENDED)
    travelled(tree, "journey.py", ROOT / "docs/audit/verify.py")


def test_a_made_up_figure_is_written_checked_built_compared_and_drawn_alone_and_in_a_question(tmp_path):
    tree = with_kind(tmp_path, made_up.FIGURE_FILES, made_up.FIGURE_LINES, made_up.FIGURE_APPENDED)
    travelled(tree, "figure_journey.py")


def with_kind(
    folder: Path, files: Mapping[str, str], lines: Iterable[tuple[str, str, str]], appended: Iterable[tuple[str, str]]
) -> Path:
    """A copy of the tree in which the kind is entered."""
    tree = folder / "tree"
    for package in ("lms", "authoring"):
        shutil.copytree(ROOT / package, tree / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name, target in files.items():
        shutil.copy(made_up.HERE / name, tree / target)
    for target, before, after in lines:
        text = (tree / target).read_text()
        assert text.count(before) == 1, (target, before)
        (tree / target).write_text(text.replace(before, after))
    for target, text in appended:
        with (tree / target).open("a") as file:
            file.write(text)
    return tree


def travelled(tree: Path, journey: str, *arguments: Path) -> None:
    done = subprocess.run(
        [sys.executable, made_up.HERE / journey, tree, tree.parent, *arguments],
        cwd=tree.parent,
        env={
            **os.environ,
            "PYTHONPATH": f"{tree}:{ROOT}",
            "LMS_DATA_DIR": str(tree.parent / "data"),
            "LMS_PASSWORD_MEMORY": "8",
            "LMS_PASSWORD_ROUNDS": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("done\n")
