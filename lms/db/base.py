"""Rows: their common base, keys and ids."""

from uuid import UUID

import uuid_utils
from sqlalchemy import BigInteger, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

BigKey = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER PRIMARY KEY is SQLite's row id


class Base(DeclarativeBase):
    """All rows; constraint names are fixed so that migrations are the same on both databases."""

    metadata = MetaData(naming_convention=NAMES)


def new_id() -> UUID:
    """A UUIDv7: sorts by time, for rows of our own.

    What stands in statements is v4: a pseudonym of v7 would tell when someone signed up, and old clients read no v7.
    """
    return UUID(int=uuid_utils.uuid7().int)
