"""`authoring diff`: two versions named as folders, bundles or Git revisions; told, as JSON, and as pages."""

import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from lms.course import bundle, packing
from lms.course.bundle import Manifest
from tests import make
from tests.authoring.commands import Said, authoring
from tests.authoring.sources import SOUND, picture, write_course

QUIZ = SOUND["modul/quiz.md"]
OTHER_KEY = QUIZ.replace("[x] {#dies}", "[ ] {#dies}").replace("[ ] {#das}", "[x] {#das}")
OTHER_QUESTION = QUIZ.replace("Was stimmt?", "Wie viele Menschen leben hier?")
NUMBER = ":::{numeric} #quiz-frage\n:answer: 3\n\nWas stimmt?\n:::\n"


@pytest.fixture
def versions(tmp_path):
    """Compares the sound course with one in which files are replaced."""

    def compare(changes: dict[str, str | bytes | None], *words: str | Path, **environment: str) -> Said:
        write_course(tmp_path / "alt")
        write_course(tmp_path / "neu", changes)
        return authoring("diff", "alt", "neu", *words, cwd=tmp_path, **environment)

    return compare


def git(folder: Path, *words: str) -> str:
    person = ("-c", "user.name=Ada Beispiel", "-c", "user.email=ada@example.org")
    done = subprocess.run(["git", *person, *words], cwd=folder, check=True, capture_output=True)
    return done.stdout.decode().strip()


@pytest.fixture
def repository(tmp_path):
    """A repository with the course in a folder, one commit called `eins`; the working copy has another key."""
    git(tmp_path, "init", "-q", "-b", "main")
    write_course(tmp_path / "kurse" / "kurs")
    git(tmp_path, "add", "kurse")
    git(tmp_path, "commit", "-q", "-m", "Anfang")
    git(tmp_path, "tag", "eins")
    (tmp_path / "kurse/kurs/modul/quiz.md").write_text(OTHER_KEY)
    return tmp_path


def test_the_same_twice_has_no_differences(versions):
    assert versions({}) == Said(0, "No differences.\n", "")


def test_a_corrected_key_is_told_at_its_place_with_what_it_means(versions):
    assert versions({"modul/quiz.md": OTHER_KEY}) == Said(
        0,
        "neu/modul/quiz.md:7:1: key-fixed quiz-frage: Question 1 in “Quiz” was corrected.\n"
        "    − Dies\n    + Das\n    → answers are graded again; nobody loses points\n1 difference\n",
        "",
    )


def test_german_authors_read_german(versions):
    said = versions({"modul/quiz.md": OTHER_KEY}, LC_ALL="de_DE.UTF-8").out
    assert "Frage 1 in „Quiz“ wurde berichtigt." in said
    assert said.endswith("Antworten werden neu bewertet; niemand verliert Punkte\n1 Unterschied\n")


def test_another_question_under_its_old_id_has_to_be_cleared_up(versions):
    said = versions({"modul/quiz.md": OTHER_QUESTION})
    assert said.status == 1
    assert said.out.startswith("neu/modul/quiz.md:7:1: meaning-changed quiz-frage: Question 1 in “Quiz” seems to ask")
    assert "write :change: wording — and why" in said.out
    assert said.out.endswith("1 difference, 1 of them has to be cleared up\n")
    told = OTHER_QUESTION.replace("#quiz-frage\n", "#quiz-frage\n:change: wording — Klarer gefragt.\n\n")
    confirmed = versions({"modul/quiz.md": told})
    assert confirmed.status == 0
    assert "    reason: Klarer gefragt.\n" in confirmed.out


def test_an_id_used_for_another_kind_has_to_be_cleared_up(versions):
    said = versions({"modul/quiz.md": QUIZ.partition(":::")[0] + NUMBER})
    assert said.status == 1
    assert "reused quiz-frage: The id quiz-frage names a question of another kind than before" in said.out
    assert "give it a new id" in said.out


def test_programs_get_the_same_as_json(versions):
    said = json.loads(versions({"modul/quiz.md": OTHER_KEY}, "--format", "json").out)
    (change,) = said["changes"]
    assert (said["course"], said["old"], said["new"], said["effects"]) == ("kurs", "alt", "neu", {})
    assert change["kind"] == "key-fixed"
    assert change["where"] == {"module": "modul", "lesson": "quiz", "item": "quiz-frage", "option": ""}
    assert change["place"] == "neu/modul/quiz.md:7:1"
    assert change["replays"]
    assert not change["refuses"]


def test_revisions_folders_and_bundles_can_be_compared_with_each_other(repository):
    course = repository / "kurse/kurs"
    assert "key-fixed" in authoring("diff", "eins", ".", cwd=course).out
    assert "key-fixed" in authoring("diff", "eins", "kurse/kurs", cwd=repository).out
    git(repository, "commit", "-qam", "Berichtigt")
    assert "main:modul/quiz.md:7:1: key-fixed" in authoring("diff", "HEAD~1", "main", cwd=repository).out
    authoring("build", course, "-o", "neu.course", cwd=repository)
    said = authoring("diff", "eins:kurse/kurs", "neu.course", cwd=repository).out
    assert said.startswith("eins:modul/quiz.md:7:1: key-fixed")
    assert authoring("diff", "main", "neu.course", cwd=repository) == Said(0, "No differences.\n", "")
    assert not list(repository.glob("authoring-diff-*"))


def test_a_revision_with_several_courses_asks_which_one(repository):
    write_course(
        repository / "kurse" / "zweiter", {"course.yaml": SOUND["course.yaml"].replace("id: kurs", "id: zwei")}
    )
    git(repository, "add", "kurse")
    git(repository, "commit", "-qm", "Noch einer")
    said = authoring("diff", "HEAD", "HEAD", cwd=repository)
    assert said.status == 2
    assert "several courses in HEAD: kurse/kurs, kurse/zweiter; write for example HEAD:kurse/kurs" in said.err
    assert authoring("diff", "HEAD", "HEAD", cwd=repository / "kurse/zweiter").out == "No differences.\n"
    apart = authoring("diff", "HEAD:kurse/kurs", "HEAD:kurse/zweiter", cwd=repository)
    assert apart == Said(2, "", "authoring: These are two courses: one has the id kurs, the other zwei.\n")


def older(path: Path) -> None:
    """A bundle of a format that is no longer read."""
    packing.write(make.course(), {}, path)
    manifest = Manifest(kind=bundle.KIND, format=0, digest="0" * 64, files={})
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", manifest.model_dump_json())


NO_VERSIONS = {
    "nirgends": "nirgends is neither a folder nor a file nor a revision of",
    "eins:woanders": "There is no course in eins:woanders.",
    "leer": "There is no course in leer.",
    "text.txt": "There is no course.yaml in text.txt or above it, and it is no bundle.",
    "kaputt.course": "kaputt.course cannot be read: The file is a zip but not a course bundle",
    "alt.course": "alt.course cannot be read: The bundle has format 0, older than format 1",
    "anderer.course": "These are two courses: one has the id anderer, the other kurs.",
    "--exec=id": "See authoring",
}


def test_what_is_no_version_of_this_course_is_refused_in_a_sentence(repository):
    nothing = git(repository, "hash-object", "-w", "-t", "tree", "/dev/null")
    git(repository, "branch", "leer", git(repository, "commit-tree", nothing, "-m", "Leer"))
    (repository / "text.txt").write_text("Guten Tag")
    (repository / "kaputt.course").write_bytes(b"PK\x05\x06" + bytes(18))
    older(repository / "alt.course")
    packing.write(make.course("anderer"), {}, repository / "anderer.course")
    for old, sentence in NO_VERSIONS.items():
        said = authoring("diff", old, "kurse/kurs", cwd=repository)
        assert (said.status, said.out) == (2, ""), old
        assert sentence in said.err


def test_outside_of_a_repository_only_folders_and_bundles_are_known(tmp_path):
    write_course(tmp_path / "kurs")
    said = authoring("diff", "main", "kurs", cwd=tmp_path, GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert said.err == ("authoring: main is neither a folder nor a file, and there is no Git repository here.\n")


def test_without_git_folders_are_compared_and_revisions_refused(tmp_path):
    write_course(tmp_path / "kurs")
    assert authoring("diff", "kurs", "kurs", cwd=tmp_path, PATH="").status == 0
    said = authoring("diff", "main", "kurs", cwd=tmp_path, PATH="")
    assert said.err == "authoring: Git is not installed here; name folders or bundles instead of revisions.\n"


def test_a_version_with_errors_is_not_compared(versions):
    said = versions({"modul/quiz.md": QUIZ.replace("[x]", "[ ]")})
    assert said.status == 1
    assert "neu/modul/quiz.md:7:1: error choice-answers" in said.err
    assert said.err.endswith("neu cannot be compared: its source has errors.\n")


PICTURE = "Ein Bild: ![Zwei Kreise](media/bild.png)\n"


def test_the_pages_stand_alone_with_both_sides_and_their_media(versions, tmp_path):
    changes = {
        "modul/quiz.md": OTHER_KEY,
        "modul/fall.md": SOUND["modul/fall.md"] + "\n" + PICTURE,
        "modul/media/bild.png": picture(),
    }
    said = versions(changes, "--html", "seiten")
    assert said.err == "seiten/index.html written: open it in a browser.\n"
    page = (tmp_path / "seiten/index.html").read_text()
    assert 'lang="en"' in page
    assert "What becomes different" in page
    for address in re.findall(r'(?:href|src)="([^"#][^"]*)"', page):
        assert (tmp_path / "seiten" / address).is_file(), address
    assert "new/modul/media/bild.png" in page
    assert not re.search(r"https?://|<script|style=", page)
    assert page.count('<li class="rv-right">') == 2
    assert versions({}, "--html", "seiten").status == 0, "its own folder is written again"
    assert "Both versions are the same." in (tmp_path / "seiten/index.html").read_text()


def test_the_pages_do_not_mix_with_other_files(versions, tmp_path):
    (tmp_path / "seiten").mkdir()
    (tmp_path / "seiten/meins.txt").write_text("Meins")
    said = versions({"modul/quiz.md": OTHER_KEY}, "--html", "seiten")
    assert (said.status, said.err) == (2, "authoring: seiten holds other files; name a new folder for the pages.\n")
    assert [path.name for path in (tmp_path / "seiten").iterdir()] == ["meins.txt"]
