"""Whoever consumes kinds of questions and of figures asks a registry, and each registry has every kind."""

import ast
import importlib.util
import json
from functools import cache
from pathlib import Path
from random import Random

import pytest
from markupsafe import escape

from authoring.build.course import compiled
from authoring.checks.calculating import CALCULATED
from authoring.compile.item_builders import BUILDERS
from authoring.compile.lesson_blocks import FIGURES
from authoring.locale import locale
from authoring.lsp.snippets import BODIES
from authoring.schema import DATA_BLOCKS, ITEMS, FigureBody
from lms.course.changes.item_changes import other_key
from lms.course.model import Course
from lms.items import KINDS, Item
from lms.items.text import Text
from lms.web.charts import DRAWINGS, OF_PLACE, drawn
from tests.kinds.comparison import EVERY_KIND, compared

ROOT = Path(__file__).parents[2]
FOLDERS = ("lms", "authoring")
CONCRETE = {kind.__name__ for kind in KINDS.values()}
ALLOWED = {
    "authoring/compile/item_builders.py",  # one builder a kind: it makes the item
    "authoring/compile/sandbox_options.py",  # marks the options of a choice, which its directive is
}
"""Modules outside of `lms/items` that name a class of a kind, and why they may."""
FIGURE_CLASSES = {kind.__name__ for kind in FIGURES.values()}
MAY_ASK_OF_FIGURES = {
    "authoring/compile/sandbox_goals.py",  # goals are reached in a sandbox, and only there
    "lms/player/places/register_charts.py",  # borrows the rates of a sandbox
}
"""Modules that ask whether a block is of one kind of figure, and why they may."""


@cache
def course() -> Course:
    made = compiled(EVERY_KIND, locale("de")).course
    assert made
    return made


def items(kind: str) -> list[Item]:
    return [item for _, _, item in course().items("de") if item.kind == kind]


@pytest.fixture(params=KINDS)
def item(request: pytest.FixtureRequest) -> Item:
    return items(request.param)[0]


def test_every_kind_is_known_to_every_registry():
    assert set(ITEMS) == set(BUILDERS) == set(KINDS)
    assert set(KINDS) <= set(BODIES)
    assert set(FIGURES) == set(DATA_BLOCKS) == set(DRAWINGS)
    assert {
        name for name, body in DATA_BLOCKS.items() if issubclass(body, FigureBody) and "data" in body.model_fields
    } == {*CALCULATED}
    assert set(OF_PLACE) <= set(DRAWINGS)


def test_whoever_knows_is_right_and_whoever_does_not_is_not(item: Item):
    right, wrong = (item.grade(item.parse(item.sample(Random(1), knows=knows))) for knows in (True, False))
    assert (right.scaled, (wrong.scaled or 0) < 1) == ((1, True) if item.graded else (None, True))


def test_an_answer_comes_back_into_its_form(item: Item):
    form = item.sample(Random(2), knows=True)
    response = item.parse(form)
    notation = form["response"][0] if item.private else item.notation(response)
    assert item.parse(item.entries(notation, tuple(item.grade(response).parts))) == response
    assert item.number_fields() <= form.keys()


def test_what_is_shown_holds_what_was_given_and_not_the_key(item: Item):
    form = item.sample(Random(3), knows=False)
    shown = item.present(form, {}, "word")
    given = {value for values in form.values() for value in values}
    held = {shown.value, *(one.id for one in shown.options if one.chosen)}
    held |= {one.value for one in shown.rows} | {one.target for one in shown.sources}
    held |= {text for text, _ in shown.gaps.values()}
    assert given <= held
    blank = item.present({}, {}, "word")
    assert not any(one.chosen or one.mark is not None for one in blank.options)
    assert {one.value for one in blank.rows} | {blank.value} | {text for text, _ in blank.gaps.values()} <= {""}


def test_comparing_tells_another_key_from_other_words(item: Item):
    reworded = item.model_copy(update={"prompt": Text(html="<p>Anders.</p>", plain="Anders.")})
    assert not other_key(item, reworded)
    assert item.mirrored_key() == reworded.mirrored_key()
    assert bool(item.solution("de") or item.marked()) is item.graded
    assert item.accepting([item]).meaning() == item.meaning()
    assert item.answerable()


def test_the_verifier_knows_every_kind_that_is_graded(item: Item):
    spec = importlib.util.spec_from_file_location("verify", ROOT / "docs/audit/verify.py")
    assert spec
    assert spec.loader
    verify = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(verify)
    if not item.graded:
        assert item.kind in verify.UNGRADED
        return
    form = item.sample(Random(4), knows=True)
    written = json.loads(item.model_dump_json())
    assert verify.grade(written, verify.answer(written, item.notation(item.parse(form)))) == 1


def test_the_verifier_names_a_kind_that_it_does_not_know():
    spec = importlib.util.spec_from_file_location("verify", ROOT / "docs/audit/verify.py")
    assert spec
    assert spec.loader
    verify = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(verify)
    with pytest.raises(verify.UnknownKind, match="percent"):
        verify.answer({"kind": "percent"}, "40")
    with pytest.raises(verify.UnknownKind, match="percent"):
        verify.grade({"kind": "percent"}, "40")
    lesson = {"variants": {"de": {"blocks": [{"kind": "stack", "items": [{"item": {"kind": "choice"}}]}]}}}
    with pytest.raises(SystemExit, match="stack"):
        verify.items(lesson)


@pytest.mark.parametrize("kind", DRAWINGS)
def test_every_kind_of_figure_is_drawn(kind: str):
    found = [block for _, block in figures() if block.kind == kind]
    assert found
    assert drawn(found[0], course().data_set, "de").table.rows


@pytest.mark.parametrize("kind", DRAWINGS)
def test_every_kind_of_figure_stands_in_the_pages_of_a_comparison(kind: str, pages: str):
    found = {identifier for identifier, block in figures() if block.kind == kind}
    titles = {block.title for identifier, block in figures() if identifier in found and not inside(identifier)}
    assert titles
    assert all(f"<figcaption>{escape(title)}</figcaption>" in pages for title in titles)


def test_what_moves_or_compares_does_not_stand_in_the_catalogue():
    assert {name for name, kind in FIGURES.items() if kind.teaser} == {"timeseries", "pyramid"}


def test_nobody_else_asks_of_which_class_a_question_is():
    asking = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*.py")
        if path.parent != ROOT / "lms/items" and path.relative_to(ROOT).as_posix() not in ALLOWED
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Name | ast.Attribute)
        and (getattr(node, "id", "") or getattr(node, "attr", "")) in CONCRETE
    ]
    assert asking == []


def test_nobody_asks_of_which_class_a_figure_is():
    asking = {
        path.relative_to(ROOT).as_posix()
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*.py")
        if classes_asked(ast.parse(path.read_text())) & FIGURE_CLASSES
    }
    assert asking == MAY_ASK_OF_FIGURES


@pytest.mark.parametrize(
    "source",
    [
        "isinstance(block, PyramidBlock)",
        "isinstance(block, HtmlBlock | model.PyramidBlock)",
        "isinstance(block, (HtmlBlock, PyramidBlock))",
        "match block:\n    case HtmlBlock() | PyramidBlock(year=2020):\n        pass",
        "type(block) is PyramidBlock",
    ],
)
def test_asking_for_a_class_is_seen_however_it_is_written(source: str):
    assert "PyramidBlock" in classes_asked(ast.parse(source))
    assert "PyramidBlock" not in classes_asked(ast.parse("PyramidBlock(id='a')\ndef f(block: PyramidBlock): ..."))


def classes_asked(tree: ast.AST) -> set[str]:
    """The names of classes by which a module tells one value from another."""
    asked: list[ast.AST] = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="isinstance" | "issubclass"), args=[_, kinds]):
                asked.append(kinds)
            case ast.MatchClass(cls=kind):
                asked.append(kind)
            case ast.Compare(left=ast.Call(func=ast.Name(id="type")), comparators=others):
                asked.extend(others)
            case _:
                continue
    named = (one for part in asked for one in ast.walk(part))
    return {
        one.id if isinstance(one, ast.Name) else one.attr for one in named if isinstance(one, ast.Name | ast.Attribute)
    }


def figures() -> list[tuple[str, object]]:
    found = []
    for module in course().modules:
        for lesson in module.all_lessons():
            for block in lesson.variant("de").blocks:
                found += [(one.id, one) for one in (block, *getattr(block, "figures", ())) if one.kind in DRAWINGS]
    return found


def inside(identifier: str) -> bool:
    """Whether the figure belongs to a question."""
    lessons = (lesson for module in course().modules for lesson in module.all_lessons())
    blocks = (block for lesson in lessons for block in lesson.variant("de").blocks)
    return any(identifier in {one.id for one in getattr(block, "figures", ())} for block in blocks)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> str:
    """All pages of a comparison in which every figure is new."""
    folder = compared(tmp_path_factory.mktemp("compared"))
    return "\n".join(page.read_text() for page in folder.rglob("*.html"))
