"""Publishing bundles, and reading what is published."""

import json
from pathlib import Path

import pytest
from litestar.testing import TestClient
from sqlalchemy import func, select

from lms.cli import main
from lms.content.library import Library
from lms.content.tables import CourseVersionRow, CurrentVersionRow, PublicationRow
from lms.db.units import Units
from lms.settings import Settings
from tests import make

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture(autouse=True)
def _environment(settings: Settings, units: Units, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    monkeypatch.setenv("LMS_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("LMS_DATABASE_URL", settings.database_url)


def publish(path: Path, *words: str) -> int:
    return main(["publish", str(path), *words])


def counted(units: Units) -> tuple[int, int, int]:
    """Versions, publications, current versions."""
    with units.reading() as db:
        return tuple(
            db.scalar(select(func.count()).select_from(table)) or 0
            for table in (CourseVersionRow, PublicationRow, CurrentVersionRow)
        )  # type: ignore[return-value]


def test_a_published_course_is_there_for_readers(tmp_path: Path, units: Units, client: TestClient):
    assert publish(make.bundle_file(tmp_path), "--commit", COMMIT) == 0
    assert "Ein Modul" in client.get("/").text
    with units.reading() as db:
        assert db.scalars(select(PublicationRow.commit)).one() == COMMIT


def test_publishing_twice_changes_nothing(tmp_path: Path, units: Units, capsys: pytest.CaptureFixture[str]):
    path = make.bundle_file(tmp_path)
    publish(path, "--commit", COMMIT)
    capsys.readouterr()
    assert publish(path, "--format", "json", "--commit", COMMIT) == 0
    assert json.loads(capsys.readouterr().out)["changed"] is False
    assert counted(units) == (1, 1, 1)


def test_another_commit_with_the_same_content_is_recorded_beside_it(tmp_path: Path, units: Units):
    path = make.bundle_file(tmp_path)
    publish(path, "--commit", COMMIT)
    publish(path, "--commit", COMMIT[::-1])
    assert counted(units) == (1, 2, 1)


def test_a_running_service_shows_a_new_version_and_keeps_the_old_one(tmp_path: Path, units: Units, client: TestClient):
    library = Library()
    publish(make.bundle_file(tmp_path))
    with units.reading() as db:
        old = library.current(db)
    assert "Ein Modul" in client.get("/").text
    changed = make.course()
    changed = changed.model_copy(
        update={"modules": (changed.modules[0].model_copy(update={"title": "Das neue Modul"}),)}
    )
    publish(make.bundle_file(tmp_path, changed))
    assert "Das neue Modul" in client.get("/").text
    with units.reading() as db:
        new = library.current(db)
        assert old
        assert new
        assert new.digest != old.digest
        assert library.version(db, old.digest) is old  # parsed once
        assert Library().version(db, old.digest).course.modules[0].title == "Ein Modul"
    assert counted(units) == (2, 2, 1)


def test_going_back_to_an_earlier_version_is_a_publication_too(tmp_path: Path, units: Units, client: TestClient):
    publish(make.bundle_file(tmp_path))
    publish(make.bundle_file(tmp_path, make.course(title="Neuer Titel")))
    assert publish(make.bundle_file(tmp_path)) == 1
    assert publish(make.bundle_file(tmp_path), "--accept", "back") == 0
    assert counted(units) == (2, 3, 1)
    assert client.get("/").status_code == 200


def test_a_damaged_or_foreign_file_changes_nothing(tmp_path: Path, units: Units, capsys: pytest.CaptureFixture[str]):
    whole = make.bundle_file(tmp_path).read_bytes()
    bad = tmp_path / "bad.course"
    for content in (b"", b"not a zip", whole[: len(whole) // 2], whole.replace(b"Guten Tag", b"Gutes Tag")):
        bad.write_bytes(content)
        assert publish(bad) == 1
        assert "build it again" in capsys.readouterr().err
    assert counted(units) == (0, 0, 0)


def test_a_course_keeps_its_namespace_and_a_module_its_course(
    tmp_path: Path, units: Units, capsys: pytest.CaptureFixture[str]
):
    publish(make.bundle_file(tmp_path))
    moved = make.course().model_copy(update={"namespace": "https://anders.example.org"})
    assert publish(make.bundle_file(tmp_path, moved)) == 1
    assert "was published with the namespace https://kurs.example.org/kurs" in capsys.readouterr().err
    assert publish(make.bundle_file(tmp_path, make.course("zweiter"))) == 1
    assert "the module modul belongs to the course kurs" in capsys.readouterr().err
    assert counted(units) == (1, 1, 1)


def test_a_commit_has_to_look_like_one(tmp_path: Path):
    with pytest.raises(SystemExit):
        publish(make.bundle_file(tmp_path), "--commit", "main; rm")


def test_media_are_served_for_ever_under_the_digest(tmp_path: Path, units: Units, client: TestClient):
    picture = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    publish(make.bundle_file(tmp_path, assets={"modul/media/bild.svg": picture}))
    with units.reading() as db:
        bundle = Library().current(db)
    assert bundle
    path = f"/assets/{bundle.digest}/modul/media/bild.svg"
    answer = client.get(path)
    assert answer.content == picture
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "immutable" in answer.headers["cache-control"]
    assert client.get(path, headers={"if-none-match": answer.headers["etag"]}).status_code == 304
    for wrong in (
        f"/assets/{bundle.digest}/modul/media/fehlt.svg",
        "/assets/0000/x.svg",
        f"/assets/{bundle.digest}/%00",
    ):
        assert client.get(wrong).status_code == 404
