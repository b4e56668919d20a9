"""What a release works with; `lms.cli.publish` puts it together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.db.units import Units
from lms.disclosure import Noise
from lms.items.model import Outcome
from lms.lrs.record.store import StatementStore

Outcomes = Mapping[tuple[UUID, str], Mapping[UUID, Outcome]]
"""By registration and item, then by the statement of each answer: what it is worth now, and what is said about it."""


@dataclass(frozen=True)
class ReleaseContext:
    """`secret` and the last two protect counts; `remember` keeps for the pages what answers are worth now."""

    units: Units
    library: Library
    store: StatementStore
    secret: bytes
    minimum: int
    noise: Noise
    remember: Callable[[Session, Outcomes], None]
