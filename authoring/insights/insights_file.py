"""The file that `lms insights --format json` writes, as far as authors are told of it."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from authoring.locale import AuthorLocale
from lms.course.model import Course


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class ToldEstimate(_Read):
    value: float
    low: float
    high: float


class ToldOptionShare(_Read):
    id: str
    correct: bool | None  # None: it depends on the place
    share: float | None


class ToldGroup(_Read):
    n: int
    facility: ToldEstimate


class ToldHintUse(_Read):
    n: int
    opened: ToldEstimate
    bounded: bool = False
    with_hint: ToldGroup | None = Field(default=None, alias="with")
    without: ToldGroup | None = None


class Measures(_Read):
    n: int | None
    facility: ToldEstimate | None = None
    bounded: bool = False
    discrimination: ToldEstimate | None = None


class FormHealth(Measures):
    """Those who were asked about one place: its key and its name."""

    form: str
    name: str


class ItemHealth(Measures):
    id: str
    digest: str
    options: tuple[ToldOptionShare, ...] = ()
    forms: tuple[FormHealth, ...] = ()
    hint: ToldHintUse | None = None


class Insights(_Read):
    """What `lms insights --format json` writes, as far as it is shown here."""

    format: int
    course: str
    namespace: str
    enough: int
    items: tuple[ItemHealth, ...]


def read(path: Path) -> Insights | None:
    try:
        found = Insights.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    return found if found.format == 1 else None


def foreign(found: Insights, course: Course, locale: AuthorLocale) -> str:
    """What is said of insights about another course; empty for those about this one."""
    if (course.id, course.namespace) == (found.course, found.namespace):
        return ""
    message = locale.gettext("These insights are about the course {other}, not about {course}.")
    return message.format(other=found.course, course=course.id)
