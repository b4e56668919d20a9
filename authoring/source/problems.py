"""What is wrong in a source, where, and what to do about it; collected, never thrown."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import LiteralString

import msgspec

from authoring.locale import AuthorLocale
from authoring.source.spelling import close


class Severity(StrEnum):
    """An error forbids the bundle; a warning harms learners; a hint is something to think about."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


E, W, H = Severity.ERROR, Severity.WARNING, Severity.HINT

MISTAKES: dict[str, Severity] = {
    "alias": E,
    "block-data": E,
    "choice-answers": E,
    "data-ages": E,
    "data-cell": E,
    "data-census": E,
    "data-column": E,
    "data-duplicate": E,
    "data-key": E,
    "data-places": E,
    "data-range": E,
    "data-sum": E,
    "data-sum-perturbed": W,
    "data-unit": E,
    "data-unknown": E,
    "data-year": E,
    "directive-argument": E,
    "directive-nested": E,
    "directive-unclosed": E,
    "directive-unknown": E,
    "duplicate-id": E,
    "duplicate-key": E,
    "encoding": E,
    "field-missing": E,
    "field-unknown": E,
    "field-value": E,
    "file-missing": E,
    "file-size": E,
    "file-type": E,
    "footnote-duplicate": E,
    "footnote-undefined": E,
    "footnote-unused": W,
    "gap-outside": E,
    "gap-tells": W,
    "gaps": E,
    "glossary-missing": W,
    "goal": E,
    "heading-level": E,
    "id-form": E,
    "id-missing": E,
    "image-alt": E,
    "image-decorative": E,
    "item-refused": E,
    "lesson-unlisted": W,
    "link-broken": E,
    "link-scheme": E,
    "listed-twice": E,
    "match-pairs": E,
    "math": E,
    "media-unreadable": E,
    "media-unsafe": E,
    "module-unlisted": W,
    "nul-byte": E,
    "option-duplicate": E,
    "option-form": E,
    "option-place": E,
    "option-twice": E,
    "option-unknown": E,
    "option-value": E,
    "pool": E,
    "prompt-missing": E,
    "question-degenerate": W,
    "question-example": E,
    "quiz-empty": E,
    "quiz-missing": W,
    "raw-html": E,
    "replaces-present": E,
    "scale": E,
    "steps": E,
    "stray-colons": E,
    "symlink": E,
    "text-missing": E,
    "translation-block": E,
    "translation-key": E,
    "translation-outdated": W,
    "translation-text": E,
    "value-missing": W,
    "value-place": E,
    "value-syntax": E,
    "value-unknown": E,
    "yaml": E,
}
"""What the form of a course asks for; docs/authors/problems.md has a heading for each."""
ADVICE: dict[str, Severity] = {
    "abbreviation": H,
    "alt-text": W,
    "answer-all": W,
    "answer-length": W,
    "colour-only": W,
    "double-negation": W,
    "figure-age": H,
    "figure-source": W,
    "glossary-unused": H,
    "heading-empty": W,
    "heading-fake": W,
    "hint-tells": W,
    "id-vanished": W,
    "link-bare": H,
    "link-same": W,
    "link-text": W,
    "list-fake": W,
    "media-captions": W,
    "media-unused": W,
    "number-format": W,
    "reading-ease": H,
    "sentence-long": H,
    "silence-code": W,
    "silence-reason": W,
    "silence-unused": H,
    "stem-negative": H,
    "table-header": W,
    "text-language": W,
    "text-placeholder": W,
    "word-broken": W,
    "word-long": H,
}
"""What a careful colleague would say; docs/authors/checks.md has a heading for each."""
CODES: dict[str, Severity] = {**MISTAKES, **ADVICE}
COMPARED = frozenset({"id-vanished"})
"""What is only found beside an earlier version."""


class SourcePlace(msgspec.Struct, frozen=True, order=True, gc=False, array_like=True):
    """A point in a source file of the course; lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1


class Problem(msgspec.Struct, frozen=True, order=True, gc=False, array_like=True):
    """One thing to repair. `file` is relative to the course's folder."""

    file: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str
    hint: str
    mistaken: str = ""
    """The word that stands there, when another one was probably meant."""
    meant: str = ""

    def __str__(self) -> str:
        hint = f"; {self.hint}" if self.hint else ""
        return f"{self.file}:{self.line}:{self.column}: {self.severity} {self.code}: {self.message}{hint}"

    def sharing(self) -> "Problem":
        """The same problem; what many of them say is one text in memory."""
        file, code, hint = map(sys.intern, (self.file, self.code, self.hint))
        return msgspec.structs.replace(self, file=file, code=code, hint=hint)


class Silence(msgspec.Struct, frozen=True, order=True, gc=False, array_like=True):
    """What an author says about the lines from `first` to `last` of a file: this code is known here, and why."""

    place: SourcePlace
    code: str
    first: int
    last: int


class Problems:
    """Collects problems in the author's language; the same problem at the same place counts once."""

    def __init__(self, locale: AuthorLocale) -> None:
        self.locale = locale
        self.silences: set[Silence] = set()
        self.silenced: frozenset[Problem] = frozenset()
        """What silences took away, once they are settled."""
        self._found: set[Problem] = set()

    def report(
        self, code: str, place: SourcePlace, message: LiteralString, hint: LiteralString = "", **values: object
    ) -> None:
        """`message` and `hint` are English gettext ids with `{…}` fields taken from `values`."""
        said = self.locale.gettext(message).format(**values)
        advice = sys.intern(self.locale.gettext(hint).format(**values)) if hint else ""  # most are said many times
        meant = _meant(values) if hint.startswith("did you mean") else ("", "")
        self._found.add(Problem(place.file, place.line, place.column, CODES[code], code, said, advice, *meant))

    def adopt(self, found: Iterable[Problem], silences: Iterable[Silence] = ()) -> None:
        """Problems and silences from elsewhere, in the same language."""
        self._found.update(found)
        self.silences.update(silences)

    def settle(self, *, compared: bool = False) -> None:
        """Takes away what is silenced; a silence without effect is reported. To be called when all is found.

        `compared`: the course was looked at beside an earlier version.
        """
        hushed: set[Problem] = set()
        by_code: dict[tuple[str, str], list[Problem]] = {(one.place.file, one.code): [] for one in self.silences}
        for one in self._found if by_code else ():
            if (one.file, one.code) in by_code:
                by_code[one.file, one.code].append(one)
        for silence in self.silences:
            there = by_code[silence.place.file, silence.code]
            covered = [one for one in there if silence.first <= one.line <= silence.last]
            hushed.update(covered)
            if not covered and (compared or silence.code not in COMPARED):
                message, hint = "nothing here gives {check}", "delete the silence"
                self.report("silence-unused", silence.place, message, hint, check=silence.code)
        self._found -= hushed
        self.silenced = frozenset(hushed)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found))

    @property
    def ok(self) -> bool:
        """Whether a bundle may be built."""
        return all(problem.severity is not Severity.ERROR for problem in self._found)


def _meant(values: Mapping[str, object]) -> tuple[str, str]:
    """The word that a problem is about, which is the one most like `known`, and that one."""
    meant = str(values["known"])
    words = [value for name, value in values.items() if name != "known" and isinstance(value, str) and value != meant]
    return close(meant, words, 0), meant
