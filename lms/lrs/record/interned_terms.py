"""Short integer keys for long names, remembered between transactions for as long as they stay true."""

import hashlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from lms.db.base import Base
from lms.db.portions import portions
from lms.lrs.record.hot_sql import Driver
from lms.lrs.record.tables import TermRow

Term = tuple[str, str]
_LASTING = frozenset({"verb", "activity", "authority"})  # never erased, so a remembered key stays true
_MOST = 50_000
_TABLE = Base.metadata.tables[TermRow.__tablename__]
_FIND = select(_TABLE.c.kind, _TABLE.c.digest, _TABLE.c.key).where(
    tuple_(_TABLE.c.kind, _TABLE.c.digest).in_(bindparam("terms", expanding=True))
)  # built once: a statement made anew for each request costs more than its execution
_FIND_KIND = "SELECT digest, key FROM lrs_term WHERE kind = ? AND digest"  # … is one of
_ADD = "INSERT INTO lrs_term (kind, digest, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"


def term_digest(value: str) -> bytes:
    return hashlib.sha256(value.encode()).digest()


def insert_once(db: Session, table: Any) -> Any:
    """An INSERT that leaves a row alone which is there already."""
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(Base.metadata.tables[table.__tablename__]).on_conflict_do_nothing()


class Terms:
    """Looks keys up and gives new ones.

    Keys of agents and registrations are remembered for writers alone: only who holds the turn knows that nobody has
    erased them meanwhile, in this process or another.
    """

    def __init__(self) -> None:
        self._lasting: dict[Term, int] = {}
        self._erasable: dict[Term, int] = {}
        self._erasures = 0

    def find(self, db: Session, terms: Iterable[Term]) -> dict[Term, int]:
        """The keys of those terms that have one."""
        wanted = set(terms)
        found = {term: self._lasting[term] for term in wanted if term in self._lasting}
        missing = {(kind, term_digest(value)): (kind, value) for kind, value in wanted - found.keys()}
        fresh = _fresh(db)
        for portion in portions(missing):
            for kind, digest, key in db.execute(_FIND, {"terms": portion}):
                term = missing[kind, digest]
                found[term] = key
                if kind in _LASTING and term not in fresh:
                    _remember(self._lasting, term, key)
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
            _fresh(db).update(missing)
            found |= self.find(db, missing)
        return found

    def keys_in_turn(self, db: Session, driver: Driver, erasures: int, terms: set[Term]) -> dict[Term, int]:
        """The keys of all terms, for a writer whose turn said that so many erasures have been."""
        if erasures != self._erasures:
            self._erasable.clear()
            self._erasures = erasures
        found: dict[Term, int] = {}
        missing: dict[str, dict[bytes, str]] = {}
        for term in terms:
            key = self._lasting.get(term) or self._erasable.get(term)
            if key is None:
                missing.setdefault(term[0], {})[term_digest(term[1])] = term[1]
            else:
                found[term] = key
        for kind, values in missing.items():
            found |= self._look_up(db, driver, kind, values)
        new = [(kind, digest, value) for kind, values in missing.items() for digest, value in values.items()]
        new = sorted(one for one in new if (one[0], one[2]) not in found)
        if new:
            driver.run_each(_ADD, new)
            _fresh(db).update((kind, value) for kind, _, value in new)
            for kind in missing:
                found |= self._look_up(db, driver, kind, {digest: value for of, digest, value in new if of == kind})
        return found

    def _look_up(self, db: Session, driver: Driver, kind: str, values: dict[bytes, str]) -> dict[Term, int]:
        found = {(kind, values[digest]): key for digest, key in driver.among(_FIND_KIND, list(values), kind)}
        known = self._lasting if kind in _LASTING else self._erasable
        fresh = _fresh(db)
        for term, key in found.items():
            if term not in fresh:
                _remember(known, term, key)
        return found


def _fresh(db: Session) -> set[Term]:
    """The terms that this transaction adds: a rollback may still take them away."""
    return db.info.setdefault("lrs_fresh_terms", set())


def _remember(known: dict[Term, int], term: Term, key: int) -> None:
    if len(known) >= _MOST:
        known.clear()
    known[term] = key
