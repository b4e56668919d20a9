"""The quick reader of running text gives the tokens that markdown-it's own gives."""

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline

from authoring.locale import locale
from authoring.markdown.inline import InlineReader
from authoring.markdown.parser import parse, reader
from authoring.problems import Problems
from authoring.source import Source

PIECES = (
    *"*_`[]()!<>&\\${}^:|#\n -~'\"",
    *("Wort", "über 3,5", "[[a|b]]{#c}", "{{kommune.einwohner(2023)}}", "[^q]", "$x^2$", "&amp;", "<b>", "**fett**"),
    *("<https://e.org>", "[Wort](datei.md#a)", "![Bild](media/a.png)", "`code`", "  \n", "\n\n", "[^q]: Note"),
    "| a | b |\n|---|---|\n",
)


def _tokens(text: str, inline: Callable[[ParserInline], ParserInline], *, deepest: int) -> list[Any]:
    md: MarkdownIt = reader("de")
    quick, md.inline = md.inline, inline(md.inline)
    md.options["maxNesting"], usual = deepest, md.options["maxNesting"]
    try:
        tokens = parse(Source("a.md", text), 0, "de", Problems(locale("en"))).tokens
    finally:
        md.inline, md.options["maxNesting"] = quick, usual
    return [token.as_dict(meta_serializer=repr) for token in tokens]


def _plain(quick: ParserInline) -> ParserInline:
    """markdown-it's own reader with the same rules."""
    slow = ParserInline()
    slow.ruler, slow.ruler2 = quick.ruler, quick.ruler2
    return slow


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.sampled_from((20, 20, 3)))
def test_both_readers_give_the_same_tokens(text, deepest):
    assert isinstance(reader("de").inline, InlineReader)
    assert _tokens(text, lambda one: one, deepest=deepest) == _tokens(text, _plain, deepest=deepest)
