"""What someone did so far: their runs of each module with what was reached in them."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.content.versions_met import versions
from lms.people.tables import RegistrationRow
from lms.player.pages.module_cards import History, RunCard
from lms.progress.progress_reader import progress_of_user


def histories(db: Session, user_id: UUID | None, library: Library) -> dict[str, History]:
    """By module, in a fixed number of queries; nobody in particular has none."""
    if user_id is None:
        return {}
    rows = db.scalars(
        select(RegistrationRow).where(RegistrationRow.user_id == user_id).order_by(RegistrationRow.run)
    ).all()
    progress = progress_of_user(db, user_id)
    runs: dict[str, list[RunCard]] = {}
    published = versions(db, library)
    for row in rows:
        earlier = published.earlier(row.course_id, row.module_id, row.created)
        runs.setdefault(row.module_id, []).append(RunCard(row.id, row.run, progress[row.id], user_id, earlier))
    return {module_id: History(tuple(its)) for module_id, its in runs.items()}


def history(db: Session, user_id: UUID | None, module_id: str, library: Library) -> History:
    return histories(db, user_id, library).get(module_id, History())
