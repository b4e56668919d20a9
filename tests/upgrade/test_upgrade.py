"""What a released version stored is there, says the same and goes on after the upgrade to the newest schema."""

import json
import re
import runpy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory
from litestar.testing import TestClient

from lms.app import create_app
from lms.cli import main
from lms.settings import Settings
from tests.upgrade import asking
from tests.upgrade.filling import FOLDER, LAST, MIGRATIONS, SECRET, fill, lines, reflected, written
from tests.upgrade.learning import FIGURES, LESSON, RIGHT, RIGHT_QUIZ, Visitor

# Tables and columns whose rows a migration makes different, with the reason; a test of its own looks at what it made.
CHANGED: Mapping[str, str] = {}
VERIFIER = Path(__file__).parents[2] / "docs" / "audit" / "verify.py"


@dataclass(frozen=True)
class Upgraded:
    """An installation that was filled by an earlier version and has the newest schema now."""

    settings: Settings
    version: str
    capsys: pytest.CaptureFixture[str]

    @property
    def expected(self) -> dict[str, Any]:
        return json.loads((FOLDER / self.version / "expected.json").read_text())

    @property
    def key(self) -> tuple[str, str]:
        key, secret = self.expected["key"]
        return key, secret

    def lms(self, *words: str) -> str:
        self.capsys.readouterr()
        status = main(list(words))
        said = self.capsys.readouterr()
        assert status == 0, said.err
        return said.out


@pytest.fixture(params=LAST)
def upgraded(
    request: pytest.FixtureRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> Upgraded:
    fill(settings.url, request.param)
    (settings.data_dir / "secret.key").write_text(f"{SECRET}\n")
    monkeypatch.setenv("LMS_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("LMS_DATABASE_URL", settings.url)
    made = Upgraded(settings, request.param, capsys)
    made.lms("migrate")
    return made


@pytest.fixture
def client(upgraded: Upgraded) -> Iterator[TestClient]:
    app = create_app(upgraded.settings)
    with TestClient(app) as made:
        yield made
    app.state["engine"].dispose()


@pytest.fixture
def visitor(client: TestClient) -> Visitor:
    return Visitor(client)


def rows(upgraded: Upgraded, table: str) -> list[dict[str, Any]]:
    return list(lines(FOLDER / upgraded.version / "tables" / f"{table}.jsonl"))


def test_every_row_is_as_it_was_but_for_what_is_said_to_change(upgraded: Upgraded):
    engine = sa.create_engine(upgraded.settings.url)
    with engine.connect() as connection:
        now = {
            table.name: [written(table, row) for row in connection.execute(sa.select(table)).mappings()]
            for table in reflected(connection)
        }
    engine.dispose()
    before = {file.stem: list(lines(file)) for file in (FOLDER / upgraded.version / "tables").iterdir()}
    assert all(before.values())
    different = []
    for name in before.keys() - CHANGED.keys():
        columns = [column for column in before[name][0] if f"{name}.{column}" not in CHANGED]
        if chosen(now.get(name, []), columns) != chosen(before[name], columns):
            different.append(name)
    assert different == []


def chosen(found: list[dict[str, Any]], columns: list[str]) -> list[str]:
    return sorted(json.dumps([row.get(column) for column in columns]) for row in found)


def test_every_statement_document_and_attachment_reads_as_it_did(upgraded: Upgraded, client: TestClient):
    expected, key = upgraded.expected, upgraded.key
    statements = list(lines(FOLDER / upgraded.version / "statements.jsonl"))
    assert asking.statements(client, key) == statements
    assert len(statements) + 1 == len(rows(upgraded, "lrs_statement"))  # and one that is voided
    voided = expected["voided"]
    assert asking.xapi(client, key, "/xapi/statements", voidedStatementId=voided["id"]).json() == voided
    for one in expected["documents"]:
        assert asking.xapi(client, key, one["path"], **one["parameters"]).json() == one["content"]
    attached = expected["attachment"]
    asked = {"statementId": attached["statement"], "attachments": "true"}
    assert attached["text"].encode() in asking.xapi(client, key, "/xapi/statements", **asked).content


def test_progress_and_report_cells_are_what_the_statements_add_up_to(upgraded: Upgraded):
    kept = sum(
        len(rows(upgraded, name))
        for name in ("progress_registration", "progress_lesson", "progress_item", "report_cell")
    )
    compared, changed = re.findall(r"\d+", upgraded.lms("rebuild-progress").splitlines()[-1])
    assert (int(compared), int(changed)) == (kept, 0)


def test_an_auditor_finds_every_point_and_pass_confirmed(upgraded: Upgraded, tmp_path: Path):
    folder = tmp_path / "mappe"
    upgraded.lms("audit", str(folder))
    status = runpy.run_path(str(VERIFIER))["main"]([str(folder)])
    said = upgraded.capsys.readouterr()
    assert status == 0, said.out + said.err


def test_reports_and_releases_show_the_figures_that_they_showed(upgraded: Upgraded, visitor: Visitor):
    report = upgraded.expected["report"]
    shown = asking.report(visitor.sign_in("karla@example.org"), report["address"])
    assert [part(line, old) for line, old in zip(shown, report["lines"], strict=True)] == report["lines"]
    released = json.loads(upgraded.lms("releases", "--format", "json"))
    before = upgraded.expected["releases"]
    assert [part(one, old) for one, old in zip(released, before, strict=True)] == before


def test_learners_read_what_a_release_changed_for_them(visitor: Visitor):
    said = visitor.sign_in("cem@example.org").see("/changes")
    assert "Bisher galt versehentlich Eins als gerade." in said


def part(now: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """What there was to see before; a later version may show more."""
    return {name: now.get(name) for name in before}


def test_somebody_who_was_under_way_signs_in_answers_and_passes(upgraded: Upgraded, visitor: Visitor):
    visitor.sign_in("frida@example.org")
    assert "Zuerst die Kinder, dann die Bänke." in visitor.see(LESSON)  # her own text
    answered = {"eine-richtige", "eigene-worte", "so-viele"}
    visitor.answer(LESSON, {name: fields for name, fields in RIGHT.items() if name not in answered})
    visitor.finish()
    assert "In Kleinwinkel lebten 2023 345 Menschen." in re.sub(r"<[^>]+>", "", visitor.see(FIGURES))  # her place
    visitor.quiz(RIGHT_QUIZ)
    old = {one["id"] for one in lines(FOLDER / upgraded.version / "statements.jsonl")}
    new = [one for one in asking.statements(visitor.client, upgraded.key) if one["id"] not in old]
    verbs = [one["verb"]["id"].rsplit("/", 1)[1] for one in new]
    assert {"answered", "passed", "completed", "satisfied"} <= set(verbs)
    assert upgraded.lms("rebuild-progress").splitlines()[-1].endswith(" 0 rows changed")


def test_pictures_of_published_versions_are_there(upgraded: Upgraded, visitor: Visitor):
    visitor.sign_in("anna@example.org")
    current = upgraded.expected["releases"][0]["digest"]
    address = re.search(rf'src="(/assets/{current}/[^"]+\.svg)"', visitor.see(FIGURES))
    assert address
    for digest in (one["digest"] for one in upgraded.expected["releases"]):
        assert visitor.client.get(address[1].replace(current, digest)).content.startswith(b"<svg")


def test_who_was_erased_does_not_come_back_with_an_import(upgraded: Upgraded):
    file = FOLDER / upgraded.version / "erased.jsonl"
    gone = len(file.read_text().splitlines()) - 2  # between a header and an end
    said = upgraded.lms("statements", "import", str(file)).strip()
    assert said == f"0 stored, 0 here already, {gone} erased before, 0 refused"
    left = upgraded.lms("forward", "status")
    assert re.search(r"ask kreis to erase the account", left)


def test_the_migrations_end_in_one():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert len(ScriptDirectory.from_config(config).get_heads()) == 1
