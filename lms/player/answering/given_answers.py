"""What was answered and what was said about it: kept at grading, shown again whenever the lesson is opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from lms.db.portions import portions
from lms.items.model import Outcome
from lms.items.text import Text
from lms.player.learning.visit import LearnerTurn
from lms.player.tables import AnswerRow
from lms.releases.release_context import Outcomes


@dataclass(frozen=True)
class Given:
    """The last try at an item; `form` is the place whose figures were asked for."""

    attempt: int
    response: str
    outcome: Outcome
    form: str | None = None


def keep(turn: LearnerTurn, item_id: str, statement_id: UUID, given: Given) -> None:
    """A try whose earlier answer was voided is made again, and takes its place."""
    key = {"registration_id": turn.registration, "item_id": item_id, "attempt": given.attempt}
    said = {
        "statement_id": statement_id,
        "form": given.form,
        "response": given.response,
        "scaled": given.outcome.scaled,
        "parts": given.outcome.parts,
        "feedback": [text.model_dump() for text in given.outcome.feedback],
        "given": turn.visit.now,
    }
    insert = postgresql.insert if turn.db.get_bind().dialect.name == "postgresql" else sqlite.insert
    turn.db.execute(insert(AnswerRow).values(**key, **said).on_conflict_do_update(index_elements=[*key], set_=said))


def last_given(db: Session, registration_id: UUID, item_ids: Sequence[str]) -> dict[str, Given]:
    """The last try at each of these items, in one query."""
    row = AnswerRow
    newest = (
        select(row.item_id, func.max(row.attempt).label("attempt"))
        .where(row.registration_id == registration_id, row.item_id.in_(item_ids))
        .group_by(row.item_id)
        .subquery()
    )
    found = db.scalars(
        select(row)
        .join(newest, (row.item_id == newest.c.item_id) & (row.attempt == newest.c.attempt))
        .where(row.registration_id == registration_id)
    )
    return {one.item_id: _given(one) for one in found}


def graded_again(db: Session, outcomes: Outcomes) -> None:
    """A release has corrected what was said about some answers."""
    for portion in portions(sorted(outcomes, key=str)):
        runs, items = {run for run, _ in portion}, {item_id for _, item_id in portion}
        rows = db.scalars(select(AnswerRow).where(AnswerRow.registration_id.in_(runs), AnswerRow.item_id.in_(items)))
        for row in rows:
            outcome = outcomes.get((row.registration_id, row.item_id), {}).get(row.statement_id)
            if outcome:
                row.scaled = outcome.scaled
                row.parts = row.parts | outcome.parts  # in the order that was asked, in which the answer is written
                row.feedback = [text.model_dump() for text in outcome.feedback]


def _given(row: AnswerRow) -> Given:
    feedback = tuple(Text(**text) for text in row.feedback)
    return Given(row.attempt, row.response, Outcome(scaled=row.scaled, parts=row.parts, feedback=feedback), row.form)
