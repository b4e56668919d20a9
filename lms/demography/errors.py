"""Why something cannot be calculated, in words that the edge can translate."""

from typing import LiteralString


class Impossible(ValueError):
    """`message` is an English gettext id with `{…}` fields taken from `values`."""

    def __init__(self, message: LiteralString, **values: object) -> None:
        super().__init__(message.format(**values))
        self.message = message
        self.values = values
