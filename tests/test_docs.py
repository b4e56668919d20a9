"""The documentation is held to what can be checked: links, decisions, and a heading for whatever can be set or said."""

import re
import subprocess
import sys
import textwrap
from collections.abc import Iterable
from configparser import ConfigParser
from pathlib import Path
from typing import get_args

import pytest

from authoring.source.problems import CODES
from lms.cli import commands
from lms.items import Item
from lms.settings import Settings

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", *DOCS.rglob("*.md")])
DECISIONS = sorted((DOCS / "decisions").glob("[0-9]*.md"))

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^(`{3,}|~{3,}).*?^\1", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]*`")
HEADING = re.compile(r"^#{1,6} +(.*)$", re.MULTILINE)


def prose(path: Path) -> str:
    """The page without examples, in which links lead nowhere on purpose."""
    return CODE.sub("", FENCED.sub("", path.read_text()))


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as Git hosts make them."""
    titles = (re.sub(r"[^\w\- ]", "", title.lower()) for title in HEADING.findall(FENCED.sub("", path.read_text())))
    return {title.strip().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_to_a_file_and_heading(page: Path):
    broken = []
    for target in LINK.findall(prose(page)):
        place, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target) or target.startswith("/"):
            continue
        file = (page.parent / place) if place else page
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("record", DECISIONS, ids=lambda record: record.stem)
def test_a_decision_has_its_four_parts_and_stands_in_the_list(record: Path):
    text = record.read_text()
    assert text.startswith(f"# {record.name[:4]} ")
    parts = re.findall(r"^(?:\*\*|## )(Context|Decision|Consequences|Enforced by|What enforces it)", text, re.MULTILINE)
    assert [part.replace("What enforces it", "Enforced by") for part in parts] == [
        "Context",
        "Decision",
        "Consequences",
        "Enforced by",
    ]
    assert f"({record.name})" in (DOCS / "decisions/index.md").read_text()


def test_numbers_of_decisions_are_used_once():
    numbers = [record.name[:4] for record in DECISIONS]
    assert sorted(set(numbers)) == numbers


def headings(folder: str) -> str:
    """All headings of a handbook, one a line."""
    return "\n".join(
        title for page in sorted((DOCS / folder).rglob("*.md")) for title in HEADING.findall(page.read_text())
    )


def missing(wanted: Iterable[str], folder: str) -> list[str]:
    """What no heading of the handbook names as a whole word."""
    there = headings(folder)
    return [name for name in wanted if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", there)]


def test_every_setting_has_a_heading():
    assert missing((f"LMS_{name.upper()}" for name in Settings.model_fields), "operators") == []


def test_every_command_of_the_service_has_a_heading():
    assert missing((f"lms {name}" for name in commands()), "operators") == []


def test_every_command_of_the_authoring_kit_has_a_heading():
    script = Path(sys.executable).parent / "authoring"
    shown = subprocess.run([script, "--help"], capture_output=True, text=True, check=True).stdout
    names = re.findall(r"^ {4}([a-z]+) ", shown, re.MULTILINE)
    assert {"build", "check"} <= set(names)
    assert missing((f"authoring {name}" for name in names), "authors") == []


def test_every_problem_code_has_a_heading():
    assert missing(CODES, "authors") == []


def test_every_item_kind_has_a_heading():
    kinds = [kind.model_fields["kind"].default for kind in get_args(get_args(Item)[0])]
    assert "matching" in kinds
    assert missing(kinds, "authors") == []


def test_the_unit_in_the_handbook_starts_a_service_again_that_ended():
    page = (DOCS / "operators/install.md").read_text()
    unit = ConfigParser()
    unit.read_string(textwrap.dedent(page[page.index("    [Unit]") : page.index("\n\nEndet der Dienst")]))
    assert unit["Service"]["ExecStart"].endswith("/lms serve")
    assert unit["Service"]["Restart"] == "on-failure"
    assert int(unit["Service"]["RestartSec"]) > 0
    assert int(unit["Unit"]["StartLimitIntervalSec"]) == 0


def rows_that_must_not_break() -> list[tuple[str, str]]:
    table = (DOCS / "architecture.md").read_text().partition("## What must not break")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")]
    return [(invariant, guards) for invariant, guards in rows[1:]]


@pytest.mark.parametrize(("invariant", "guards"), rows_that_must_not_break(), ids=lambda text: text[:40])
def test_what_must_not_break_names_tests_that_are_there(invariant: str, guards: str):
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", guards)
    assert named, invariant
    for file, test in named:
        assert re.search(rf"^(?:async )?def {test}\(", (ROOT / file).read_text(), re.MULTILINE), f"{file}::{test}"
