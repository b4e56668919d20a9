"""Parses a lesson once; checks and compiler read the resulting document."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, normalize, smartquotes, text_join
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from authoring.markdown.block import BlockReader
from authoring.markdown.directives import Directive, WrittenGap
from authoring.markdown.fences import fences
from authoring.markdown.gaps import gaps
from authoring.markdown.inline import InlineReader
from authoring.markdown.item_lists import headings, item_lists
from authoring.markdown.language_spans import languages
from authoring.markdown.links import LINK, Link, links
from authoring.markdown.passages import RUNNING, Passage, passages, running
from authoring.markdown.place_values import values
from authoring.markdown.plain_words import plain
from authoring.source.files import Source
from authoring.source.problems import Problems
from authoring.source.slug import slug

SOUGHT = {"<": ("html_block", "html_inline"), "$": ("math_block", "math_inline"), "{{": ("value",)}
"""Types of tokens that checks ask for, by how each of them begins."""
QUOTES = {"de": "„“‚‘", "en": "“”‘’"}


@dataclass(frozen=True)
class Heading:
    id: str
    explicit: bool
    level: int
    text: str
    line: int
    inside: bool  # of a block


@dataclass(frozen=True)
class Document:
    """A parsed text: its tokens, footnotes at the end, and what stands in it in source order."""

    source: Source
    tokens: list[Token]
    env: dict[str, Any]
    directives: tuple[Directive, ...]
    headings: tuple[Heading, ...]
    definitions: dict[str, list[int]]
    stray_gaps: tuple[WrittenGap, ...]

    @cached_property
    def anchors(self) -> set[str]:
        return {heading.id for heading in self.headings}

    @cached_property
    def by_type(self) -> Mapping[str, list[tuple[Token, tuple[int, ...]]]]:
        """The tokens of the types in `SOUGHT`, each with the lines to look for it in."""
        found = defaultdict[str, list[tuple[Token, tuple[int, ...]]]](list)
        for mark, types in SOUGHT.items():
            for token in self.tokens if mark in self.source.text else ():
                if token.type in types:
                    found[token.type].append((token, tuple(token.map or (0,))))
                for child in token.children if token.children and mark in token.content else ():
                    if child.type in types:
                        found[child.type].append((child, tuple(token.map or (0,))))
        return found

    @cached_property
    def links(self) -> tuple[Link, ...]:
        return tuple(links(self.source, self.tokens)) if LINK.search(self.source.text) else ()

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(passages(self.tokens))

    @cached_property
    def said(self) -> Mapping[int, str]:
        """The words of each passage by the identity of its token, which lives as long as this does."""
        return {id(one.token): one.words for one in self.passages}

    @cached_property
    def words(self) -> str:
        """Those of every passage, one below the other: where something is not, it is in no passage."""
        return "\n".join([passage.words for passage in self.passages])

    @cached_property
    def running(self) -> Counter[str]:
        """What stands between spaces in the running text outside of questions, and how often."""
        return Counter(" ".join([one.words for one in running(self.passages)]).split())

    @cached_property
    def vocabulary(self) -> str:
        """What stands between spaces in the passages, each once: quicker to look through than all words."""
        others = " ".join([one.words for one in self.passages if one.kind not in RUNNING or one.item])
        return " ".join({*self.running, *others.split()})


@cache
def reader(language: str) -> MarkdownIt:
    """CommonMark with tables, footnotes, math, gaps, languages and colon fences, quoting as `language` does."""
    md = MarkdownIt("commonmark", {"typographer": True, "quotes": QUOTES.get(language[:2], QUOTES["en"])})
    md.enable(["table", "smartquotes"])
    md.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, allow_blank_lines=False)
    md.use(footnote_plugin, inline=False)
    md.use(gaps)
    md.use(languages)
    md.use(values)
    md.use(fences)
    md.core.ruler.at("normalize", _normalized)
    md.core.ruler.at("smartquotes", _quoted)
    md.core.ruler.at("text_join", _joined)
    md.core.ruler.before("inline", "heading_ids", headings)
    md.core.ruler.before("inline", "item_lists", item_lists)
    md.core.ruler.before("inline", "definitions", _definitions)
    md.block, md.inline = BlockReader(md.block), InlineReader(md.inline)
    md.normalizeLink = lru_cache(maxsize=256)(md.normalizeLink)  # pyrefly: ignore[method-assign]  lessons share links
    md.validateLink = _any_link  # pyrefly: ignore[method-assign]  the documented way to set it
    return md


def _any_link(url: str) -> bool:  # noqa: ARG001
    """Every link becomes a token, so that the check can refuse it by name."""
    return True


def _normalized(state: StateCore) -> None:
    """Files are when they are read; a definition in YAML may hold an escaped carriage return."""
    if "\r" in state.src or "\0" in state.src:
        normalize(state)


def _quoted(state: StateCore) -> None:
    if '"' in state.src or "'" in state.src:
        smartquotes(state)


def _joined(state: StateCore) -> None:
    """Only escapes and entities leave texts beside each other."""
    marked = [token for token in state.tokens if "\\" in token.content or "&" in token.content]
    text_join(StateCore(state.src, state.md, state.env, marked))


def _definitions(state: Any) -> None:
    """Notes where each footnote is defined, before the plugin moves definitions to the end."""
    found: dict[str, list[int]] = state.env["definitions"]
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            found.setdefault(token.meta["label"], []).append(token.map[0])


def parse(source: Source, first: int, language: str, problems: Problems) -> Document:
    """The document below the front matter, which ends before line `first` (counted from 0)."""
    env: dict[str, Any] = {"source": source, "problems": problems, "directives": [], "around": [], "definitions": {}}
    body = "\n" * first + "\n".join(source.lines[first:])
    tokens = reader(language).parse(body, env)
    directives: list[Directive] = env["directives"]
    stray = tuple(_gaps(tokens)) if "[[" in source.text else ()
    return Document(source, tokens, env, tuple(directives), _headings(tokens), env["definitions"], stray)


def _gaps(tokens: list[Token]) -> Iterator[WrittenGap]:
    """Gives each gap to its item; those that stand anywhere else remain."""
    inside: list[Directive] = []
    for token in tokens:
        if token.type == "directive_open":
            inside.append(token.meta["directive"])
        elif token.type == "directive_close":
            inside.pop()
        for child in token.children or ():
            if child.type != "gap":
                continue
            gap: WrittenGap = child.meta["gap"]
            gap.lines = (token.map[0], token.map[1]) if token.map else (0, 0)
            if inside and inside[-1].name == "fill-in" and not token.meta:
                inside[-1].gaps.append(gap)
            else:
                yield gap


def _headings(tokens: list[Token]) -> tuple[Heading, ...]:
    found: list[Heading] = []
    depth = 0
    for position, token in enumerate(tokens):
        if token.type == "directive_open":
            depth += 1
        elif token.type == "directive_close":
            depth -= 1
        elif token.type == "heading_open":
            text = plain(tokens[position + 1])
            identifier = token.meta.get("id") or slug(text)
            token.meta["anchor"] = identifier
            line = token.map[0] if token.map else 0
            found.append(Heading(identifier, "id" in token.meta, int(token.tag[1]), text, line, depth > 0))
    return tuple(found)
