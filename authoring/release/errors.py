"""Why two versions cannot be compared."""

from authoring.problems import Problem


class NoVersion(Exception):
    """What was named is no version of a course. `message` is a gettext id with `{…}` fields taken from `values`."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message.format(**values))
        self.message = message
        self.values = values


class Faulty(Exception):
    """A version with errors in its source, so that there is nothing to compare."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        super().__init__(name)
        self.name = name
        self.problems = problems
