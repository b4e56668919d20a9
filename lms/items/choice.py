"""One right answer among several."""

from typing import Literal

from lms.items.base import Frozen, Id, ItemBase, Text


class Choice(Frozen):
    """An answer option; `feedback` is said when it was chosen."""

    id: Id
    text: Text
    correct: bool = False
    feedback: Text | None = None


class ChoiceItem(ItemBase):
    kind: Literal["choice"] = "choice"
    choices: tuple[Choice, ...]
    shuffle: bool = True
