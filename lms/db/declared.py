"""What every table declares of its rows: whose data they are, when they go, and whether people get them when they ask.

Erasing a person, the data that they may ask for and the operators' deletion concept read it, so that none of them can
forget a table.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from lms.db.base import Base

KEY = "data"
Subject = Literal["nobody", "person", "organisation", "tool"]
"""Whose data the rows are; `nobody`: courses, counts, what the service needs to run."""
Erasure = Literal["none", "by user", "by registration", "from the record", "into the counts"]
"""What erasing a person does: nothing; rows with their `user_id` or `registration_id` go; `lms.lrs.erasure` finds what
is theirs; their share is added to what erased persons leave."""
Retention = Literal["installation", "account", "record", "version", "target", "passing"]
"""With what the rows go at the latest: never; with the account; when statements expire or are deleted; never, because a
statement may name the version; with the forwarding target; by themselves, when their time is over."""
Row = TypeVar("Row", bound=type[Base])


class Undeclared(TypeError):
    """A table that does not say whose data its rows are."""


@dataclass(frozen=True)
class Declared:
    """`export` is the name under which a person gets their rows, empty where they get none; `why` says the reason for
    rows about persons that stay or are not given out.
    """

    subject: Subject
    erasure: Erasure
    retention: Retention
    export: str = ""
    why: str = ""


def declared(
    subject: Subject, erasure: Erasure, retention: Retention, *, export: str = "", why: str = ""
) -> Callable[[Row], Row]:
    """Declares it of a row class. Raises Undeclared where rows about persons stay or are kept from them unexplained."""
    if subject == "person" and not why and (erasure == "none" or not export):
        raise Undeclared("say why rows about persons are not erased, or not given to them")

    def declare(row: Row) -> Row:
        Base.metadata.tables[row.__tablename__].info[KEY] = Declared(subject, erasure, retention, export, why)
        return row

    return declare


def declaration(table: Any) -> Declared:
    """What a table declares. Raises Undeclared."""
    try:
        return table.info[KEY]
    except KeyError:
        raise Undeclared(f"the table {table.name} does not declare whose data its rows are (lms.db.declared)") from None


def tables(erasure: Erasure) -> Iterator[Any]:
    """The tables whose rows go so, each before those that it refers to."""
    return (table for table in reversed(Base.metadata.sorted_tables) if declaration(table).erasure == erasure)


def exported(erasure: Erasure) -> Iterator[tuple[str, Any]]:
    """The tables that go so and are given out, with the name under which they are."""
    found = ((declaration(table).export, table) for table in tables(erasure))
    return ((name, table) for name, table in found if name)


def person_of(table: Any) -> Any:
    """The column that names the person whose rows these are."""
    return table.c.get("user_id", table.c.id if "id" in table.c else None)
