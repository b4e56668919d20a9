"""The demonstration's own database: marked, so that no demo ever fills, or empties, another one."""

from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine

from lms.db.engine import make_engine
from lms.errors import Conflict
from lms.migrations import upgrade
from lms.people.installation_secret import FILE
from lms.settings import Settings

MARK = 0x4C524445  # "LRDE", SQLite's application_id of a demo database
COMPLETE = 1  # SQLite's user_version once everything invented is in


class NotADemo(Conflict):
    """The database holds something else; it is left as it is."""


def open_demo(settings: Settings, *, reset: bool) -> tuple[Engine, bool]:
    """The demo's database and whether it still has to be filled; `reset`, or a half-made one, starts afresh."""
    file = _file(settings)
    existed = file.exists() and file.stat().st_size > 0
    engine = make_engine(settings.url)
    if existed and _pragma(engine, "application_id") != MARK:
        engine.dispose()
        raise NotADemo(
            f"{file} is not a demo database, so it is left as it is; choose another folder, "
            "for example: LMS_DATA_DIR=demo-data lms demo …"
        )
    if existed and _pragma(engine, "user_version") == COMPLETE and not reset:
        upgrade(engine)
        return engine, False
    engine.dispose()
    if existed:
        _remove(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    engine = make_engine(settings.url)
    _set(engine, "application_id", MARK)
    upgrade(engine)
    return engine, True


def completed(engine: Engine) -> None:
    """Everything is in; from now on a start keeps it."""
    _set(engine, "user_version", COMPLETE)


def _file(settings: Settings) -> Path:
    prefix = "sqlite:///"
    if not settings.url.startswith(prefix):
        raise NotADemo("the demo runs on a SQLite file of its own; unset LMS_DATABASE_URL")
    return Path(settings.url.removeprefix(prefix))


def _remove(file: Path) -> None:
    """The database with its journal; and the secret, which belonged to it alone."""
    for path in (file, *(file.with_name(f"{file.name}-{part}") for part in ("wal", "shm")), file.with_name(FILE)):
        with suppress(FileNotFoundError):
            path.unlink()


def _pragma(engine: Engine, name: str) -> int:
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def _set(engine: Engine, name: str, value: int) -> None:
    with engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql(f"PRAGMA {name} = {value}")
