"""What is wrong within a data set, whoever draws it: found once, and again when its files change."""

from collections.abc import Callable

import msgspec

from authoring.checks.described import description
from authoring.checks.tables import figures
from authoring.locale import locale
from authoring.source.problems import Problem, Problems
from authoring.tree.data_queries import Sets
from authoring.tree.model import DataTree

DATA_SET_CHECKS: tuple[Callable[[DataTree, Problems], None], ...] = (description, figures)


class Sound(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """Whether a data set is, in words of `language`."""

    name: str
    language: str

    @property
    def data_sets(self) -> tuple[str, ...]:
        return (self.name,)

    def see(self, sets: Sets) -> tuple[Problem, ...]:
        problems, data = Problems(locale(self.language)), sets.tree(self.name)
        if data:
            for check in DATA_SET_CHECKS:
                check(data, problems)
        return tuple(problems)
