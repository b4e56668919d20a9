"""From an operator's Markdown to the HTML of a page: the first heading is its title, everything else nests below it."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, LiteralString

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from lms.notices.model import PageProblem, PageText

GAP = re.compile(r"\[\[([^\[\]<>\n]+)\]\]")
ELSEWHERE = re.compile(r"(?:\[(?P<title>[^\]\n]+)\]\()?<?(?P<href>https?://[^\s<>()]+)>?\)?")
PAGE = re.compile(r"(?P<name>[^/?#:]+?)(?:\.[A-Za-z-]+)?\.md(?P<anchor>#.*)?")
REACHED = re.compile(r"(?:https?://[^/]|mailto:.|tel:.|/(?!/)|#)", re.IGNORECASE)
TAGS = "p br h2 h3 h4 h5 h6 ul ol li blockquote hr em strong code pre a mark div table thead tbody tr th td"

_cleaner = nh3.Cleaner(
    tags={*TAGS.split()},
    attributes={
        "a": {"href"},
        "ol": {"start"},
        "div": {"class", "role", "tabindex", "aria-label"},
        "th": {"scope"},
        **{f"h{level}": {"id"} for level in range(2, 7)},
    },
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


def _(message: LiteralString) -> LiteralString:
    """Marks a message for the catalogues; it is translated when shown."""
    return message


@dataclass
class Rendering:
    """One file on its way; problems are collected. `known` are the names of all pages, for links between them."""

    file: str
    source: str
    known: Collection[str]
    problems: list[PageProblem] = field(default_factory=list)

    def text(self) -> PageText | None:
        """The page; None when it cannot be shown."""
        if found := ELSEWHERE.fullmatch(self.source.strip()):
            return PageText(self.file, title=found["title"] or "", link=found["href"])
        if self.source.startswith("---"):
            self._refuse(1, _("front matter has no meaning here; begin with the title, as “# Title”"))
            return None
        markdown = _parser()
        tokens = markdown.parse(self.source)
        at = next((index for index, token in enumerate(tokens) if token.type == "heading_open"), None)
        if at is None:
            self._refuse(1, _("there is no title; write one as “# Title”, or nothing but a link (https://…)"))
            return None
        self._check(tokens)
        title = _words(tokens[at + 1])
        rest = tokens[:at] + tokens[at + 3 :]
        _nest(rest, tokens[at].tag)
        html = GAP.sub(r"<mark>[[\1]]</mark>", markdown.renderer.render(rest, markdown.options, {}))
        return PageText(self.file, title, Markup(_cleaner.clean(html)), gaps=tuple(_gaps(self.source)))  # noqa: S704 - cleaned

    def _check(self, tokens: Sequence[Token]) -> None:
        """Links between files become links between pages; what cannot be shown or leads nowhere is said."""
        for inline in tokens:
            line = inline.map[0] + 1 if inline.map else 0
            for token in inline.children or ():
                if token.type == "image":
                    self._refuse(line, _("pictures are not shown here; write what the picture says"))
                elif token.type == "link_open":
                    token.attrSet("href", self._address(str(token.attrGet("href")), line))

    def _address(self, href: str, line: int) -> str:
        if page := PAGE.fullmatch(href):
            if page["name"] not in self.known:
                self._refuse(line, _("the link leads to {href}, but there is no such page"), href=href)
            return f"/pages/{page['name']}{page['anchor'] or ''}"
        if not REACHED.match(href):
            self._refuse(line, _("the link {href} leads nowhere; write the whole address, with https://"), href=href)
        return href

    def _refuse(self, line: int, message: LiteralString, **values: object) -> None:
        self.problems.append(PageProblem(self.file, line, message, values))


def _parser() -> MarkdownIt:
    """A line stays a line, as in an address; HTML stays text."""
    markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
    markdown.add_render_rule("image", _written(""))
    markdown.add_render_rule("table_open", _table_open)
    markdown.add_render_rule("table_close", _written("</table>\n</div>\n"))
    markdown.add_render_rule("th_open", _written('<th scope="col">'))
    return markdown


def _written(html: str) -> Callable[..., str]:
    def rule(*_: Any) -> str:
        return html

    return rule


def _table_open(_renderer: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    """A table may be wider than a phone: it scrolls by itself, also by keyboard."""
    end = next(index for index in range(at, len(tokens)) if tokens[index].type == "thead_close")
    heads = escape(", ".join(filter(None, (_words(token) for token in tokens[at:end] if token.type == "inline"))))
    return f'<div class="table" role="group" tabindex="0" aria-label="{heads}">\n<table>\n'


def _nest(tokens: Sequence[Token], title: str) -> None:
    """Below the title, which becomes the page's h1, no level is skipped; every heading can be linked to."""
    shift, above, used = int(title[1]) - 1, 1, {"content"}  # the frame has an element with this id
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            above = min(max(int(token.tag[1]) - shift, 2), above + 1)
            slug = re.sub(r"[^\w\- ]", "", _words(tokens[index + 1]).lower()).strip().replace(" ", "-") or "-"
            token.attrSet("id", _unused(slug, used))
            token.tag = tokens[index + 2].tag = f"h{above}"


def _unused(slug: str, used: set[str]) -> str:
    """As Git hosts do it: the second of the same name gets a number."""
    number, name = 0, slug
    while name in used:
        number += 1
        name = f"{slug}-{number}"
    used.add(name)
    return name


def _words(inline: Token) -> str:
    """A heading or a cell as plain text."""
    words = (" " if token.type in {"softbreak", "hardbreak"} else token.content for token in inline.children or ())
    return "".join(words).strip()


def _gaps(source: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(source.splitlines(), 1):
        for gap in GAP.findall(line):
            yield number, gap.strip()
