"""Stored statements that cannot be read: named by their id, never by their content, and no harm to their neighbours.

What is accepted can be read. What cannot was damaged on disk, or is a mistake of ours that a law has to find.
"""

import logging
from uuid import UUID

import msgspec

from lms.errors import LmsError

PROBLEMS = (msgspec.MsgspecError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
log = logging.getLogger(__name__)


class UnreadableStatement(LmsError):
    """A stored statement; `id` is all that is told of it."""

    def __init__(self, id_: UUID) -> None:
        super().__init__(f"statement {id_} is stored, but cannot be read; see `lms statements verify`")
        self.id = id_


def note(id_: UUID, problem: Exception) -> None:
    log.error("statement %s is stored, but cannot be read (%s)", id_, type(problem).__name__)
