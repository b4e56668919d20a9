"""Finishes lessons in several processes at once, when there are many: what they make goes into the cache.

A finished lesson depends on nothing but what it is made of, so it does not matter who makes it. Whatever goes wrong in
a process, a lesson that it does not give back is finished where it is asked for, and says there what is wrong with it.
"""

import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from authoring.build.finish_lesson import Finisher
from authoring.cache.cache_file import CacheEntry, CollectingCache
from authoring.locale import locale
from authoring.source.files import Folder
from authoring.source.problems import Problems
from authoring.terminal.processors import MOST
from authoring.terminal.progress_bar import FinishedCount
from authoring.tree.load import ListedLesson, load_around

FEW = 100  # lessons, up to which starting processes takes longer than it saves
SHARE = 50  # lessons at least for each process
TOGETHER = 8  # lessons are handed over at once
Names = tuple[tuple[str, bool], ...]
"""Lessons by the names of their files, and whether each is a quiz."""


def finish_ahead(finisher: Finisher, lessons: Sequence[ListedLesson], processes: int, count: FinishedCount) -> None:
    """Puts into the finisher's cache what is not there of these lessons, if that is much."""
    if processes < 2 or len(lessons) <= FEW:
        return
    missing = [one for one in lessons if not finisher.ready(one.name, one.place, quiz=one.quiz)]
    if len(missing) <= FEW:
        return
    names = [(one.name, one.quiz) for one in missing]
    portions = [tuple(names[begin : begin + TOGETHER]) for begin in range(0, len(names), TOGETHER)]
    workers = min(processes, MOST, len(names) // SHARE)
    done = len(lessons) - len(missing)
    for portion, made in zip(portions, _made(finisher.root, finisher.language, portions, workers), strict=False):
        for entry in made:
            finisher.cache.put(*entry)
        done += len(portion)
        count.finished(done)


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
        finisher.finish(name, quiz=quiz)
    return taken.out()


@cache
def _own(root: Path, language: str) -> tuple[Finisher, CollectingCache]:
    problems = Problems(locale(language))
    around = load_around(Folder(root, problems), problems)
    taken = CollectingCache()
    return Finisher(around, taken, problems.locale), taken
