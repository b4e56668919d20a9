"""Lessons that several processes finish are those that one would."""

from contextlib import closing
from multiprocessing import spawn

import pytest

from authoring.build.course import compiled
from authoring.build.parallel import FEW
from authoring.cache.cache_file import passing
from authoring.locale import locale
from tests.authoring.commands import authoring
from tests.authoring.sources import SOUND, write_course

BROKEN = 7, 71


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """So many lessons that starting processes pays; some look at data, two are wrong."""
    names = [f"lektion-{number}" for number in range(FEW + 1)]
    figure = ":::{{timeseries}} #{0}-linie\ndata: werte\ny: [births]\ntitle: Linie\nalt: Eine Linie\n:::\n"
    texts = dict.fromkeys(names, f"Zur [ersten]({names[0]}.md) und zum [Saldo](glossary:saldo).\n")
    texts |= {name: figure.format(name) for name in names[::25]}
    texts |= {names[number]: "Zum [Saldo](glossary:soldo) :::\n\n::: {{x}\n" for number in BROKEN}
    files = {
        f"modul/{name}.md": f"---\nid: {name}\ntitle: L\nminutes: 5\n---\n\n{text}" for name, text in texts.items()
    }
    listed = "".join(f"  - {name}.md\n" for name in names)
    module = str(SOUND["modul/module.yaml"]).replace("  - fall.md\n  - andere.md\n", listed)
    folder = tmp_path_factory.mktemp("ahead") / "kurs"
    return write_course(folder, {**files, "modul/module.yaml": module, "modul/fall.md": None, "modul/andere.md": None})


def test_several_processes_find_and_make_the_same(course):
    with closing(passing()) as alone, closing(passing()) as several:
        one, two = compiled(course, locale("de"), alone), compiled(course, locale("de"), several, processes=2)
        assert [str(problem) for problem in two.problems] == [str(problem) for problem in one.problems]
        assert len({problem.file for problem in one.problems if "lektion" in problem.file}) == len(BROKEN)
        assert (one.finisher.parsed, two.finisher.parsed) == (FEW + 2, 0)
        for lesson, other in zip(one.outline.lessons(), two.outline.lessons(), strict=True):
            assert lesson == other
            if not lesson.problems:
                assert one.finisher.text(lesson) == two.finisher.text(other)


def test_where_no_process_can_be_started_one_finishes_all(course, monkeypatch):
    monkeypatch.setattr(spawn, "_python_exe", b"/bin/false")
    result = compiled(course, locale("de"), processes=2)
    assert result.finisher.parsed == FEW + 2


def test_the_command_takes_a_number_of_processes(course):
    assert authoring("check", course, "--processes", "2").out == authoring("check", course, "--processes", "1").out
    assert "--processes" in authoring("build", course, "--processes", "0", "-o", "x").err
