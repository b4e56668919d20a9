"""Recalculating: the stand-alone verifier agrees with the service, and finds whatever somebody tampered with."""

import io
import json
import runpy
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.cli import main
from lms.course.model import Course
from lms.items import Item
from lms.settings import Settings
from tests.items.items import graded_kinds
from tests.items.test_laws import answer
from tests.player.course import LESSON, MODULE, QUIZ, READING, RIGHT, WRONG, course
from tests.player.learner import Learner
from tests.player.test_choices_of_places import GROWN, SHRUNK, TOWNS, direction
from tests.player.test_kommune import PEOPLE, numeric
from tests.player.test_pools import answer as answer_the_pool
from tests.player.test_pools import reach as reach_the_pool
from tests.player.test_pools import with_pool

VERIFIER = Path(__file__).parents[2] / "docs" / "audit" / "verify.py"
verify = runpy.run_path(str(VERIFIER))


@dataclass(frozen=True)
class Auditor:
    """Writes a folder out of an installation and recalculates it."""

    data: Path
    database_url: str
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def write(self, folder: Path, database_url: str = "") -> Path:
        self.monkeypatch.setenv("LMS_DATA_DIR", str(self.data))
        self.monkeypatch.setenv("LMS_DATABASE_URL", database_url or self.database_url)
        assert main(["audit", str(folder)]) == 0
        self.capsys.readouterr()
        return folder

    def verify(self, folder: Path) -> tuple[int, str]:
        status = verify["main"]([str(folder)])
        captured = self.capsys.readouterr()
        return status, captured.out + captured.err


@pytest.fixture
def auditor(settings: Settings, capsys, monkeypatch) -> Auditor:
    return Auditor(settings.data_dir, settings.url, capsys, monkeypatch)


def learn(learner: Learner) -> None:
    """All of it: wrong first, then right, the quiz failed in part and passed."""
    learner.begin()
    for item_id, fields in WRONG.items():
        learner.answer(item_id, fields)
    for item_id in ("auswahl", "saldo", "luecken", "paare"):
        learner.answer(item_id, RIGHT[item_id], 2)
    learner.do(f"{READING.replace('lesen', 'aufgaben')}/finish")
    learner.do(f"{READING}/finish")
    learner.quiz(True, True, True, False)


def test_the_verifier_agrees_with_what_was_learned(learner: Learner, signed_in, units, auditor: Auditor, tmp_path):
    learn(learner)
    other = Learner(signed_in(email="zwei@example.org"), units)
    other.begin()
    other.quiz(False, False, False, False)
    other.quiz(False, False, True, True, attempt=2)
    status, said = auditor.verify(auditor.write(tmp_path / "mappe"))
    assert status == 0, said
    assert (status, said) == (0, "2 Anmeldungen, 21 Antworten, 8 Abschlüsse: alles stimmt.\n")


def test_the_verifier_draws_from_pools_as_the_service_does(
    publishing: Callable[[Course], None], signed_in, units, auditor: Auditor, tmp_path: Path
):
    publishing(with_pool())
    for number, right in enumerate((True, False, False), start=1):
        learner = Learner(signed_in(email=f"nummer{number}@example.org"), units)
        reach_the_pool(learner)
        answer_the_pool(learner, right=right)
    learner.do(f"{MODULE}/start", {"again": "yes"})
    learner.do(f"{QUIZ}/enter")
    publishing(with_pool(9))
    answer_the_pool(learner, right=True)
    status, said = auditor.verify(auditor.write(tmp_path / "mappe"))
    assert status == 0, said


def test_the_verifier_grades_questions_about_a_place_by_the_figures_of_that_place(
    publishing: Callable[[Course], None], signed_in, units, auditor: Auditor, tmp_path: Path
):
    made = course(numeric("kommune.einwohner(2023)", "0.01"))
    publishing(made.model_copy(update={"data": (PEOPLE,), "example_place": "14627230"}))
    learner = Learner(signed_in(), units)
    learner.begin()
    learner.do("/kommune", {"key": "15082180", "next": LESSON})
    learner.answer("frage", {"response": "29.127", "form": "15082180"})
    learner.answer("frage", {"response": "24.900", "form": "15082180"}, 2)
    folder = auditor.write(tmp_path / "mappe")
    places = "die Zahlen von 2 Fragen zu einem Ort sind die des Dienstes"
    assert auditor.verify(folder) == (0, f"1 Anmeldungen, 2 Antworten, 0 Abschlüsse: alles stimmt; {places}.\n")
    forms = folder / "forms.jsonl"
    forms.write_text(forms.read_text().replace('"answer":"24974"', '"answer":"29127"'))
    assert "bewertet sind es 1" in auditor.verify(folder)[1]


def test_the_verifier_grades_an_option_by_what_is_right_in_its_place(
    publishing: Callable[[Course], None], signed_in, units, auditor: Auditor, tmp_path: Path
):
    publishing(course(direction()).model_copy(update={"data": (TOWNS,), "example_place": GROWN}))
    learner = Learner(signed_in(), units)
    learner.begin()
    learner.do("/kommune", {"key": SHRUNK, "next": LESSON})
    learner.answer("frage", {"response": "geschrumpft", "form": SHRUNK})
    folder = auditor.write(tmp_path / "mappe")
    assert auditor.verify(folder)[0] == 0
    forms = folder / "forms.jsonl"
    forms.write_text(forms.read_text().replace('"correct":true', '"correct":false'))
    assert "bewertet sind es 0" in auditor.verify(folder)[1]


@given(st.one_of(st.tuples(kind, kind) for kind in graded_kinds), st.data())
def test_the_verifier_grades_as_the_service_does(versions, data):
    """Also an answer to another version of the item, as a release does."""
    asked, grading = versions
    response = answer(asked, data)
    read = verify["answer"](json.loads(asked.model_dump_json()), asked.notation(response))
    graded = verify["grade"](json.loads(grading.model_dump_json()), read)
    assert graded == pytest.approx(grading.grade(asked.parse_notation(asked.notation(response))).scaled)


def test_the_verifier_knows_which_kinds_have_no_right_answer():
    open_kinds = {kind.model_fields["kind"].default for kind in get_args(get_args(Item)[0]) if not kind.graded}
    assert verify["UNGRADED"] == open_kinds


Plant = Callable[[sqlite3.Connection], object]


def sql(statement: str) -> Plant:
    return lambda db: db.execute(statement)


def found(db: sqlite3.Connection, verb: str, about: str) -> tuple[int, dict[str, Any]]:
    """The first stored statement with this verb about this activity."""
    for seq, raw in db.execute("SELECT seq, raw FROM lrs_statement ORDER BY seq"):
        said = json.loads(raw)
        if said["verb"]["id"].endswith(f"/{verb}") and said["object"]["id"].endswith(f"/{about}"):
            return seq, said
    raise LookupError(f"{verb} {about}")


def rewritten(verb: str, about: str, change: Callable[[dict[str, Any]], object]) -> Plant:
    def plant(db: sqlite3.Connection) -> None:
        seq, said = found(db, verb, about)
        change(said)
        db.execute("UPDATE lrs_statement SET raw = ? WHERE seq = ?", (json.dumps(said).encode(), seq))

    return plant


def deleted(verb: str, about: str) -> Plant:
    return lambda db: db.execute("DELETE FROM lrs_statement WHERE seq = ?", found(db, verb, about)[:1])


def unvouched(verb: str, about: str) -> Plant:
    return lambda db: db.execute("UPDATE lrs_statement SET vouched = 0 WHERE seq = ?", found(db, verb, about)[:1])


def marked_right(said: dict[str, Any]) -> None:
    said["result"] |= {"success": True, "score": {"scaled": 1, "raw": 1, "min": 0, "max": 1}}


def made_a_pass(said: dict[str, Any]) -> None:
    said["verb"]["id"] = "http://adlnet.gov/expapi/verbs/passed"


def other_key(db: sqlite3.Connection) -> None:
    """A bundle in which the answer key was exchanged, under its old digest."""
    ((digest, content),) = db.execute("SELECT digest, bundle FROM content_version").fetchall()
    db.execute("UPDATE content_version SET bundle = ? WHERE digest = ?", (exchanged(content), digest))


def exchanged(content: bytes) -> bytes:
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            text = source.read(name).replace(b'"correct":true', b'"correct":null')
            archive.writestr(name, text.replace(b'"correct":false', b'"correct":true').replace(b"null", b"false"))
    return target.getvalue()


FAULTS: dict[str, tuple[Plant, str]] = {
    "points that nobody reached": (
        sql("UPDATE progress_item SET points = 5 WHERE item_id = 'wahl'"),
        "Aufgabe wahl: points: der Dienst sagt 5, nach dem Protokoll ist es 0",
    ),
    "a right answer taken back": (
        sql("UPDATE progress_item SET success = 0, scaled = 0 WHERE item_id = 'saldo'"),
        "Aufgabe saldo: scaled: der Dienst sagt 0, nach dem Protokoll ist es 1",
    ),
    "a try that was not made": (
        sql("UPDATE progress_item SET attempts = attempts + 1 WHERE item_id = 'paare'"),
        "Aufgabe paare: attempts: der Dienst sagt 3, nach dem Protokoll ist es 2",
    ),
    "a module that counts as done": (
        sql("UPDATE progress_registration SET satisfied = started WHERE satisfied IS NULL"),
        "nach dem Protokoll ist es nichts",
    ),
    "the day of a certificate moved": (
        sql("UPDATE progress_registration SET satisfied = satisfied - 86400000000 WHERE satisfied IS NOT NULL"),
        "satisfied: der Dienst sagt 20",
    ),
    "a pass withheld": (
        sql("UPDATE progress_lesson SET passed = NULL WHERE lesson_id = 'probe'"),
        "Lektion probe: passed: der Dienst sagt nichts",
    ),
    "a row of progress lost": (
        sql("DELETE FROM progress_lesson WHERE lesson_id = 'lesen'"),
        "Lektion lesen: done: der Dienst sagt nichts",
    ),
    "an answer marked right afterwards": (
        rewritten("answered", "wahl", marked_right),
        "sagt 1 Punkte, bewertet sind es 0",
    ),
    "a pass that was not earned": (rewritten("failed", "probe", made_a_pass), "war nach keiner Regel erreicht"),
    "an answer deleted": (deleted("answered", "luecken"), "Aufgabe luecken: attempts: der Dienst sagt 2"),
    "a pass deleted": (deleted("passed", "probe"), "das Quiz ist bestanden, aber der Dienst sagt es nicht"),
    "a vouch taken away": (unvouched("completed", "lesen"), "Lektion lesen: done"),
    "an answer key exchanged": (other_key, "der Inhalt ist nicht der, den sie nennt"),
}


@pytest.fixture
def learned(learner: Learner, signed_in, units, auditor: Auditor) -> Path:
    """The file of a database in which one passed and one failed."""
    learn(learner)
    other = Learner(signed_in(email="zwei@example.org"), units)
    other.begin()
    other.quiz(False, False, False, False)
    other.quiz(False, False, True, False, attempt=2)
    units.engine.dispose()
    return Path(auditor.database_url.removeprefix("sqlite:///"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_fault_planted_in_a_copy_is_named(learned: Path, auditor: Auditor, tmp_path: Path):
    status, said = auditor.verify(auditor.write(tmp_path / "heil"))
    assert status == 0, said
    for number, (name, (plant, named)) in enumerate(FAULTS.items()):
        copy = tmp_path / f"kopie-{number}.db"
        with sqlite3.connect(learned) as source, sqlite3.connect(copy) as target:
            source.backup(target)
        with sqlite3.connect(copy) as db:
            plant(db)
        db.close()
        status, said = auditor.verify(auditor.write(tmp_path / f"mappe-{number}", f"sqlite:///{copy}"))
        assert status == 1, name
        assert named in said, f"{name}: {said}"


def test_a_folder_that_was_cut_off_is_noticed(learner: Learner, auditor: Auditor, tmp_path: Path):
    learn(learner)
    folder = auditor.write(tmp_path / "mappe")
    lines = (folder / "statements.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "statements.jsonl").write_bytes(b"".join(lines[:-1]))
    assert "Eine Datei wurde abgeschnitten" in auditor.verify(folder)[1]
    shutil.rmtree(folder / "versions")
    status, said = auditor.verify(folder)
    assert status == 2
    assert said.startswith("Nicht lesbar: FileNotFoundError")


def test_the_folder_has_to_be_new(learner: Learner, auditor: Auditor, tmp_path: Path, capsys):
    learner.begin()
    folder = auditor.write(tmp_path / "mappe")
    assert main(["audit", str(folder)]) == 1
    assert capsys.readouterr().err == f"lms audit: {folder} is not empty; name a new folder\n"
