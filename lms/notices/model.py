"""What an operator wrote, as values: pages in their languages, and what is still wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import LiteralString

from markupsafe import Markup

from lms.web.locale import Locale

REQUIRED = ("impressum", "datenschutz", "barrierefreiheit")
"""What a public body's service has to have (§ 5 DDG, Art. 13 GDPR, § 12b BGG), in the order of the footer."""


@dataclass(frozen=True)
class PageProblem:
    """What is wrong with a file, as an English message id; `line` is 0 where no line is to blame."""

    file: str
    line: int
    message: LiteralString
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.file}{f':{self.line}' if self.line else ''}: {self.message.format(**self.values)}"


@dataclass(frozen=True)
class PageText:
    """A page in one language. With `link` the page is elsewhere and there is no `html`.

    `gaps` are the places that wait to be filled in: the line and what belongs there.
    """

    file: str
    title: str
    html: Markup = field(default_factory=Markup)
    link: str = ""
    gaps: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Notice:
    """A page at `/pages/<name>`, by BCP 47 tag; `original` is the language that a name without one stands for."""

    name: str
    texts: Mapping[str, PageText]
    original: str

    @property
    def href(self) -> str:
        return f"/pages/{self.name}"

    def spoken(self, locale: Locale) -> str:
        """The tag of what somebody reads: the variant they chose, else the pages' language, else what there is."""
        wanted = (locale.reading, locale.language, self.original)
        return next((tag for tag in wanted if tag in self.texts), next(iter(self.texts)))


@dataclass(frozen=True)
class WrittenPages:
    """Everything in the folder: those in `REQUIRED` first."""

    notices: tuple[Notice, ...] = ()
    problems: tuple[PageProblem, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        there = {notice.name for notice in self.notices}
        return tuple(name for name in REQUIRED if name not in there)

    @property
    def unfinished(self) -> tuple[PageText, ...]:
        """The texts with gaps."""
        return tuple(text for notice in self.notices for text in notice.texts.values() if text.gaps)

    def notice(self, name: str) -> Notice | None:
        return next((notice for notice in self.notices if notice.name == name), None)
