"""Ids from text: lower-case letters, digits and hyphens, German letters transliterated."""

import re
import unicodedata

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
WORD = re.compile(r"[a-z0-9]+")
ENOUGH = 20  # letters of a text, to begin with, for each word that is wanted
LONGEST = 64
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "œ": "oe", "ł": "l"})


def is_id(text: str) -> bool:
    return len(text) <= LONGEST and ID.fullmatch(text) is not None


def slug(text: str, words: int | None = None, longest: int = LONGEST) -> str:
    """`text` as an id of at most `words` words and `longest` characters; empty when it has no letter or digit."""
    found = _words(text[: ENOUGH * words]) if words else []
    if words is None or len(found) <= words:  # the last one may be cut
        found = _words(text)
    found = found[:words]
    while len(found) > 1 and len("-".join(found)) > longest:
        found.pop()
    return "-".join(found)[:longest]


def _words(text: str) -> list[str]:
    lowered = unicodedata.normalize("NFC", text).casefold().translate(GERMAN)
    plain = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    return WORD.findall(plain)


def unique(wanted: str, taken: set[str]) -> str:
    """`wanted`, or the first of wanted-2, wanted-3 … that is free; it is taken from then on."""
    candidate, number = wanted, 2
    while candidate in taken:
        candidate = f"{wanted[: LONGEST - 1 - len(str(number))].rstrip('-')}-{number}"
        number += 1
    taken.add(candidate)
    return candidate
