"""Forms that only our own pages can send: each carries a word that belongs to the browser's cookie.

The word is salted anew for every page, so that two answers never hold the same secret text.
"""

import hashlib
import hmac
from secrets import token_hex
from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from lms.errors import Forbidden
from lms.web.form_data import form

FIELD, HEADER = "csrf", "x-csrf-token"
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class FormExpired(Forbidden):
    """The form was made for another sign-in or another browser."""


class Csrf:
    """Makes the word for a browser's token and tells whether a word is one."""

    def __init__(self, secret: bytes) -> None:
        self._key = hmac.digest(secret, b"lernraum csrf", hashlib.sha256)

    def word(self, token: str, salt: str | None = None) -> str:
        salt = salt or token_hex(8)
        return f"{salt}.{hmac.new(self._key, f'{salt}.{token}'.encode(), hashlib.sha256).hexdigest()}"

    def is_word(self, given: str, token: str) -> bool:
        salt, _, _ = given.partition(".")
        return bool(salt) and hmac.compare_digest(self.word(token, salt).encode(), given.encode())


async def from_our_own_page(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """A guard for all pages: what changes something brings the word in a field or a header."""
    if not isinstance(connection, Request) or connection.method not in UNSAFE:
        return
    given = connection.headers.get(HEADER) or (await form(connection)).get(FIELD, [""])[0]
    browser = connection.scope["state"]["browser"]
    if not browser.token or not browser.csrf.is_word(given, browser.token):
        raise FormExpired("This form is no longer valid.")
