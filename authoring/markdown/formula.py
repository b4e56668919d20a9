"""Formulas: LaTeX to MathML, once for the check and the page."""

from functools import lru_cache


@lru_cache(maxsize=256)
def mathml(formula: str, display: str = "inline") -> str:
    """The formula as MathML; `display` is inline or block. Raises whatever comes up inside the converter."""
    from latex2mathml.converter import convert  # noqa: PLC0415 - a check of what is known already reads no formula

    return convert(formula, display=display)
