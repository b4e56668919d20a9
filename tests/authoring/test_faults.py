"""Fifty faults that authors really make, planted into a copy of the shipped course: all but two at most are found.

`faults.md` has them, between dots: title, a lesson without its front matter (a line `@@ path` starts another file of
the course, a glossary is added to; `@@ released` what the lesson was like before), and the code of the problem. It was
written before the checks were.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from authoring.build.course import Compiled, compiled
from authoring.cache.cache_file import passing
from authoring.locale import locale
from authoring.release.vanished import vanished
from tests.authoring.sources import picture

COURSE = Path(__file__).parents[2] / "course_content" / "demografie"
FAULTS = Path(__file__).with_name("faults.md").read_text()
FAULT = re.compile(r"^(?P<title>[^\n.][^\n]*)\n\.\n(?P<text>.*?)^\.\n(?P<code>[a-z-]+)\n\.$", re.MULTILINE | re.DOTALL)
MODULE = "id: fehler\ntitle: Fehler\nsummary: Nur zum Prüfen.\ngood_for: Alle.\ngoals:\n  - Finden\nlessons:\n"


@dataclass(frozen=True)
class Fault:
    number: int
    title: str
    lesson: str
    files: dict[str, str]
    code: str
    released: str = ""

    @property
    def name(self) -> str:
        return f"fehler/fall-{self.number:02}.md"

    def written(self, lesson: str) -> str:
        return f"---\nid: fehler-{self.number}\ntitle: {self.title}\nminutes: 2\n---\n\n{lesson}"


def faults() -> Iterator[Fault]:
    for number, match in enumerate(FAULT.finditer(FAULTS), 1):
        lesson, *others = re.split(r"^@@ (.*)\n", match["text"], flags=re.MULTILINE)
        files = dict(zip(others[::2], others[1::2], strict=True))
        released = files.pop("released", "")
        yield Fault(number, match["title"], lesson, files, match["code"], released)


PLANTED = list(faults())


def plant(folder: Path) -> Path:
    """The shipped course with one more module, a fault in each of its lessons."""
    course = with_lessons(folder, {fault.name: fault.written(fault.lesson) for fault in PLANTED})
    for fault in PLANTED:
        for name, text in fault.files.items():
            before = (course / name).read_text() if name == "glossary.yaml" else ""
            (course / name).write_bytes(picture() if name.endswith(".png") else (before + text).encode())
    return course


def with_lessons(folder: Path, lessons: Mapping[str, str]) -> Path:
    course = shutil.copytree(COURSE, folder)
    (course / "fehler/media").mkdir(parents=True)
    (course / "fehler/module.yaml").write_text(MODULE + "".join(f"  - {Path(name).name}\n" for name in lessons))
    with (course / "course.yaml").open("a") as file:
        file.write("  - fehler\nchecks:\n  oldest: 12\n")
    for name, lesson in lessons.items():
        (course / name).write_text(lesson)
    return course


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> Compiled:
    return compiled(plant(tmp_path_factory.mktemp("faults") / "kurs"), locale("de"))


@pytest.fixture(scope="module")
def compared(tmp_path_factory) -> Compiled:
    """The faults that only show beside what was released, without the others: errors keep a course from that."""
    folder, cache = tmp_path_factory.mktemp("compared"), passing()
    changed = [fault for fault in PLANTED if fault.released]
    before = {fault.name: fault.written(fault.released) for fault in changed}
    released = compiled(with_lessons(folder / "vorher", before), locale("de"), cache).course
    assert released
    now = with_lessons(folder / "kurs", {fault.name: fault.written(fault.lesson) for fault in changed})
    return compiled(now, locale("de"), cache, partial(vanished, released))


def belongs(fault: Fault, file: str) -> bool:
    """Whether a file was planted with the fault."""
    return file.startswith(fault.name.removesuffix("md")) or file in fault.files


def test_there_are_fifty_faults_of_many_kinds():
    assert len(PLANTED) == 52
    assert len({fault.code for fault in PLANTED}) >= 25


def test_nearly_all_are_found(found, compared):
    said = [(one.file, one.code) for one in (*found.problems, *compared.problems)]
    missed = [
        fault.title for fault in PLANTED if not any(code == fault.code and belongs(fault, file) for file, code in said)
    ]
    assert len(missed) <= 2, missed


def test_hardly_anything_else_is_said_about_them(found):
    """What was not planted: of lessons without translation, of a module without quiz, nothing more."""
    expected = {"quiz-missing", "translation-outdated"}
    others = [
        f"{fault.title}: {one}"
        for one in found.problems
        for fault in PLANTED
        if belongs(fault, one.file) and one.code != fault.code and one.code not in expected
    ]
    assert len(others) <= 3, others


def test_over_the_shipped_course_there_are_at_most_two_false_alarms_with_silences_ignored():
    problems = compiled(COURSE, locale("de")).problems
    assert [*problems] == []
    assert len(problems.silenced) <= 2
