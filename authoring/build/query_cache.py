"""Answers queries of the data sets of a course: each once, and again when a data set that it names has changed."""

from collections.abc import Hashable, Mapping
from typing import Any

import msgspec

from authoring.cache.cache_file import Cache, digest
from authoring.checks import PLACE_CHECKS, AnyQuery
from authoring.checks.data_sets import Sound
from authoring.source.problems import Problem, Problems
from authoring.tree.data_queries import DataQuery, Findings, Seen, Sets
from authoring.tree.finished_lesson import Outline
from authoring.tree.model import DataTree

SEEN = "seen"
Taken = tuple[tuple[bytes, bytes], ...]
"""Queries and what was seen, both packed."""
pack = msgspec.msgpack.encode
_findings = msgspec.msgpack.Decoder[Findings](Findings)
_problems = msgspec.msgpack.Decoder[tuple[Problem, ...]](tuple[Problem, ...])
_query = msgspec.msgpack.Decoder[AnyQuery](AnyQuery)


class QueryCache:
    """What was seen is kept by the query and the digests of its data sets: to find it again costs less than to ask."""

    def __init__(self, data: Mapping[str, DataTree], cache: Cache) -> None:
        self._data = data
        self._cache = cache
        self._ids = tuple(data)
        self._worked_out: dict[Hashable, Any] = {}
        self._values: dict[bytes, Any] = {}
        self._packed: dict[bytes, bytes] = {}

    def see(self, query: DataQuery[Seen], packed: bytes) -> Seen:
        if packed not in self._values:
            named = {name: self._data.get(name) for name in query.data_sets}
            self._values[packed] = query.see(Sets(self._ids, named, self._worked_out))
        return self._values[packed]

    def findings(self, query: DataQuery[Findings]) -> Findings:
        """What a query finds, which may have been found before this run."""
        return _findings.decode(self.seen(pack(query)))

    def check(self, course: Outline, problems: Problems) -> None:
        """Everything that is found by queries and not by lessons."""
        for name in self._ids:
            problems.adopt(_problems.decode(self.seen(pack(Sound(name, problems.locale.language)))))
        for check in PLACE_CHECKS:
            check(course, self.findings, problems)

    def seen(self, packed: bytes) -> bytes:
        """What a packed query sees now, packed."""
        if packed not in self._packed:
            query = _query.decode(packed)
            digests = (tree.digest if (tree := self._data.get(name)) else "" for name in query.data_sets)
            key = digest(packed, *self._ids, "", *digests)
            found = self._cache.get(key, SEEN)
            if found is None:
                found = pack(self.see(query, packed))
                self._cache.put(key, SEEN, found)
            self._packed[packed] = found
        return self._packed[packed]

    def same(self, taken: Taken) -> bool:
        """Whether the queries would see the same again."""
        return all(self.seen(query) == seen for query, seen in taken)


class RecordedQueries:
    """Asks the queries of one lesson, and remembers them."""

    def __init__(self, cache: QueryCache) -> None:
        self._cache = cache
        self._taken: set[bytes] = set()
        self.clear = True
        """Whether every data set could be read that must be read to compile the lesson."""

    def __call__(self, query: DataQuery[Seen]) -> Seen:
        packed = pack(query)
        self._taken.add(packed)
        seen = self._cache.see(query, packed)
        self.clear = self.clear and seen is not None
        return seen

    @property
    def taken(self) -> Taken:
        return tuple((query, self._cache.seen(query)) for query in sorted(self._taken))
