"""The page that shows authors two versions side by side; it stands alone in a folder, without the service."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from lms.course.changes import Change
from lms.web.charts import Chart
from lms.web.locale import Locale
from lms.web.render import Page


@dataclass(frozen=True)
class Segment:
    """A stretch of a text; `changed`: the other version does not have it."""

    text: str
    changed: bool


@dataclass(frozen=True)
class ReviewOption:
    """`where` is the condition under which it is right, when figures of a place say so."""

    text: Markup
    right: bool = False
    where: str = ""
    feedback: Markup | None = None


@dataclass(frozen=True)
class Question:
    """A question with its key, as authors see it. `tries` 0: as often as wanted."""

    prompt: Markup
    options: tuple[ReviewOption, ...]
    solution: str
    hints: tuple[Markup, ...]
    feedback: tuple[Markup, ...]
    points: int
    tries: int


@dataclass(frozen=True)
class VersionSide:
    """What stood in one version; empty where it was not."""

    passages: tuple[Markup, ...] = ()
    question: Question | None = None
    charts: tuple[Chart, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.passages or self.question or self.charts)


@dataclass(frozen=True)
class ReviewChange:
    kind: str
    sentence: str
    reason: str
    consequences: tuple[str, ...]
    before: tuple[Segment, ...]
    after: tuple[Segment, ...]
    refuses: bool


@dataclass(frozen=True)
class ChangedThing:
    """A module, lesson or question with all that changed about it."""

    anchor: str
    title: str
    place: str
    changes: tuple[ReviewChange, ...]
    before: VersionSide
    after: VersionSide

    @property
    def refuses(self) -> bool:
        return any(change.refuses for change in self.changes)


def heading(change: Change, course_title: str, locale: Locale) -> str:
    """What a change is about, in the reader's words."""
    here = change.where
    if here.item:
        return f"{here.lesson_title}: {locale.gettext('Question {number}', number=here.number)}"
    if here.module:
        return here.lesson_title or here.module_title
    shared = {"glossary": locale.gettext("Glossary"), "data": locale.gettext("Data")}
    return shared.get(change.level, course_title)


@dataclass(frozen=True)
class ReviewPart:
    title: str
    things: tuple[ChangedThing, ...]


@dataclass(frozen=True)
class Review(Page):
    template: ClassVar[str] = "review/review.html"

    title: str
    old: str
    new: str
    summary: str
    language: str
    parts: tuple[ReviewPart, ...]
