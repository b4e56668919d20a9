"""The documentation is held to what can be checked: links lead somewhere, decisions have their parts."""

import re
from pathlib import Path

import pytest

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
