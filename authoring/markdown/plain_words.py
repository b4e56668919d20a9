"""The words of inline tokens without their markup."""

from collections.abc import Sequence

from markdown_it.token import Token

from authoring.markdown.language_spans import outside

SPOKEN = frozenset(("text", "code_inline", "math_inline", "text_special"))
"""Tokens whose content is words."""


def plain(inline: Token) -> str:
    """The words of an inline token."""
    return words_of(inline.children or ())


def plain_outside(inline: Token) -> str:
    """The words that are not marked as another language."""
    return words_of(outside(inline))


def words_of(children: Sequence[Token]) -> str:
    """The words of some children of an inline token."""
    if len(children) == 1 and children[0].type == "text":
        return children[0].content
    return "".join([one.content if one.type in SPOKEN else _words(one) for one in children if not one.nesting])


def _words(token: Token) -> str:
    match token.type:
        case "softbreak" | "hardbreak":
            return " "
        case "gap":
            return "…"
        case "image":
            return plain(token)
        case "value":
            return f"{{{{{token.content}}}}}"
    return ""
