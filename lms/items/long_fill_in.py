"""A text of one's own. It belongs to the learner: no statement holds it, nobody grades it."""

import unicodedata
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, ClassVar, Literal

from pydantic import Field

from lms.items.model import NO_ANSWER, Form, Outcome, Response, ResponseError, expect, single
from lms.items.open import OpenItem
from lms.items.presentation import Presentation

LONGEST = 20_000


class LongFillInItem(OpenItem):
    """`limit` is the most characters that are taken. The response is the text, its notation always empty."""

    private: ClassVar[bool] = True

    kind: Literal["long-fill-in"] = "long-fill-in"
    limit: int = Field(default=4000, ge=1, le=LONGEST)

    def parse(self, form: Form) -> Response:
        text = _typed(single(form, "response"))
        if not text.strip():
            raise ResponseError(NO_ANSWER)
        if len(text) > self.limit:
            raise ResponseError(
                "Your text has {length} characters; at most {limit} are kept.", length=len(text), limit=self.limit
            )
        return text

    def fields(self, response: Response) -> Form:
        return {"response": [expect(response, str)]}

    def grade(self, response: Response) -> Outcome:
        expect(response, str)
        return self.taken()

    def notation(self, response: Response) -> str:
        """Nothing: free text never enters a statement."""
        expect(response, str)
        return ""

    def parse_notation(self, text: str) -> Response:
        """The empty text, whatever stands there: what was written is in no statement."""
        return text[:0]

    def interaction(self, language: str = "de") -> dict[str, Any]:  # noqa: ARG002 — every kind is asked the same way
        return {"interactionType": "long-fill-in"}

    def correct_responses(self) -> list[str]:
        return []

    def meaning(self) -> dict[str, Any]:
        return {**super().meaning(), "kind": self.kind}

    def entries(self, notation: str, parts: Sequence[str] = ()) -> Form:  # noqa: ARG002 - one text
        """The text itself, which was never in a notation: whoever asks has it from the workbook."""
        return {"response": [notation]}

    def present(self, entries: Form, marks: Mapping[str, bool], word: str) -> Presentation:  # noqa: ARG002 - one field
        return Presentation(value=single(entries, "response"), marks=marks, limit=self.limit)

    def sample(self, chance: Random, *, knows: bool) -> Form:  # noqa: ARG002 - nothing is right
        return {"response": ["Das nehme ich in unsere nächste Sitzung mit."]}


def _typed(text: str) -> str:
    """Composed (ü as one character), lines ended by a line feed, without control characters."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(one for one in text if one in "\n\t" or unicodedata.category(one) not in {"Cc", "Cs"})
