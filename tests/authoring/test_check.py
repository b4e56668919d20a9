"""`authoring check`: what it finds, how it says so, and that nothing an author saves makes it fall over."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot

from authoring.build.course import compiled
from authoring.locale import locale
from tests.authoring.commands import authoring
from tests.authoring.sources import SOUND, lesson, picture, write_course

FALL = "modul/fall.md"


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in compiled(folder, locale("en")).problems]


def test_a_sound_course_has_no_problems(tmp_path):
    said = authoring("check", write_course(tmp_path))
    assert (said.status, said.out) == (0, "No problems.\n")


def test_errors_end_with_status_1_and_a_summary(tmp_path):
    course = write_course(tmp_path / "kurs", {FALL: lesson(":::{note}\n\nText[^a]\n\n![](media/bild.png)\n\n[^b]: B")})
    said = authoring("check", "kurs", cwd=tmp_path, LANG="de_DE.UTF-8")
    assert said.status == 1
    assert said.err == ""
    assert said.out == snapshot("""\
kurs/modul/fall.md:7:1: error directive-unclosed: der Block note wird nie geschlossen; beenden Sie ihn mit einer Zeile :::; ein Block um einen anderen braucht mehr Doppelpunkte
kurs/modul/fall.md:9:5: error footnote-undefined: die Fußnote a ist nicht definiert; schreiben Sie die Fußnote: [^a]: …
kurs/modul/fall.md:11:5: error image-alt: das Bild media/bild.png hat keinen Alternativtext; sagen Sie zwischen ![ und ], was es zeigt, oder schreiben Sie <!-- decorative --> dahinter, wenn es nur schmückt
kurs/modul/fall.md:13:1: warning footnote-unused: auf die Fußnote b verweist nichts; schreiben Sie [^b] in den Text oder löschen Sie die Fußnote
3 Fehler, 1 Warnung
""")  # noqa: E501 - problems are one line each
    assert str(course) not in said.out


def test_warnings_alone_end_with_status_0(tmp_path):
    said = authoring("check", write_course(tmp_path, {"glossary.yaml": None}))
    assert said.status == 0
    assert said.out.endswith("1 warning\n")


@pytest.mark.parametrize(
    "arguments",
    [(), ("chek", "."), ("check",), ("check", "nowhere"), ("check", "."), ("check", ".", "--format", "xml")],
)
def test_a_wrong_call_ends_with_status_2_and_says_how_to_go_on(tmp_path, arguments):
    said = authoring(*arguments, cwd=tmp_path)
    assert said.status == 2
    assert said.out == ""
    assert "authoring" in said.err
    assert "Traceback" not in said.err


def test_json_lists_every_problem_with_its_place(tmp_path):
    write_course(tmp_path, {FALL: lesson("[Text](fehlt.md)")})
    said = authoring("check", ".", "--format", "json", cwd=tmp_path)
    assert said.status == 1
    assert json.loads(said.out) == snapshot(
        [
            {
                "file": "modul/fall.md",
                "line": 7,
                "column": 8,
                "severity": "error",
                "code": "link-broken",
                "message": "there is no file fehlt.md",
                "hint": "correct the path or add the file",
                "mistaken": "",
                "meant": "",
            }
        ]
    )


def test_json_of_a_sound_course_is_an_empty_list(tmp_path):
    assert json.loads(authoring("check", write_course(tmp_path), "--format", "json").out) == []


def test_colours_are_for_terminals_and_respect_no_color(tmp_path):
    write_course(tmp_path, {FALL: lesson("[Text](fehlt.md)")})
    assert "\x1b[" not in authoring("check", ".", cwd=tmp_path).out
    assert "\x1b[1;31m" in authoring("check", ".", cwd=tmp_path, FORCE_COLOR="1", TERM="xterm-256color").out
    coloured = authoring("check", ".", cwd=tmp_path, FORCE_COLOR="1", TERM="xterm-256color", NO_COLOR="1").out
    assert "\x1b[1;31m" not in coloured


def test_help_follows_the_locale():
    assert "Meldet jedes Problem" in authoring("check", "--help", LC_ALL="de_DE.UTF-8").out
    assert "Report every problem" in authoring("check", "--help", LC_ALL="C", LANG="de_DE.UTF-8").out


def test_one_file_or_module_shows_its_own_problems_only(tmp_path):
    broken = lesson("[Text](fehlt.md)")
    without = dict.fromkeys(("modul/media/bild.png", "modul/media/blatt.pdf"))
    changes = {FALL: broken, "modul/andere.md": broken.replace("id: fall", "id: andere"), **without}
    course = write_course(tmp_path, changes)
    assert len(authoring("check", course).out.splitlines()) == 3
    assert len(authoring("check", course / "modul").out.splitlines()) == 3
    alone = authoring("check", course / "modul" / "fall.md")
    assert alone.status == 1
    assert [line.split(":")[0][-7:] for line in alone.out.splitlines()] == ["fall.md", "1 error"]
    assert authoring("check", course / "modul" / "quiz.md").status == 0


def test_a_problem_stays_one_line_and_steers_no_terminal(tmp_path):
    course = write_course(tmp_path, {"modul/a\nb.md": "x", FALL: lesson(":::{no\x1b[31mte}\nText\n:::")})
    said = authoring("check", course)
    assert "modul/a\\nb.md:1:1: warning lesson-unlisted" in said.out
    assert "there is no block no\\x1b[31mte" in said.out
    assert "\x1b" not in said.out
    assert len(said.out.splitlines()) == len(json.loads(authoring("check", course, "--format", "json").out)) + 1


def test_another_encoding_is_named_with_its_place(tmp_path):
    latin = lesson("Bevölkerung").encode("latin-1")
    write_course(tmp_path, {FALL: latin, "modul/andere.md": lesson("Text").encode("utf-16")})
    assert [line.partition(";")[0] for line in problems(tmp_path)] == [
        "modul/andere.md:1:1: error encoding: the file is not UTF-8, it looks like UTF-16",
        "modul/fall.md:7:4: error encoding: the file is not UTF-8, it looks like Windows-1252",
    ]


def test_a_nul_byte_is_named_with_its_place(tmp_path):
    write_course(tmp_path, {FALL: lesson("Text\0")})
    assert problems(tmp_path) == [
        "modul/fall.md:7:5: error nul-byte: the file holds a NUL byte; delete it; save the file as UTF-8"
    ]


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path):
    windows = ("\ufeff" + lesson("Text")).replace("\n", "\r\n").encode()
    assert problems(write_course(tmp_path, {FALL: windows})) == []


def test_a_file_of_50_megabytes_is_refused_unread(tmp_path, monkeypatch):
    write_course(tmp_path)
    with (tmp_path / FALL).open("ab") as file:
        file.truncate(50_000_000)
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path) if path.name != "fall.md" else pytest.fail("read"))
    assert problems(tmp_path) == [
        "modul/fall.md:1:1: error file-size: the file has 50.0 MB; 1 MB are allowed; split it or make it smaller"
    ]


def test_a_symbolic_link_out_of_the_course_is_not_followed(tmp_path):
    secret = tmp_path / "geheim.md"
    secret.write_text(lesson("Geheim"))
    course = write_course(tmp_path / "kurs", {FALL: None})
    (course / FALL).symlink_to(secret)
    assert [line.partition(";")[0] for line in problems(course)] == [
        "modul/fall.md:1:1: error symlink: the symbolic link leads out of the course"
    ]


def test_a_module_that_is_a_link_out_of_the_course_is_not_followed(tmp_path):
    elsewhere = write_course(tmp_path / "anderswo")
    course = write_course(tmp_path / "kurs", {name: None for name in SOUND if name.startswith("modul/")})
    (course / "modul").symlink_to(elsewhere / "modul")
    assert [line.split(": ")[1] for line in problems(course)] == ["error symlink"]


def test_links_in_circles_and_to_nowhere_are_problems(tmp_path):
    course = write_course(tmp_path, {FALL: None, "modul/andere.md": None})
    (course / FALL).symlink_to("fall.md")
    (course / "modul/andere.md").symlink_to("nirgends.md")
    assert [line.split(": ")[1] for line in problems(course)] == ["error symlink", "error symlink"]


def test_a_link_inside_the_course_is_fine(tmp_path):
    course = write_course(tmp_path, {"modul/media/bild.png": None, "bilder/bild.png": picture()})
    (course / "modul/media/bild.png").symlink_to("../../bilder/bild.png")
    (course / FALL).write_text(lesson("![Eine Kurve](media/bild.png)"))
    assert problems(course) == []


def test_a_pipe_instead_of_a_file_does_not_hang(tmp_path):
    course = write_course(tmp_path, {FALL: None})
    os.mkfifo(course / FALL)
    assert [line.split(": ")[1] for line in problems(course)] == ["error file-type"]


def test_a_list_that_is_none_is_found_in_the_very_first_line(tmp_path):
    assert any(":1:1: warning list-fake" in one for one in problems(write_course(tmp_path, {FALL: "• Eins\n• Zwei\n"})))


def test_an_unreadable_course_file_is_one_problem(tmp_path):
    assert [line.split(": ")[1] for line in problems(write_course(tmp_path, {"course.yaml": "id: [\n"}))] == [
        "error yaml"
    ]


def test_a_hundred_thousand_brackets_do_not_end_the_process(tmp_path):
    for name in ("course.yaml", "glossary.yaml", "modul/module.yaml", "data/werte.yaml"):
        assert problems(write_course(tmp_path / name.replace("/", "-"), {name: "[" * 100_000}))
    deep = lesson("> " * 10_000 + "x\n\n" + "- " * 5_000 + "y\n\n" + "*" * 10_000 + "\n\n" + "[" * 10_000 + "$" * 999)
    compiled(write_course(tmp_path / "tief", {FALL: deep}), locale("en"))


def test_missing_ids_of_a_file_take_one_line_and_hide_nothing_else(tmp_path):
    text = lesson(":::{choice}\nWas?\n\n- [x] Ja\n- [ ] Nein\n:::\n\n[weg](fehlt.md)").replace("id: fall\n", "")
    write_course(tmp_path, {FALL: text})
    said = authoring("check", ".", cwd=tmp_path).out.splitlines()
    assert said[0] == f"{FALL}:2:1: error id-missing: 4 ids are missing in this file; run authoring fmt, it writes one"
    assert ["id-missing" in line for line in said] == [True, False, False]
    assert said[-1] == "5 errors"
    assert authoring("check", "--all", ".", cwd=tmp_path).out.count("error id-missing: an id is missing here") == 4


def test_a_place_without_a_key_is_a_problem_and_not_the_end(tmp_path):
    places = str(SOUND["data/orte.csv"]).replace("15081045", "150:::81045")
    found = problems(write_course(tmp_path, {"data/orte.csv": places, FALL: lesson("{{kommune.einwohner(2023)}}")}))
    assert [problem.split(" ")[2] for problem in found] == ["data-key:"]


PIECES = st.sampled_from(
    [
        *(":::", "::::", ":::{choice}", ":::{fill-in} #x", ":::{pyramid}", ":::{matching}", ":points: x", ":hint:"),
        *("- [x] ", "- [ ] {#a}", "{#", "}", "→", " — ", "[[", "]]", "|", "[^a]", "[^a]: ", "](", "![", "glossary:"),
        *("---", "```", "$", "$$", "\\frac{", "<b>", "<!--", "\t", "  ", "\n\n", "\r", "\x0b", "\u2028", "ä", "\u0308"),
        *("id: ", "- ", ": ", "&a ", "*a", "!!int ", "{", "[", '"', "'", "null", "~", "#", "%", "@", "`", "\x7f", ","),
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from([name for name in SOUND if not name.startswith("modul/media")]),
    cut=st.tuples(st.floats(0, 1), st.integers(0, 30)),
    pieces=st.lists(PIECES | st.text(max_size=3), max_size=6),
)
def test_whatever_an_author_saves_ends_in_problems_or_a_course(tmp_path_factory, name, cut, pieces):
    text = SOUND[name]
    at = int(cut[0] * len(text))
    broken = text[:at] + "".join(pieces) + text[at + cut[1] :]
    changes = {name: broken.encode("utf-8", "surrogatepass")}
    course = write_course(tmp_path_factory.mktemp("kurs"), changes)
    result = compiled(course, locale("de"))
    assert result.course or not result.problems.ok
    assert all(problem.line >= 1 and problem.column >= 1 for problem in result.problems)


VALUE = re.compile(r"^( *(?:- |:)?[a-z_]+:)(?: (?!\n).*)?$", re.MULTILINE)


@pytest.mark.parametrize("value", ["", " [a]", " {a: b}", " [{a: b}]", " true", " 7"])
def test_a_value_of_any_shape_anywhere_ends_in_problems_or_a_course(tmp_path, value):
    places = [(name, found) for name, text in SOUND.items() if isinstance(text, str) for found in VALUE.finditer(text)]
    assert len(places) > 60
    for number, (name, found) in enumerate(places):
        text = str(SOUND[name])
        broken = f"{text[: found.start()]}{found[1]}{value}{text[found.end() :]}"
        result = compiled(write_course(tmp_path / str(number), {name: broken}), locale("de"))
        assert result.course or not result.problems.ok, found[0]


def test_a_check_of_what_was_checked_before_loads_only_what_it_needs(tmp_path):
    """Most of a check after an edit is starting Python."""
    course, caches = write_course(tmp_path / "kurs", {}), str(tmp_path / "caches")
    spared = {"jinja2", "lms.web.render", "pygls", "PIL", "urllib.request", "lms.course.changes", "latex2mathml"}
    start = "import sys; from authoring.commands.main import main"
    look = f"{start}; main(['check', '{course}']); print({spared} & set(sys.modules))"
    assert authoring("check", course, XDG_CACHE_HOME=caches).status == 0
    environment = {**os.environ, "XDG_CACHE_HOME": caches}
    said = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, env=environment)
    assert said.stdout.endswith("\nset()\n")
