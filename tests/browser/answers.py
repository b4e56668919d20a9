"""Right, wrong and half right answers to any item, as the fields of its form, and how a keyboard gives them."""

from collections.abc import Mapping
from typing import assert_never

from playwright.sync_api import Locator, Page

from lms.items import (
    ChoiceItem,
    FillInItem,
    Item,
    LikertItem,
    LongFillInItem,
    MatchingItem,
    MultipleChoiceItem,
    NumericItem,
    PerformanceItem,
    SequencingItem,
    TrueFalseItem,
)
from tests.browser import keyboard

Fields = Mapping[str, list[str]]


def right(item: Item) -> Fields:  # noqa: PLR0911 — one case a kind
    match item:
        case ChoiceItem() | MultipleChoiceItem():
            return {"response": [choice.id for choice in item.choices if choice.correct]}
        case NumericItem():
            return {"response": [f"{item.answer:f}".replace(".", ",")]}
        case FillInItem():
            return {f"gap-{gap.id}": [gap.accepted[0]] for gap in item.gaps}
        case MatchingItem():
            return {f"match-{source}": [target] for source, target in item.pairs.items()}
        case TrueFalseItem():
            return {"response": [str(item.answer).lower()]}
        case SequencingItem():
            return _places([step.id for step in item.steps])
        case PerformanceItem():
            return {f"step-{step.id}": [step.expected.solution().replace(".", ",")] for step in item.steps}
        case LikertItem():
            return {"response": [item.scale[-1].id]}
        case LongFillInItem():
            return {"response": ["Wir zählen zuerst die Kinder."]}
        case _:
            assert_never(item)


def wrong(item: Item) -> Fields:  # noqa: PLR0911 — one case a kind
    match item:
        case ChoiceItem() | MultipleChoiceItem():
            return {"response": [next(choice.id for choice in item.choices if not choice.correct)]}
        case NumericItem():
            return {"response": [f"{item.answer + item.tolerance + 1:f}".replace(".", ",")]}
        case FillInItem():
            return {f"gap-{gap.id}": ["etwas anderes"] for gap in item.gaps}
        case MatchingItem():
            targets = [target.id for target in item.targets]
            other = {target: next(each for each in targets if each != target) for target in targets}
            return {f"match-{source}": [other[target]] for source, target in item.pairs.items()}
        case TrueFalseItem():
            return {"response": [str(not item.answer).lower()]}
        case SequencingItem():
            return _places([step.id for step in reversed(item.steps)])
        case PerformanceItem():
            return {f"step-{step.id}": ["0"] for step in item.steps}
        case LikertItem() | LongFillInItem():
            return right(item)
        case _:
            assert_never(item)


def _places(steps: list[str]) -> Fields:
    return {f"place-{step}": [str(place)] for place, step in enumerate(steps, start=1)}


def half(item: Item) -> Fields | None:
    """One part right, the others not; None for kinds that know no half."""
    match item:
        case ChoiceItem() | NumericItem() | TrueFalseItem() | LikertItem() | LongFillInItem():
            return None
        case SequencingItem():
            first, second, *rest = (step.id for step in item.steps)
            return _places([second, first, *rest])
        case MultipleChoiceItem():
            return {"response": right(item)["response"][:1]}
        case FillInItem() | MatchingItem() | PerformanceItem():
            first, *_ = right(item).items()
            return {**wrong(item), **dict([first])}
        case _:
            assert_never(item)


def give(page: Page, item: Item, fields: Fields) -> None:
    """Fill in the item's form by keyboard and send it."""
    form = f"#item-{item.id}"
    for name, values in fields.items():
        field = f'{form} [name="{name}"]'
        match item:
            case ChoiceItem() | TrueFalseItem() | LikertItem():
                keyboard.pick_radio(page, field, values[0])
            case MultipleChoiceItem():
                keyboard.tick(page, field, values)
            case NumericItem() | FillInItem() | PerformanceItem() | LongFillInItem():
                keyboard.write(page, field, values[0])
            case MatchingItem() | SequencingItem():
                keyboard.pick_option(page, field, values[0])
            case _:
                assert_never(item)
    keyboard.press(page, f"{form} form [type=submit], {form} form button:not([type])")


def tap(page: Page, item: Item, fields: Fields) -> None:
    """Fill in the item's form with a finger and send it."""
    form = page.locator(f"#item-{item.id} form")
    if isinstance(item, MultipleChoiceItem):
        for ticked in form.locator("input:checked").all():
            ticked.tap()
    for name, values in fields.items():
        field = form.locator(f'[name="{name}"]')
        match item:
            case ChoiceItem() | MultipleChoiceItem() | TrueFalseItem() | LikertItem():
                for value in values:
                    form.locator(f'label:has([value="{value}"])').tap()
            case NumericItem() | FillInItem() | PerformanceItem() | LongFillInItem():
                field.tap()
                field.fill(values[0])
            case MatchingItem():
                field.select_option(values[0])
            case SequencingItem():
                _move(field.locator("xpath=ancestor::li"), int(values[0]))
            case _:
                assert_never(item)
    form.locator("button:not([type])").tap()


def _move(row: Locator, place: int) -> None:
    """Tap a step's arrows until it stands in its place."""
    while (now := int(row.locator("select").input_value())) != place:
        row.locator(f'[data-move="{1 if now < place else -1}"]').tap()
