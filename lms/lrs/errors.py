"""How a request to the LRS can fail beyond what every request can (lms.errors)."""

from lms.errors import Conflict, LmsError


class StatementConflict(Conflict):
    """Another statement with this id says something else (xAPI 1.0.3 Communication 2.1.1)."""


class MethodNotAllowed(LmsError):
    status = 405
