"""Turns a page value into HTML: one dataclass per page, a frame around it, one template each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Literal
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from lms.web import numbers
from lms.web.locale import Locale, locale

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class NavigationEntry:
    title: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class FooterLink:
    """`language` of the title and `leads_to`, that of the page, are BCP 47 tags; empty: the language of the frame."""

    title: str
    href: str
    language: str = ""
    leads_to: str = ""


@dataclass(frozen=True)
class Flash:
    """A message shown once at the top of the next page; `severity` as in KERN alerts."""

    text: str
    severity: Literal["info", "success", "warning", "danger"] = "info"


@dataclass(frozen=True)
class Frame:
    """What surrounds every page."""

    locale: Locale
    csrf: str
    nonce: str
    path: str
    user_name: str | None = None
    navigation: tuple[NavigationEntry, ...] = ()
    footer: tuple[FooterLink, ...] = ()
    flash: Flash | None = None
    roles: frozenset[str] = frozenset()
    theme: str = ""  # light | dark | empty: as the system has it
    course_title: str = "Lernraum"


@dataclass(frozen=True)
class Page:
    """Base of all pages; a subclass names its template and declares everything the template uses."""

    template: ClassVar[str]


class Renderer:
    """Renders pages with the times of `zone`; an undeclared field raises (StrictUndefined)."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def html(self, page: Page, frame: Frame) -> str:
        return self.part(page.template, page, frame)

    def part(self, template: str, value: object, frame: Frame) -> str:
        """Another template over a dataclass's fields: a region of a page that is sent alone."""
        values = {field.name: getattr(value, field.name) for field in fields(value)}  # pyrefly: ignore
        templates = _templates(self._zone, frame.locale.language)
        return templates.get_template(template).render(values, page=value, frame=frame)


@cache
def _templates(zone: ZoneInfo, language: str) -> Environment:
    """The templates, each compiled when it is first used, for every service in this process."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_translations(locale(language).translations, newstyle=True)  # pyrefly: ignore
    environment.filters.update(_filters(zone, language))
    return environment


def _filters(zone: ZoneInfo, language: str) -> Mapping[str, Callable[..., Any]]:
    def number(value: numbers.Number) -> str:
        return numbers.number(value, language)

    def percent(value: float) -> str:
        return numbers.percent(value, language)

    def date(value: datetime) -> str:
        return numbers.date(value.astimezone(zone), language)

    def moment(value: datetime) -> str:
        return numbers.moment(value.astimezone(zone), language)

    return {"plain": numbers.plain, "number": number, "percent": percent, "date": date, "moment": moment}
