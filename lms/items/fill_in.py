"""Gaps in a text, each with the spellings that are accepted."""

from typing import Literal

from lms.items.base import Frozen, Id, ItemBase


class Gap(Frozen):
    """`accepted` spellings, the first is the one shown as solution."""

    id: Id
    accepted: tuple[str, ...]


class FillInItem(ItemBase):
    """The prompt's HTML holds one `<span data-gap="ID"></span>` per gap, in reading order."""

    kind: Literal["fill-in"] = "fill-in"
    gaps: tuple[Gap, ...]
    case: Literal["ignore", "match"] = "ignore"
    spacing: Literal["ignore", "match"] = "ignore"
