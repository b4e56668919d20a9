"""How handlers answer with pages: a page in its frame, a redirect after a form, with a message for the next page."""

import base64
import binascii
from dataclasses import replace
from typing import Any

import msgspec
from litestar import MediaType, Request, Response
from litestar.datastructures import Cookie
from litestar.response import Redirect

from lms.web import preferences
from lms.web.locale import locale
from lms.web.navigation import navigation
from lms.web.render import Flash, Frame, Page, Renderer

FLASH_COOKIE = "lernraum-flash"


def page(request: Request[Any, Any, Any], renderer: Renderer, content: Page, status: int = 200) -> Response[str]:
    """The page in the frame of this request; a message left by the request before is shown once."""
    frame = frame_of(request)
    answer = Response(renderer.html(content, frame), status_code=status, media_type=MediaType.HTML)
    answer.headers["Cache-Control"] = "private, no-store" if frame.user_name else "private, no-cache"
    if FLASH_COOKIE in request.cookies:
        answer.delete_cookie(FLASH_COOKIE)
    return answer


def see_other(path: str, text: str = "", severity: str = "success", **values: object) -> Redirect:
    """303 to `path`; `text` is an English message id, translated and shown there once."""
    answer = Redirect(path, status_code=303)
    if text:
        packed = msgspec.json.encode((text, severity, {name: str(value) for name, value in values.items()}))
        value = base64.urlsafe_b64encode(packed).decode()
        answer.set_cookie(Cookie(FLASH_COOKIE, value=value, max_age=60, httponly=True, samesite="lax"))
    return answer


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
        flash=prepared.flash or _flash(request.cookies.get(FLASH_COOKIE, ""), prepared),
    )
    if frame.navigation:
        return frame
    entries = navigation(frame.locale, frame.path, frame.roles, signed_in=frame.user_name is not None)
    return replace(frame, navigation=entries)


def _flash(packed: str, frame: Frame) -> Flash | None:
    if not packed:
        return None
    try:
        text, severity, values = msgspec.json.decode(
            base64.urlsafe_b64decode(packed), type=tuple[str, str, dict[str, str]]
        )
        return Flash(frame.locale.gettext(text, **values), severity)
    except (msgspec.DecodeError, binascii.Error, KeyError, IndexError, ValueError):
        return None
