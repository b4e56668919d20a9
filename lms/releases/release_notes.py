"""What each person is told a release did for them: kept by registration until they are gone."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

from lms.lrs.record.interned_terms import insert_once
from lms.releases.examination import Examined
from lms.releases.tables import ReleaseNoteRow


def note(db: Session, publication_id: int, examined: Sequence[Examined]) -> None:
    rows = [
        {"registration_id": one.registration.id, "publication_id": publication_id, **what}
        for one in examined
        for what in _notes(one)
    ]
    if rows:
        db.execute(insert_once(db, ReleaseNoteRow), rows)


def _notes(found: Examined) -> Iterator[dict[str, Any]]:
    for one in found.regraded:
        if one.gained:
            yield _row("gained", one.item.id, one.gained)
        if one.kept:
            yield _row("kept", one.item.id)
        if one.returned:
            yield _row("tries", one.item.id, one.returned)
    verdict = found.concluded.verdict
    if verdict and verdict.passed:
        yield _row("passed", found.registration.module_id)
    if found.concluded.satisfied:
        yield _row("satisfied", found.registration.module_id)


def _row(effect: str, subject: str, amount: float = 0) -> dict[str, Any]:
    return {"effect": effect, "subject": subject, "amount": amount}
