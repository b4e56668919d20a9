"""Every table says whose data its rows are; erasing, giving out and the operators' page follow what it says."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

import lms.app  # noqa: F401  brings in every table
from lms.db.base import Base
from lms.db.declared import Undeclared, declaration, declared, exported, tables
from lms.db.times import now
from lms.db.units import opened
from lms.lrs.forwarding.tables import ForwardRefusalRow
from lms.lrs.record.tables import StatementRow
from lms.people.installation_secret import installation_secret
from lms.people.tables import RegistrationRow, UserRow
from lms.privacy.retention import Expiring, expire
from lms.progress.listener import Projection
from lms.progress.report_cells import Census
from lms.releases.tables import ReleaseRow
from tests.upgrade.test_upgrade import Upgraded, upgraded  # noqa: F401  a filled installation

ANNA = "anna@example.org"
PAGE = Path(__file__).parents[2] / "docs/operators/privacy.md"
WORDS = {
    "nobody": "niemand",
    "person": "Person",
    "organisation": "Organisation",
    "tool": "Werkzeug",
    "none": "bleibt",
    "by user": "wird gelöscht",
    "by registration": "wird gelöscht",
    "from the record": "wird gelöscht",
    "into the counts": "zählt weiter",
    "installation": "Installation",
    "account": "Konto",
    "record": "Aufbewahrungsfrist",
    "version": "Fassung",
    "target": "Weiterleitungsziel",
    "passing": "läuft ab",
}
"""How the operators' page says what a table declares."""


def named_by(table: sa.Table) -> list[sa.Column]:
    return [column for column in table.columns if column.name in ("user_id", "registration_id")]


def test_every_table_declares_whose_data_its_rows_are():
    assert len(Base.metadata.tables) > 40
    for table in Base.metadata.tables.values():
        assert declaration(table)


def test_a_table_that_declares_nothing_is_refused():
    with pytest.raises(Undeclared, match="made_up"):
        declaration(sa.Table("made_up", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True)))


def test_rows_about_persons_that_stay_need_a_reason():
    with pytest.raises(Undeclared):
        declared("person", "none", "installation")
    with pytest.raises(Undeclared):
        declared("person", "by user", "account")


def test_a_table_that_names_persons_says_that_they_are_theirs():
    about = {table.name for table in Base.metadata.tables.values() if named_by(table)}
    assert about <= {name for name, table in Base.metadata.tables.items() if declaration(table).subject == "person"}


def standing(engine: sa.Engine, words: set[str], seqs: set[int]) -> set[str]:
    """The tables in which a row names one of these words, or belongs to one of these statements."""
    found = set[str]()
    with engine.connect() as connection:
        for table in Base.metadata.tables.values():
            for row in connection.execute(sa.select(table)).mappings():
                if row.get("seq") in seqs or any(word in str(value) for value in row.values() for word in words):
                    found.add(table.name)
                    break
    return found


def test_nothing_of_erased_persons_is_left_where_a_table_says_so(upgraded: Upgraded):  # noqa: F811
    engine = sa.create_engine(upgraded.settings.url)
    words, said = set[str](), set[UUID]()
    with engine.connect() as connection:
        everybody = connection.scalars(sa.select(UserRow.email)).all()
    for email in everybody:
        told = json.loads(upgraded.lms("people", "export", email))
        words |= {email, told["account"]["id"]}
        words |= {row["name"] for row in told["pseudonyms"]} | {row["id"] for row in told["registrations"]}
        said |= {UUID(one["statement"]["id"]) for one in told["statements"]}
    with engine.connect() as connection:
        seqs = set(connection.scalars(sa.select(StatementRow.seq).where(StatementRow.id.in_(said))))
    before = standing(engine, words, seqs)
    assert before >= {table.name for how in ("by user", "by registration") for table in tables(how)}
    assert before >= {"lrs_statement", "lrs_statement_agent", "lrs_statement_activity", "lrs_statement_id", "lrs_term"}
    for email in everybody:
        upgraded.lms("people", "erase", email)
    left = standing(engine, words, seqs)
    engine.dispose()
    # by these the person stays away, the target knows whom to erase, and what was opened can be checked
    assert left <= {"lrs_tombstone", "lrs_erasure_request", "report_log"}
    assert {declaration(Base.metadata.tables[name]).erasure for name in left} <= {"none"}


def test_a_release_that_stopped_at_somebody_erased_goes_on_behind_who_is_left(upgraded: Upgraded):  # noqa: F811
    engine = sa.create_engine(upgraded.settings.url)
    with engine.begin() as connection:
        actors = sorted(set(connection.scalars(sa.select(RegistrationRow.actor))))
        stopped, gone = max(connection.scalars(sa.select(ReleaseRow.publication_id))), actors[len(actors) // 2]
        user = connection.scalars(sa.select(RegistrationRow.user_id).where(RegistrationRow.actor == gone)).first()
        release = sa.update(ReleaseRow).where(ReleaseRow.publication_id == stopped)
        connection.execute(release.values(cursor=gone, finished=None))
    upgraded.lms("people", "erase", str(user))
    with engine.connect() as connection:
        cursor = connection.scalar(sa.select(ReleaseRow.cursor).where(ReleaseRow.publication_id == stopped))
    engine.dispose()
    assert cursor == actors[len(actors) // 2 - 1]


def filled(engine: sa.Engine) -> set[str]:
    with engine.connect() as connection:
        return {
            table.name for table in Base.metadata.tables.values() if connection.execute(sa.select(table).limit(1)).all()
        }


def test_with_the_statements_go_the_tables_that_say_so_and_no_others(upgraded: Upgraded):  # noqa: F811
    engine = sa.create_engine(upgraded.settings.url)
    before = filled(engine)
    with opened(upgraded.settings.url) as units:
        with units.reading() as db:
            census = Census(installation_secret(db, upgraded.settings), upgraded.settings.zone)
        expire(units, Projection(census), Expiring(datetime(9000, 1, 1, tzinfo=UTC)))
    emptied = before - filled(engine)
    engine.dispose()
    assert emptied == {name for name, table in Base.metadata.tables.items() if declaration(table).retention == "record"}


def test_what_a_target_answered_to_their_statements_goes_too(upgraded: Upgraded):  # noqa: F811
    told = json.loads(upgraded.lms("people", "export", ANNA))
    refused = UUID(told["statements"][0]["statement"]["id"])
    engine = sa.create_engine(upgraded.settings.url)
    with engine.begin() as connection:
        row = {"target": "probe", "statement_id": refused, "refused": now(), "problem": "400: sie heißt anders"}
        connection.execute(sa.insert(ForwardRefusalRow).values(**row))
    upgraded.lms("people", "erase", ANNA)
    with engine.connect() as connection:
        assert refused not in connection.scalars(sa.select(ForwardRefusalRow.statement_id)).all()
    engine.dispose()


def test_people_get_every_table_that_is_to_be_given_to_them(upgraded: Upgraded):  # noqa: F811
    told = json.loads(upgraded.lms("people", "export", ANNA))
    wanted = {declaration(table).export for table in Base.metadata.tables.values()} - {""}
    assert wanted <= told.keys()


def test_rows_go_before_those_that_they_refer_to():
    for erasure in ("by user", "by registration"):
        gone = []
        for table in tables(erasure):
            assert not {key.column.table.name for key in table.foreign_keys} & set(gone)
            gone.append(table.name)
    assert dict(exported("by user")).keys() > {"account", "workbook"}


def test_the_operators_page_lists_every_table_as_it_declares_itself():
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", PAGE.read_text(), re.MULTILINE)
    said = {name: tuple(map(str.strip, rest)) for name, *rest in rows}
    wanted = {}
    for name, table in Base.metadata.tables.items():
        it = declaration(table)
        export = "ja" if it.export else "nein" if it.subject == "person" else "–"
        wanted[name] = (WORDS[it.subject], WORDS[it.erasure], WORDS[it.retention], export)
    assert said == wanted
