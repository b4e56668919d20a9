"""Questions as values: one module a kind, each with its fields, its grading and its xAPI notation."""

from collections.abc import Mapping
from typing import Annotated, get_args

from pydantic import Field

from lms.items.choice import ChoiceItem
from lms.items.fill_in import FillInItem
from lms.items.likert import LikertItem
from lms.items.long_fill_in import LongFillInItem
from lms.items.matching import MatchingItem
from lms.items.model import ItemBase
from lms.items.multiple_choice import MultipleChoiceItem
from lms.items.numeric import NumericItem
from lms.items.performance import PerformanceItem
from lms.items.sequencing import SequencingItem
from lms.items.true_false import TrueFalseItem

Item = Annotated[
    ChoiceItem
    | MultipleChoiceItem
    | TrueFalseItem
    | NumericItem
    | FillInItem
    | MatchingItem
    | SequencingItem
    | PerformanceItem
    | LikertItem
    | LongFillInItem,
    Field(discriminator="kind"),
]

KINDS: Mapping[str, type[ItemBase]] = {kind.model_fields["kind"].default: kind for kind in get_args(get_args(Item)[0])}
"""Every kind by its name: whoever needs to know something of a kind asks it."""

__all__ = [
    "KINDS",
    "ChoiceItem",
    "FillInItem",
    "Item",
    "LikertItem",
    "LongFillInItem",
    "MatchingItem",
    "MultipleChoiceItem",
    "NumericItem",
    "PerformanceItem",
    "SequencingItem",
    "TrueFalseItem",
]
