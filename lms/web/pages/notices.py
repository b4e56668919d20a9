"""A page that the operator wrote."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from lms.web.pages.lesson import Variant
from lms.web.render import Page

__all__ = ["NoticePage", "Variant"]


@dataclass(frozen=True)
class NoticePage(Page):
    """`html` has no h1. `language` is a BCP 47 tag, `language_name` what its speakers call it; `gaps` are left open."""

    template: ClassVar[str] = "notices/notice.html"

    title: str
    html: Markup
    language: str
    language_name: str
    variants: tuple[Variant, ...]
    gaps: int
