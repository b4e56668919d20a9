"""What statements have said about activities, merged into one canonical definition each (Data 2.4.4.1)."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lms.db.portions import portions
from lms.lrs.record.hot_sql import Driver
from lms.lrs.record.interned_terms import term_digest
from lms.lrs.record.tables import ActivityRow, TermRow

Definition = Mapping[str, Any]
_LONG = 8192  # bytes of definitions whose merging is not remembered
_MAPS = ("name", "description", "extensions")

_KEPT = "SELECT key, definition FROM lrs_activity WHERE key"  # … is one of


def learn(db: Session, driver: Driver, told: Iterable[tuple[int, bytes]]) -> None:
    """Merge new definitions (JSON by activity key) into those that are kept; most change nothing and write nothing."""
    said: dict[int, bytes] = {}
    for key, definition in told:
        said[key] = merged(said[key], definition) if key in said else definition
    kept = {key: bytes(definition) for key, definition in driver.among(_KEPT, list(said))}
    driver.insert(ActivityRow, [(key, definition) for key, definition in said.items() if key not in kept])
    for key, before in kept.items():
        after = merged(before, said[key])
        if after != before:
            db.execute(update(ActivityRow).where(ActivityRow.key == key).values(definition=after))


def merged(old: bytes, new: bytes) -> bytes:
    """The same two meet again with every statement about the activity."""
    if old == new:
        return old
    return _merged(old, new) if len(old) + len(new) < _LONG else _merged.__wrapped__(old, new)


@lru_cache(2048)
def _merged(old: bytes, new: bytes) -> bytes:
    return msgspec.json.encode(merge(msgspec.json.decode(old), msgspec.json.decode(new)))


def definitions_of(db: Session, iris: Collection[str]) -> dict[str, Definition]:
    """The canonical definitions of those activities that have one."""
    query = select(TermRow.value, ActivityRow.definition).join(ActivityRow, ActivityRow.key == TermRow.key)
    found: dict[str, Definition] = {}
    for digests in portions(term_digest(iri) for iri in iris):
        rows = db.execute(query.where(TermRow.kind == "activity", TermRow.digest.in_(digests)))
        found |= {iri: msgspec.json.decode(definition) for iri, definition in rows}
    return found


def merge(old: Definition, new: Definition) -> dict[str, Any]:
    """The newer word counts; languages and extensions that it leaves out stay."""
    merged = {**old, **new}
    for name in _MAPS:
        if name in old and name in new:
            merged[name] = {**old[name], **new[name]}
    return merged
