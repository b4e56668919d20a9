"""Lessons in other languages: built beside their original, noted as made of it, and told apart when it changes."""

import re
from pathlib import Path

import pytest

from authoring.build.course import compiled
from authoring.locale import locale
from lms.course.model import ItemBlock, Lesson
from lms.items import FillInItem
from tests.authoring.commands import authoring
from tests.authoring.sources import FRONT, write_course

GERMAN = """
Ein Absatz.

:::{fill-in} #luecke
Es sterben [[Menschen|Leute]]{#wer}.
:::

Noch ein Absatz.
"""
ENGLISH = """---
title: Case
---

A paragraph.

:::{fill-in} #luecke
[[People]]{#wer} die.
:::

Another paragraph.
"""
EASY = """---
title: Der Fall
---

Das ist ein Satz.
Das ist noch ein Satz.

:::{fill-in} #luecke
Es sterben [[Menschen]]{#wer}.
:::

Ende.
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    files = {"modul/fall.md": FRONT + GERMAN, "modul/fall.en.md": ENGLISH, "modul/fall.ls.md": EASY}
    return write_course(tmp_path / "kurs", files)


def lesson(root: Path) -> Lesson:
    made = compiled(root, locale("en")).course
    assert made
    return made.modules[0].lessons[0]


def mark(root: Path) -> None:
    authoring("translations", root, "--mark", root / "modul/fall.en.md", root / "modul/fall.ls.md")


def test_variants_have_the_blocks_of_their_original_in_their_own_words(course: Path):
    variants = lesson(course).variants
    assert sorted(variants) == ["de", "de-simple", "en"]
    ids = {tag: [block.id for block in variant.blocks] for tag, variant in variants.items()}
    assert ids["en"] == ids["de"] == ids["de-simple"]
    assert variants["en"].title == "Case"
    assert lesson(course).language == "de"


def test_easy_language_keeps_one_sentence_a_line(course: Path):
    html = lesson(course).variants["de-simple"].blocks[0].model_dump()["text"]["html"]
    assert html.replace(" />", ">").count("<br>") == 1


def test_a_gap_takes_the_words_of_every_language_whatever_was_read(course: Path):
    for variant in lesson(course).variants.values():
        block = next(block for block in variant.blocks if isinstance(block, ItemBlock))
        assert isinstance(block.item, FillInItem)
        assert block.item.gaps[0].accepted == ("Menschen", "Leute", "People")
        assert block.item.grade({"wer": "people"}).success


def test_marking_notes_the_original_and_a_change_of_it_shows_at_the_part_that_changed(course: Path):
    assert lesson(course).variants["en"].outdated == ("luecke", "_end")
    mark(course)
    assert lesson(course).variants["en"].outdated == ()
    assert authoring("check", course).out == "No problems.\n"
    source = course / "modul/fall.md"
    source.write_text(source.read_text().replace("Noch ein Absatz.", "Ein ganz anderer Absatz."))
    assert lesson(course).variants["en"].outdated == ("_end",)
    said = authoring("check", course).out
    assert "fall.en.md:4:3: warning translation-outdated: the original changed at _end" in said


def test_what_is_advised_can_be_pasted_into_the_terminal_of_whoever_reads_it(course: Path):
    here = course.parent
    said = authoring("check", course.name, cwd=here).out
    (advised, *_) = re.findall(r"run authoring (translations --mark \S+)", said)
    assert advised == f"translations --mark {course.name}/modul/fall.en.md"
    assert authoring(*advised.split(), cwd=here).status == 0
    assert "fall.en.md" not in authoring("check", course.name, cwd=here).out
    assert authoring("translations", cwd=course).status == 0


def test_marking_twice_changes_nothing_and_keeps_the_rest_of_the_file(course: Path):
    mark(course)
    once = (course / "modul/fall.en.md").read_text()
    mark(course)
    assert (course / "modul/fall.en.md").read_text() == once
    assert once.endswith(ENGLISH.split("---\n", 2)[2])


def test_what_is_no_translation_is_not_marked(course: Path):
    told = authoring("translations", course, "--mark", course / "modul/fall.md")
    assert told.status == 2
    assert "is no translation beside its lesson" in told.err


def test_the_command_says_what_there_is(course: Path):
    mark(course)
    told = authoring("translations", course).out
    assert "up to date" in told
    assert "1 of 3, 1 up to date" in told
    assert '"outdated": []' in authoring("translations", course, "--format", "json").out


def test_a_course_in_one_language_is_told_how_to_begin(tmp_path: Path):
    assert "No lesson has a translation yet" in authoring("translations", write_course(tmp_path / "kurs")).out


def test_only_checked_easy_language_says_nothing_about_checking(course: Path):
    assert lesson(course).variants["de-simple"].unreviewed
    assert not lesson(course).variants["en"].unreviewed
    easy = course / "modul/fall.ls.md"
    easy.write_text(easy.read_text().replace("title: Der Fall", "title: Der Fall\nreviewed: true"))
    assert not lesson(course).variants["de-simple"].unreviewed


def test_a_translation_without_its_lesson_is_found(tmp_path: Path):
    root = write_course(tmp_path / "kurs", {"modul/weg.en.md": ENGLISH})
    assert "lesson-unlisted" in authoring("check", root).out
