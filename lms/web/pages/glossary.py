"""The glossary as values for its page, and a term as a lesson shows it too."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from lms.web.render import Page


@dataclass(frozen=True)
class Term:
    id: str
    term: str
    definition: Markup
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Letter:
    letter: str
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Glossary(Page):
    template: ClassVar[str] = "learning/glossary.html"

    letters: tuple[Letter, ...]
    language: str
