"""The case files: title, source, expected, between dots. `CASES=fix pytest …` writes what is, for reading the diff.

The source is a lesson, `fall.md`, without its front matter; a line `@@ path` starts another file of the course.
Expected are the problems in English, else the compiled blocks.
"""

import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from authoring.build.course import compiled
from authoring.locale import locale
from lms.course.model import Block, HtmlBlock
from tests.authoring.sources import FRONT, write_course

CASES = Path(__file__).parents[1] / "cases"
CASE = re.compile(r"^(?P<title>[^\n.][^\n]*)\n\.\n(?P<source>.*?)^\.\n(?P<expected>.*?)^\.$", re.MULTILINE | re.DOTALL)
LESSON = "modul/fall.md"


def cases():
    for path in sorted(CASES.glob("*.md")):
        for match in CASE.finditer(path.read_text()):
            yield pytest.param(path, match, id=f"{path.stem}: {match['title']}")


@pytest.mark.parametrize(("path", "match"), list(cases()))
def test_case(path: Path, match: re.Match[str], tmp_path: Path):
    actual = outcome(match["source"], tmp_path)
    if os.environ.get("CASES") == "fix" and actual != match["expected"]:
        head = f"{match['title']}\n.\n{match['source']}.\n"
        path.write_text(path.read_text().replace(f"{head}{match['expected']}.", f"{head}{actual}.", 1))
        pytest.fail("written; read the diff")
    assert actual == match["expected"]


def outcome(source: str, folder: Path) -> str:
    """What an author is told, or what the service gets."""
    first, *others = re.split(r"^@@ (.*)\n", source, flags=re.MULTILINE)
    changes = dict(zip(others[::2], others[1::2], strict=True))
    has_head = not first or first.startswith("---")
    if first:
        changes[LESSON] = first if has_head else FRONT + first
    result = compiled(write_course(folder, changes), locale("en"))
    said = [str(problem) for problem in result.problems]
    if said:
        moved = 0 if has_head else FRONT.count("\n")
        return "".join(f"{_moved(line, moved)}\n" for line in said)
    assert result.course
    lessons = result.course.modules[0].lessons
    blocks = next(one for one in lessons if one.source == LESSON).variant("de").blocks
    return "".join(_shown(block) for block in blocks)


def _moved(said: str, lines: int) -> str:
    """The problem with the line of the case instead of the file's, below the front matter."""
    return re.sub(rf"{LESSON}:(\d+)", lambda match: f"fall.md:{int(match[1]) - lines}", said)


def _shown(block: Block) -> str:
    if isinstance(block, HtmlBlock):
        return f"{block.text.html}\n"
    content: Any = block.model_dump(mode="json", exclude_defaults=True)
    shown = {**content["item"], "figures": content.get("figures", [])} if "item" in content else content
    return yaml.safe_dump(_short(shown), allow_unicode=True, sort_keys=False, width=120)


def _short(value: Any) -> Any:
    """Texts as their HTML only."""
    if isinstance(value, dict):
        if set(value) == {"html", "plain"}:
            return value["html"]
        return {key: _short(part) for key, part in value.items() if part not in ({}, [])}
    return [_short(part) for part in value] if isinstance(value, list) else value
