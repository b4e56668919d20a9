"""A course that is open in an editor: what a keystroke costs, and that it says what a check from nothing says."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lsprotocol.types import Position

from authoring.build.course import compiled
from authoring.cache.cache_file import passing
from authoring.locale import locale
from authoring.lsp.open_course import OpenCourse
from authoring.lsp.positions import UNITS, OpenText
from authoring.source.files import Source
from tests.authoring.sources import SOUND, write_course


def opened(root) -> OpenCourse:
    course = OpenCourse(root, locale("en"), passing())
    course.refresh({"course.yaml"}, saved=True)
    return course


def test_a_keystroke_parses_the_changed_lesson_and_reads_no_file(tmp_path):
    course = opened(write_course(tmp_path, {"modul/fall.en.md": "---\ntitle: Case\n---\n\nA passage.\n"}))
    before = course.parsed
    course.typed("modul/andere.md", SOUND["modul/andere.md"] + "\nMehr.\n")
    reads = course.folder.reads.copy()
    course.refresh({"modul/andere.md"}, saved=False)
    assert course.parsed == before + 1
    assert course.folder.reads - reads == {}


@pytest.mark.parametrize("name", ["course.yaml", "glossary.yaml", "modul/module.yaml", "data/werte.yaml"])
def test_a_keystroke_around_the_lessons_parses_no_lesson(tmp_path, name):
    course = opened(write_course(tmp_path))
    before = course.parsed
    course.typed(name, SOUND[name] + "# Notiz\n")
    reads = course.folder.reads.copy()
    course.refresh({name}, saved=False)
    assert course.parsed == before
    assert course.folder.reads - reads == {}


EDITS = st.lists(
    st.tuples(
        st.sampled_from([name for name in SOUND if isinstance(SOUND[name], str) and len(SOUND[name]) < 2000]),
        st.integers(0, 400),
        st.sampled_from(
            ["", "x", "id: ", "\n:::{choice} #neu\n", "[x](andere.md#weg)", "{{kommune.x}}", "- ", "# ", "\n", "ä"]
        ),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_after_any_edits_it_says_what_a_check_from_nothing_says(tmp_path_factory, edits):
    root = write_course(tmp_path_factory.mktemp("kurs"))
    course = opened(root)
    texts = dict(SOUND)
    for name, at, piece, on_disk in edits:
        texts[name] = texts[name][:at] + piece + texts[name][at:]
        if on_disk:
            (root / name).write_text(texts[name])
        else:
            course.typed(name, texts[name])
        course.refresh({name}, saved=on_disk)
    for name in dict.fromkeys(name for name, *_ in edits):
        (root / name).write_text(texts[name])
        course.closed(name)
    course.refresh({name for name, *_ in edits}, saved=True)
    wanted = list(compiled(root, locale("en")).problems)
    if not any(one.code == "yaml" and one.file.endswith(".yaml") for one in wanted):  # then it knows what was before
        assert list(course.standing.problems) == wanted


PIECES = st.text(st.sampled_from("aä\u0308u\u0308é👍🏽ﬁ\u2028\x0c \r\n\t𝄞ß"), max_size=30)


@given(text=PIECES, encoding=st.sampled_from([*UNITS]), mark=st.booleans())
def test_every_place_of_the_compiler_has_a_position_in_the_editor_and_back(text, encoding, mark):
    page = OpenText(("\ufeff" if mark else "") + text, encoding)
    compiled_lines = Source("x", _as_read(page.text)).lines
    assert len(page.lines) == len(compiled_lines)
    for line, known in enumerate(compiled_lines):
        assert page.line(line) == known
        for column in range(len(known) + 1):
            position = page.position(line, column)
            back = page.point(position)
            assert back[0] == line
            # a position within a decomposed letter is before it; the next one it cannot be
            assert page.position(*back) == position
            assert abs(back[1] - column) <= _joined(known, column)


@given(text=PIECES, encoding=st.sampled_from([*UNITS]), line=st.integers(0, 40), character=st.integers(0, 99))
def test_no_position_of_an_editor_leads_out_of_the_text(text, encoding, line, character):
    page = OpenText(text, encoding)
    number, column = page.point(Position(line, character))
    assert 0 <= number < len(page.lines)
    assert 0 <= column <= len(page.line(number))


def _as_read(text: str) -> str:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def _joined(known: str, column: int) -> int:
    """How many characters normal form may count differently, cut here."""
    return sum(unicodedata.combining(one) > 0 for one in known[max(0, column - 3) : column + 3])
