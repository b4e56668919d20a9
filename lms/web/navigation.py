"""The main navigation: what someone with these roles finds at the top of every page."""

from typing import LiteralString

from lms.web.locale import Locale
from lms.web.render import NavigationEntry


def _(message: LiteralString) -> LiteralString:
    """Marks a message for the catalogues; it is translated when shown."""
    return message


ENTRIES = (
    (_("Modules"), "/", "/modules", None),
    (_("My progress"), "/progress", "/progress", "learner"),
    (_("Glossary"), "/glossary", "/glossary", None),
    (_("Reports"), "/reports/completion", "/reports", "coordinator"),
    (_("Administration"), "/admin", "/admin", "operator"),
)
"""Title, page, the address that all pages of the entry stand below, and who finds it."""


def navigation(locale: Locale, path: str, roles: frozenset[str], *, signed_in: bool) -> tuple[NavigationEntry, ...]:
    """The entries for these roles; everyone signed in is a learner."""
    mine = roles | {"learner"} if signed_in else frozenset()
    return tuple(
        NavigationEntry(locale.gettext(title), href, current=path == href or f"{path}/".startswith(f"{area}/"))
        for title, href, area, role in ENTRIES
        if role is None or role in mine
    )
