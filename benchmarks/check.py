"""How long `authoring check` takes after one edit, beside a check from nothing, in one run.

    python -m benchmarks.check                  1,000 lessons
    python -m benchmarks.check --lessons 100

Both are whole commands in processes of their own, start and reading of the cache included; times are the processor's.
"""

import os
import resource
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from benchmarks.course import lesson_files, write

ASKED = 0.1


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
    print(f"check from nothing:   {cold:.2f} s")
    print(f"check after one edit: {edited:.2f} s = {edited / cold:.3f} × (asked: under {ASKED})")
    print(f"check of the same:    {same:.2f} s")
    return 0


def check(root: Path, home: Path) -> float:
    """Seconds of processor time of the command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", "import sys; from authoring.cli import main; sys.exit(main())", "check", root]
    subprocess.run(command, env={**os.environ, "XDG_CACHE_HOME": str(home)}, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
