"""A tiny total language for figures of places in texts: `kommune.einwohner(2023) / land.einwohner(2023) * 100`."""

from lms.expressions.evaluation import Asked, evaluate
from lms.expressions.grammar import Expression, Figure, Wrong, figures, parse
from lms.expressions.values import Missing, Reason, Value
from lms.expressions.writing import written

__all__ = [
    "Asked",
    "Expression",
    "Figure",
    "Missing",
    "Reason",
    "Value",
    "Wrong",
    "evaluate",
    "figures",
    "parse",
    "written",
]
