"""What was probably meant by a word that is not known."""

from collections.abc import Sequence
from difflib import get_close_matches


def close(word: str, known: Sequence[str], alike: float = 0.6) -> str:
    """The known word that is spelt most alike, else nothing."""
    return next(iter(get_close_matches(word, known, 1, alike)), "")
