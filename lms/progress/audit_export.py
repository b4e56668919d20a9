"""What somebody needs who recalculates passes and points: statements, what was made of them, the versions."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.content.tables import CourseVersionRow, PublicationRow
from lms.db.units import Units
from lms.lrs.record.tables import SequenceRow
from lms.lrs.transfer import export_lines, exporting
from lms.people.installation import home_page
from lms.people.tables import RegistrationRow
from lms.progress import stored_progress
from lms.progress.audit_forms import Forms
from lms.progress.model import Progress
from lms.progress.tables import CarriedProgressRow

FORMAT, NEWEST = "lernraum-progress", 1
STATEMENTS, PROGRESS, FORMS, VERSIONS = "statements.jsonl", "progress.jsonl", "forms.jsonl", "versions"
PAGE = 500


def write(units: Units, folder: Path) -> int:
    """Writes the folder and returns how many registrations are in it; one moment of the database, whoever learns."""
    (folder / VERSIONS).mkdir(parents=True, exist_ok=True)
    with units.reading() as db:
        if not units.sqlite:  # on SQLite a read transaction sees one moment anyway
            db.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        last, here = db.scalars(select(SequenceRow.last)).one(), home_page(db)
        with (folder / PROGRESS).open("wb") as file:
            count = 0
            for line in lines(db, here):
                file.write(msgspec.json.encode(line) + b"\n")
                count += "registration" in line
        digests = []
        for digest, content in _versions(db):
            (folder / VERSIONS / f"{digest}.course").write_bytes(content)
            digests.append(digest)
    forms = Forms()
    with (folder / STATEMENTS).open("wb") as file:
        for line in exporting.lines(units, here, last):
            file.write(export_lines.write(line))
            forms.hear(line)
    with units.reading() as db, (folder / FORMS).open("wb") as file:
        for line in forms.lines(db, digests):
            file.write(msgspec.json.encode(line) + b"\n")
    return count


def lines(db: Session, here: str) -> Iterator[dict[str, Any]]:
    """Publications, then registrations with their progress, then how many there were."""
    yield {"format": FORMAT, "version": NEWEST, "home_page": here}
    for row in db.scalars(select(PublicationRow).order_by(PublicationRow.id)):
        yield {"publication": row.id, "course": row.course_id, "digest": row.digest, "published": _time(row.published)}
    count = 0
    behind = None
    while True:
        query = select(RegistrationRow).order_by(RegistrationRow.id).limit(PAGE)
        page = db.scalars(query.where(RegistrationRow.id > behind) if behind else query).all()
        reached = stored_progress.as_progress(stored_progress.read(db, [row.id for row in page]))
        ids = [row.id for row in page]
        expired = select(CarriedProgressRow).where(CarriedProgressRow.registration_id.in_(ids))
        carried = {row.registration_id: row.progress for row in db.scalars(expired)}
        for row in page:
            was = msgspec.json.decode(carried[row.id], type=Progress) if row.id in carried else None
            yield {
                "registration": str(row.id),
                "learner": str(row.user_id),  # with the run it says what was drawn from a pool
                "run": row.run,
                "actor": row.actor,
                "course": row.course_id,
                "module": row.module_id,
                "created": _time(row.created),
                **_reached(reached.get(row.id, Progress())),
                "carried": _reached(was) if was else None,
            }
        count += len(page)
        if len(page) < PAGE:
            break
        behind = page[-1].id
        db.expunge_all()
    yield {"registrations": count}


def _versions(db: Session) -> Iterator[tuple[str, bytes]]:
    """Every version that was ever published, one at a time."""
    for digest in db.scalars(select(CourseVersionRow.digest).order_by(CourseVersionRow.digest)).all():
        yield digest, db.scalars(select(CourseVersionRow.bundle).where(CourseVersionRow.digest == digest)).one()


def _reached(progress: Progress) -> dict[str, Any]:
    return {
        "started": _time(progress.started),
        "completed": _time(progress.completed),
        "satisfied": _time(progress.satisfied),
        "lessons": {
            key: {
                "opened": _time(lesson.opened),
                "done": _time(lesson.done),
                "passed": _time(lesson.passed),
                "score": lesson.score,
            }
            for key, lesson in progress.lessons.items()
        },
        "items": {key: msgspec.to_builtins(item) for key, item in progress.items.items()},
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
