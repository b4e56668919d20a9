"""What statements have said about activities, merged into one canonical definition each (Data 2.4.4.1)."""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from lms.lrs.tables import ActivityRow

Definition = Mapping[str, Any]
_MAPS = ("name", "description", "extensions")


def learn(db: Session, said: Mapping[int, Definition]) -> None:
    """Merge new definitions (by activity key) into those that are kept; most change nothing and write nothing."""
    if not said:
        return
    query = select(ActivityRow.key, ActivityRow.definition).where(ActivityRow.key.in_(said))
    kept = {row.key: row.definition for row in db.execute(query)}
    new = []
    for key, definition in said.items():
        if key not in kept:
            new.append({"key": key, "definition": msgspec.json.encode(definition)})
            continue
        merged = msgspec.json.encode(merge(msgspec.json.decode(kept[key]), definition))
        if merged != kept[key]:
            db.execute(update(ActivityRow).where(ActivityRow.key == key).values(definition=merged))
    if new:
        db.execute(insert(ActivityRow), new)


def merge(old: Definition, new: Definition) -> dict[str, Any]:
    """The newer word counts; languages and extensions that it leaves out stay."""
    merged = {**old, **new}
    for name in _MAPS:
        if name in old and name in new:
            merged[name] = {**old[name], **new[name]}
    return merged
