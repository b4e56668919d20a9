"""Finished lessons out of memory: a temporary file holds them, and only where each lies is remembered."""

import io
import os
import tempfile
import weakref
from array import array
from collections.abc import Iterable, Iterator, Sequence
from threading import Lock
from typing import overload

import msgspec

from authoring.tree.finished_lesson import FinishedLesson

_pack = msgspec.msgpack.encode
_lesson = msgspec.msgpack.Decoder(FinishedLesson)
Put = tuple[int, int]
"""Where a lesson begins and how many bytes it has; what is held in memory begins below zero."""


class LessonSpool:
    """Where the lessons of one course are put; what the file has no room for is held in memory."""

    def __init__(self) -> None:
        try:
            self._file: io.RawIOBase = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - lives as long as the shelf
        except OSError:
            self._file = io.FileIO(os.devnull, "r")
        self._held: list[bytes] = []
        self._lock = Lock()
        weakref.finalize(self, self._file.close)

    def row(self, lessons: Iterable[FinishedLesson]) -> "SpooledLessons":
        """These lessons, each put away before the next one is asked for."""
        places = array("q")
        for lesson in lessons:
            places.extend(self.put(lesson))
        return SpooledLessons(self, places)

    def put(self, lesson: FinishedLesson) -> Put:
        packed = _pack(lesson)
        with self._lock:
            try:
                begins = self._file.seek(0, os.SEEK_END)
                if self._file.write(packed) == len(packed):
                    return begins, len(packed)
            except OSError:
                pass
            self._held.append(packed)
            return -len(self._held), len(packed)

    def take(self, put: Put) -> FinishedLesson:
        begins, size = put
        if begins < 0:
            return _lesson.decode(self._held[-begins - 1])
        with self._lock:
            self._file.seek(begins)
            return _lesson.decode(self._file.read(size) or b"")


class SpooledLessons(Sequence[FinishedLesson]):
    """Lessons on a shelf; each is made anew whenever it is asked for."""

    def __init__(self, shelf: LessonSpool, places: "array[int]") -> None:
        self._shelf = shelf
        self._places = places

    def __len__(self) -> int:
        return len(self._places) // 2

    @overload
    def __getitem__(self, index: int) -> FinishedLesson: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[FinishedLesson, ...]: ...
    def __getitem__(self, index: int | slice) -> FinishedLesson | tuple[FinishedLesson, ...]:
        if isinstance(index, slice):
            return tuple(map(self.__getitem__, range(*index.indices(len(self)))))
        at = 2 * range(len(self))[index]
        return self._shelf.take((self._places[at], self._places[at + 1]))

    def __iter__(self) -> Iterator[FinishedLesson]:
        return (self[index] for index in range(len(self)))
