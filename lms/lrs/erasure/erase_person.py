"""A person leaves the record: their statements and documents go; in those of others a stand-in takes their name.

What is whose: a statement in one of their registrations is theirs, and so is one that they alone did, or that is about
them. One that moves somebody else's registration, or that only mentions them, belongs to the others and stays.
"""

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from lms.lrs.erasure.delete_statements import chunks, delete_attachments, delete_statements
from lms.lrs.record.attachments import declared
from lms.lrs.record.documents import forget_contents
from lms.lrs.record.interned_terms import Terms
from lms.lrs.record.signatures import USAGE
from lms.lrs.record.tables import AttachmentRow, DocumentRow, SequenceRow, StatementAgentRow, StatementRow, TermRow
from lms.lrs.record.unreadable import PROBLEMS
from lms.xapi.agents import identifier, identifiers
from lms.xapi.mentions import Value, mentions

Others = Callable[[Collection[UUID]], Collection[UUID]]


@dataclass(frozen=True, slots=True)
class PersonNames:
    """By what the record knows a person; `others` picks from registrations those that are somebody else's."""

    home_page: str
    agents: frozenset[str]
    registrations: frozenset[UUID]
    others: Others


@dataclass(frozen=True, slots=True)
class ErasedRecord:
    statements: tuple[UUID, ...]
    renamed: int
    documents: int


def erase(db: Session, terms: Terms, who: PersonNames) -> ErasedRecord:
    """Inside the caller's transaction, which holds `numbering.lock`."""
    agents, runs = _keys(db, terms, who)
    mine, mentioned = _sort(db, _candidates(db, agents, runs), who)
    ids = delete_statements(db, terms, mine)
    for seq in mentioned:
        _rename(db, seq, who, agents)
    documents = _delete_documents(db, agents, runs)
    db.execute(delete(TermRow).where(TermRow.key.in_([*agents, *runs])))
    db.execute(update(SequenceRow).values(erasures=SequenceRow.erasures + 1))  # no process remembers their keys
    return ErasedRecord(tuple(ids), len(mentioned), documents)


def theirs(db: Session, terms: Terms, who: PersonNames) -> tuple[list[int], list[DocumentRow]]:
    """The `seq` of every statement and the documents that would go."""
    agents, runs = _keys(db, terms, who)
    mine, _ = _sort(db, _candidates(db, agents, runs), who)
    return sorted(mine), list(db.scalars(select(DocumentRow).where(_documents(agents, runs)).order_by(DocumentRow.id)))


def stand_in(value: Any, who: PersonNames, name: str) -> Any:
    """The same value in which nobody is called as this person is."""
    if isinstance(value, list):
        return [stand_in(one, who, name) for one in value]
    if not isinstance(value, dict):
        return value
    if _identifier(value) in who.agents:
        kept = {key: value[key] for key in ("objectType", "member") if key in value}
        value = {**kept, "account": {"homePage": who.home_page, "name": name}}
    return {key: stand_in(one, who, name) for key, one in value.items()}


def _keys(db: Session, terms: Terms, who: PersonNames) -> tuple[list[int], list[int]]:
    agents = terms.find(db, [("agent", name) for name in who.agents])
    runs = terms.find(db, [("registration", str(one)) for one in who.registrations])
    return list(agents.values()), list(runs.values())


def _candidates(db: Session, agents: Collection[int], runs: Collection[int]) -> list[int]:
    named = db.scalars(select(StatementAgentRow.seq).where(StatementAgentRow.agent.in_(agents)))
    said = db.scalars(select(StatementRow.seq).where(StatementRow.registration.in_(runs)))
    return sorted({*named, *said})


def _sort(db: Session, candidates: list[int], who: PersonNames) -> tuple[list[int], list[int]]:
    """Those to delete, and those that stay without the name.

    One that cannot be read goes: in it nobody can replace the name.
    """
    mine, mentioned = list[int](), list[int]()
    for chunk in chunks(candidates):
        rows = db.execute(select(StatementRow.seq, StatementRow.raw).where(StatementRow.seq.in_(chunk)))
        values: dict[int, Value] = {}
        for seq, raw in rows:
            try:
                value = msgspec.json.decode(raw)
                mentions(value), _registration(value)
            except PROBLEMS:
                mine.append(seq)
            else:
                values[seq] = value
        others = set(who.others({run for value in values.values() if (run := _registration(value))}))
        for seq, value in values.items():
            (mine if _is_theirs(value, who, others) else mentioned).append(seq)
    return mine, mentioned


def _is_theirs(value: Value, who: PersonNames, others: Collection[UUID]) -> bool:
    run = _registration(value)
    if run in who.registrations:
        return True
    about = value["object"]
    people = [value["actor"], *([about] if about.get("objectType") in ("Agent", "Group") else [])]
    alone = any(names and names <= who.agents for names in (set(identifiers(one)) for one in people))
    return alone and run not in others


def _registration(value: Value) -> UUID | None:
    given = value.get("context", {}).get("registration")
    return UUID(given) if given else None


def _rename(db: Session, seq: int, who: PersonNames, agents: Collection[int]) -> None:
    """Another stand-in each time, so that nothing links what is left. A signature would still hold the name."""
    row = db.execute(select(StatementRow.stored, StatementRow.raw).where(StatementRow.seq == seq)).one()
    value = msgspec.json.decode(row.raw)
    raw = msgspec.json.encode(stand_in(value, who, str(uuid.uuid4())))
    db.execute(update(StatementRow).where(StatementRow.seq == seq).values(raw=raw))
    db.execute(
        delete(StatementAgentRow).where(
            StatementAgentRow.agent.in_(agents), StatementAgentRow.stored == row.stored, StatementAgentRow.seq == seq
        )
    )
    signatures = [one["sha2"].lower() for one in declared(value) if one["usageType"] == USAGE]
    if signatures:
        delete_attachments(db, AttachmentRow.seq == seq, AttachmentRow.sha2.in_(signatures))


def _delete_documents(db: Session, agents: Collection[int], runs: Collection[int]) -> int:
    where = _documents(agents, runs)
    contents = list(db.scalars(select(DocumentRow.content).where(where)))
    db.execute(delete(DocumentRow).where(where))
    forget_contents(db, contents)
    return len(contents)


def _documents(agents: Collection[int], runs: Collection[int]) -> ColumnElement[bool]:
    return or_(DocumentRow.agent.in_(agents), DocumentRow.registration.in_(runs))


def _identifier(value: Value) -> str | None:
    try:
        return identifier(value)
    except (AttributeError, KeyError, TypeError):
        return None  # something in an extension that only looks like an agent
