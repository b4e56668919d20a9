"""The health of every form of every item of a course: silent below fifty persons, protected above."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lms.course.model import Course
from lms.disclosure import Cell, cell_key, protect, record_key
from lms.items import Item
from lms.reports.completion import Protection
from lms.reports.health.chosen import OptionShare, chosen
from lms.reports.health.first_answers import FirstAnswer, FirstAnswers, ItemForm
from lms.reports.health.measures import Estimate, discrimination, facility, share

ENOUGH = 50
"""Persons below whom nothing is said: intervals would be wider than what they are about."""


@dataclass(frozen=True, slots=True)
class Health:
    """`n` None: fewer than ENOUGH. `bounded`: nearly all or nearly none were right, the facility is only a bound.

    Where the share of the right option is hidden without that, the facility would tell it, and is None too.
    """

    form: ItemForm
    n: int | None
    facility: Estimate | None = None
    bounded: bool = False
    discrimination: Estimate | None = None
    options: tuple[OptionShare, ...] = ()


def insights(
    versions: Sequence[Course], answers: FirstAnswers, secret: bytes, protection: Protection
) -> tuple[Health, ...]:
    """Every form that somebody answered, in the order of the newest version; `versions` come newest first."""
    items = {ItemForm(item.id, item.digest()): item for course in reversed(versions) for item in _items(course)}
    order = {item.id: number for number, item in enumerate(_items(versions[0]))} if versions else {}
    forms = sorted(answers.by_form, key=lambda form: (order.get(form.item_id, len(order)), form.item_id, form.digest))
    return tuple(_health(form, items.get(form), answers, secret, protection) for form in forms)


def _items(course: Course) -> Iterator[Item]:
    for module in course.modules:
        for lesson in module.all_lessons():
            yield from lesson.items(course.language)


def _health(form: ItemForm, item: Item | None, answers: FirstAnswers, secret: bytes, protection: Protection) -> Health:
    given = answers.by_form[form]
    if len(given) < ENOUGH:
        return Health(form, None)
    keys = cell_key(record_key(secret, actor) for actor in given)
    shown = protect([Cell(form, len(given), keys)], protection.minimum, protection.noise)[0]
    estimate, bounded = _bounded(facility([one.scaled for one in given.values()]), protection.minimum)
    options = chosen(item, (one.response for one in given.values()), protection) if item else ()
    told = bounded or not any(option.correct and option.share is None for option in options)
    return Health(form, shown.n, estimate if told else None, bounded, _discrimination(form, given, answers), options)


def _bounded(estimate: Estimate, minimum: int) -> tuple[Estimate, bool]:
    """As if the smallest group had been wrong, or right, when fewer were: the interval would tell the exact share."""
    edge = minimum / estimate.n
    if 0 < estimate.value < edge:
        return share(edge, estimate.n), True
    if 1 - edge < estimate.value < 1:
        return share(1 - edge, estimate.n), True
    return estimate, False


def _discrimination(form: ItemForm, given: dict[str, FirstAnswer], answers: FirstAnswers) -> Estimate | None:
    pairs = [(one.scaled, answers.rest(form.item_id, one.registration)) for one in given.values()]
    known = [(scaled, rest) for scaled, rest in pairs if rest is not None]
    if len(known) < ENOUGH:
        return None
    return discrimination([scaled for scaled, _ in known], [rest for _, rest in known])
