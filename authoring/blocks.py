"""Splits a lesson into blocks: running text between items and blocks with data."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token
from pydantic import ValidationError

from authoring.items import item
from authoring.links import resolve
from authoring.markdown.directives import Directive
from authoring.markdown.parser import plain
from authoring.markdown.render import Renderer
from authoring.problems import Problems
from authoring.schema import DATA_BLOCKS, ITEMS, ItemOptions, Written
from authoring.slug import LONGEST, slug
from authoring.tree import CourseTree, LessonTree, there
from lms.course.model import Block, Figured, HtmlBlock, ItemBlock, ProjectionBlock, PyramidBlock, TimeseriesBlock
from lms.items.base import Text

FIGURES: dict[str, type[Figured]] = {
    "timeseries": TimeseriesBlock,
    "pyramid": PyramidBlock,
    "projection": ProjectionBlock,
}
WORDS = 6  # of a passage that starts without a heading become its id


@dataclass(frozen=True)
class Passage:
    """Tokens between two interactive blocks, or those of one of them."""

    tokens: list[Token]
    directive: Directive | None = None


def lesson_blocks(
    course: CourseTree, lesson: LessonTree, taken: set[str], problems: Problems, *, quiz: bool
) -> tuple[Block, ...]:
    """The blocks in order, footnotes last. `taken` ids are not given to passages of text; new ones are added."""
    renderer = Renderer(lesson.document, course.language, lambda href: str(resolve(course, lesson, href)))
    lesson_id = there(there(lesson.head).id)
    blocks: list[Block] = []
    for passage in _passages(lesson.document.tokens):
        if passage.directive:
            try:
                blocks.append(_interactive(lesson, passage, renderer, quiz=quiz))
            except ValidationError as invalid:
                _refused(lesson, passage.directive, invalid, problems)
            continue
        text = renderer.passage(passage.tokens)
        if text.html:
            blocks.append(HtmlBlock(id=_identifier(lesson_id, passage.tokens, text, taken), text=text))
    return tuple(blocks)


def _refused(lesson: LessonTree, directive: Directive, invalid: ValidationError, problems: Problems) -> None:
    """What the service does not accept although every check did."""
    place = lesson.place(directive.line, directive.column)
    why = invalid.errors(include_url=False, include_input=False)[0]["msg"].removeprefix("Value error, ")
    problems.report("item-refused", place, "the service does not accept this: {why}", "change the block", why=why)


def _passages(tokens: list[Token]) -> Iterator[Passage]:
    """Cuts at items, blocks with data and the footnotes."""
    running: list[Token] = []
    inside: list[Token] = []
    directive: Directive | None = None
    for token in tokens:
        alone = token.type.startswith("directive_") and token.meta["directive"].name in {*ITEMS, *DATA_BLOCKS}
        if alone and token.type == "directive_open":
            yield Passage(running)
            running, inside = list[Token](), list[Token]()
            directive = token.meta["directive"]
        elif alone:
            yield Passage(inside, directive)
            directive = None
        elif token.type == "footnote_block_open":
            yield Passage(running)
            running = [token]
        else:
            (inside if directive else running).append(token)
    yield Passage(running)


def _interactive(lesson: LessonTree, passage: Passage, renderer: Renderer, *, quiz: bool) -> Block:
    directive = there(passage.directive)
    written = next(one.written for one in lesson.interactive if one.directive is directive)
    identifier = there(directive.id)
    match written:
        case Written() if directive.name in FIGURES:
            return FIGURES[directive.name](id=identifier, **written.model_dump())
        case ItemOptions():
            return ItemBlock(id=identifier, item=item(directive, written, passage.tokens, renderer, quiz=quiz))
    raise ValueError("only a course without errors can be compiled")


def _identifier(lesson_id: str, tokens: list[Token], text: Text, taken: set[str]) -> str:
    """From the first heading, else from the first words, never from the position; longer only where it must be."""
    if tokens[0].type == "footnote_block_open":
        name = "footnotes"
    else:
        first = next((token for token in tokens if token.type == "heading_open"), None)
        words = next((plain(token) for token in tokens if token.type == "inline" and token.content), "")
        name = first.meta["anchor"] if first else slug(words, WORDS)
    content = hashlib.sha256(text.html.encode()).hexdigest()
    wanted = f"{lesson_id}-{name}".rstrip("-")
    if len(wanted) > LONGEST or wanted in taken:
        wanted = f"{wanted[: LONGEST - 9].rstrip('-')}-{content[:8]}"
    if wanted in taken:
        wanted = f"{lesson_id[: LONGEST - 33].rstrip('-')}-{content[:32]}"
    taken.add(wanted)
    return wanted
