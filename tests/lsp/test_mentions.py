"""The quick scanner of half-typed files finds in the shipped course what the parser finds, no more and no less."""

import posixpath
from collections.abc import Iterator
from pathlib import Path

import pytest

from authoring.build.course import Compiled, compiled
from authoring.cache.cache_file import passing
from authoring.locale import locale
from authoring.lsp.fields import data_set_keys
from authoring.lsp.named_things import mentions
from authoring.lsp.positions import OpenText
from authoring.markdown.links import Link
from authoring.schema import DATA_BLOCKS
from authoring.source.files import Source
from authoring.source.problems import Problems
from authoring.tree.finished_lesson import Outline
from authoring.tree.inventory import inventory
from authoring.tree.lesson_file import parse_lesson
from authoring.tree.model import LessonTree

COURSE = Path(__file__).parents[2] / "course_content" / "demografie"
Named = set[tuple[str, str]]


@pytest.fixture(scope="module")
def shipped() -> Compiled:
    return compiled(COURSE, locale("de"), passing())


def page(name: str) -> OpenText:
    return OpenText((COURSE / name).read_text())


def lessons(outline: Outline) -> Iterator[str]:
    for lesson in outline.lessons():
        yield lesson.name
        yield from (variant.name for variant in lesson.variants)


def parsed(name: str) -> LessonTree:
    return parse_lesson(Source(name, page(name).text), "de", Problems(locale("de")))


def test_every_id_and_part_is_found_where_it_is_defined(shipped: Compiled):
    found, known = set(), set()
    for name in lessons(shipped.outline):
        tree = parsed(name)
        marks = mentions(name, page(name), shipped.outline)
        found |= {(name, one.name, one.line + 1) for one in marks if one.defines and one.kind in {"id", "part"}}
        known |= {(name, str(identifier), place.line) for identifier, place in inventory(tree).ids(name) if identifier}
        known |= {(name, "/".join(path), place.line) for path, place in inventory(tree).places(name) if len(path) == 2}
    assert found == known
    assert len(known) > 300


def test_every_heading_with_an_id_of_its_own_is_found(shipped: Compiled):
    found, known = set(), set()
    for name in lessons(shipped.outline):
        marks = mentions(name, page(name), shipped.outline)
        found |= {(one.name, one.line) for one in marks if one.defines and one.kind == "heading"}
        known |= {(f"{name}#{one.id}", one.line) for one in parsed(name).document.headings if one.explicit}
    assert found == known


def test_every_link_and_data_set_is_found(shipped: Compiled):
    found: Named = set()
    known: Named = set()
    for name in lessons(shipped.outline):
        tree = parsed(name)
        marks = [one for one in mentions(name, page(name), shipped.outline) if not one.defines]
        found |= {(name, one.name) for one in marks}
        known |= {(name, target) for link in tree.document.links for target in leads(name, link, shipped.outline)}
        known |= {(name, data) for data in data_sets(tree)}
        known |= {(name, original) for original in made_of(tree)}
    assert found == known
    assert len(known) > 100


def leads(name: str, link: Link, outline: Outline) -> Iterator[str]:
    """What a link names, as mentions say it."""
    scheme, colon, rest = link.href.partition(":")
    if colon and "/" not in scheme:
        if scheme == "glossary":
            yield rest
        return
    path, mark, anchor = link.href.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
    if path:
        yield target
    if mark:
        lesson = outline.named(target)
        yield anchor if lesson and anchor in lesson.where.blocks else f"{target}#{anchor}"


def data_sets(tree: LessonTree) -> Iterator[str]:
    for one in tree.interactive:
        model = DATA_BLOCKS.get(one.directive.name)
        if model and one.located:
            values = (one.located.value.get(key) for key in data_set_keys(model))
            yield from (value for value in values if isinstance(value, str))


def made_of(tree: LessonTree) -> Iterator[str]:
    """The blocks of the original that a variant was made of; what stands behind the last one has no id."""
    value = tree.located.value
    of = value.get("of", {}) if isinstance(value, dict) else {}
    yield from (str(key) for key in of if not str(key).startswith("_"))


def test_the_yaml_around_the_lessons_names_what_the_course_holds(shipped: Compiled):
    outline, course = shipped.outline, shipped.outline.file
    assert course
    known: Named = {("id", str(course.id)), *(("module", name) for name in course.modules)}
    known |= {("term", str(term.id)) for term in outline.glossary}
    for module in outline.modules:
        assert module.file
        known |= {("id", str(module.file.id)), *(("file", lesson.name) for lesson in module.all_lessons())}
        known |= {("id", one) for one in module.file.completion.lessons if module.file.completion.lessons != "all"}
    names = ["course.yaml", "glossary.yaml", *(f"{module.name}/module.yaml" for module in outline.modules)]
    found = {(one.kind, one.name) for name in names for one in mentions(name, page(name), outline)}
    assert found == known
