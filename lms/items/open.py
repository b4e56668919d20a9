"""What items without a right answer have in common: they are asked, kept and never graded."""

from typing import ClassVar, Literal

from lms.items.model import ItemBase, Outcome
from lms.items.text import Text


class OpenItem(ItemBase):
    """Worth no points, answered as often as wanted or not at all; `reply` is said after any answer."""

    graded: ClassVar[bool] = False

    points: Literal[0] = 0
    tries: None = None
    reply: Text | None = None

    def taken(self, *said: Text | None) -> Outcome:
        """The outcome of any answer: what is said about it, no score."""
        return Outcome(scaled=None, feedback=tuple(text for text in (*said, self.reply) if text))
