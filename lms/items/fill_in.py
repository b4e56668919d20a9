"""Gaps in a text, each with the spellings that are accepted."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice, product
from random import Random
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, model_validator

from lms.items.model import (
    LIST,
    NO_ANSWER,
    Form,
    Id,
    ItemBase,
    Outcome,
    Response,
    ResponseError,
    expect,
    require_unique,
    single,
)
from lms.items.presentation import Presentation
from lms.items.text import Frozen

MAX_LENGTH = 100
MAX_PATTERNS = 100
_DELIMITER_LIKE = re.compile(r"\[([,.:])(\1*)\]")
_ESCAPED = re.compile(r"\[([,.:])(\1+)\]")


def _spelling(text: str) -> str:
    if not text.strip():
        raise ValueError("an accepted spelling is empty; write what is to be typed, or drop it")
    if len(text) > MAX_LENGTH:
        raise ValueError(f"an accepted spelling has more than {MAX_LENGTH} characters; learners cannot type it")
    return unicodedata.normalize("NFC", text)


def _once(spellings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(spellings))


Spellings = Annotated[tuple[Annotated[str, AfterValidator(_spelling)], ...], AfterValidator(_once)]
Matters = Literal["ignore", "match"]


class Gap(Frozen):
    """`accepted` spellings, each once; the first is the one shown as solution."""

    id: Id
    accepted: Spellings


class FillInItem(ItemBase):
    """The prompt's HTML holds one `<span data-gap="ID"></span>` per gap, in reading order."""

    positional: ClassVar[bool] = True

    kind: Literal["fill-in"] = "fill-in"
    gaps: tuple[Gap, ...]
    case: Matters = "ignore"
    spacing: Matters = "ignore"

    @model_validator(mode="after")
    def _gaps_can_be_filled(self) -> Self:
        if not self.gaps:
            raise ValueError(f"item {self.id} has no gap; write one as [[answer]]")
        require_unique((gap.id for gap in self.gaps), "gap")
        for gap in self.gaps:
            if not gap.accepted:
                raise ValueError(f"gap {gap.id} accepts nothing; write at least one spelling")
        return self

    def parse(self, form: Form) -> Response:
        texts = {gap.id: typed(single(form, f"gap-{gap.id}")) for gap in self.gaps}
        if not any(text.strip() for text in texts.values()):
            raise ResponseError(NO_ANSWER)
        return texts

    def fields(self, response: Response) -> Form:
        texts: Mapping[str, str] = expect(response, Mapping)
        return {f"gap-{gap}": [text] for gap, text in texts.items()}

    def grade(self, response: Response) -> Outcome:
        texts: Mapping[str, str] = expect(response, Mapping)
        parts = {gap.id: self._accepts(gap, texts.get(gap.id, "")) for gap in self.gaps}
        scaled = sum(parts.values()) / len(parts)
        return Outcome(scaled=scaled, feedback=self.said(scaled), parts=parts)

    def notation(self, response: Response) -> str:
        """The texts in the order of the gaps; xAPI has no names for gaps, so the version that was answered reads it."""
        texts: Mapping[str, str] = expect(response, Mapping)
        return LIST.join(escaped(texts.get(gap.id, "")) for gap in self.gaps)

    def parse_notation(self, text: str) -> Response:
        texts = text.split(LIST)
        if len(texts) != len(self.gaps):
            raise ResponseError(
                "The answer has {found} texts for {wanted} gaps.", found=len(texts), wanted=len(self.gaps)
            )
        return texts_of((gap.id for gap in self.gaps), text)

    def interaction(self, language: str = "de") -> dict[str, Any]:  # noqa: ARG002 — every kind is asked the same way
        return {"interactionType": "fill-in"}

    def correct_responses(self) -> list[str]:
        """The solution first, then other combinations of accepted spellings, not more than a hundred in all."""
        prefix = f"{{case_matters={'true' if self.case == 'match' else 'false'}}}"
        combinations = islice(product(*(gap.accepted for gap in self.gaps)), MAX_PATTERNS)
        return [prefix + LIST.join(map(escaped, spellings)) for spellings in combinations]

    def meaning(self) -> dict[str, Any]:
        gaps = [[gap.id, sorted(gap.accepted)] for gap in self.gaps]
        return {**super().meaning(), "kind": self.kind, "gaps": gaps, "case": self.case, "spacing": self.spacing}

    def options(self) -> Mapping[str, str]:
        return {gap.id: "" for gap in self.gaps}

    def key(self, among: Collection[str]) -> object:
        accepted = {gap.id: frozenset(gap.accepted) for gap in self.gaps if gap.id in among}
        return (accepted, self.case, self.spacing)

    def solution(self, language: str) -> str:  # noqa: ARG002 - words as they are accepted
        return "; ".join(" / ".join(gap.accepted) for gap in self.gaps)

    def answerable(self) -> bool:
        return bool(self.gaps) and all(gap.accepted for gap in self.gaps)

    def entries(self, notation: str, parts: Sequence[str] = ()) -> Form:
        return self.fields(texts_of(parts, notation) if parts else self.parse_notation(notation))

    def mirrored_key(self) -> object:
        return tuple(gap.id for gap in self.gaps), self.case

    def accepting(self, others: Sequence[Any]) -> Self:
        words: dict[str, dict[str, None]] = {}
        for gap in (gap for item in others if isinstance(item, FillInItem) for gap in item.gaps):
            words.setdefault(gap.id, {}).update(dict.fromkeys(gap.accepted))
        gaps = tuple(gap.model_copy(update={"accepted": tuple(words[gap.id])}) for gap in self.gaps)
        return self.model_copy(update={"gaps": gaps})

    def present(self, entries: Form, marks: Mapping[str, bool], word: str) -> Presentation:  # noqa: ARG002 - as in the text
        return Presentation(gaps={gap.id: (single(entries, f"gap-{gap.id}"), marks.get(gap.id)) for gap in self.gaps})

    def sample(self, chance: Random, *, knows: bool) -> Form:  # noqa: ARG002 - one is as wrong as another
        return {f"gap-{gap.id}": [gap.accepted[0] if knows else "keine Ahnung"] for gap in self.gaps}

    def _accepts(self, gap: Gap, text: str) -> bool:
        return accepts(gap.accepted, text, self.case, self.spacing)


def texts_of(gaps: Iterable[str], notation: str) -> dict[str, str]:
    """The texts of a notation by gap; `gaps` are those that were asked, in the order in which they stood then."""
    return dict(zip(gaps, map(unescaped, notation.split(LIST)), strict=False))


def accepts(spellings: Spellings, text: str, case: Matters = "ignore", spacing: Matters = "ignore") -> bool:
    """Whether the text is one of the spellings, as far as letter case and the number of spaces matter."""
    return _folded(text, case, spacing) in {_folded(spelling, case, spacing) for spelling in spellings}


def _folded(text: str, case: Matters, spacing: Matters) -> str:
    seen = "".join(character for character in text if unicodedata.category(character) != "Cf")  # soft hyphens
    folded = " ".join(seen.split()) if spacing == "ignore" else seen
    # casefold() can decompose (ŉ, İ): NFC comes last
    return unicodedata.normalize("NFC", folded.casefold() if case == "ignore" else folded)


def typed(text: str) -> str:
    """What was typed, composed (ü as one character), without control characters, which no database keeps."""
    text = unicodedata.normalize("NFC", re.sub(r"[\t\r\n]", " ", text))
    if len(text) > MAX_LENGTH:
        raise ResponseError("Please write at most {limit} characters in a gap.", limit=MAX_LENGTH)
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in text):
        raise ResponseError("Please write letters, digits and signs only.")
    return text


def escaped(text: str) -> str:
    """Since xAPI knows no escape for its `[,]`, `[.]` and `[:]`, a learner's own gets one sign more."""
    return _DELIMITER_LIKE.sub(r"[\1\1\2]", text)


def unescaped(text: str) -> str:
    return _ESCAPED.sub(r"[\2]", text)
