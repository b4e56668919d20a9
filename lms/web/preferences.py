"""How a person wants pages to look: language, variant of lessons and theme, kept in cookies, no account needed."""

import re
from collections.abc import Mapping

from litestar.datastructures import Cookie

from lms.web.locale import LANGUAGES, negotiate

LANGUAGE_COOKIE = "lernraum-language"
READING_COOKIE = "lernraum-reading"
THEME_COOKIE = "lernraum-theme"
TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
THEMES = ("light", "dark")
YEAR = 365 * 24 * 3600


def language(
    cookies: Mapping[str, str], accept_language: str, offered: tuple[str, ...] = LANGUAGES, own: str | None = None
) -> str:
    """The chosen language, else the one of the account (`own`), else what the browser asks for."""
    for wanted in (cookies.get(LANGUAGE_COOKIE), own):
        if wanted in offered:
            return wanted
    return negotiate(accept_language, offered)


def reading(cookies: Mapping[str, str]) -> str:
    """The variant that lessons were last chosen in, empty: none was chosen."""
    return variant(cookies.get(READING_COOKIE, ""))


def variant(tag: str) -> str:
    """`tag` when it has the form of a language tag, else empty."""
    return tag if TAG.fullmatch(tag) else ""


def theme(cookies: Mapping[str, str]) -> str:
    """light, dark, or empty for what the system says."""
    chosen = cookies.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def remembered(name: str, value: str, *, https: bool) -> Cookie:
    """The cookie that keeps a choice for a year."""
    return Cookie(name, value=value, max_age=YEAR, httponly=True, samesite="lax", secure=https)


def local(path: str) -> str:
    """`path` when it stays in this service, else the start page; keeps forms from sending people elsewhere."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and not any(c in path for c in "\r\n\t")
    return path if inside else "/"
