"""How a command ends, and which problems it speaks of."""

import os
from collections.abc import Sequence
from pathlib import Path

from authoring.source.problems import Problem, Problems, Severity
from authoring.terminal.problem_report import shown

OK, ERRORS = 0, 1


def within(problems: Problems, root: Path, path: Path) -> list[Problem]:
    """The problems below `path`, as seen from here."""
    asked = Path(os.path.relpath(os.path.abspath(path), root)).as_posix()  # noqa: PTH100 - lexically: links stay
    inside = [one for one in problems if asked in (".", one.file) or one.file.startswith(f"{asked}/")]
    return shown(inside, root)


def status(problems: Sequence[Problem]) -> int:
    return ERRORS if any(problem.severity is Severity.ERROR for problem in problems) else OK
