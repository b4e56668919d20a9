"""How a request ends that cannot be answered: a page in the reader's language, a JSON problem for programs."""

import logging
from typing import Any, LiteralString
from urllib.parse import quote, urlsplit

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from lms.errors import LmsError, NotSignedIn
from lms.web import preferences
from lms.web.locale import Locale
from lms.web.page_responses import frame_of, page
from lms.web.pages.errors import ErrorPage
from lms.web.render import Renderer

log = logging.getLogger("lms.errors")


def _(message: LiteralString) -> LiteralString:
    """Marks a message for the catalogues; it is translated when shown."""
    return message


TEXTS = {
    400: (_("We could not read that"), _("Please go back, check what you entered and try again.")),
    403: (
        _("You may not do this"),
        _("Your account lacks the right for it, or the form is no longer valid. Nothing was saved."),
    ),
    404: (
        _("We cannot find this page"),
        _("The address may be mistyped, or what was here has moved. Nothing of yours is lost."),
    ),
    405: (_("This address is not a page"), _("It only receives forms. Please start again from the page before.")),
    409: (_("Somebody was quicker"), _("What you wanted to change has changed meanwhile. Please look again.")),
    413: (_("That was too much at once"), _("What you sent is larger than this service accepts. Nothing was saved.")),
    429: (_("Please wait a moment"), _("There were too many attempts. Please try again later.")),
    500: (
        _("Something went wrong on our side"),
        _("What was confirmed before is saved. Please try again; if it happens again, tell those who run the service."),
    ),
    503: (
        _("The service cannot be reached right now"),
        _("What was confirmed before is saved. Please try again in a few minutes."),
    ),
}


class Refusals:
    """The exception handler of all pages."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    def __call__(self, request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
        status = status_of(error)
        if status >= 500:
            log.error("%s %s ended with %s", request.method, request.url.path, status, exc_info=error)
        if wants_json(request):
            return problem(status, error)
        if isinstance(error, NotSignedIn):
            return Redirect(f"/login?next={quote(way_back(request), safe='/')}", status_code=303)
        answer = page(request, self._renderer, self._page(request, error, status), status)
        answer.headers.update(headers_of(error))
        return answer

    def _page(self, request: Request[Any, Any, Any], error: Exception, status: int) -> ErrorPage:
        locale = frame_of(request).locale
        title, text = TEXTS.get(status) or TEXTS[500 if status >= 500 else 400]
        detail = said(error, locale) if isinstance(error, LmsError) and status < 500 else ""
        return ErrorPage(status=status, title=locale.gettext(title), text=locale.gettext(text), detail=detail)


def status_of(error: Exception) -> int:
    if isinstance(error, LmsError):
        return error.status
    if isinstance(error, HTTPException):
        return error.status_code
    return 503 if isinstance(error, (OperationalError, PoolTimeout)) else 500


def headers_of(error: Exception) -> dict[str, str]:
    """What the error wants to be told beside the page, such as which methods are allowed."""
    kept = {"allow", "retry-after"}
    given = getattr(error, "headers", None) or {}
    return {name: value for name, value in given.items() if name.lower() in kept}


def said(error: Exception, locale: Locale) -> str:
    """The error's own sentence, when it exists in the reader's language."""
    translated = locale.known(str(error))
    return translated if locale.language == "en" or translated != str(error) else ""


def wants_json(request: Request[Any, Any, Any]) -> bool:
    """Programs ask for JSON; browsers name HTML."""
    accept = request.headers.get("accept", "")
    return "json" in accept and "text/html" not in accept


def problem(status: int, error: Exception) -> Response[dict[str, object]]:
    """A problem document (RFC 9457); what went wrong inside stays inside."""
    title = TEXTS[status][0] if status in TEXTS else "The request was refused"
    detail = getattr(error, "detail", "") or str(error)
    content = {"type": "about:blank", "title": title, "status": status, **({"detail": detail} if status < 500 else {})}
    return Response(content, status_code=status, media_type="application/problem+json", headers=headers_of(error))


def way_back(request: Request[Any, Any, Any]) -> str:
    """Where to go on after signing in: the page asked for, or the one on which the form stood."""
    if request.method in {"GET", "HEAD"}:
        return preferences.local(request.url.path)
    before = urlsplit(request.headers.get("referer", ""))
    return preferences.local(before.path or "/") if before.netloc == request.headers.get("host") else "/"
