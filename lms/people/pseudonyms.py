"""Other names for the same people: one random name for every audience, so that no two can compare what they know."""

import uuid
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.people.tables import PseudonymRow
from lms.people.users import OWN


def for_audience(db: Session, audience: str, names: Collection[str]) -> dict[str, str]:
    """What the people with these names of ours are called there; whoever has no name there yet gets one."""
    owners = db.execute(
        select(PseudonymRow.name, PseudonymRow.user_id).where(
            PseudonymRow.audience == OWN, PseudonymRow.name.in_(names)
        )
    ).all()
    users = [user_id for _, user_id in owners]
    there = db.scalars(select(PseudonymRow).where(PseudonymRow.audience == audience, PseudonymRow.user_id.in_(users)))
    known = {row.user_id: row.name for row in there}
    for user_id in users:
        if user_id not in known:
            known[user_id] = str(uuid.uuid4())
            db.add(PseudonymRow(user_id=user_id, audience=audience, name=known[user_id]))
    db.flush()
    return {name: known[user_id] for name, user_id in owners}
