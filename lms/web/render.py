"""Turns a page value into HTML: one dataclass per page, a frame around it, one template each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from lms.web import numbers
from lms.web.locale import Locale

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class NavigationEntry:
    title: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class Flash:
    """A message shown once at the top of the next page; `severity` as in KERN alerts."""

    text: str
    severity: str = "info"  # info | success | warning | danger


@dataclass(frozen=True)
class Frame:
    """What surrounds every page."""

    locale: Locale
    csrf: str
    nonce: str
    path: str
    user_name: str | None = None
    navigation: tuple[NavigationEntry, ...] = ()
    flash: Flash | None = None
    roles: frozenset[str] = frozenset()
    theme: str = ""  # light | dark | empty: as the system has it
    course_title: str = "Lernraum"


@dataclass(frozen=True)
class Page:
    """Base of all pages; a subclass names its template and declares everything the template uses."""

    template: ClassVar[str]


class Renderer:
    """Renders pages; templates are compiled once, an undeclared field raises (StrictUndefined)."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._environments: dict[str, Environment] = {}

    def html(self, page: Page, frame: Frame) -> str:
        return self.part(page.template, page, frame)

    def part(self, template: str, value: object, frame: Frame) -> str:
        """Another template over a dataclass's fields: a region of a page that is sent alone."""
        values = {field.name: getattr(value, field.name) for field in fields(value)}  # pyrefly: ignore
        return self._environment(frame.locale).get_template(template).render(values, page=value, frame=frame)

    def _environment(self, locale: Locale) -> Environment:
        if locale.language not in self._environments:
            environment = Environment(
                loader=FileSystemLoader(TEMPLATES),
                autoescape=select_autoescape(["html"]),
                undefined=StrictUndefined,
                extensions=["jinja2.ext.i18n"],
                trim_blocks=True,
                lstrip_blocks=True,
            )
            environment.install_gettext_translations(locale.translations, newstyle=True)  # pyrefly: ignore
            environment.filters.update(self._filters(locale))
            self._environments[locale.language] = environment
        return self._environments[locale.language]

    def _filters(self, locale: Locale) -> Mapping[str, Callable[..., Any]]:
        def number(value: numbers.Number) -> str:
            return numbers.number(value, locale.language)

        def percent(value: float) -> str:
            return numbers.percent(value, locale.language)

        def date(value: datetime) -> str:
            return numbers.date(value.astimezone(self._zone), locale.language)

        def moment(value: datetime) -> str:
            return numbers.moment(value.astimezone(self._zone), locale.language)

        return {"plain": numbers.plain, "number": number, "percent": percent, "date": date, "moment": moment}
