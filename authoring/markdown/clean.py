"""The second wall: the renderer writes nothing else, and should it ever, it does not get through."""

import nh3

WORDS = "p h2 h3 h4 h5 h6 ul ol li blockquote hr br em strong code pre sup span a img figure figcaption"
BOXES = "div section table thead tbody tr th td"
MATH = (
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd "
    "mstyle mpadded mphantom"
)
MATH_ATTRIBUTES = {"display", "mathvariant", "stretchy", "fence", "separator", "accent", "linethickness", "width"}

_cleaner = nh3.Cleaner(
    tags={*WORDS.split(), *BOXES.split(), *MATH.split()},
    attributes={
        "a": {"href", "id", "class", "role", "aria-label", "title"},
        "img": {"src", "alt", "loading"},
        "span": {"data-gap", "data-value", "lang"},
        "div": {"class", "id", "role", "tabindex", "aria-label"},
        "section": {"class", "role", "aria-labelledby"},
        "p": {"class"},
        "li": {"id"},
        "ol": {"start"},
        "sup": {"class"},
        "code": {"class"},
        "th": {"scope", "class"},
        "td": {"class"},
        **{f"h{level}": {"id"} for level in range(2, 7)},
        **dict.fromkeys(MATH.split(), MATH_ATTRIBUTES),
    },
    url_schemes={"http", "https", "mailto", "lesson", "asset", "glossary"},
    link_rel=None,
)


def clean(html: str) -> str:
    """The HTML with nothing but the tags, attributes and addresses named above."""
    return _cleaner.clean(html).strip()


def escaped(words: str) -> str:
    """What `clean` makes of text without any markup."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\u00a0", "&nbsp;")
