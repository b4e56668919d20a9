"""Messages after a form: our own code declares each; which one the next page shows travels in a sealed cookie.

Nothing in the cookie is read before its seal is checked, and even then it only names a declared message.
"""

import base64
import hashlib
import hmac
import time
from collections.abc import Callable
from enum import Enum
from typing import LiteralString

import msgspec
from litestar.datastructures import Cookie
from litestar.response import Redirect

from lms.web.locale import Locale
from lms.web.page_responses import MESSAGE_COOKIE, see_other
from lms.web.render import Flash

SECONDS = 60
LONGEST = 2_000  # characters of a cookie; a name of 200 letters needs at most 1,700


def _(message: LiteralString) -> LiteralString:
    """Marks a message for the catalogues; it is translated when shown."""
    return message


class Message(Enum):
    """All there is to say after a form. The cookie carries the member's name, so renaming one drops it for a minute."""

    SIGNED_OUT = _("You are signed out.")
    SIGNED_OUT_EVERYWHERE = _("You are signed out everywhere.")
    OTHERS_SIGNED_OUT = _("All other browsers are signed out.")
    BROWSER_SIGNED_OUT = _("That browser is signed out.")
    DETAILS_SAVED = _("Your details are saved.")
    PASSWORD_CHANGED = _("Your password is changed, other browsers are signed out.")
    REGISTER_KEPT = _("Your register is kept in your workbook.")
    REGISTER_DELETED = _("Your register is deleted.")
    PLACE_CHOSEN = _("From now on lessons show the figures of {place}.")
    PLACE_FORGOTTEN = _("Your choice is forgotten.")
    PERSON_DISABLED = _("{name} can no longer sign in.")
    PERSON_ENABLED = _("{name} can sign in again.")
    KEY_REVOKED = _("The key is revoked.")


class Messages:
    """Seals messages with a key of its own, made from the installation's secret, and opens what it sealed itself."""

    def __init__(self, secret: bytes, *, https: bool, clock: Callable[[], float] = time.time) -> None:
        self._key = hmac.digest(secret, b"lernraum message", hashlib.sha256)
        self._https = https
        self._clock = clock

    def see_other(self, path: str, message: Message, **values: str) -> Redirect:
        """303 to `path`, where the message is shown once; `values` are plain text for its fields."""
        answer = see_other(path)
        packed = msgspec.json.encode((message.name, int(self._clock()) + SECONDS, values))
        text = base64.urlsafe_b64encode(packed).decode()
        value = f"{text}.{self._seal(text)}"
        cookie = Cookie(MESSAGE_COOKIE, value=value, max_age=SECONDS, secure=self._https, httponly=True, samesite="lax")
        answer.set_cookie(cookie)
        return answer

    def opened(self, sealed: str, locale: Locale) -> Flash | None:
        """The message in the reader's language; None for whatever is not ours, not whole or too old."""
        if not sealed.isascii() or len(sealed) > LONGEST:
            return None
        text, _, seal = sealed.partition(".")
        if not hmac.compare_digest(seal, self._seal(text)):
            return None
        packed = base64.urlsafe_b64decode(text)
        try:
            name, until, values = msgspec.json.decode(packed, type=tuple[str, int, dict[str, str]])
            said = locale.gettext(Message[name].value, **values)
        except (msgspec.DecodeError, KeyError):  # sealed by an earlier version that said other things
            return None
        return Flash(said, "success") if self._clock() <= until else None

    def _seal(self, text: str) -> str:
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()
