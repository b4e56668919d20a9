"""The quick readers of blocks and of running text give the tokens that markdown-it's own give."""

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt, helpers
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_core import smartquotes, text_join

from authoring.locale import locale
from authoring.markdown.block import BlockReader
from authoring.markdown.inline import InlineReader
from authoring.markdown.parser import parse, reader
from authoring.source.files import Source
from authoring.source.problems import Problems
from authoring.source.yaml_reader import read

Readers = tuple[ParserBlock, ParserInline, Any, dict[str, Any]]

PIECES = (
    *"*_`[]()!<>&\\${}^:|#\n -~'\"",
    *("Wort", "über 3,5", "[[a|b]]{#c}", "{{kommune.einwohner(2023)}}", "[^q]", "$x^2$", "&amp;", "<b>", "**fett**"),
    *("<https://e.org>", "[Wort](datei.md#a)", "![Bild](media/a.png)", "`code`", "  \n", "\n\n", "[^q]: Note"),
    "| a | b |\n|---|---|\n",
)


BLOCKS = (
    *("\n", "\n\n", "\n", " ", "    ", "\t", "> ", "- ", "1. ", "2) ", "* ", "+ ", "# ", "## Titel {#t}\n", "Wort\n"),
    *("---\n", "===\n", "***\n", "___\n", "```\n", "~~~\n", "$$\nx\n$$\n", "$$", "<div>\n", "</div>\n", "<!-- x -->\n"),
    *(
        "[a]: b.md\n",
        "[^q]: Note\n",
        "[^q]",
        "| a | b |\n",
        "|---|---|\n",
        "|",
        ":::{note}\n",
        ":::\n",
        "::::{tip} #a\n",
    ),
    *("::::\n", ":::{choice} #c\n", "- [x] {#a} ja — gut\n", ":points: 2\n", "[[a]]", "Äpfel und Birnen\n", "-", "="),
)


def _tokens(text: str, readers: Callable[[MarkdownIt], Readers], *, deepest: int) -> list[Any]:
    md: MarkdownIt = reader("de")
    quick = _quick(md)
    _use(md, readers(md))
    md.options["maxNesting"], usual = deepest, md.options["maxNesting"]
    try:
        tokens = parse(Source("a.md", text), 0, "de", Problems(locale("en"))).tokens
    finally:
        _use(md, quick)
        md.options["maxNesting"] = usual
    return [token.as_dict(meta_serializer=repr) for token in tokens]


def _use(md: MarkdownIt, readers: Readers) -> None:
    md.block, md.inline, md.helpers, core = readers
    for name, rule in core.items():
        md.core.ruler.at(name, rule)


def _quick(md: MarkdownIt) -> Readers:
    core = dict(zip(md.core.ruler.get_active_rules(), md.core.ruler.getRules(""), strict=True))
    return md.block, md.inline, md.helpers, core


def _slow(md: MarkdownIt) -> Readers:
    """markdown-it's own readers with the same rules."""
    block, inline = ParserBlock(), ParserInline()
    assert isinstance(md.block, BlockReader)
    assert isinstance(md.inline, InlineReader)
    block.ruler, inline.ruler, inline.ruler2 = md.block.rules, md.inline.ruler, md.inline.ruler2
    return block, inline, helpers, {"smartquotes": smartquotes, "text_join": text_join}


LINKS = (
    *("[", "[", "](", "x", ")", "]", "![", "(", "\\", "`", "*", " ", "\n", "[^q]", "[^q]: N\n\n"),
    *("[a](b.md)", "<b.md>", "[a]{lang=en}", "[[a]]", '"t"', "&amp;"),
)


TEXTS = st.one_of(st.lists(st.sampled_from(pieces), max_size=14).map("".join) for pieces in (PIECES, BLOCKS, LINKS))


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.sampled_from((20, 20, 3)))
def test_quick_and_slow_readers_give_the_same_tokens(text, deepest):
    assert _tokens(text, _quick, deepest=deepest) == _tokens(text, _slow, deepest=deepest)


KEYS = st.sampled_from(("id", "title", "minutes", "n_a", "null", "y", "Titel", "- id", "? x"))
VALUES = st.one_of(
    st.text(st.sampled_from("aÄßж中019 .,()–-_:#'\"[]{}&*!|>%@`?~\u2028\xa0"), max_size=9),
    st.sampled_from(("null", "Null", "yes", "1e3", "0x1", "2024-01-01", "a – b", "Wort, Wort (a)", "a -", "é ")),
)
LINES = st.lists(st.tuples(KEYS, VALUES).map(": ".join), min_size=1, max_size=4).map("\n".join)


@settings(max_examples=200, deadline=None)
@given(LINES)
def test_lines_of_plain_words_are_read_as_yaml_reads_them(text):
    quick, slow = Problems(locale("en")), Problems(locale("en"))
    found = read(Source("a.yaml", text), quick)
    assert found == read(Source("a.yaml", f"{text}\n# with a remark it is YAML's to read"), slow)
    assert [one.code for one in quick] == [one.code for one in slow]
