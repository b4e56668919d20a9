"""`authoring new`: what it creates can be checked, built and learned from at once."""

import pytest

from tests.authoring.commands import authoring


def test_a_new_course_has_no_problems_and_builds(tmp_path):
    said = authoring("new", "Größe-und-Alter", cwd=tmp_path)
    assert said.status == 0
    assert said.out == "Größe-und-Alter created.\nGo on with: authoring check Größe-und-Alter\n"
    assert authoring("check", "Größe-und-Alter", cwd=tmp_path).out == "No problems.\n"
    assert authoring("fmt", "Größe-und-Alter", "--check", cwd=tmp_path).status == 0
    assert authoring("build", "Größe-und-Alter", "-o", "neu.course", cwd=tmp_path).status == 0
    assert "id: groesse-und-alter\n" in (tmp_path / "Größe-und-Alter/course.yaml").read_text()


def test_an_empty_folder_may_become_a_course(tmp_path):
    (tmp_path / "kurs").mkdir()
    assert authoring("new", ".", cwd=tmp_path / "kurs").status == 0
    assert "id: kurs\n" in (tmp_path / "kurs/course.yaml").read_text()


def test_modules_and_lessons_are_added_and_then_listed_by_hand(tmp_path):
    authoring("new", "kurs", cwd=tmp_path)
    assert "Add wohnen to modules: in course.yaml." in authoring("new", "kurs/wohnen", cwd=tmp_path).out
    assert "Add leerstand.md to lessons:" in authoring("new", "kurs/wohnen/leerstand.md", cwd=tmp_path).out
    assert "module-unlisted" in authoring("check", "kurs", cwd=tmp_path).out
    for name, key, entry in (("course.yaml", "modules", "wohnen"), ("wohnen/module.yaml", "lessons", "leerstand.md")):
        path = tmp_path / "kurs" / name
        path.write_text(path.read_text().replace(f"{key}:\n", f"{key}:\n  - {entry}\n", 1))
    assert authoring("check", "kurs", cwd=tmp_path).out == "No problems.\n"


@pytest.mark.parametrize("path", ["kurs", "kurs/erstes-modul", "kurs/erstes-modul/quiz.md"])
def test_nothing_is_ever_overwritten(tmp_path, path):
    authoring("new", "kurs", cwd=tmp_path)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    said = authoring("new", path, cwd=tmp_path)
    assert said.status == 2
    assert "exists already" in said.err
    assert before == {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
