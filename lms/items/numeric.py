"""A number within a tolerance."""

from decimal import Decimal
from typing import Literal

from lms.items.base import ItemBase


class NumericItem(ItemBase):
    """`tolerance` is absolute; the compiler turns a percentage into one."""

    kind: Literal["numeric"] = "numeric"
    answer: Decimal
    tolerance: Decimal = Decimal(0)
    unit: str | None = None
