"""One open course at work: gathers keystrokes and saves, has the course brought up to date, says what changed."""

import asyncio
import os
import traceback
from collections.abc import Awaitable, Callable, Iterable
from contextlib import closing
from pathlib import Path

from watchfiles import awatch

from authoring.cache.cache_file import kept_for
from authoring.locale import AuthorLocale
from authoring.lsp.open_course import CourseState, OpenCourse
from authoring.lsp.question_health import CourseHealth, health
from authoring.source.problems import Problem

PAUSE = 0.15  # seconds without a keystroke before the course is looked at
GATHER = 400  # milliseconds in which the several writes of one save, or of a whole checkout, come together

Told = Callable[["CourseUpdates", set[str]], Awaitable[None]]
"""Hears that the problems of these files, or that they are looked at, changed."""


class CourseUpdates:
    """`tell` is awaited after every look at the course."""

    def __init__(self, root: Path, locale: AuthorLocale, tell: Told) -> None:
        self.failed = ""
        """Why the course could not be looked at; what was known before stays."""
        self.insights = ""
        """The file that the editor named, as seen from the course."""
        self.health = CourseHealth()
        self._cache = kept_for(root)
        self.course = OpenCourse(root, locale, self._cache)
        self._tell = tell
        self._typed: set[str] = set()
        self._saved: set[str] = set()
        self._wake = asyncio.Event()
        self._known: dict[str, list[Problem]] = {}
        self._saved.add("course.yaml")
        self._wake.set()
        self._tasks = [asyncio.create_task(self._work()), asyncio.create_task(self._watch())]

    @property
    def standing(self) -> CourseState:
        return self.course.standing

    def name_of(self, path: Path) -> str:
        """A file's name in the course; lexically, so that a symbolic link stays what the author calls it."""
        return Path(os.path.relpath(path, self.course.root)).as_posix()

    def typed(self, name: str, text: str) -> None:
        self.course.typed(name, text)
        self._typed.add(name)
        self._wake.set()

    def saved(self, name: str, text: str | None) -> None:
        """`text` is what an open file holds; None for one that is not open."""
        if text is None:
            self.course.closed(name)
        else:
            self.course.saved(name, text)
        self._saved.add(name)
        self._wake.set()

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with closing(self._cache):
            pass

    async def _work(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._typed and await self._typing_goes_on():
                pass
            typed, saved = self._typed, self._saved
            self._typed, self._saved = set(), set()
            try:
                await asyncio.to_thread(self._look, typed, saved)
            except Exception as error:  # noqa: BLE001 - whatever it is, the author goes on writing and may be helped by it
                traceback.print_exception(error)
                self.failed = repr(error)
            await self._tell(self, self._changed() | typed | saved)

    def _look(self, typed: set[str], saved: set[str]) -> None:
        self.failed = ""
        if saved:
            self.course.refresh(saved, saved=True)
            self.health = health(self.course.root, self.insights, self.course.locale, self._cache)
        if typed:
            self.course.refresh(typed, saved=False)

    async def _typing_goes_on(self) -> bool:
        try:
            await asyncio.wait_for(self._wake.wait(), PAUSE)
        except TimeoutError:
            return False
        self._wake.clear()
        return True

    def _changed(self) -> set[str]:
        """The files with other problems than before."""
        now: dict[str, list[Problem]] = {}
        for problem in self.standing.problems:
            now.setdefault(problem.file, []).append(problem)
        before, self._known = self._known, now
        return {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}

    async def _watch(self) -> None:
        """What other programs save; an open file keeps the text that the editor has."""
        async for changes in awatch(
            self.course.root, step=50, debounce=GATHER, rust_timeout=500, yield_on_timeout=False
        ):
            self._on_disk({self.name_of(Path(path)) for _, path in changes})

    def _on_disk(self, names: Iterable[str]) -> None:
        for name in names:
            if name in self.course.folder.unsaved:
                self.course.saved(name, self.course.folder.unsaved[name])
        self._saved.update(names)
        self._wake.set()
