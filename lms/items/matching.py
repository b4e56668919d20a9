"""Pairs: each source belongs to one target."""

from typing import Literal

from lms.items.base import Frozen, Id, ItemBase, Text


class Side(Frozen):
    id: Id
    text: Text


class MatchingItem(ItemBase):
    """`pairs` maps every source id to its target id; a target may serve several sources or none."""

    kind: Literal["matching"] = "matching"
    sources: tuple[Side, ...]
    targets: tuple[Side, ...]
    pairs: dict[Id, Id]
    shuffle: bool = True
