"""Fills in the form of a question as somebody would who knows the answer, or as somebody who does not."""

from random import Random

from lms.course.model import Lesson
from lms.course.places.place_questions import asked_of
from lms.items import Item
from lms.items.model import Form
from lms.player.learning.visit import LearnerVisit


def replied(visit: LearnerVisit, lesson: Lesson, item: Item, attempt: int, chance: Random, *, knows: bool) -> Form:
    """The same for the question as this person is asked it, about their place where it has figures of one."""
    asked = asked_of(item, visit.atlas, visit.home.key, lesson.spoken(visit.language))
    return {**filled(asked.item, attempt, chance, knows=knows), "form": [asked.form]}


def filled(item: Item, attempt: int, chance: Random, *, knows: bool) -> Form:
    """The fields that a browser would send for this try."""
    return {"attempt": [str(attempt)], **item.sample(chance, knows=knows)}
