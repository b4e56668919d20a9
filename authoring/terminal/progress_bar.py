"""How far a long course is, for somebody who waits at a terminal."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from authoring.locale import AuthorLocale

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0  # seconds after which somebody wonders whether anything happens

Told = Callable[[int, int], None]
"""Is told how many lessons are finished, of how many."""


def unheard(_done: int, _every: int) -> None:
    """For whoever does not want to know."""


@contextmanager
def shown(locale: AuthorLocale) -> Iterator[Told]:
    """A bar on standard error, where that is a terminal, from the second second on; gone when all is done."""
    if not sys.stderr.isatty():
        yield unheard
        return
    bar = _Bar(locale)
    try:
        yield bar.tell
    finally:
        bar.end()


class _Bar:
    def __init__(self, locale: AuthorLocale) -> None:
        self._locale = locale
        self._begun = time.monotonic()
        self._progress: Progress | None = None

    def tell(self, done: int, every: int) -> None:
        if self._progress is None and time.monotonic() - self._begun > PATIENCE:
            self._progress = _progress(self._locale, done, every)
            self._progress.start()
        if self._progress:
            self._progress.update(self._progress.task_ids[0], completed=done, total=every)

    def end(self) -> None:
        if self._progress:
            self._progress.stop()


def _progress(locale: AuthorLocale, done: int, every: int) -> "Progress":
    # loaded for those who wait: it takes longer than many a check
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    progress.add_task(locale.gettext("lessons"), completed=done, total=every)
    return progress
