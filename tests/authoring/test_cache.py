"""The cache: what comes from it is what would be made afresh, whatever was edited, deleted or damaged in between."""

import ast
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import authoring
from authoring.build import finish_lesson
from authoring.build.course import compiled
from authoring.cache import cache_file
from authoring.cache.cache_file import Cache, kept_for, passing
from authoring.locale import locale
from tests.authoring.sources import SOUND, lesson, picture, write_course

FALL, ANDERE, QUIZ = "modul/fall.md", "modul/andere.md", "modul/quiz.md"
LINKED = lesson(
    "Ein [Saldo](glossary:saldo), die [andere](andere.md#ein-abschnitt), [ein Blatt](media/blatt.pdf).\n\n"
    "![Eine Kurve](media/bild.png)\n\n"
    ":::{timeseries} #linie\ndata: werte\ny: [births]\ntitle: Linie\nalt: Eine Linie\n:::"
)
VARIANTS: dict[str, list[str | bytes | None]] = {
    FALL: [
        LINKED,
        SOUND[FALL],
        LINKED.replace("#ein-abschnitt", ""),
        lesson("Ein [Saldo](glossary:"),
        lesson("😀 *x*"),
    ],
    ANDERE: [
        SOUND[ANDERE],
        str(SOUND[ANDERE]).replace("id: andere", "id: anders"),
        str(SOUND[ANDERE]).replace("Ein Abschnitt", "Zwei Abschnitte"),
        str(SOUND[ANDERE]).replace("Text.", "Ein Absatz.\n\n:::{note} #fall-ein-absatz\nDa.\n:::"),
        None,
    ],
    QUIZ: [SOUND[QUIZ], str(SOUND[QUIZ]).replace("[x]", "[ ]"), str(SOUND[QUIZ]).replace("#quiz-frage", ""), LINKED],
    "glossary.yaml": [SOUND["glossary.yaml"], "- id: anderes\n  term: Anderes\n  definition: Etwas *anderes*.\n", None],
    "data/werte.csv": [
        SOUND["data/werte.csv"],
        "year,births,deaths,note\n2020,10,12,a\n",
        "year,deaths\n2020,1\n",
        "year,births,deaths,note\n2020,1O,12,a\n",
        "year,births,deaths,note\n2020,10,12,a\n2020,9,13,b\n",
        "",
        None,
    ],
    "data/werte.yaml": [
        SOUND["data/werte.yaml"],
        str(SOUND["data/werte.yaml"]).replace(
            "births: {label: Geburten, type: integer}", "births: {label: G, type: text}"
        ),
        str(SOUND["data/werte.yaml"]).replace("title: Werte", "title: Neue Werte"),
        "title: [",
        None,
    ],
    "modul/media/bild.png": [picture(), picture(size=(2000, 10)), b"PNG", None],
    "course.yaml": [SOUND["course.yaml"], str(SOUND["course.yaml"]).replace("language: de", "language: en"), "id: ["],
    "modul/module.yaml": [
        SOUND["modul/module.yaml"],
        str(SOUND["modul/module.yaml"]).replace("  - fall.md\n", "").replace("quiz.md", "fall.md"),
    ],
}
EDITS = st.sampled_from([(name, content) for name, contents in VARIANTS.items() for content in contents])


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    """Where this test's caches lie."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "lernraum"


def seen(folder: Path, kept: Cache | None = None):
    """Everything that comes out: problems, the course's text, the media."""
    result = compiled(folder, locale("de"), kept)
    said = [str(problem) for problem in result.problems]
    return (said, b"".join(result.text()), dict(result.media)) if result.problems.ok else (said, b"", {})


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(EDITS, min_size=1, max_size=8))
def test_cached_is_as_fresh_after_any_edits(tmp_path_factory, edits):
    folder = write_course(tmp_path_factory.mktemp("kurs"), {FALL: LINKED})
    with closing(passing()) as kept:
        for name, content in edits:
            (folder / name).unlink(missing_ok=True)
            if content is not None:
                (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
            assert seen(folder, kept) == seen(folder)


def test_an_unchanged_lesson_is_not_read_again(tmp_path, monkeypatch):
    folder = write_course(tmp_path / "kurs", {FALL: LINKED})
    with closing(kept_for(folder)) as kept:
        before = seen(folder, kept)
    parsed = []
    parse = finish_lesson.parse_lesson
    monkeypatch.setattr(
        finish_lesson, "parse_lesson", lambda source, *rest: parsed.append(source.name) or parse(source, *rest)
    )
    with closing(kept_for(folder)) as kept:
        assert seen(folder, kept) == before
        assert parsed == []
        (folder / ANDERE).write_text(str(SOUND[ANDERE]).replace("Text.", "Neuer Text."))
        seen(folder, kept)
        assert parsed == [ANDERE]
        (folder / "data/werte.csv").write_text("year,births,deaths,note\n2020,10,12,a\n2020,9,13,b\n")
        seen(folder, kept)
        assert parsed == [ANDERE, FALL]  # that lesson draws a line, and a year stands there twice now


@pytest.mark.parametrize("harm", ["deleted", "cut off", "another file", "flipped", "another table", "a folder"])
def test_a_damaged_cache_is_as_none(tmp_path, home, harm):
    folder = write_course(tmp_path / "kurs", {FALL: LINKED})
    with closing(kept_for(folder)) as kept:
        before = seen(folder, kept)
    (file,) = home.glob("*.sqlite")
    if harm == "flipped":
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("UPDATE made SET value = substr(value, 1, length(value) - 1) || x'07'")
    elif harm == "another table":
        file.unlink()
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("CREATE TABLE made (something TEXT)")
    else:
        content = file.read_bytes()
        file.unlink()
        if harm == "a folder":
            file.mkdir()
        elif harm != "deleted":
            file.write_bytes(content[: len(content) // 2] if harm == "cut off" else b"not a database" * 1000)
    with closing(kept_for(folder)) as kept:
        assert seen(folder, kept) == before


def test_where_nothing_can_be_kept_the_course_is_compiled_all_the_same(tmp_path, monkeypatch):
    folder = write_course(tmp_path / "kurs", {FALL: LINKED})
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with closing(kept_for(folder)) as kept:
        assert seen(folder, kept) == seen(folder)


def test_what_another_process_swept_away_is_made_again(tmp_path):
    folder = write_course(tmp_path / "kurs", {FALL: LINKED})
    with closing(kept_for(folder)) as kept:
        result = compiled(folder, locale("de"), kept)
        with closing(kept_for(folder)) as other:
            other._connection.execute("DELETE FROM made")
        assert b"".join(result.text()) == seen(folder)[1]


def test_the_file_does_not_grow_for_ever(tmp_path, home):
    folder = write_course(tmp_path / "kurs")
    for number in range(20):
        (folder / FALL).write_text(lesson(f"Absatz {number}."))
        with closing(kept_for(folder)) as kept:
            seen(folder, kept)
    with closing(sqlite3.connect(next(home.glob("*.sqlite")))) as connection:
        kept_keys = connection.execute("SELECT count(DISTINCT key) FROM made").fetchone()[0]
    assert kept_keys <= cache_file.SPARE * 8  # three lessons, three data sets, a picture, a sheet


def test_every_library_that_has_a_say_in_the_result_is_part_of_the_key():
    """A new version of one of them may render differently; those left out only talk to people."""
    root = Path(str(authoring.__file__)).parent
    trees = [ast.parse(path.read_text()) for path in root.rglob("*.py") if root / "preview" not in path.parents]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    names |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    foreign = {name.partition(".")[0] for name in names} - {*sys.stdlib_module_names, "authoring", "lms"}
    packages = {"PIL": "pillow", "yaml": "pyyaml", "markdown_it": "markdown-it-py", "pydantic_core": "pydantic"}
    mute = {"babel", "rich", "rich_argparse", "watchfiles", "pygls", "lsprotocol", "litestar", "granian", "markupsafe"}
    assert {packages.get(name, name.replace("_", "-")) for name in foreign - mute} == {*cache_file.LIBRARIES}
