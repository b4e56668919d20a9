"""How handlers answer with pages: a page in its frame, a redirect after a form."""

from dataclasses import replace
from typing import Any

from litestar import MediaType, Request, Response
from litestar.response import Redirect

from lms.web import preferences
from lms.web.locale import locale
from lms.web.navigation import navigation
from lms.web.render import Frame, Page, Renderer

MESSAGE_COOKIE = "lernraum-flash"
"""Sealed and opened by `lms.web.messages`."""


def page(request: Request[Any, Any, Any], renderer: Renderer, content: Page, status: int = 200) -> Response[str]:
    """The page in the frame of this request; a message left by the request before is shown once."""
    frame = frame_of(request)
    answer = Response(renderer.html(content, frame), status_code=status, media_type=MediaType.HTML)
    answer.headers["Cache-Control"] = "private, no-store" if frame.user_name else "private, no-cache"
    if MESSAGE_COOKIE in request.cookies:
        answer.delete_cookie(MESSAGE_COOKIE)
    return answer


def see_other(path: str) -> Redirect:
    """303 to `path`, to be fetched with GET."""
    return Redirect(path, status_code=303)


def frame_of(request: Request[Any, Any, Any]) -> Frame:
    """The frame that the middleware prepared, completed for this request; an anonymous one where there was none."""
    prepared = request.scope.get("state", {}).get("frame")
    if prepared is None:
        chosen = preferences.language(request.cookies, request.headers.get("accept-language", ""))
        prepared = Frame(locale=locale(chosen), csrf="", nonce="", path=request.url.path)
    frame = replace(
        prepared,
        path=request.url.path,
        theme=preferences.theme(request.cookies),
    )
    if frame.navigation:
        return frame
    entries = navigation(frame.locale, frame.path, frame.roles, signed_in=frame.user_name is not None)
    return replace(frame, navigation=entries)
