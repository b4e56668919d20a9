"""A course with so many registrations: two people's learning, row by row again and again under other names."""

import hashlib
import random
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, text

from benchmarks.floor import driver
from lms.cli.publish import workshop
from lms.course import unpacking
from lms.course.bundle import Bundle
from lms.course.model import Course, HtmlBlock, ItemBlock, Lesson, LessonVariant, Module
from lms.db.base import new_id
from lms.db.times import now
from lms.db.units import Units
from lms.lrs.record.vouching import Vouch
from lms.people import installation
from lms.people.tables import RegistrationRow, UserRow
from lms.player.tables import AnswerRow
from lms.progress.learning_statements import Saying, authority
from lms.settings import Settings
from lms.xapi.said import Learner, Occasion, Said
from tests import make
from tests.releases.releasing import keyed

Row = dict[str, Any]
AT_ONCE = 500  # people a transaction
QUIZ = 6


def lesson(number: int, items: range) -> Lesson:
    words = make.plain("<p>Guten Tag.</p>")
    asked = (ItemBlock(id=f"frage-{one}", item=make.choice(f"frage-{one}")) for one in items)
    blocks = (HtmlBlock(id=f"text-{number}", text=words), *asked)
    variant = LessonVariant(title=f"Lektion {number}", blocks=blocks)
    return Lesson(id=f"lektion-{number}", minutes=8, variants={"de": variant}, source=f"{number}.md")


LESSONS = tuple(lesson(number, range(4 * number, 4 * number + 4)) for number in range(6))
COURSE = Course(
    id="kurs",
    namespace="https://kurs.example.org/kurs",
    title="Ein Kurs",
    summary="",
    language="de",
    licence="CC-BY-SA-4.0",
    modules=(
        Module(
            id="modul",
            title="Modul",
            summary="",
            good_for="",
            goals=(),
            lessons=LESSONS,
            quiz=lesson(6, range(24, 24 + QUIZ)),
        ),
    ),
)
FIXED = keyed(COURSE, "frage-1", "b")
"""Another key for one question: those who answered it with `b`, half of all, get a point."""
STATEMENTS = 40


@dataclass(frozen=True)
class Person:
    """All rows of one person by table, and the names by which they are theirs."""

    rows: Mapping[str, Sequence[Row]]
    names: Sequence[str]


TABLES = {
    "people_user": "id = {user}",
    "people_registration": "id = {registration}",
    "lrs_term": "value IN ({run_text}, {account})",
    "lrs_statement": "registration = {run_key}",
    "lrs_statement_id": "seq IN (SELECT seq FROM lrs_statement WHERE registration = {run_key})",
    "lrs_statement_agent": "agent = {agent_key}",
    "lrs_statement_activity": "seq IN (SELECT seq FROM lrs_statement WHERE registration = {run_key})",
    "progress_registration": "registration_id = {registration}",
    "progress_lesson": "registration_id = {registration}",
    "progress_item": "registration_id = {registration}",
    "player_answer": "registration_id = {registration}",
}


def fill(engine: Engine, settings: Settings, registrations: int) -> int:
    """Returns how many statements there are then."""
    published = unpacking.read(_bundle(settings))
    people = [_first(engine, settings, published, response) for response in "ab"]
    moulds = [Mould(person) for person in people]
    with driver(engine) as connection:
        cursor = connection.cursor()
        sqlite = engine.dialect.name == "sqlite"
        if sqlite:
            for pragma in ("synchronous=OFF", "cache_size=-1500000", "wal_autocheckpoint=50000"):
                cursor.execute(f"PRAGMA {pragma}")
        last_seq, last_key = _last(cursor)
        for start in range(len(people), registrations, AT_ONCE):
            count = min(AT_ONCE, registrations - start)
            made = [
                moulds[number % 2].cast(last_seq + 1 + STATEMENTS * number, last_key + 2 * number)
                for number in range(start - len(people), start - len(people) + count)
            ]
            if sqlite:
                cursor.execute("BEGIN IMMEDIATE")
            for table in TABLES:
                rows = [row for one in made for row in one[table]]
                _insert(cursor, table, moulds[0].columns[table], rows, sqlite=sqlite)
            if sqlite:
                cursor.execute("COMMIT")
            else:
                connection.commit()
    _go_on(engine, last_seq + STATEMENTS * registrations)
    return STATEMENTS * registrations


def _bundle(settings: Settings) -> bytes:
    return (settings.data_dir / "kurs.course").read_bytes()


def _first(engine: Engine, settings: Settings, published: Bundle, response: str) -> Person:
    """Somebody whose learning goes the usual way through the store."""
    units, begin = Units(engine), now() - timedelta(days=30)
    store = workshop(units, settings).store
    user_id, run, actor = new_id(), uuid.uuid4(), str(uuid.uuid4())
    with units.writing() as db:
        home = installation.home_page(db)
        db.add(UserRow(id=user_id, email=f"{actor}@example.org", name="Erika Beispiel", created=begin))
        db.flush()
        db.add(
            RegistrationRow(
                id=run, user_id=user_id, actor=actor, course_id="kurs", module_id="modul", run=1, created=begin
            )
        )
        db.flush()
        on = Occasion(
            learner=Learner(home, actor),
            registration=run,
            revision=published.digest,
            time=begin,
            course=COURSE.iri("course", "kurs"),
            module=COURSE.iri("module", "modul"),
        )
        said = list(_learning(Saying(on, COURSE, COURSE.modules[0]), response))[:STATEMENTS]
        store.append(db, said, authority=authority(home), vouch=Vouch())
        about = next(one["id"] for one in said if one["object"]["id"].endswith("/frage-1"))
        db.add(
            AnswerRow(
                registration_id=run,
                item_id="frage-1",
                attempt=1,
                statement_id=UUID(about),
                response=response,
                scaled=float(response == "a"),
                parts={response: response == "a"},
                feedback=[],
                given=begin,
            )
        )
    rows = _rows(engine, user_id, run, f"account:{home} {actor}")
    return Person(rows, [str(user_id), str(run), actor, *(one["id"] for one in said)])


def _learning(saying: Saying, response: str) -> Iterator[Said]:
    module = COURSE.modules[0]
    yield saying.registered()
    for one in module.all_lessons():
        yield saying.initialized(one)
        for item in one.items():
            given = response if item.id == "frage-1" else "a" if int(item.id.split("-")[1]) % 3 else "b"
            outcome = item.grade(given)
            yield saying.answered(uuid.uuid4(), one, item, response=given, outcome=outcome, attempt=1)
        yield from saying.finished(one)


def _rows(engine: Engine, user: UUID, run: UUID, account: str) -> dict[str, list[Row]]:
    sqlite = engine.dialect.name == "sqlite"
    names = {"user": user, "registration": run, "run_text": str(run), "account": account}
    quoted = {name: f"'{value.hex if sqlite and isinstance(value, UUID) else value}'" for name, value in names.items()}
    with engine.connect() as connection:
        for name, kind in (("run_key", "registration"), ("agent_key", "agent")):
            value = quoted["run_text" if kind == "registration" else "account"]
            key = connection.execute(text(f"SELECT key FROM lrs_term WHERE kind = '{kind}' AND value = {value}"))
            quoted[name] = str(key.scalar_one())
        found = {}
        for table, where in TABLES.items():
            rows = connection.execute(text(f"SELECT * FROM {table} WHERE {where.format(**quoted)}")).mappings()
            found[table] = [dict(row) for row in rows]
    return found


class Mould:
    """Makes more people out of one: the same rows under other ids, numbers and keys."""

    def __init__(self, person: Person) -> None:
        self.names = person.names
        self.first = min(row["seq"] for row in person.rows["lrs_statement"])
        self.keys = {row["key"]: number for number, row in enumerate(person.rows["lrs_term"], 1)}
        known = "|".join([*self.names, *(UUID(name).hex for name in self.names)])
        self._text, self._bytes = re.compile(f"({known})"), re.compile(f"({known})".encode())
        self.columns = {table: list(rows[0]) for table, rows in person.rows.items()}
        self.rows = {table: [self._row(table, row) for row in rows] for table, rows in person.rows.items()}

    def _row(self, table: str, row: Row) -> list[tuple[str, Any]]:
        return [
            ("digest", self._text.split(row["value"])) if column == "digest" else self._cell(table, column, value)
            for column, value in row.items()
        ]

    def _cell(self, table: str, column: str, value: Any) -> tuple[str, Any]:
        """How a value becomes that of another person, and from what."""
        how, made = "same", value
        match column, value:
            case "seq", int():
                how, made = "number", value - self.first
            case "stored", int() if table.startswith("lrs_"):
                how = "number"
            case (("key" | "registration" | "agent"), int()):
                how, made = "key", self.keys[value]
            case _, UUID():
                how, made = "id", str(value)
            case _, bytes() | memoryview():
                how, made = "bytes", self._bytes.split(bytes(value))
            case _, str():
                how, made = "text", self._text.split(value)
        return how, made

    def cast(self, seq: int, key: int) -> dict[str, list[tuple[Any, ...]]]:
        """One more: with statements from `seq` on, and keys from behind `key` on."""
        ids = {name: str(UUID(int=random.getrandbits(128), version=4)) for name in self.names}
        ids |= {UUID(old).hex: UUID(new).hex for old, new in ids.items()}
        raw = {old.encode(): new.encode() for old, new in ids.items()}
        made: dict[str, list[tuple[Any, ...]]] = {}
        for table, rows in self.rows.items():
            made[table] = [self._made(row, seq, key, ids, raw) for row in rows]
        return made

    @staticmethod
    def _made(
        row: list[tuple[str, Any]], seq: int, key: int, ids: Mapping[str, str], raw: Mapping[bytes, bytes]
    ) -> tuple[Any, ...]:
        values: list[Any] = []
        for how, value in row:
            if how == "number":
                values.append(value + seq)
            elif how == "same":
                values.append(value)
            elif how == "key":
                values.append(value + key)
            elif how == "id":
                values.append(UUID(ids.get(value, value)))
            elif how == "bytes":
                values.append(b"".join([raw.get(part, part) for part in value]))
            elif how == "text":
                values.append("".join([ids.get(part, part) for part in value]))
            else:
                values.append(hashlib.sha256("".join([ids.get(part, part) for part in value]).encode()).digest())
        return tuple(values)


def _last(cursor: Any) -> tuple[int, int]:
    cursor.execute("SELECT max(seq) FROM lrs_statement")
    seq = cursor.fetchone()[0]
    cursor.execute("SELECT max(key) FROM lrs_term")
    return seq, cursor.fetchone()[0]


def _insert(cursor: Any, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]], *, sqlite: bool) -> None:
    if sqlite:
        places = ", ".join("?" * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)
        return
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _go_on(engine: Engine, last: int) -> None:
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(text(f"UPDATE lrs_sequence SET last = {last + STATEMENTS}, stored = stored + {last}"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
