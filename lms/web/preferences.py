"""How a person wants pages to look: language and theme, kept in two cookies, no account needed."""

from collections.abc import Mapping

from litestar.datastructures import Cookie

from lms.web.locale import LANGUAGES, negotiate

LANGUAGE_COOKIE = "lernraum-language"
THEME_COOKIE = "lernraum-theme"
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
