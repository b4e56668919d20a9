"""How long a check takes from nothing and after one edit, and what a keystroke in the editor costs, in one run.

    python -m benchmarks.check                  1,000 lessons
    python -m benchmarks.check --lessons 100

The checks are whole commands in processes of their own, start and reading of the cache included; a keystroke is what
the language server does between a letter and the problems that it publishes. Times are the processor's.
"""

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path

from authoring.cache.cache_file import passing
from authoring.locale import locale
from authoring.lsp.open_course import OpenCourse
from benchmarks.course import lesson_files, write

ASKED = 0.1
SENTENCE = "Ein Absatz mehr."


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--lessons", type=int, default=1_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lernraum-benchmark-") as name:
        root = write(Path(name) / "course", asked.lessons)
        home = Path(name) / "cache"
        cold = check(root, home)
        file = next(lesson_files(root))
        file.write_text(file.read_text() + "\nEin Absatz mehr.\n")
        edited = check(root, home)
        same = check(root, home)
        table = root / "data/reihe.csv"
        table.write_text(re.sub("(?m)^2024,.*", "2024,700001,600001", table.read_text()))
        drawn = check(root, home)
        typed = keystrokes(root, file.relative_to(root).as_posix())
    print(f"check from nothing:   {cold:.2f} s")
    print(f"check after one edit: {edited:.2f} s = {edited / cold:.3f} × (asked: under {ASKED})")
    print(f"check of the same:    {same:.2f} s")
    print(f"check after one edit of a figure in data that every lesson draws: {drawn:.2f} s = {drawn / cold:.3f} ×")
    print(f"keystroke in the editor: {typed.seconds:.3f} s = {typed.seconds / cold:.4f} × of a check from nothing")
    print(f"  with {typed.parsed} lesson parsed and {typed.read} files read from disk")
    return 0


@dataclass(frozen=True)
class Keystroke:
    """One on the average; `parsed` and `read` count lessons and files of the most costly one."""

    seconds: float
    parsed: int
    read: int


def keystrokes(root: Path, name: str) -> Keystroke:
    """A sentence typed at the end of a lesson."""
    course = OpenCourse(root, locale("de"), passing())
    course.refresh({"course.yaml"}, saved=True)
    text, counts, before = (root / name).read_text(), [], time.process_time()
    for end in range(1, len(SENTENCE) + 1):
        parsed, read = course.parsed, course.folder.reads.total()
        course.typed(name, f"{text}\n{SENTENCE[:end]}")
        course.refresh({name}, saved=False)
        counts.append((course.parsed - parsed, course.folder.reads.total() - read))
    spent = (time.process_time() - before) / len(SENTENCE)
    return Keystroke(spent, max(parsed for parsed, _ in counts), max(read for _, read in counts))


def check(root: Path, home: Path) -> float:
    """Seconds of processor time of the command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [
        sys.executable,
        "-c",
        "import sys; from authoring.commands.main import main; sys.exit(main())",
        "check",
        root,
    ]
    subprocess.run(command, env={**os.environ, "XDG_CACHE_HOME": str(home)}, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
