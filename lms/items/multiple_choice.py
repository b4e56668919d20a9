"""Several right answers among several options."""

from typing import Literal

from lms.items.base import ItemBase
from lms.items.choice import Choice


class MultipleChoiceItem(ItemBase):
    kind: Literal["multiple-choice"] = "multiple-choice"
    choices: tuple[Choice, ...]
    shuffle: bool = True
