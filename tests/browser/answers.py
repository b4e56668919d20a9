"""Right, wrong and half right answers to any item, as the fields of its form, and how a keyboard gives them."""

from collections.abc import Mapping
from typing import assert_never

from playwright.sync_api import Page

from lms.items import ChoiceItem, FillInItem, Item, MatchingItem, MultipleChoiceItem, NumericItem
from tests.browser import keyboard

Fields = Mapping[str, list[str]]


def right(item: Item) -> Fields:
    match item:
        case ChoiceItem() | MultipleChoiceItem():
            return {"response": [choice.id for choice in item.choices if choice.correct]}
        case NumericItem():
            return {"response": [f"{item.answer:f}".replace(".", ",")]}
        case FillInItem():
            return {f"gap-{gap.id}": [gap.accepted[0]] for gap in item.gaps}
        case MatchingItem():
            return {f"match-{source}": [target] for source, target in item.pairs.items()}
        case _:
            assert_never(item)


def wrong(item: Item) -> Fields:
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
        case _:
            assert_never(item)


def half(item: Item) -> Fields | None:
    """One part right, the others not; None for kinds that know no half."""
    match item:
        case ChoiceItem() | NumericItem():
            return None
        case MultipleChoiceItem():
            return {"response": right(item)["response"][:1]}
        case FillInItem() | MatchingItem():
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
            case ChoiceItem():
                keyboard.pick_radio(page, field, values[0])
            case MultipleChoiceItem():
                keyboard.tick(page, field, values)
            case NumericItem() | FillInItem():
                keyboard.write(page, field, values[0])
            case MatchingItem():
                keyboard.pick_option(page, field, values[0])
            case _:
                assert_never(item)
    keyboard.press(page, f"{form} form [type=submit], {form} form button:not([type])")
