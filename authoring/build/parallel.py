"""Finishes all lessons of a course, in several processes when many are new: what they make goes into the cache.

A finished lesson depends on nothing but what it is made of, so it does not matter who makes it. Whatever goes wrong in
a process, a lesson that it does not give back is finished where it is asked for, and says there what is wrong with it.
"""

import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from authoring.build.finish_lesson import Finisher
from authoring.cache.cache_file import CacheEntry, CollectingCache
from authoring.locale import locale
from authoring.source.files import Folder
from authoring.source.problems import Problems, SourcePlace
from authoring.terminal.processors import MOST
from authoring.terminal.progress_bar import Told
from authoring.tree.finished_lesson import FinishedLesson
from authoring.tree.load import ListedLesson, load_around

FEW = 100  # lessons, up to which starting processes takes longer than it saves
SHARE = 50  # lessons at least for each process
TOGETHER = 8  # lessons are handed over at once
Names = tuple[tuple[str, bool], ...]
"""Lessons by the names of their files, and whether each is a quiz."""


def finish_all(
    finisher: Finisher, lessons: Sequence[ListedLesson], processes: int, told: Told
) -> dict[ListedLesson, FinishedLesson]:
    """The lessons that can be read: from the cache, else made; `told` hears how many of them there are so far."""
    finished: dict[ListedLesson, FinishedLesson] = {}
    missing: list[ListedLesson] = []
    for one in lessons:
        written = finisher.written(one)
        if written is None:
            continue
        if kept := finisher.kept(written):
            finished[one] = kept
        elif processes > 1 and len(lessons) > FEW:
            missing.append(one)
            continue
        else:
            finished[one] = finisher.finish(written)
        told(len(finished), len(lessons))
    done = _finish_ahead(finisher, missing, processes, lambda made: told(len(finished) + made, len(lessons)))
    for number, one in enumerate(missing, 1):
        if again := finisher.read(one):
            finished[one] = again
        if number > done:
            told(len(finished), len(lessons))
    return finished


def _finish_ahead(
    finisher: Finisher, missing: Sequence[ListedLesson], processes: int, told: Callable[[int], None]
) -> int:
    """Puts these lessons into the finisher's cache, if they are many; returns how many it put there."""
    if len(missing) <= FEW:
        return 0
    names = [(one.name, one.quiz) for one in missing]
    portions = [tuple(names[begin : begin + TOGETHER]) for begin in range(0, len(names), TOGETHER)]
    workers = min(processes, MOST, len(names) // SHARE)
    done = 0
    for portion, made in zip(portions, _made(finisher.root, finisher.language, portions, workers), strict=False):
        for entry in made:
            finisher.cache.put(*entry)
        done += len(portion)
        told(done)
    return done


def _made(root: Path, language: str, portions: Sequence[Names], workers: int) -> Iterator[list[CacheEntry]]:
    """What the processes give back, in order; they are never more than two portions each ahead of who asks."""
    waiting: deque[Future[list[CacheEntry]]] = deque()
    try:
        # a fresh interpreter each: a copy of this one would share its threads' locks and the cache's connection
        with ProcessPoolExecutor(workers, get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
            for portion in portions:
                waiting.append(pool.submit(_finished, root, language, portion))
                if len(waiting) > 2 * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
    except Exception:  # noqa: BLE001 - no processes here, or one of them died: this one goes on alone, and says what is wrong
        return


def _finished(root: Path, language: str, names: Names) -> list[CacheEntry]:
    """In one of the processes."""
    finisher, taken = _own(root, language)
    for name, quiz in names:
        if written := finisher.written(ListedLesson(name, SourcePlace(name), quiz)):
            finisher.finish(written)
    return taken.out()


@cache
def _own(root: Path, language: str) -> tuple[Finisher, CollectingCache]:
    problems = Problems(locale(language))
    around = load_around(Folder(root, problems), problems)
    taken = CollectingCache()
    return Finisher(around, taken, problems.locale), taken
