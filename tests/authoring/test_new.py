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


def test_modules_and_lessons_are_entered_at_the_end_of_their_lists(tmp_path):
    authoring("new", "kurs", cwd=tmp_path)
    course = tmp_path / "kurs/course.yaml"
    course.write_bytes(
        course.read_bytes().replace(b"\n", b"\r\n").replace(b"- erstes-modul", b"- erstes-modul  # zuerst")
    )
    before = course.read_bytes()
    said = authoring("new", "kurs/wohnen", cwd=tmp_path).out
    assert "wohnen now stands in course.yaml at the end of modules:" in said
    assert course.read_bytes() == before + b"  - wohnen\r\n"
    authoring("new", "kurs/wohnen/Leerstand: wo?.md", cwd=tmp_path)
    said = authoring("new", "leerstand.md", cwd=tmp_path / "kurs/wohnen").out
    assert "leerstand.md now stands in module.yaml at the end of lessons:" in said
    module = (tmp_path / "kurs/wohnen/module.yaml").read_text()
    assert '  - wohnen-lektion.md\n  - "Leerstand: wo?.md"\n  - leerstand.md\nquiz:' in module
    assert authoring("check", "kurs", cwd=tmp_path).out == "No problems.\n"


@pytest.mark.parametrize("listed", ["modules: [erstes-modul]", "modules:\n  - >-\n    erstes-modul", "modules: []", ""])
def test_a_list_that_is_written_otherwise_is_left_to_its_author(tmp_path, listed):
    authoring("new", "kurs", cwd=tmp_path)
    course = tmp_path / "kurs/course.yaml"
    course.write_text(course.read_text().replace("modules:\n  - erstes-modul", listed))
    before = course.read_text()
    assert "Add wohnen to modules: in course.yaml." in authoring("new", "kurs/wohnen", cwd=tmp_path).out
    assert course.read_text() == before


@pytest.mark.parametrize(("listed", "path"), [("  - leerstand.md\nquiz", "leerstand.md"), ("quiz", "quiz.md")])
def test_what_its_author_listed_already_is_not_listed_twice(tmp_path, listed, path):
    authoring("new", "kurs", cwd=tmp_path)
    module = tmp_path / "kurs/erstes-modul/module.yaml"
    module.write_text(module.read_text().replace("quiz", listed, 1))
    (module.parent / "quiz.md").unlink()
    before = module.read_text()
    assert authoring("new", f"kurs/erstes-modul/{path}", cwd=tmp_path).out.count("\n") == 1
    assert module.read_text() == before


def test_a_lesson_needs_a_module_to_lie_in(tmp_path):
    authoring("new", "kurs", cwd=tmp_path)
    said = authoring("new", "kurs/wohnen/leerstand.md", cwd=tmp_path)
    assert said.status == 2
    assert "make one first: authoring new kurs/wohnen" in said.err
    assert not (tmp_path / "kurs/wohnen").exists()


@pytest.mark.parametrize("path", ["kurs", "kurs/erstes-modul", "kurs/erstes-modul/quiz.md"])
def test_nothing_is_ever_overwritten(tmp_path, path):
    authoring("new", "kurs", cwd=tmp_path)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    said = authoring("new", path, cwd=tmp_path)
    assert said.status == 2
    assert "exists already" in said.err
    assert before == {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
