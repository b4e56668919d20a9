"""A new kind of question is one bundle: a made-up one takes the whole way, and nothing else was touched for it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.kinds import made_up

ROOT = Path(__file__).parents[2]


def test_a_made_up_kind_is_written_checked_built_compared_answered_graded_and_told(tmp_path):
    tree = tmp_path / "tree"
    for package in ("lms", "authoring"):
        shutil.copytree(ROOT / package, tree / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name, target in made_up.FILES.items():
        shutil.copy(made_up.HERE / name, tree / target)
    for target, before, after in made_up.LINES:
        text = (tree / target).read_text()
        assert text.count(before) == 1, (target, before)
        (tree / target).write_text(text.replace(before, after))
    for target, text in made_up.APPENDED:
        with (tree / target).open("a") as file:
            file.write(text)
    done = subprocess.run(
        [sys.executable, made_up.HERE / "journey.py", tree, tmp_path, ROOT / "docs/audit/verify.py"],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": f"{tree}:{ROOT}",
            "LMS_DATA_DIR": str(tmp_path / "data"),
            "LMS_PASSWORD_MEMORY": "8",
            "LMS_PASSWORD_ROUNDS": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("done\n")
