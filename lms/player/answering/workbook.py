"""A learner's own texts: written, read and deleted by nobody but them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.items import Item
from lms.player.answering.given_answers import Given
from lms.player.learning.visit import LearnerTurn
from lms.player.tables import WorkbookRow
from lms.progress.model import Progress


def write(turn: LearnerTurn, item_id: str, text: str) -> None:
    visit = turn.visit
    row = WorkbookRow(user_id=visit.user_id, course_id=visit.course.id, item_id=item_id, text=text, written=visit.now)
    turn.db.merge(row)


def forget(turn: LearnerTurn, item_id: str) -> bool:
    """Whether there was a text to delete."""
    found = turn.db.get(WorkbookRow, (turn.visit.user_id, turn.visit.course.id, item_id))
    if found is not None:
        turn.db.delete(found)
    return found is not None


def with_texts(
    given: Mapping[str, Given], texts: Mapping[str, str], items: Iterable[Item], progress: Progress
) -> dict[str, Given]:
    """The last answers, where the response of an own text is what stands in the workbook; nothing if it was deleted."""
    own = {item.id: item for item in items if item.private}
    kept = {item_id: one for item_id, one in given.items() if item_id not in own}
    for item_id, text in texts.items():
        last = given.get(item_id)
        outcome = last.outcome if last else own[item_id].grade(text)
        kept[item_id] = Given(last.attempt if last else progress.item(item_id).attempts, text, outcome)
    return kept


def texts(db: Session, user_id: UUID | None, course_id: str, items: Iterable[Item]) -> dict[str, str]:
    """What stands in somebody's workbook for these items."""
    row = WorkbookRow
    own = [item.id for item in items if item.private]
    if not own:
        return {}
    found = select(row).where(row.user_id == user_id, row.course_id == course_id, row.item_id.in_(own))
    return {one.item_id: one.text for one in db.scalars(found)}
