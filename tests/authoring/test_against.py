"""`authoring check --against`: what people already know by its id and that is gone now, at what is left around it."""

from pathlib import Path

import pytest

from tests.authoring.commands import Said, authoring
from tests.authoring.sources import SOUND, write_course
from tests.authoring.test_diff import git

QUIZ, MODULE = str(SOUND["modul/quiz.md"]), str(SOUND["modul/module.yaml"])
RENAMED = QUIZ.replace("#quiz-frage", "#andere-frage")
BLOCK = (
    ":::{timeseries} #linie\ndata: werte\nx: year\ny: [births]\ntitle: Geburten\n"
    "alt: Eine Linie, die von zehn auf neun fällt.\n:::\n"
)
WITH_BLOCK = f"{SOUND['modul/fall.md']}\n{BLOCK}"


@pytest.fixture
def check(tmp_path: Path):
    """Checks the sound course with some files replaced, against one in which others are."""

    def against(now: dict[str, str | bytes | None], before: dict[str, str | bytes | None] | None = None) -> Said:
        write_course(tmp_path / "alt", before)
        write_course(tmp_path / "neu", now)
        return authoring("check", "neu", "--against", "alt", cwd=tmp_path)

    return against


def test_nothing_gone_is_nothing_to_say(check):
    assert check({}) == Said(0, "No problems.\n", "")


def test_a_question_is_named_at_its_lesson_with_what_to_do(check):
    assert check({"modul/quiz.md": RENAMED}).out.splitlines()[0] == (
        "neu/modul/quiz.md:2:5: warning id-vanished: the question quiz-frage was released and is gone; write "
        ":replaces: quiz-frage in the question that is asked instead, give it its id back, or say in a silence why "
        "it may go: answers stay recorded and points that were reached stay"
    )


def test_a_question_that_is_replaced_or_has_moved_is_not_gone(check):
    replaced = RENAMED.replace("#andere-frage\n", "#andere-frage\n:replaces: quiz-frage\n")
    assert check({"modul/quiz.md": replaced}).out == "No problems.\n"
    question = QUIZ.rpartition("---\n")[2]
    moved = f"{SOUND['modul/fall.md']}{question}"
    assert "id-vanished" not in check({"modul/fall.md": moved, "modul/quiz.md": RENAMED}).out


def test_a_lesson_takes_its_questions_along_in_one_message_at_the_list_of_lessons(check):
    said = check({"modul/quiz.md": None, "modul/module.yaml": MODULE.replace("quiz: quiz.md\n", "")}).out
    assert (
        "neu/modul/module.yaml:8:3: warning id-vanished: the lesson quiz was released and is gone, with quiz-frage"
        in said
    )
    assert said.count("id-vanished") == 1


def test_a_module_is_named_at_the_list_of_modules(check):
    other = MODULE.replace("id: modul", "id: anders")
    said = check({"modul/module.yaml": other}).out
    assert "neu/course.yaml:12:3: warning id-vanished: the module modul was released and is gone;" in said


def test_a_block_is_named_too(check):
    said = check({}, {"modul/fall.md": WITH_BLOCK}).out
    assert "neu/modul/fall.md:2:5: warning id-vanished: the block linie was released and is gone;" in said


def test_a_silence_with_a_reason_is_enough_and_no_hint_without_comparing(check, tmp_path):
    silenced = RENAMED.replace("id: quiz", "# silence: id-vanished — Die Frage war doppelt.\nid: quiz")
    assert check({"modul/quiz.md": silenced}).out == "No problems.\n"
    assert authoring("check", "neu", cwd=tmp_path).out == "No problems.\n"
    assert "silence-unused" in authoring("check", "neu", "--against", "neu", cwd=tmp_path).out


def test_a_course_with_errors_is_mended_first(check):
    said = check({"modul/quiz.md": RENAMED, "modul/fall.md": f"{SOUND['modul/fall.md']}\n[x](fehlt.md)\n"}).out
    assert "link-broken" in said
    assert "id-vanished" not in said


def test_an_earlier_version_with_errors_is_said_and_does_not_keep_from_mending_it(check):
    said = check({}, {"modul/fall.md": f"{SOUND['modul/fall.md']}\n[x](fehlt.md)\n"})
    assert said == Said(0, "No problems.\n", "alt cannot be compared: its source has errors.\n")


def test_bundles_and_revisions_are_earlier_versions_too(tmp_path):
    root = write_course(tmp_path / "kurs")
    authoring("build", root, "-o", tmp_path / "alt.course")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "kurs")
    git(tmp_path, "commit", "-q", "-m", "Anfang")
    (root / "modul/quiz.md").write_text(RENAMED)
    for released in ("alt.course", "main", "main:kurs"):
        said = authoring("check", "kurs", "--against", released, cwd=tmp_path)
        assert (said.status, said.out.count("id-vanished")) == (0, 1), said
    elsewhere = authoring("check", "kurs/modul/fall.md", "--against", "main", cwd=tmp_path)
    assert elsewhere.out == "No problems.\n"


@pytest.mark.parametrize(
    ("released", "message"),
    [
        ("gibt-es-nicht", "gibt-es-nicht is neither a folder nor a file, and there is no Git repository here."),
        ("anderer", "These are two courses: one has the id anderer, the other kurs."),
    ],
)
def test_what_is_no_earlier_version_is_refused(tmp_path, released, message):
    write_course(tmp_path / "kurs")
    write_course(tmp_path / "anderer", {"course.yaml": str(SOUND["course.yaml"]).replace("id: kurs", "id: anderer")})
    said = authoring("check", "kurs", "--against", released, cwd=tmp_path)
    assert said.status == 2
    assert message in said.err
