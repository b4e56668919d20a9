"""Finished lessons that are put away come back as they were, also where there is no room for a file."""

import tempfile
from contextlib import closing

import pytest

from authoring.build.course import compiled
from authoring.cache.cache_file import passing
from authoring.locale import locale
from tests.authoring.sources import write_course


def full():
    return open("/dev/full", "r+b", buffering=0)  # noqa: PTH123 - whoever asked for a file closes it


def built(root):
    with closing(passing()) as cache:
        result = compiled(root, locale("de"), cache)
        return list(result.outline.lessons()), b"".join(result.text())


@pytest.mark.parametrize("nowhere", ["no folder", "a full disk"])
def test_a_course_builds_where_no_temporary_file_can_be_written(tmp_path, monkeypatch, nowhere):
    root = write_course(tmp_path)
    lessons, text = built(root)
    if nowhere == "no folder":
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nothing"))
    else:
        monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: full())
    assert built(root) == (lessons, text)
    assert len(lessons) > 1


def test_lessons_stand_in_their_order_and_are_found_by_name(tmp_path):
    outline = compiled(write_course(tmp_path), locale("de")).outline
    (module,) = outline.modules
    lessons = list(module.lessons)
    assert [module.lessons[index] for index in range(-len(lessons), len(lessons))] == lessons * 2
    assert tuple(module.lessons[1:]) == tuple(lessons[1:])
    assert [outline.named(name) for name in outline.names] == list(outline.lessons())
    assert outline.named("modul/nichts.md") is None
    with pytest.raises(IndexError):
        module.lessons[len(lessons)]
