"""Every block that authors can open with colons, and what its options are."""

from pydantic import Field

from authoring.schema.block_bodies import DATA_BLOCKS
from authoring.schema.item_options import ITEMS
from authoring.schema.written import Written


class PoolOptions(Written):
    """How many of the items in a pool everybody is asked."""

    draw: int = Field(ge=1, le=100, description="how many of the questions everybody is asked")


class NoOptions(Written):
    """Admonitions take none."""


POOLS: dict[str, type[Written]] = {"pool": PoolOptions}
ADMONITIONS = ("note", "tip", "warning", "example", "workbook")
DIRECTIVES = (*ITEMS, *DATA_BLOCKS, *POOLS, *ADMONITIONS)

VERSION_OPTIONS = ("change", "replaces")
TEXT_OPTIONS = ("hint", "correct", "partial", "incorrect", "reply")
WORDS = ("title", "alt", "sentence", "mark", *VERSION_OPTIONS, *TEXT_OPTIONS)
"""What a lesson in another language says itself; every other option of a block is the original's."""
