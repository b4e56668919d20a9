"""Splits a lesson into blocks: running text between items and blocks with data."""

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token
from pydantic import ValidationError

from authoring.compile.item_builders import item
from authoring.compile.placeholders import Placeholders
from authoring.markdown.directives import Directive
from authoring.markdown.html import LessonRenderer
from authoring.markdown.plain_words import plain
from authoring.schema import DATA_BLOCKS, ITEMS, POOLS, EveryOptions, PoolOptions, Written
from authoring.source.problems import Problems
from authoring.source.slug import slug
from authoring.tree.model import LessonTree, there
from lms.course.calculating_blocks import (
    BalanceBlock,
    CareNeedBlock,
    CompareBlock,
    ProjectionBlock,
    QuotientBlock,
    SchoolCohortBlock,
)
from lms.course.model import Block, Figured, HtmlBlock, ItemBlock, PoolBlock, PyramidBlock, TimeseriesBlock

FIGURES: dict[str, type[Figured]] = {
    "timeseries": TimeseriesBlock,
    "pyramid": PyramidBlock,
    "projection": ProjectionBlock,
    "balance": BalanceBlock,
    "quotient": QuotientBlock,
    "compare": CompareBlock,
    "care-need": CareNeedBlock,
    "school-cohort": SchoolCohortBlock,
}
ALONE = frozenset((*ITEMS, *DATA_BLOCKS, *POOLS))
"""Directives that become blocks of their own."""
WORDS = 6  # of a passage that starts without a heading become its id


@dataclass(frozen=True)
class TokenPassage:
    """Tokens between two interactive blocks, or those of one of them."""

    tokens: list[Token]
    directive: Directive | None = None


def lesson_blocks(
    lesson: LessonTree, placeholders: Placeholders, language: str, problems: Problems, *, quiz: bool
) -> tuple[Block, ...]:
    """The blocks in order, footnotes last. Ids of passages and links depend on the course: placeholders stand there."""
    renderer = LessonRenderer(lesson.document, language, placeholders.link)
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
            blocks.append(HtmlBlock(id=placeholders.passage(_name(passage.tokens), text), text=text))
    return tuple(blocks)


def _refused(lesson: LessonTree, directive: Directive, invalid: ValidationError, problems: Problems) -> None:
    """What the service does not accept although every check did."""
    place = lesson.place(directive.line, directive.column)
    why = invalid.errors(include_url=False, include_input=False)[0]["msg"].removeprefix("Value error, ")
    problems.report("item-refused", place, "the service does not accept this: {why}", "change the block", why=why)


def _passages(tokens: list[Token]) -> Iterator[TokenPassage]:
    """Cuts at items, blocks with data and the footnotes."""
    running: list[Token] = []
    inside: list[Token] = []
    directive: Directive | None = None
    for token in tokens:
        kind = token.type
        if kind == "directive_open" and directive is None and token.meta["directive"].name in ALONE:
            yield TokenPassage(running)
            running, inside = list[Token](), list[Token]()
            directive = token.meta["directive"]
        elif kind == "directive_close" and directive and token.meta["directive"] is directive:
            yield TokenPassage(inside, directive)
            directive = None
        elif kind == "footnote_block_open":
            yield TokenPassage(running)
            running = [token]
        else:
            (inside if directive else running).append(token)
    yield TokenPassage(running)


def _interactive(lesson: LessonTree, passage: TokenPassage, renderer: LessonRenderer, *, quiz: bool) -> Block:
    directive = there(passage.directive)
    written = next(one.written for one in lesson.interactive if one.directive is directive)
    identifier = there(directive.id)
    if isinstance(written, Written) and directive.name in FIGURES:
        return FIGURES[directive.name](id=identifier, **written.model_dump())
    around = list(_passages(passage.tokens))
    tokens = [token for one in around if not one.directive for token in one.tokens]
    inside = tuple(_interactive(lesson, one, renderer, quiz=quiz) for one in around if one.directive)
    match written:
        case EveryOptions():
            figures = tuple(one for one in inside if isinstance(one, Figured))
            seen = [figure.alt for figure in figures]
            return ItemBlock(
                id=identifier, item=item(directive, written, tokens, seen, renderer, quiz=quiz), figures=figures
            )
        case PoolOptions():
            items = tuple(one for one in inside if isinstance(one, ItemBlock))
            return PoolBlock(id=identifier, draw=written.draw, items=items)
    raise ValueError("only a course without errors can be compiled")


def _name(tokens: list[Token]) -> str:
    """What a passage is called: by its first heading, else by its first words, never by its position."""
    if tokens[0].type == "footnote_block_open":
        return "footnotes"
    first = next((token for token in tokens if token.type == "heading_open"), None)
    words = next((plain(token) for token in tokens if token.type == "inline" and token.content), "")
    return first.meta["anchor"] if first else slug(words, WORDS)
