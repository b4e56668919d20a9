"""Short integer keys for long names. Verbs, activities and authorities are remembered between transactions."""

import hashlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from lms.db import Base
from lms.lrs.portions import portions
from lms.lrs.tables import TermRow

Term = tuple[str, str]
_LASTING = frozenset({"verb", "activity", "authority"})  # never erased, so a remembered key stays true
_MOST = 20_000
_TABLE = Base.metadata.tables[TermRow.__tablename__]
_FIND = select(_TABLE.c.kind, _TABLE.c.digest, _TABLE.c.key).where(
    tuple_(_TABLE.c.kind, _TABLE.c.digest).in_(bindparam("terms", expanding=True))
)  # built once: a statement made anew for each request costs more than its execution


def term_digest(value: str) -> bytes:
    return hashlib.sha256(value.encode()).digest()


def insert_once(db: Session, table: Any) -> Any:
    """An INSERT that leaves a row alone which is there already."""
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(Base.metadata.tables[table.__tablename__]).on_conflict_do_nothing()


class Terms:
    """Looks keys up and gives new ones."""

    def __init__(self) -> None:
        self._known: dict[Term, int] = {}

    def find(self, db: Session, terms: Iterable[Term]) -> dict[Term, int]:
        """The keys of those terms that have one."""
        wanted = set(terms)
        found = {term: self._known[term] for term in wanted if term in self._known}
        missing = {(kind, term_digest(value)): (kind, value) for kind, value in wanted - found.keys()}
        fresh: set[Term] = db.info.setdefault("lrs_fresh_terms", set())
        for portion in portions(missing):
            for kind, digest, key in db.execute(_FIND, {"terms": portion}):
                term = missing[kind, digest]
                found[term] = key
                if kind in _LASTING and term not in fresh:
                    self._remember(term, key)
        return found

    def keys(self, db: Session, terms: Iterable[Term]) -> dict[Term, int]:
        """The keys of all terms; those without one get one."""
        wanted = set(terms)
        found = self.find(db, wanted)
        missing = wanted - found.keys()
        if missing:
            db.execute(
                insert_once(db, TermRow),
                [{"kind": kind, "digest": term_digest(value), "value": value} for kind, value in sorted(missing)],
            )
            db.info["lrs_fresh_terms"] |= missing  # a rollback may still take them away
            found |= self.find(db, missing)
        return found

    def _remember(self, term: Term, key: int) -> None:
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[term] = key
