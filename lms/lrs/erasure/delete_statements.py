"""Statements leave the record with everything that finds them; nobody reaches others through them any more."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from sqlalchemy import delete, insert, select, tuple_
from sqlalchemy.orm import Session

from lms.lrs.record.documents import forget_contents
from lms.lrs.record.interned_terms import Terms
from lms.lrs.record.tables import (
    AttachmentRow,
    ReferenceRow,
    StatementActivityRow,
    StatementAgentRow,
    StatementIdRow,
    StatementRow,
    TargetRow,
    VoidRow,
)
from lms.lrs.record.unreadable import PROBLEMS
from lms.xapi.mentions import Mentions, mentions

T = TypeVar("T")
_AT_ONCE = 200


def delete_statements(db: Session, terms: Terms, seqs: Iterable[int]) -> list[UUID]:
    """Delete them; returns their ids. What one of them voided stays voided."""
    deleted: list[UUID] = []
    for chunk in chunks(sorted(seqs)):
        rows = db.execute(
            select(StatementRow.seq, StatementRow.id, StatementRow.stored, StatementRow.raw).where(
                StatementRow.seq.in_(chunk)
            )
        ).all()
        named: list[tuple[int, Any, Mentions]] = []
        for seq, _, stored, raw in rows:
            try:
                named.append((seq, stored, mentions(msgspec.json.decode(raw))))
            except PROBLEMS:
                _delete_rows_of(db, seq, stored)
        _delete_mentions(db, terms, named)
        ids = [row.id for row in rows]
        db.execute(delete(VoidRow).where(VoidRow.id.in_(ids)))
        db.execute(delete(StatementIdRow).where(StatementIdRow.id.in_(ids)))
        db.execute(delete(StatementRow).where(StatementRow.seq.in_(chunk)))
        _delete_references(db, chunk)
        delete_attachments(db, AttachmentRow.seq.in_(chunk))
        deleted += ids
    return deleted


def delete_attachments(db: Session, *which: Any) -> None:
    contents = list(db.scalars(select(AttachmentRow.content).where(*which)))
    db.execute(delete(AttachmentRow).where(*which))
    forget_contents(db, contents)


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))


def _delete_mentions(db: Session, terms: Terms, named: Sequence[tuple[int, Any, Mentions]]) -> None:
    """By their whole keys, which begin with what is named."""
    for table, column, kind in (
        (StatementAgentRow, StatementAgentRow.agent, "agent"),
        (StatementActivityRow, StatementActivityRow.activity, "activity"),
    ):
        keys = terms.find(db, [(kind, name) for _, _, one in named for name in _named(one, kind)])
        rows = [(keys[kind, name], stored, seq) for seq, stored, one in named for name in _named(one, kind)]
        for chunk in chunks(rows):
            db.execute(delete(table).where(tuple_(column, table.stored, table.seq).in_(chunk)))


def _delete_rows_of(db: Session, seq: int, stored: Any) -> None:
    """What a statement names that nobody can read: its rows are looked for one after the other."""
    for table in (StatementAgentRow, StatementActivityRow):
        db.execute(delete(table).where(table.stored == stored, table.seq == seq))


def _named(one: Mentions, kind: str) -> Iterable[str]:
    return one.agents if kind == "agent" else one.activities


def _delete_references(db: Session, gone: Sequence[int]) -> None:
    """Who reached something through one of the gone is linked anew, step by step."""
    sources = set(db.scalars(select(TargetRow.seq).where(TargetRow.target.in_(gone)))) - set(gone)
    db.execute(delete(ReferenceRow).where(ReferenceRow.seq.in_(gone)))
    db.execute(delete(TargetRow).where(TargetRow.seq.in_([*gone, *sources])))
    for seq in sorted(sources):
        reached = _reached(db, seq)
        if reached:
            db.execute(insert(TargetRow), [{"seq": seq, "target": target} for target in sorted(reached)])


def _reached(db: Session, seq: int) -> set[int]:
    found: set[int] = set()
    step: int | None = seq
    while step is not None:
        step = db.scalar(
            select(StatementIdRow.seq)
            .join(ReferenceRow, ReferenceRow.target == StatementIdRow.id)
            .where(ReferenceRow.seq == step)
        )
        if step is None or step == seq or step in found:
            break
        found.add(step)
    return found
