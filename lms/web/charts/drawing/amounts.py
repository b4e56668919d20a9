"""Writes the amounts of a block: all of them divided alike, with so many digits, so that they can be compared."""

from dataclasses import dataclass

from lms.web import numbers
from lms.web.charts.drawing.scale import Unit


@dataclass(frozen=True)
class Scale:
    """How amounts are written in a block: divided, with so many digits, with a name behind."""

    divide: float
    digits: int
    name: str

    @classmethod
    def of(cls, greatest: float, unit: Unit) -> "Scale":
        step, digits = (
            (1e6, 2) if greatest * unit.factor >= 1e6 else (1e3, 0) if greatest * unit.factor >= 1e5 else (1, 0)
        )
        return cls(step / unit.factor, digits, Unit("", 1, unit.language).name(step))

    def text(self, value: float, language: str) -> str:
        return f"{numbers.fixed(value / self.divide, self.digits, language)} {self.name}".strip()
