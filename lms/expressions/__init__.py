"""A tiny total language for figures of places in texts: `kommune.einwohner(2023) / land.einwohner(2023) * 100`."""

from lms.expressions.evaluation import Asked, Ready, evaluate, ready
from lms.expressions.grammar import Expression, Figure, Wrong, figures, parse
from lms.expressions.values import Missing, Nature, Reason, Value
from lms.expressions.writing import written

__all__ = [
    "Asked",
    "Expression",
    "Figure",
    "Missing",
    "Nature",
    "Ready",
    "Reason",
    "Value",
    "Wrong",
    "evaluate",
    "figures",
    "parse",
    "ready",
    "written",
]
