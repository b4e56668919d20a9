"""Whether two texts ask the same thing: a suspicion by words, for a human to confirm or to answer with a new id.

Three signs, each of which is enough: most words are others, a number or a mathematical sign is another one, a negation
came or went. Spelling, punctuation, inflection and letter case are no sign. It errs towards asking: a note costs the
author a line, an answer that counts for a question nobody was asked costs a learner's trust.
"""

import re
from collections import Counter
from difflib import SequenceMatcher, get_close_matches
from unicodedata import normalize

ALIKE = 0.6  # of the words, in their order
SAME_WORD = 0.75  # of the letters
LONGEST = 400  # words that are compared; a question is shorter
WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
SIGNS = frozenset("<>≤≥≠=+−×÷±%‰€$")
NEGATION = re.compile(r"nicht|kein(?:e[mnrs]?)?|nie|niemals|niemand(?:en|em)?|ohne|not|no|never|none|without|cannot")


def asks_something_else(before: str, after: str) -> bool:
    """Whether the two probably ask (or offer) different things."""
    old, new = _words(before), _words(after)
    if not old and not new:
        return before.split() != after.split()  # “→” became “←”
    if _numbers(old) != _numbers(new) or _negations(old) != _negations(new) or _signs(before) != _signs(after):
        return True
    return likeness(old, new) < ALIKE


def likeness(old: list[str], new: list[str]) -> float:
    """The share of words that stayed, in their order, from 0 to 1."""
    known = list(dict.fromkeys(old))
    respelt = [next(iter(get_close_matches(word, known, 1, SAME_WORD)), word) for word in new]
    return SequenceMatcher(None, old, respelt, autojunk=False).ratio()


def _words(text: str) -> list[str]:
    return WORD.findall(normalize("NFKC", text).casefold())[:LONGEST]


def _numbers(words: list[str]) -> Counter[str]:
    """Digits with a point for the decimal comma: 2,1 and 2.1 are one number."""
    return Counter(word.replace(",", ".") for word in words if word[0].isdigit())


def _signs(text: str) -> Counter[str]:
    return Counter(character for character in text if character in SIGNS)


def _negations(words: list[str]) -> int:
    return sum(1 for word in words if NEGATION.fullmatch(word))
