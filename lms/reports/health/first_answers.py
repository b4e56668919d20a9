"""Everybody's first answer to every form of every item, read from the record.

Only vouched, unvoided `answered` statements of a first try count, and of a person who takes a module again only the
earliest: so a count is a count of persons. An item whose meaning changed has another digest and is counted anew.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from lms.course.model import Course
from lms.lrs.record.stored import StoredStatement
from lms.xapi.vocabulary import Extension, VerbId


@dataclass(frozen=True, slots=True)
class ItemForm:
    """An item as it asked and graded at one time; `digest` is `Item.digest()` of then."""

    item_id: str
    digest: str


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """`response` in xAPI's notation; `registration` is the run in which it was given.

    `place` is whose figures were asked about; empty for a question without any. `hint_opened` None: nobody knows, or
    there is no hint.
    """

    scaled: float
    response: str
    registration: UUID
    place: str = ""
    hint_opened: bool | None = None


@dataclass(frozen=True, slots=True)
class FirstAnswers:
    """By form and actor, and the first results of each run by item, from which rest scores are made."""

    by_form: dict[ItemForm, dict[str, FirstAnswer]] = field(default_factory=dict)
    by_run: dict[UUID, dict[str, float]] = field(default_factory=dict)

    def rest(self, item_id: str, registration: UUID, at_least: int = 2) -> float | None:
        """The mean first result on the run's other items, from 0 to 1; None for fewer than `at_least` of them."""
        others = [scaled for key, scaled in self.by_run[registration].items() if key != item_id]
        return sum(others) / len(others) if len(others) >= at_least else None


def first_answers(
    statements: Iterable[StoredStatement], course: Course, tick: Callable[[int], None] = lambda _seq: None
) -> FirstAnswers:
    """What the record holds for one course, in one pass; `tick` is told how far (`seq`) it has come."""
    prefix = course.iri("item", "")
    found = FirstAnswers()
    for one in statements:
        tick(one.seq)
        if one.verb != VerbId.ANSWERED or not one.vouched or one.voided or one.actor is None:
            continue
        if one.registration is None or one.scaled is None or not (one.object or "").startswith(prefix):
            continue
        document = one.document()
        said = document["context"].get("extensions", {})
        digest = said.get(Extension.ITEM_DIGEST)
        if said.get(Extension.ATTEMPT) != 1 or not isinstance(digest, str):
            continue
        form = ItemForm((one.object or "").removeprefix(prefix), digest)
        response, place = document.get("result", {}).get("response", ""), said.get(Extension.FORM, "")
        hint = said.get(Extension.HINT_OPENED)
        known = hint if isinstance(hint, bool) else None
        answer = FirstAnswer(one.scaled, str(response), one.registration, str(place), known)
        found.by_form.setdefault(form, {}).setdefault(one.actor, answer)
        found.by_run.setdefault(one.registration, {}).setdefault(form.item_id, one.scaled)
    return found
