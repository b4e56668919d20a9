"""Makes the database of a released version from its folder: its last migration, then the rows as they were stored.

Nothing here knows the tables as today's code declares them: they are read from the database. Bytes stand in the folder
as text where they are some, else as Base64; ids as they read everywhere.
"""

import base64
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

import lms

FOLDER = Path(__file__).parent
MIGRATIONS = Path(lms.__file__).parent / "migrations"
SECRET = bytes(range(32)).hex()  # of the installations in the folders; sealed and keyed rows need it
LAST = {"0.1.0": "0012_places"}  # the newest migration of each version
UUID_LENGTH = 32


def fill(url: str, version: str) -> None:
    """`url` names an empty database, afterwards one as `version` left it."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes.update(connection=connection, home_page="")
        command.upgrade(config, LAST[version])
        tables = reflected(connection)
        for table in reversed(tables):
            connection.execute(table.delete())  # the migrations have written some rows, with other contents
        for table in tables:
            rows = [restored(table, row) for row in lines(FOLDER / version / "tables" / f"{table.name}.jsonl")]
            if rows:
                connection.execute(table.insert(), rows)
                _go_on_counting(connection, table)
    engine.dispose()


def reflected(connection: sa.Connection) -> Sequence[sa.Table]:
    """All tables but alembic's, those that others refer to first."""
    metadata = sa.MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != "alembic_version"]


def lines(file: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, file.read_text().splitlines()) if file.exists() else iter(())


def written(table: sa.Table, row: sa.RowMapping) -> dict[str, Any]:
    return {column.name: _written(column, row[column.name]) for column in table.columns}


def restored(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    return {column.name: _restored(column, row[column.name]) for column in table.columns}


def _written(column: sa.Column[Any], value: Any) -> Any:
    if isinstance(value, bytes):
        try:
            return {"text": value.decode()}
        except UnicodeDecodeError:
            return {"base64": base64.b64encode(value).decode()}
    if value is not None and _is_id(column):
        return str(value if isinstance(value, UUID) else UUID(value))
    return value.isoformat() if isinstance(value, date) else value


def _restored(column: sa.Column[Any], value: Any) -> Any:
    if value is None:
        return sa.null() if isinstance(column.type, sa.JSON) else None
    if isinstance(column.type, sa.LargeBinary):
        return value["text"].encode() if "text" in value else base64.b64decode(value["base64"])
    if isinstance(column.type, sa.Date):
        return date.fromisoformat(value)
    if isinstance(column.type, sa.Uuid):
        return UUID(value)
    return UUID(value).hex if _is_id(column) else value


def _is_id(column: sa.Column[Any]) -> bool:
    """On SQLite ids are 32 characters."""
    return isinstance(column.type, sa.Uuid) or (isinstance(column.type, sa.CHAR) and column.type.length == UUID_LENGTH)


def _go_on_counting(connection: sa.Connection, table: sa.Table) -> None:
    """PostgreSQL counts keys beside the table and has not seen those that were given."""
    key = table.autoincrement_column
    if connection.dialect.name == "postgresql" and key is not None and key.server_default is not None:
        sequence = sa.func.pg_get_serial_sequence(table.name, key.name)
        connection.execute(sa.select(sa.func.setval(sequence, sa.select(sa.func.max(key)).scalar_subquery())))
