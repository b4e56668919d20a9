"""What statements have said about activities, merged into one canonical definition each (Data 2.4.4.1)."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lms.lrs.driver import Driver
from lms.lrs.portions import portions
from lms.lrs.tables import ActivityRow, TermRow
from lms.lrs.terms import term_digest

Definition = Mapping[str, Any]
_MAPS = ("name", "description", "extensions")

_KEPT = "SELECT key, definition FROM lrs_activity WHERE key"  # … is one of


def learn(db: Session, driver: Driver, told: Iterable[tuple[int, Definition]]) -> None:
    """Merge new definitions (by activity key) into those that are kept; most change nothing and write nothing."""
    said: dict[int, Definition] = {}
    for key, definition in told:
        said[key] = merge(said[key], definition) if key in said else definition
    kept: dict[int, bytes] = dict(driver.among(_KEPT, list(said)))
    new = []
    for key, definition in said.items():
        if key not in kept:
            new.append((key, msgspec.json.encode(definition)))
            continue
        merged = msgspec.json.encode(merge(msgspec.json.decode(kept[key]), definition))
        if merged != kept[key]:
            db.execute(update(ActivityRow).where(ActivityRow.key == key).values(definition=merged))
    driver.insert(ActivityRow, new)


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
