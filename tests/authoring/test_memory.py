"""What a build holds while it goes on: what the course needs of a finished lesson, and nothing of its text."""

import gc
import tracemalloc
from contextlib import closing
from pathlib import Path

from authoring.cache import passing
from authoring.course import compiled
from authoring.locale import locale
from tests.authoring.sources import SOUND, write_course

MOST = 2_400  # bytes; a lesson below has 1,200 of text alone, and its tokens many times that
FEW, MANY = 50, 150
TEXT = "Eine Gemeinde zählt **viele** Menschen und plant für *alle*. " * 8


def course(folder: Path, lessons: int) -> Path:
    """Each lesson with some text, a question, and links to the glossary and to a neighbour."""
    names = [f"lektion-{number}" for number in range(lessons)]
    linked = f"Der [Saldo](glossary:saldo) kommt aus der [ersten Lektion]({names[0]}.md#abschnitt).\n"
    files: dict[str, str | bytes | None] = {
        f"modul/{name}.md": f"---\nid: {name}\ntitle: Lektion\nminutes: 5\n---\n\n{linked}\n## Abschnitt\n\n{TEXT}\n\n"
        f"{TEXT}\n\n:::{{true-false}} #{name}-frage\n:answer: true\n\nStimmt das?\n:::\n"
        for name in names
    }
    listed = "".join(f"  - {name}.md\n" for name in names)
    module = str(SOUND["modul/module.yaml"]).replace("  - fall.md\n  - andere.md\n", listed)
    return write_course(folder, {**files, "modul/module.yaml": module, "modul/fall.md": None, "modul/andere.md": None})


def peak(root: Path) -> int:
    gc.collect()
    tracemalloc.start()
    try:
        with closing(passing()) as cache:
            result = compiled(root, locale("de"), cache)
            assert result.problems.ok, list(result.problems)
            assert sum(map(len, result.text()))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_hardly_grows_with_finished_lessons(tmp_path):
    few, many = course(tmp_path / "few", FEW), course(tmp_path / "many", MANY)
    peak(few)  # fills what is filled once
    assert (peak(many) - peak(few)) / (MANY - FEW) < MOST
