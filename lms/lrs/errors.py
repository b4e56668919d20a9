"""How a request to the LRS can fail beyond what every request can (lms.errors)."""

from lms.errors import Conflict, LmsError, NotSignedIn


class StatementConflict(Conflict):
    """Another statement with this id says something else (xAPI 1.0.3 Communication 2.1.1)."""


class MethodNotAllowed(LmsError):
    """The resource knows only the methods in `allow` (RFC 9110, 15.5.6)."""

    status = 405

    def __init__(self, method: str, allow: str) -> None:
        super().__init__(f"{method}: this resource knows only {allow} (Communication 2)")
        self.allow = allow


class KeyChanged(NotSignedIn):
    """The key was revoked, renewed or changed between the check of a request and its turn to be stored."""
