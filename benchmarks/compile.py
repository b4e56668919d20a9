"""How long a course takes to compile, in one run beside bare markdown-it-py over the same files.

    python -m benchmarks.compile                  1,000 lessons
    python -m benchmarks.compile --lessons 100

The floor reads each file and renders it with `MarkdownIt("commonmark").enable("table")`, nothing else. Times are those
of the processor, of one process; floor and cold build take turns, and of each the smallest counts: a busy machine makes
both slower, the build a little more than the floor. What several processes gain is measured by the clock, beside the
floor in one process by the same clock; nothing else should run then.
"""

import gc
import subprocess
import sys
import tempfile
import time
import tracemalloc
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from markdown_it import MarkdownIt

from authoring.build.course import compiled
from authoring.cache.cache_file import Cache, passing
from authoring.locale import locale
from authoring.terminal.processors import processors
from benchmarks.course import lesson_files, write
from lms.course import packing

STATUS = Path("/proc/self/status")
COLD, CHANGED = 2.0, 0.1  # what is asked: times the floor, share of cold


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--lessons", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--processes", type=int, default=processors())
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lernraum-benchmark-") as name:
        folder = Path(name)
        root = write(folder / "course", asked.lessons)
        files = list(lesson_files(root))
        size = sum(file.stat().st_size for file in files)
        print(f"{asked.lessons} lessons and {len(files) - asked.lessons} quizzes, {size / 1e6:.1f} MB of Markdown")
        print("a build reads, checks, renders, sanitizes, and writes bundle and cache; bare only reads and renders")
        pictures(root)
        measure(root, folder, files, asked.rounds)
        together(root, folder, files, asked.processes, asked.rounds)
        memory(folder, asked.lessons)
    return 0


def pictures(root: Path) -> None:
    """Says what they cost and takes them out of the lessons: the floor has none."""
    found = sorted(root.rglob("*.png"))
    from authoring.compile.picture_fitting import fitted  # noqa: PLC0415

    spent = cpu(lambda: [fitted(file.name, file.read_bytes()) for file in found])
    print(f"pictures, the first time: {spent:.2f} s for {len(found)} of 800 × 500 (not in the ratios below)")
    for file in lesson_files(root):
        lines = file.read_text().splitlines(keepends=True)
        file.write_text("".join(line for line in lines if not line.startswith("![")))


def measure(root: Path, folder: Path, files: list[Path], rounds: int) -> None:
    floors, colds = [], []
    for _ in range(rounds):
        floors.append(cpu(lambda: bare(files)))
        with closing(passing()) as cache:
            colds.append(cpu(lambda: build(root, folder / "cold.course", cache)))
    least, cold = min(floors), min(colds)
    print(f"bare markdown-it-py:      {least:.2f} s")
    print(f"cold build:               {cold:.2f} s = {cold / least:.2f} × bare (asked: at most {COLD} ×)")
    with closing(passing()) as cache:
        build(root, folder / "warm.course", cache)
        changed = files[len(files) // 2]
        changed.write_text(changed.read_text() + "\nEin Absatz mehr.\n")
        spent = cpu(lambda: build(root, folder / "warm.course", cache))
    print(f"one changed lesson:       {spent:.2f} s = {spent / cold:.3f} × cold (asked: at most {CHANGED} ×)")
    with closing(passing()) as cache:
        build(root, folder / "cold.course", cache)
    same = (folder / "cold.course").read_bytes() == (folder / "warm.course").read_bytes()
    print(f"byte-identical to a build from nothing: {'yes' if same else 'NO'}")
    if not same:
        raise SystemExit(1)


def together(root: Path, folder: Path, files: list[Path], processes: int, rounds: int) -> None:
    """The cold build by the clock, with one process and with several."""
    floors, alone, several = [], [], []
    for _ in range(rounds):
        floors.append(clock(lambda: bare(files)))
        for count, spent in ((1, alone), (processes, several)):
            with closing(passing()) as cache:
                spent.append(clock(lambda: build(root, folder / f"{count}.course", cache, count)))  # noqa: B023 - at once
    least, one, all_ = min(floors), min(alone), min(several)
    print(f"by the clock, bare:       {least:.2f} s")
    print(f"cold build, 1 process:    {one:.2f} s = {one / least:.2f} × bare")
    print(f"cold build, {processes} processes:  {all_:.2f} s = {all_ / least:.2f} × bare in one")
    same = (folder / "1.course").read_bytes() == (folder / f"{processes}.course").read_bytes()
    print(f"byte-identical however many processes: {'yes' if same else 'NO'}")
    if not same:
        raise SystemExit(1)


def memory(folder: Path, lessons: int) -> None:
    """The most that a build holds, for a tenth of the course, for the whole, and for three times as much."""
    if not STATUS.exists():
        print("what a process holds can be measured on Linux only")
        return
    counts = (lessons // 10, lessons, 3 * lessons)
    for count in counts:
        root = write(folder / f"memory-{count}", count)
        code = "import sys; from benchmarks.compile import peak; peak(sys.argv[1])"
        done = subprocess.run([sys.executable, "-c", code, root], capture_output=True, text=True, check=True)
        text, most, *meanwhile = map(int, done.stdout.split())
        said = ", ".join(f"{held / 1e6:.1f}" for held in meanwhile)
        print(f"memory of {count} lessons:     {most / 1e6:.1f} MB at most, course.json has {text / 1e6:.1f} MB")
        print(f"  when a third, two thirds and all of them are finished: {said} MB")
    kept, problems = standing(folder / f"memory-{counts[0]}", folder / f"memory-{lessons}", lessons - counts[0])
    print(f"what stays of a lesson:   {kept / 1000:.1f} kB of names and {problems:.1f} problems, no text")


def peak(root: str) -> None:
    """Prints the size of course.json, the most that a build in this process held, and what it held meanwhile."""
    meanwhile: dict[int, int] = {}

    def told(done: int, every: int) -> None:
        if 3 * done % every < 3:
            meanwhile[3 * done // every] = held("VmRSS")

    with tempfile.TemporaryDirectory() as folder, closing(passing()) as cache:
        result = compiled(Path(root), locale("de"), cache, told=told)
        packing.write_text(result.text(), result.media, Path(folder) / "x.course")
        size = sum(map(len, result.text()))
    print(size, held("VmHWM"), *(meanwhile[third] for third in (1, 2, 3)))


def standing(small: Path, large: Path, further: int) -> tuple[float, float]:
    """Bytes that stay for each further lesson when a course is compiled, and how many problems each has."""
    stays, problems = [], []
    with closing(passing()) as cache:
        for root in (small, small, large):  # the first fills what is filled once
            gc.collect()
            tracemalloc.start(1)
            result = compiled(root, locale("de"), cache)
            gc.collect()
            stays.append(tracemalloc.get_traced_memory()[0])
            problems.append(len(list(result.problems)))
            tracemalloc.stop()
    return (stays[2] - stays[1]) / further, (problems[2] - problems[1]) / further


def held(which: str) -> int:
    """Bytes of this process in memory: now (VmRSS) or at most (VmHWM)."""
    return int(next(line for line in STATUS.read_text().splitlines() if line.startswith(which)).split()[1]) * 1024


def bare(files: list[Path]) -> None:
    markdown = MarkdownIt("commonmark").enable("table")
    for file in files:
        markdown.render(file.read_text(encoding="utf-8"))


def build(root: Path, target: Path, cache: Cache, processes: int = 1) -> None:
    result = compiled(root, locale("de"), cache, processes=processes)
    if not result.problems.ok:
        raise SystemExit("\n".join(map(str, result.problems)))
    packing.write_text(result.text(), result.media, target)


def clock(work: Callable[[], object]) -> float:
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def cpu(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    gc.collect()
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    sys.exit(main())
