"""What releases changed, as pages tell it: for one learner, and for those who coordinate."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from lms.web.pages.modules import PageLink
from lms.web.render import Page


@dataclass(frozen=True)
class ChangeLine:
    """One sentence, why, what it means for this person, and where to look."""

    sentence: str
    reason: str = ""
    own: tuple[str, ...] = ()
    link: PageLink | None = None


@dataclass(frozen=True)
class ModuleChanges:
    """What a release changed in one module; `own` is what it did for this person as a whole."""

    module: PageLink
    lines: tuple[ChangeLine, ...]
    own: tuple[str, ...] = ()


@dataclass(frozen=True)
class LearnersRelease:
    """`unseen` until the person has said that they know."""

    moment: datetime
    modules: tuple[ModuleChanges, ...]
    unseen: bool


@dataclass(frozen=True)
class WhatChanged(Page):
    """`newest` is the number that the button sends."""

    template: ClassVar[str] = "learning/changes.html"

    releases: tuple[LearnersRelease, ...]
    newest: int
    language: str

    @property
    def unseen(self) -> bool:
        return any(one.unseen for one in self.releases)


@dataclass(frozen=True)
class FigureLine:
    """How many persons a release touched in one way; `figure` as a report writes it."""

    words: str
    figure: str


@dataclass(frozen=True)
class ReleaseLine:
    number: int
    href: str
    title: str
    version: str
    moment: datetime
    current: bool
    finished: bool
    figures: tuple[FigureLine, ...]


@dataclass(frozen=True)
class Releases(Page):
    """`minimum`: groups below it are not told."""

    template: ClassVar[str] = "reports/releases.html"

    releases: tuple[ReleaseLine, ...]
    minimum: int


@dataclass(frozen=True)
class OneRelease(Page):
    """One release with everything that it changed; `first`: the course was new."""

    template: ClassVar[str] = "reports/release.html"

    release: ReleaseLine
    lines: tuple[ChangeLine, ...]
    first: bool
    minimum: int
    language: str
