"""Whose figures somebody sees: of the place they chose, else of their organisation's, else of the course's example."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import quote
from uuid import UUID

from sqlalchemy.orm import Session

from lms.course.model import Course
from lms.course.places.atlas import Atlas
from lms.course.places.text_figures import Filling
from lms.people import chosen_places
from lms.web.pages.lesson import FiguresNote

Whose = Literal["own", "organisation", "example"]


@dataclass(frozen=True)
class Home:
    """The AGS of a place; empty where the course has no places."""

    key: str
    whose: Whose = "example"


def home(db: Session, user_id: UUID | None, atlas: Atlas, now: datetime) -> Home:
    """A choice of a place that this course does not know counts for nothing here."""
    if user_id is None or not atlas.data:
        return Home(atlas.example)
    if found := atlas.place(chosen_places.chosen(db, user_id)):
        return Home(found.key, "own")
    if found := atlas.place(chosen_places.of_organisation(db, user_id, now)):
        return Home(found.key, "organisation")
    return Home(atlas.example)


def figures_note(course: Course, filling: Filling, home: Home, back: str) -> FiguresNote | None:
    """What stands below a lesson with figures of a place; None below all others."""
    place = filling.atlas.place(home.key)
    if not filling.used or not place:
        return None
    used = (data for data in course.data if data.id in filling.sources)
    return FiguresNote(
        place=place.name,
        whose=home.whose,
        change=f"/kommune?next={quote(back)}",
        stand_ins=tuple(one.name for one in filling.stand_ins.values()),
        missing=filling.missing,
        sources=tuple(f"{data.title}: {data.source.rstrip('.')}. {data.attribution.rstrip('.')}" for data in used),
    )
