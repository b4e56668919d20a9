"""What a step of a procedure expects: `[[12,5 ± 1 %]]` is a number, `[[Wort|anderes Wort]]` are words."""

from pydantic_core import PydanticCustomError

from authoring.schema import number
from lms.items.performance import NumberExpected, WordsExpected

BESIDE = "±"


def expected(accepted: tuple[str, ...]) -> NumberExpected | WordsExpected:
    """Raises PydanticCustomError when something with a margin is no number."""
    text, margin, share = accepted[0].partition(BESIDE)
    try:
        answer = number(text)
    except PydanticCustomError:
        if margin:
            raise
        return WordsExpected(accepted=accepted)
    if len(accepted) > 1:
        return WordsExpected(accepted=accepted)
    tolerance = number(share.replace("%", "")) if margin else 0
    return NumberExpected(answer=answer, tolerance=abs(answer) * tolerance / 100 if "%" in share else tolerance)
