"""Lessons that draw data are made anew only when what they see of them changes, and then always."""

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from authoring.build import finish_lesson
from authoring.build.course import compiled
from authoring.cache.cache_file import Cache, passing
from authoring.locale import locale
from tests.authoring.sources import SOUND, lesson, write_course

FALL = "modul/fall.md"
WORDS = "title: Bild\nalt: Zwei Linien fallen\n:::\n"
SANDBOX = "data: de-modell-bestand\nmortality: de-modell-sterblichkeit\nfertility: de-modell-geburten\n"
DRAWN = lesson(
    f":::{{timeseries}} #linie\ndata: werte\ny: [births, deaths]\nmark: {{2021: Hier}}\n{WORDS}\n"
    f":::{{pyramid}} #pyramide\ndata: alter\nyear: 2020\ncompare: 2050\nlimits: [1, 2]\n{WORDS}\n"
    f":::{{quotient}} #quotient\ndata: alter\nyear: 2020\nlimits: [1, 2]\n{WORDS}\n"
    f":::{{school-cohort}} #schule\ndata: alter\nyear: 2020\nentry: 3\n{WORDS}\n"
    f":::{{care-need}} #pflege\ndata: alter\nrates: quoten\nbase: 2020\nyear: 2050\n{WORDS}\n"
    f":::{{compare}} #vergleich\ndata: laender\nname: name\nvalue: births\nmark: Nord\n{WORDS}\n"
    f":::{{projection}} #sandkasten\n{SANDBOX}migration: de-modell-wanderung\n{WORDS}\n"
    ":::{numeric} #ziel\n:answer: sandkasten.migration: population = 82000 ± 250\n\nWie viele ziehen zu?\n:::\n\n"
    ":::{choice} #frage\nReichen 1,4 Kinder je Frau für 90 Millionen?\n\n"
    "- [{{sandkasten.tfr = 1,4: population >= 90000}}] {#ja} Ja\n- [{{sonst}}] {#nein} Nein\n:::\n\n"
    "In {{kommune.name}} leben {{kommune.einwohner(2023)}} Menschen.\n\n"
    ":::{numeric} #dichte\n:answer: {{kommune.einwohner(2023) / kommune.flaeche(2023)}}\n:tolerance: 5 %\n\n"
    "Wie viele leben auf einem Quadratkilometer?\n:::\n"
)
HEAD = 'source: Erfundene Werte\nlicence: CC0-1.0\nattribution: Beispielamt\ndate: "2023"\n'
NUMBERS = "{label: Zahl, type: number}"
FILES: dict[str, str | bytes | None] = {
    FALL: DRAWN,
    "data/alter.csv": "year,age,male,female\n"
    + "".join(f"{year},{age},{5 + age},4.5\n" for year in (2020, 2050) for age in range(4)),
    "data/quoten.csv": "age,rate\n0-0,1\n1-1,10.5\n2+,40\n",
    "data/quoten.yaml": f"title: Quoten\nunit: Prozent\ncolumns:\n  age: {{label: Alter, type: text}}\n"
    f"  rate: {NUMBERS}\n{HEAD}",
    "data/orte.csv": str(SOUND["data/orte.csv"]).replace("80000,", "80000,500"),
    "data/laender.csv": "name,births\nNord,5\nSüd,7\nOst,7\n",
    "data/laender.yaml": f"title: Länder\nunit: Personen\ncolumns:\n  name: {{label: Name, type: text}}\n"
    f"  births: {NUMBERS}\n{HEAD}",
}
NAMES = (
    "werte",
    "orte",
    "alter",
    "quoten",
    "laender",
    "de-modell-bestand",
    "de-modell-geburten",
    "de-modell-sterblichkeit",
)
CELLS = ("", "0", "15081045", "7", "-3", "0.5", "101", "2020", "2050", "0-4", "Nord", "x", '"')
Edit = Callable[[list[list[str]], int, int, str], list[list[str]]]


def _put(rows: list[list[str]], row: int, column: int, word: str) -> list[list[str]]:
    return [[word if (r, c) == (row, column) else old for c, old in enumerate(one)] for r, one in enumerate(rows)]


TABLE: dict[str, Edit] = {
    "a cell": _put,
    "a row gone": lambda rows, row, _column, _word: [*rows[:row], *rows[row + 1 :]],
    "a row twice": lambda rows, row, _column, _word: [*rows, rows[row]],
    "a column gone": lambda rows, _row, column, _word: [[*one[:column], *one[column + 1 :]] for one in rows],
    "a column more": lambda rows, _row, _column, word: [[*one, word] for one in rows],
    "a head": lambda rows, _row, column, word: _put(rows, 0, column, word),
    "columns swapped": lambda rows, _row, column, _word: [[*one[column:], *one[:column]] for one in rows],
    "half a row": lambda rows, row, column, _word: [*rows[:row], rows[row][:column]],
    "an empty file": lambda _rows, _row, _column, _word: [],
}
HEADS = (
    ("integer", "text"), ("number", "integer"), ("text", "number"), ("label: ", "label: Neu "),
    ("title: ", "title: Neu "), ("figure: einwohner", "figure: leute"), ("places: .*", ""),
    ("unit: Personen", "unit: Prozent"), ("  births:", "  birth:"), ("  age: ", "  alter: "), ("columns:", "spalten:"),
    ("source:", "source"), ("licence: .*", "licence: XX"), (r"\A", "dimensions: [year]\n"),
)  # fmt: skip
EDITS = st.one_of(
    st.tuples(st.just("csv"), st.sampled_from(NAMES), st.sampled_from([*TABLE]),
              st.integers(0, 40), st.integers(0, 3), st.sampled_from(CELLS)),
    st.tuples(st.just("yaml"), st.sampled_from(NAMES), st.sampled_from(HEADS)),
    st.tuples(st.just("example"), st.just(""), st.sampled_from(("15081045", "15081", "99"))),
    st.tuples(st.sampled_from(("gone", "renamed", "back")), st.sampled_from(NAMES), st.sampled_from(("csv", "yaml"))),
)  # fmt: skip


def edit(folder: Path, before: dict[str, str], change: tuple) -> None:
    """One change to the data sets of a course."""
    kind, name, *more = change
    if kind == "csv":
        what, row, column, word = more
        path = folder / f"data/{name}.csv"
        rows = [line.split(",") for line in path.read_text().splitlines()] if path.exists() else []
        if rows:
            changed = TABLE[what](rows, row % len(rows), column % len(rows[0]), word)
            path.write_text("".join(f"{','.join(one)}\n" for one in changed))
    elif kind == "yaml":
        path = folder / f"data/{name}.yaml"
        if path.exists():
            path.write_text(re.sub(*more[0], path.read_text(), count=1))
    elif kind == "example":
        path = folder / "course.yaml"
        path.write_text(re.sub('example: ".*"', f'example: "{more[0]}"', path.read_text()))
    elif kind == "back":
        for one in ("csv", "yaml"):
            (folder / f"data/{name}.{one}").write_text(before[f"{name}.{one}"])
    else:
        path = folder / f"data/{name}.{more[0]}"
        if path.exists():
            path.rename(folder / f"data/{name}s.{more[0]}") if kind == "renamed" else path.unlink()


def seen(folder: Path, kept: Cache | None = None):
    result = compiled(folder, locale("de"), kept)
    return [str(problem) for problem in result.problems], b"".join(result.text()) if result.problems.ok else b""


@pytest.fixture
def course(tmp_path) -> Path:
    return write_course(tmp_path / "kurs", FILES)


def test_a_lesson_is_made_anew_only_when_it_sees_something_else(course, monkeypatch):
    parsed = []
    parse = finish_lesson.parse_lesson
    monkeypatch.setattr(
        finish_lesson, "parse_lesson", lambda source, *rest: parsed.append(source.name) or parse(source, *rest)
    )
    before = {path.name: path.read_text() for path in (course / "data").iterdir()}
    with closing(passing()) as kept:
        said, text = seen(course, kept)
        assert (said, parsed.count(FALL)) == ([], 1)
        edit(course, before, ("csv", "werte", "a cell", 1, 1, "7"))
        edit(course, before, ("yaml", "alter", ("label: ", "label: Neu ")))
        edit(course, before, ("csv", "quoten", "a cell", 3, 1, "41"))
        edit(course, before, ("csv", "laender", "a row twice", 2, 0, ""))
        (course / "data/laender.csv").write_text("name,births\nOst,9\nSüd,8\nNord,7\n")
        assert seen(course, kept) != (said, text)
        assert parsed.count(FALL) == 1
        edit(course, before, ("csv", "de-modell-bestand", "a cell", 5, 2, "2000"))  # changes the answer of a question
        assert seen(course, kept)[0] == []
        assert parsed.count(FALL) == 2
        edit(course, before, ("csv", "werte", "a head", 0, 2, "tote"))
        edit(course, before, ("yaml", "werte", ("  deaths:", "  tote:")))
        assert seen(course, kept)[0] != []
        assert parsed.count(FALL) == 3


def test_a_question_about_a_sandbox_waits_for_data_that_cannot_be_read(course):
    (course / "data/de-modell-bestand.yaml").write_text("title: [")
    assert [one.split(":")[0] for one in seen(course)[0]] == ["data/de-modell-bestand.yaml"]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(EDITS, min_size=1, max_size=6))
def test_after_any_edits_of_data_kept_lessons_are_as_fresh_ones(tmp_path_factory, edits):
    folder = write_course(tmp_path_factory.mktemp("kurs"), FILES)
    before = {path.name: path.read_text() for path in (folder / "data").iterdir()}
    with closing(passing()) as kept:
        assert seen(folder, kept) == seen(folder)
        for change in edits:
            edit(folder, before, change)
            assert seen(folder, kept) == seen(folder)
