"""Questions as values: one module a kind, each with its fields, its grading and its xAPI notation."""

from typing import Annotated

from pydantic import Field

from lms.items.choice import ChoiceItem
from lms.items.fill_in import FillInItem
from lms.items.matching import MatchingItem
from lms.items.multiple_choice import MultipleChoiceItem
from lms.items.numeric import NumericItem

Item = Annotated[
    ChoiceItem | MultipleChoiceItem | NumericItem | FillInItem | MatchingItem,
    Field(discriminator="kind"),
]

__all__ = ["ChoiceItem", "FillInItem", "Item", "MatchingItem", "MultipleChoiceItem", "NumericItem"]
