"""The named errors that a request can end with; one handler in `lms.app` turns them into answers.

LmsError
├── BadRequest          400  what was sent cannot be understood
├── NotSignedIn         401
├── Forbidden           403
├── NotFound            404
├── Conflict            409
├── PreconditionFailed  412
├── TooLarge            413
└── TooManyRequests     429
"""


class LmsError(Exception):
    """A request that ends with `status`; the message names what, where and what to do."""

    status = 500


class BadRequest(LmsError):
    status = 400


class NotSignedIn(LmsError):
    status = 401


class Forbidden(LmsError):
    status = 403


class NotFound(LmsError):
    status = 404


class Conflict(LmsError):
    status = 409


class PreconditionFailed(LmsError):
    status = 412


class TooLarge(LmsError):
    status = 413


class TooManyRequests(LmsError):
    status = 429
