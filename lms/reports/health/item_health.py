"""The health of every form of every item of a course: silent below fifty persons, protected above."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lms.course.model import Course
from lms.disclosure import Cell, cell_key, protect, record_key
from lms.items import Item
from lms.reports.completion import Protection
from lms.reports.health.chosen import OptionShare, chosen
from lms.reports.health.first_answers import FirstAnswer, FirstAnswers, ItemForm
from lms.reports.health.hint_use import HintUse, hint_use
from lms.reports.health.measures import Estimate, bounded_facility, discrimination

ENOUGH = 50
"""Persons below whom nothing is said, of a question or a form of it: intervals would be wider than their subject."""


@dataclass(frozen=True, slots=True)
class Health:
    """`n` None: fewer than ENOUGH. `bounded`: nearly all or nearly none were right, the facility is only a bound.

    Where the share of the right option is hidden without that, the facility would tell it, and is None too.

    `places` says the same of the forms of a question with figures, each by the key of its `place`, as far as they may
    be told; options are only told of all forms together.
    """

    form: ItemForm
    n: int | None
    facility: Estimate | None = None
    bounded: bool = False
    discrimination: Estimate | None = None
    options: tuple[OptionShare, ...] = ()
    place: str = ""
    places: tuple["Health", ...] = ()
    hint: HintUse | None = None


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

    def measured(some: Mapping[str, FirstAnswer], place: str = "") -> Health:
        keys = cell_key(record_key(secret, actor) for actor in some)
        shown = protect([Cell(form, len(some), keys)], protection.minimum, protection.noise)[0]
        estimate, bounded = bounded_facility([one.scaled for one in some.values()], protection.minimum)
        return Health(form, shown.n, estimate, bounded, _discrimination(form, some, answers), place=place)

    whole = measured(given)
    options = chosen(item, (one.response for one in given.values()), protection) if item else ()
    hint = hint_use(given, secret, protection, ENOUGH)
    if not whole.bounded and any(option.correct and option.share is None for option in options):
        return replace(whole, facility=None, options=options, hint=hint and hint.without_groups())
    places = (measured(some, place) for place, some in _by_place(given, protection.minimum))
    return replace(whole, options=options, places=tuple(places), hint=hint)


def _by_place(given: Mapping[str, FirstAnswer], minimum: int) -> list[tuple[str, Mapping[str, FirstAnswer]]]:
    """The forms of which enough persons were asked, the commonest first.

    What they leave of all answers can be worked out, so it too is nobody, or as many persons, and a form of which
    only a bound could be said stays part of it: else the smallest form is left out as well.
    """
    forms: dict[str, dict[str, FirstAnswer]] = {}
    for actor, one in given.items():
        forms.setdefault(one.place, {})[actor] = one

    def clear(results: Sequence[float]) -> bool:
        return len(results) >= ENOUGH and not bounded_facility(results, minimum)[1]

    results = {place: [one.scaled for one in some.values()] for place, some in forms.items()}
    common = sorted(forms, key=lambda place: (-len(forms[place]), place))
    told = [place for place in common if place and clear(results[place])]
    rest = [result for place in common if place not in told for result in results[place]]
    while told and rest and not clear(rest):
        rest.extend(results[told.pop()])
    return [(place, forms[place]) for place in told]


def _discrimination(form: ItemForm, given: Mapping[str, FirstAnswer], answers: FirstAnswers) -> Estimate | None:
    pairs = [(one.scaled, answers.rest(form.item_id, one.registration)) for one in given.values()]
    known = [(scaled, rest) for scaled, rest in pairs if rest is not None]
    if len(known) < ENOUGH:
        return None
    return discrimination([scaled for scaled, _ in known], [rest for _, rest in known])
