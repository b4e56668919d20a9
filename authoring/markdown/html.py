"""Tokens to clean HTML and plain words."""

import html
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from inspect import isfunction
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from authoring.markdown.clean import clean, escaped
from authoring.markdown.formula import mathml
from authoring.markdown.parser import Document, reader
from authoring.markdown.plain_words import plain
from authoring.source.slug import slug
from lms.items.text import Text

LABELS: dict[str, dict[str, str]] = {
    "de": {
        "note": "Hinweis",
        "tip": "Tipp",
        "warning": "Achtung",
        "example": "Praxisbeispiel",
        "workbook": "Arbeitsheft",
        "footnotes": "Fußnoten",
        "footnote": "Fußnote",
        "back": "Zurück zum Text",
        "place": "Stelle",
        "table": "Tabelle",
    },
    "en": {
        "note": "Note",
        "tip": "Tip",
        "warning": "Warning",
        "example": "Example",
        "workbook": "Workbook",
        "footnotes": "Footnotes",
        "footnote": "Footnote",
        "back": "Back to the text",
        "place": "place",
        "table": "Table",
    },
}


class LessonRenderer(RendererHTML):
    """Renders the tokens of one lesson; `resolve` turns an author's link into the bundle's."""

    def __init__(self, document: Document, language: str, resolve: Callable[[str], str]) -> None:
        self.document = document
        self.labels = LABELS.get(language[:2], LABELS["en"])
        self.resolve = resolve
        self.options = reader(language).options
        self.lines = language.endswith("-simple")  # Leichte Sprache has one sentence a line
        self.values: list[str] = []

    def passage(self, tokens: Sequence[Token]) -> Text:
        """A passage of block or inline tokens."""
        if len(tokens) == 1 and _is_words(tokens[0]):
            words = self.document.said[id(tokens[0])]
            return Text(html=escaped(words), plain=words)  # most options are words only
        self.values = []
        raw = self.render(tokens, self.options, self.document.env)
        said = self.document.said
        words = (said[id(token)] for token in tokens if token.type == "inline")
        return Text(html=clean(raw), plain="\n".join(word for word in words if word), values=tuple(self.values))

    def render(self, tokens: Sequence[Token], options: Any, env: Any) -> str:
        """As the base class does, with rules that do not belong to this object: a lesson is let go without a search."""
        rules = _rules()
        out: list[str] = []
        for at, token in enumerate(tokens):
            if token.type == "inline":
                children: Sequence[Token] = token.children or ()
                alone = len(children) == 1 and children[0].type == "text"  # as in most cells of tables
                out.append(escapeHtml(children[0].content) if alone else self.render(children, options, env))
            elif token.type == "text":
                out.append(escapeHtml(token.content))
            elif rule := rules.get(token.type):
                out.append(rule(self, tokens, at, options, env))
            elif token.nesting < 0 and not token.attrs:
                out.append("" if token.hidden else f"</{token.tag}>\n" if token.block else f"</{token.tag}>")
            elif token.block or token.attrs:
                out.append(self.renderToken(tokens, at, options, env))
            else:
                out.append(f"<{token.tag}>")
        return "".join(out)

    def softbreak(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return (self.hardbreak if self.lines else super().softbreak)(tokens, idx, options, env)

    def heading_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        token = tokens[idx]
        return f'<{token.tag} id="{html.escape(token.meta["anchor"])}">'

    def directive_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        directive = tokens[idx].meta["directive"]
        anchor = f' id="{html.escape(directive.id)}"' if directive.id else ""
        opened = f'<div class="admonition admonition-{directive.name}" role="note"{anchor}>\n'
        label = self.labels.get(directive.name, "")
        return opened if directive.title else f'{opened}<p class="admonition-title">{label}</p>\n'

    def directive_close(self, *_: Any) -> str:
        return "</div>\n"

    def title_open(self, *_: Any) -> str:
        return '<p class="admonition-title">'

    def title_close(self, *_: Any) -> str:
        return "</p>\n"

    def link_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        href = html.escape(self.resolve(str(tokens[idx].attrGet("href"))))
        title = tokens[idx].attrGet("title")
        return f'<a href="{href}" title="{html.escape(str(title))}">' if title else f'<a href="{href}">'

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:  # noqa: ARG002
        token = tokens[idx]
        source = html.escape(self.resolve(str(token.attrGet("src"))))
        tag = f'<img src="{source}" alt="{html.escape(plain(token))}" loading="lazy">'
        caption = token.attrGet("title")
        return f"<figure>{tag}<figcaption>{html.escape(str(caption))}</figcaption></figure>" if caption else tag

    def paragraph_open(self, tokens: Sequence[Token], idx: int, *rest: Any) -> str:
        return "" if _is_figure(tokens[idx + 1]) else self.renderToken(tokens, idx, rest[0], rest[1])

    def paragraph_close(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        if _is_figure(tokens[idx - 1]):
            return "\n"
        return "" if tokens[idx].hidden else "</p>\n"

    def html_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:  # noqa: ARG002
        return ""  # only comments come this far; anything else is a problem

    def html_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:  # noqa: ARG002
        return ""

    def gap(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f'<span data-gap="{html.escape(tokens[idx].meta["gap"].id or "")}"></span>'

    def value(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        self.values.append(tokens[idx].content)
        return f'<span data-value="{len(self.values) - 1}"></span>'

    def math_inline(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return mathml(tokens[idx].content)

    def math_block(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f'<div class="math">{mathml(tokens[idx].content, "block")}</div>\n'

    def table_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        heads = [plain(tokens[at + 1]) for at in range(idx, _end(tokens, idx)) if tokens[at].type == "th_open"]
        label = html.escape(f"{self.labels['table']}: {', '.join(filter(None, heads))}")
        return f'<div class="table" role="group" tabindex="0" aria-label="{label}">\n<table>\n'

    def table_close(self, *_: Any) -> str:
        return "</table>\n</div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f'<th scope="col"{_alignment(tokens[idx])}>'

    def td_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f"<td{_alignment(tokens[idx])}>"

    def footnote_ref(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        meta = tokens[idx].meta
        name, number = _footnote(meta), meta["id"] + 1
        label = f"{self.labels['footnote']} {number}"
        link = (
            f'<a href="#fn-{name}" id="fnref-{_reference(meta)}" role="doc-noteref" aria-label="{label}">{number}</a>'
        )
        return f'<sup class="footnote-ref">{link}</sup>'

    def footnote_block_open(self, *_: Any) -> str:
        title = f'<h2 id="footnotes-title">{self.labels["footnotes"]}</h2>'
        return f'<section class="footnotes" role="doc-endnotes" aria-labelledby="footnotes-title">\n{title}\n<ol>\n'

    def footnote_block_close(self, *_: Any) -> str:
        return "</ol>\n</section>\n"

    def footnote_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f'<li id="fn-{_footnote(tokens[idx].meta)}">'

    def footnote_close(self, *_: Any) -> str:
        return "</li>\n"

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        meta = tokens[idx].meta
        label = f"{self.labels['back']}: {self.labels['footnote']} {meta['id'] + 1}"
        if meta["subId"]:
            label += f", {self.labels['place']} {meta['subId'] + 1}"
        # U+FE0E keeps the arrow a letter; without it some systems draw a coloured picture
        arrow = "\u21a9\ufe0e"
        href = f"#fnref-{_reference(meta)}"
        return f' <a href="{href}" class="footnote-back" role="doc-backlink" aria-label="{label}">{arrow}</a>'


def _footnote(meta: dict[str, Any]) -> str:
    return _named(meta["label"])


@lru_cache(maxsize=256)
def _named(label: str) -> str:
    """Asked for at each mark of a footnote, and lessons name their sources alike."""
    return slug(label)


def _reference(meta: dict[str, Any]) -> str:
    return f"{_footnote(meta)}-{meta['subId'] + 1}" if meta["subId"] else _footnote(meta)


def _alignment(token: Token) -> str:
    """A class instead of the style attribute that a strict Content-Security-Policy refuses."""
    side = str(token.attrGet("style") or "").partition(":")[2]
    return f' class="align-{side}"' if side else ""


def _is_figure(token: Token) -> bool:
    children = token.children or []
    return len(children) == 1 and children[0].type == "image" and bool(children[0].attrGet("title"))


def _end(tokens: Sequence[Token], start: int) -> int:
    return next((at for at in range(start, len(tokens)) if tokens[at].type == "table_close"), len(tokens))


@cache
def _rules() -> Mapping[str, Callable[..., str]]:
    """How each type of token that has a method of its own is rendered."""
    own = (
        (name, getattr(LessonRenderer, name)) for name in dir(LessonRenderer) if not name.startswith(("render", "_"))
    )
    return {name: method for name, method in own if isfunction(method) and name != "passage"}


def _is_words(token: Token) -> bool:
    """Whether an inline token has no markup; a byte order mark is left to the sanitizer."""
    return token.type == "inline" and all(
        child.type == "text" and "\ufeff" not in child.content for child in token.children or ()
    )
