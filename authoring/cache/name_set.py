"""A set of names that keeps eight bytes of each."""

from array import array
from collections.abc import Iterable

FEWEST = 1 << 10
ALL = (1 << 64) - 1


class NameSet:
    """Tells names apart by the 64 bits of their hash: all ids of a large course, none of their letters."""

    def __init__(self) -> None:
        self._slots = _slots(FEWEST)
        self._count = 0

    def copy(self) -> "NameSet":
        found = NameSet()
        found._slots, found._count = self._slots[:], self._count
        return found

    def __len__(self) -> int:
        return self._count

    def __contains__(self, name: str) -> bool:
        digest = _digest(name)
        return self._slots[self._at(digest)] == digest

    def add(self, name: str) -> bool:
        """Whether it was not there yet."""
        digest = _digest(name)
        at = self._at(digest)
        if self._slots[at] != digest:
            self._slots[at] = digest
            self._count += 1
            if 3 * self._count > 2 * len(self._slots):
                self._grow()
            return True
        return False

    def twice(self, names: Iterable[str]) -> set[str]:
        """Those that are there or come more than once, perhaps one more in ten to the eighteen; all are added."""
        found: set[str] = set()
        for name in names:
            if not self.add(name):
                found.add(name)
        return found

    def _at(self, digest: int) -> int:
        """Where it is, else where it would be: the first free slot behind its own."""
        slots, last = self._slots, len(self._slots) - 1
        at = digest & last
        while slots[at] not in (0, digest):
            at = (at + 1) & last
        return at

    def _grow(self) -> None:
        before, self._slots = self._slots, _slots(2 * len(self._slots))
        for digest in before:
            if digest:
                self._slots[self._at(digest)] = digest


def _slots(count: int) -> "array[int]":
    return array("Q", bytes(8 * count))


def _digest(name: str) -> int:
    """Never 0, which marks a free slot."""
    return hash(name) & ALL or 1
