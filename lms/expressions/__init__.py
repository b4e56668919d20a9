"""A tiny total language for figures of places in texts: `kommune.einwohner(2023) / land.einwohner(2023) * 100`."""

from lms.expressions.evaluation import FigureSource, Ready, evaluate, ready
from lms.expressions.grammar import Condition, Expression, FigureTerm, Wrong, condition, figures, parse, read
from lms.expressions.values import Missing, Nature, Reason, Value
from lms.expressions.writing import written

__all__ = [
    "Condition",
    "Expression",
    "FigureSource",
    "FigureTerm",
    "Missing",
    "Nature",
    "Ready",
    "Reason",
    "Value",
    "Wrong",
    "condition",
    "evaluate",
    "figures",
    "parse",
    "read",
    "ready",
    "written",
]
