"""Tells HTML that the sanitizer would give back as it is: the narrow grammar of what lessons mostly hold.

Whatever is not certainly in it is left to the sanitizer: attributes and addresses of other forms, tags within each
other in other ways, characters that it writes differently. Every repetition is possessive: no text takes long.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache

VALUE = r'[^"<>&]*+'
ADDRESS = (
    r"(?:(?:asset|lesson|glossary):|#)[\w-]++|"
    r"https?://(?:(?!xn--)[a-z0-9-]++\.)++[a-z]{2,}+(?:/[\w./~=?+,:@!-]*+)?"
)
WORDS = r"(?:[^<>&]++|&(?:amp|lt|gt|nbsp);)"
EMPHASIS = rf"<em>{WORDS}*+</em>|<strong>{WORDS}*+</strong>"
NUMBER = rf'<a href="#[\w-]++" id="[\w-]++" role="doc-noteref" aria-label="{VALUE}">\d++</a>'
BACK = rf' href="#[\w-]++" class="footnote-back" role="doc-backlink" aria-label="{VALUE}"'
RUNNING = (
    rf"(?:{WORDS}|{EMPHASIS}|<code>{WORDS}*+</code>|<br>|"
    rf'<a(?: href="(?:{ADDRESS})"|{BACK})>(?:{WORDS}|{EMPHASIS})*+</a>|'
    rf'<sup class="footnote-ref">{NUMBER}</sup>|<span data-(?:gap|value)="{VALUE}"></span>)*+'
)
CLASS = rf'(?: class="{VALUE}")?'
FILLED = {
    "p": f"<p{CLASS}>{RUNNING}</p>",
    "h": rf'<h(?P<level>[2-6]) id="{VALUE}">{RUNNING}</h(?P=level)>',
    "li": rf"(?:<li>{RUNNING}</li>\n)++",
    "tr": rf'<tr>\n(?:(?:<td{CLASS}>{RUNNING}</td>\n)++|(?:<th scope="col"{CLASS}>{RUNNING}</th>\n)++)</tr>',
    "div": f'<div class="{VALUE}">{RUNNING}</div>',
}
"""Elements with running text in them."""
BOXES = {
    **{name: f"<{name}>" for name in ("ul", "ol", "table", "thead", "tbody")},
    "li": f'<li(?: id="{VALUE}")?>',
    "div": f'<div class="{VALUE}" role="{VALUE}"(?: tabindex="0" aria-label="{VALUE}"| id="{VALUE}")?>',
    "section": f'<section class="{VALUE}" role="{VALUE}" aria-labelledby="{VALUE}">',
}
"""How elements with others in them begin."""
PASSAGE = frozenset(("p", "h", "ul", "ol", "div", "section"))
HOLDS = {
    **dict.fromkeys(("", "div", "section"), PASSAGE | {"table"}),
    **dict.fromkeys(("ul", "ol"), frozenset(("li",))),
    "li": frozenset(("p",)),
    "table": frozenset(("thead", "tbody")),
    **dict.fromkeys(("thead", "tbody"), frozenset(("tr",))),
}
"""What may stand directly in an element; "" is the passage itself."""
FORMULA = re.compile(r"<math.*?</math>")


@cache
def _part() -> re.Pattern[str]:
    """The next element with words, the start of another one, or its end; compiled when first needed."""
    filled = (f"(?P<{name}>{form})" for name, form in FILLED.items())
    boxes = (f"(?P<in_{name}>{form})" for name, form in BOXES.items())
    return re.compile(rf"(?:{'|'.join((*filled, *boxes))}|</(?P<end>\w+)>)\n*+", re.ASCII)


class Untouched:
    """What the sanitizer `clean` leaves alone, as far as it is sure."""

    def __init__(self, clean: Callable[[str], str]) -> None:
        def whole(formula: str) -> bool:
            return clean(formula) == formula

        self._whole = lru_cache(maxsize=256)(whole)

    def __contains__(self, html: str) -> bool:
        if "<math" in html:  # nested too deeply for an expression, but the same in many lessons
            html = FORMULA.sub(self._as_word, html)
        return html.replace("\n", " ").isprintable() and _nested(html)

    def _as_word(self, found: re.Match[str]) -> str:
        return "x" if self._whole(found[0]) else found[0]


def _nested(html: str) -> bool:
    """Whether its elements stand in each other as HTML lets them."""
    at, opened = 0, [""]
    match = _part().match
    while found := match(html, at):
        name = found.lastgroup or ""
        if name == "end":
            if opened.pop() != found["end"]:
                return False
        elif (inside := name.removeprefix("in_")) not in HOLDS.get(opened[-1], ""):
            return False
        elif name != inside:
            opened.append(inside)
        at = found.end()
    return at == len(html) and opened == [""]
