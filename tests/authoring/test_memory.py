"""What a build holds while it goes on: of a finished lesson its names, places and links, not its text."""

import gc
import tracemalloc
from contextlib import closing
from pathlib import Path

from authoring.build.course import compiled
from authoring.cache.cache_file import TOGETHER, passing
from authoring.locale import locale
from tests.authoring.sources import SOUND, write_course

MOST = 1_000  # bytes; a lesson below has 1,200 of text alone, and its tokens many times that
FEW, MANY = 2 * TOGETHER, 6 * TOGETHER  # as much then waits to be written into the cache
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


def test_the_text_of_a_finished_lesson_does_not_stay_in_memory(tmp_path):
    root = course(tmp_path, MANY)
    held = {}

    def told(done: int, _every: int) -> None:
        if done in {FEW, MANY}:
            gc.collect()  # also what CPython keeps of freed tuples for later
            held[done] = tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        with closing(passing()) as cache:
            assert compiled(root, locale("de"), cache, told=told).problems.ok
    finally:
        tracemalloc.stop()
    assert (held[MANY] - held[FEW]) / (MANY - FEW) < MOST
