"""Silences: what an author says about a check at a place, how far that reaches, and what is said about it."""

import json
from io import StringIO

import pytest

from authoring.build.course import compiled
from authoring.locale import locale
from authoring.source.problems import CODES, Problems, Severity, SourcePlace
from authoring.terminal.problem_report import EACH, MANY, for_people
from tests.authoring.commands import authoring
from tests.authoring.sources import lesson, write_course

FALL = "modul/fall.md"
VAGUE = "Zum Amt geht es [hier](https://example.org/)."
SILENCE = "<!-- silence: link-text — So nennt es das Amt. -->"


def found(folder, changes) -> list[str]:
    """The codes of what is found in the lesson, with their lines in its text."""
    result = compiled(write_course(folder, changes), locale("en"))
    return [f"{one.line - 6} {one.code}" for one in result.problems]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{SILENCE}\n{VAGUE}", []),
        (f"{SILENCE}\n\n{VAGUE}\nUnd [hier](https://example.org/).", []),
        (f"{SILENCE}\nErst etwas anderes.\n\n{VAGUE}", ["1 silence-unused", "4 link-text"]),
        (f"{VAGUE} {SILENCE}\nUnd [hier](https://example.org/).", ["2 link-text"]),
        (f"{SILENCE}\n- eins\n- {VAGUE}\n\nUnd [hier](https://example.org/).", ["5 link-text"]),
        (f"{SILENCE}\n:::{{note}} Titel\nText.\n\n{VAGUE}\n:::", []),
        (f"> {SILENCE}\n> {VAGUE}\n\n{VAGUE}", ["4 link-text"]),
        (f"<!-- silence: link-text —\nSo nennt es\ndas Amt. -->\n{VAGUE}", []),
        (f"<!-- silence: link-text So nennt es das Amt. -->\n{VAGUE}", []),
        (f"<!-- silence: link-text -->\n{VAGUE}", ["1 silence-reason"]),
        (f"<!-- silence: link-text: So nennt es das Amt. -->\n{VAGUE}", []),
        (f"<!-- silence: link-text - So nennt es das Amt. -->\n{VAGUE}", []),
        (f"<!-- silence: alt-text, link-text — So nennt es das Amt. -->\n{VAGUE}", ["1 silence-unused"]),
        (f"<!-- silence -->\n{VAGUE}", ["1 silence-code", "2 link-text"]),
        (f"<!-- silence: image-alt — Das Bild ist nur Schmuck. -->\n{VAGUE}", ["1 silence-code", "2 link-text"]),
        (f"<!-- silence: silence-reason — Wir mögen keine Gründe. -->\n{VAGUE}", ["1 silence-code", "2 link-text"]),
        (f"```\n{SILENCE}\n```\n\n{VAGUE}", ["5 link-text"]),
        (f"<!-- Im Herbst prüfen: silence ist englisch. -->\n{VAGUE}", ["2 link-text"]),
        (SILENCE, ["1 silence-unused"]),
    ],
)
def test_a_silence_reaches_over_the_next_block_or_its_own_line(tmp_path, text, said):
    assert found(tmp_path, {FALL: lesson(text)}) == said


CHART = ":::{{timeseries}} #linie\ndata: werte\ny: [births]\ntitle: Geburten\n{}\n:::"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("alt: Diagramm", ["5 alt-text"]),
        ("# silence: alt-text — Danach wird gefragt.\nalt: Diagramm", []),
        ("# silence: alt-text — Danach wird gefragt.\n# Noch ein Satz dazu.\nalt: >-\n  Diagramm", []),
        ("alt: Diagramm  # silence: alt-text — Danach wird gefragt.", []),
        (
            "# silence: alt-text — Danach wird gefragt.\nsentence: Ein Satz.\nalt: Diagramm",
            ["5 silence-unused", "7 alt-text"],
        ),
    ],
)
def test_in_yaml_it_is_a_comment_over_the_next_entry_or_in_its_line(tmp_path, entry, said):
    assert found(tmp_path, {FALL: lesson(CHART.format(entry))}) == said


def test_a_silence_of_another_language_is_about_that_file_only(tmp_path):
    english = f"---\ntitle: Case\nof:\n  _end: 00000000\n---\n\n{SILENCE}\nIt is [here](https://example.org/).\n"
    result = compiled(write_course(tmp_path, {FALL: lesson(VAGUE), "modul/fall.en.md": english}), locale("en"))
    assert [(one.file, one.code) for one in result.problems if one.code == "link-text"] == [(FALL, "link-text")]
    assert len(result.problems.silenced) == 1


def test_a_silence_makes_no_translation_older(tmp_path):
    english = "---\ntitle: Case\n---\n\nA paragraph.\n"
    course = write_course(tmp_path, {FALL: lesson("Ein Absatz."), "modul/fall.en.md": english})
    assert authoring("translations", "--mark", course / "modul/fall.en.md", "--", course).status == 0
    (course / FALL).write_text(lesson("<!-- silence: link-text — Kommt noch. -->\nEin Absatz."))
    assert [one.code for one in compiled(course, locale("en")).problems] == ["silence-unused"]


def test_silences_come_from_the_cache_with_their_lesson(tmp_path):
    course = write_course(tmp_path / "kurs", {FALL: lesson(f"{SILENCE}\n{VAGUE}")})
    home = str(tmp_path / "cache")
    for _ in range(2):
        assert authoring("check", course, XDG_CACHE_HOME=home).out == "No problems.\n"


def many() -> Problems:
    problems = Problems(locale("en"))
    for number in range(4_000):
        problems.report("link-text", SourcePlace(f"modul/{number % 9}.md", number), "the link has no words")
    for number in range(1_000):
        problems.report(
            "image-alt", SourcePlace("modul/a.md", number + 1), "the image {name} has no alternative text", name="x"
        )
    return problems


def test_five_thousand_problems_stay_readable():
    short, long = StringIO(), StringIO()
    for_people(list(many()), locale("en"), short, every=False)
    for_people(list(many()), locale("en"), long)
    lines = short.getvalue().splitlines()
    assert lines[0].startswith("modul/a.md:1:1: error image-alt")
    assert lines[EACH] == "… and 995 more image-alt in one file"
    assert lines[2 * EACH + 1] == "… and 3995 more link-text in 9 files"
    assert lines[-2:] == ["All of them: authoring check --all", "1000 errors, 4000 warnings"]
    assert len(long.getvalue().splitlines()) == 5_001


def test_the_command_shows_some_of_many_or_all(tmp_path):
    course = write_course(tmp_path, {FALL: lesson("\n\n".join([VAGUE] * (MANY + 1)))})
    assert len(authoring("check", course).out.splitlines()) == EACH + 3
    assert len(authoring("check", course, "--all").out.splitlines()) == MANY + 2
    assert len(json.loads(authoring("check", course, "--format", "json").out)) == MANY + 1


def test_only_what_does_not_forbid_the_course_can_be_silenced(tmp_path):
    text = "".join(f"<!-- silence: {code} — Das ist ein Grund. -->\nEin Absatz.\n\n" for code in CODES)
    result = compiled(write_course(tmp_path, {FALL: lesson(text)}), locale("en"))
    refused = [one for one in result.problems if one.code == "silence-code"]
    known = [code for code, one in CODES.items() if one is Severity.ERROR or code.startswith("silence")]
    assert len(refused) == len(known)
