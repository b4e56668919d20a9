"""The main navigation: what someone with these roles finds at the top of every page."""

from lms.web.locale import Locale
from lms.web.render import NavigationEntry


def _(message: str) -> str:
    """Marks a message for the catalogues; it is translated when shown."""
    return message


ENTRIES = (
    (_("Modules"), "/", None),
    (_("My progress"), "/progress", "learner"),
    (_("Glossary"), "/glossary", None),
    (_("Reports"), "/reports/completion", "coordinator"),
    (_("Administration"), "/admin", "operator"),
)


def navigation(locale: Locale, path: str, roles: frozenset[str], *, signed_in: bool) -> tuple[NavigationEntry, ...]:
    """The entries for these roles; everyone signed in is a learner."""
    mine = roles | {"learner"} if signed_in else frozenset()
    return tuple(
        NavigationEntry(locale.gettext(title), href, current=_below(path, href))
        for title, href, role in ENTRIES
        if role is None or role in mine
    )


def _below(path: str, href: str) -> bool:
    if href == "/":
        return path == "/" or path.startswith("/modules/")
    return path == href or path.startswith(f"{href}/")
