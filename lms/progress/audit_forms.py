"""The questions about places that somebody answered, with their figures: for those who recalculate points."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.course.places.place_questions import asked_of, expressions_of
from lms.lrs.transfer.export_lines import Line, StatementLine
from lms.xapi.vocabulary import Extension

_MARK = Extension.FORM.value.encode()


class Forms:
    """Hears an export's lines go by and remembers which item was asked in which language about which place."""

    def __init__(self) -> None:
        self._asked: dict[tuple[str, str, str], None] = {}

    def hear(self, line: Line) -> None:
        if not isinstance(line, StatementLine) or _MARK not in bytes(line.statement):
            return
        said = msgspec.json.decode(line.statement)
        about, context = said["object"].get("id"), said.get("context", {})
        place = context.get("extensions", {}).get(Extension.FORM.value)
        if isinstance(about, str) and isinstance(place, str):
            self._asked[about, context.get("language", ""), place] = None

    def lines(self, db: Session, digests: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Each such question as each of these versions asks it: a later one may have graded the answer again."""
        for digest in digests if self._asked else ():
            version = Library().version(db, digest)
            course, atlas = version.course, version.atlas
            for about, language, place in self._asked:
                for _, _, item in course.items(language):
                    if about == course.iri("item", item.id) and expressions_of(item):
                        asked = asked_of(item, atlas, place, language).item
                        question = msgspec.Raw(asked.model_dump_json().encode())
                        yield {"version": digest, "about": about, "language": language, "form": place, "item": question}
