"""Blocks to begin with: what a kind of block must have, with places to fill in. Ids are left to `authoring fmt`."""

import re

from authoring.locale import AuthorLocale
from authoring.schema import DATA_BLOCKS, POOLS

PLACEHOLDER = re.compile(r"\$\{\d+:([^}]*)\}|\$\d+")
BODIES = {
    "choice": "${1:question}\n\n- [x] ${2:right} — ${3:why}\n- [ ] ${4:wrong} — ${5:why not}",
    "multiple-choice": "${1:question}\n\n- [x] ${2:right}\n- [x] ${3:right too}\n- [ ] ${4:wrong}",
    "numeric": ":answer: ${2:12,5}\n:tolerance: ${3:0}\n\n${1:question}",
    "fill-in": "${1:a sentence with a} [[${2:gap}]].",
    "matching": "${1:question}\n\n- ${2:source} → ${3:target}\n- ${4:source} → ${5:target}",
    "true-false": ":answer: ${2:true}\n\n${1:a statement}",
    "sequencing": "${1:question}\n\n1. ${2:first step}\n2. ${3:second step}\n3. ${4:third step}",
    "performance": "${1:question}\n\n1. ${2:first step} [[${3:12}]]\n2. ${4:second step} [[${5:24}]]",
    "likert": "${1:question}\n\n- ${2:not at all}\n- ${3:partly}\n- ${4:fully}",
    "long-fill-in": "${1:question}",
    "pool": ":draw: ${1:1}\n\n$2",
}


def snippet(name: str, colons: str, locale: AuthorLocale) -> str:
    """A block of the kind `name` with its fences."""
    if name in DATA_BLOCKS:
        required = [key for key, field in DATA_BLOCKS[name].model_fields.items() if field.is_required()]
        body = "\n".join(f"{key}: ${number}" for number, key in enumerate(required, 1))
    else:
        body = PLACEHOLDER.sub(lambda found: _translated(found, locale), BODIES.get(name, "${1:some text}"))
    if name in POOLS:
        colons = f"{colons}:"  # the items inside have the shorter fence
    return f"{colons}{{{name}}}\n{body}\n{colons}\n$0"


def _translated(found: re.Match[str], locale: AuthorLocale) -> str:
    if not found[1] or not found[1][0].isalpha() or found[1] == "true":
        return found[0]
    return found[0].replace(found[1], locale.known(found[1]))


def plain(text: str) -> str:
    """A snippet for editors that know none."""
    return PLACEHOLDER.sub(lambda found: found[1] or "", text)
