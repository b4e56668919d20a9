"""Every kind of item, answered wrong, half right and right: with the keyboard alone, without scripts, with a finger."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from lms.items import KINDS, Item
from lms.xapi.vocabulary import Extension, VerbId
from tests.browser import keyboard
from tests.browser.answers import Fields, give, half, right, tap, wrong
from tests.browser.conftest import Visit
from tests.browser.pages import LESSON, OPENED
from tests.browser.prepared import Prepared
from tests.browser.town import PLAIN, TOUCHER, TYPIST

WRONG, HALF, RIGHT, KEPT = "Noch nicht richtig", "Teilweise richtig", "Richtig beantwortet.", "Arbeitsheft|Vielen Dank"
NARROW = {"width": 360, "height": 740}
WAYS = {
    "keyboard": (TYPIST, give, {}),
    "keyboard-no-script": (PLAIN, give, {"java_script_enabled": False}),
    "touch": (TOUCHER, tap, {"has_touch": True, "is_mobile": True, "viewport": NARROW}),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_kind_of_item_is_answered_until_it_is_right(probe: Prepared, visit: Visit, way: str):
    who, answer, options = WAYS[way]
    module = probe.course.modules[0]
    items = tuple(module.lessons[0].items())
    assert {item.kind for item in items} == set(KINDS)
    assert module.lessons[0].pools()  # of which all are drawn, so that everybody meets the same
    with probe.learner(who) as person:
        person.enter(module, module.lessons[0])
    lesson = visit(probe, LESSON, who, **options)
    for item in items:
        for index, (fields, verdict) in enumerate(tries(item)):
            if index:
                again(lesson, item.id, touch=way == "touch")
            if item.hints and way != "touch":
                keyboard.press(lesson, f"#item-{item.id} .lr-hints summary")
            answer(lesson, item, fields)
            result = lesson.locator(f"#item-{item.id} .lr-result__verdict")
            result.wait_for()  # comes at once, while `expect` looks again after longer and longer pauses
            expect(result).to_contain_text(re.compile(verdict))
        expect(lesson.locator(f"#item-{item.id} form")).to_have_count(0)
    assert hints_opened(probe, who) == {"keyboard": {True}, "keyboard-no-script": {None}, "touch": {False}}[way]


def hints_opened(probe: Prepared, who: str) -> set[bool | None]:
    """What the record says about questions with a hint; None where nothing is said."""
    told = json.loads(probe.service.lms("people", "export", who))
    return {
        one["context"]["extensions"].get(Extension.HINT_OPENED)
        for one in (line["statement"] for line in told["statements"])
        if one["verb"]["id"] == VerbId.ANSWERED and probe.item(one["object"]["id"].rsplit("/", 1)[1]).hints
    }


def tries(item: Item) -> list[tuple[Fields, str]]:
    if not item.graded:
        return [(right(item), KEPT)]
    answers: list[tuple[Fields | None, str]] = [(wrong(item), WRONG), (half(item), HALF), (right(item), RIGHT)]
    return [(fields, verdict) for fields, verdict in answers if fields]


def again(lesson: Page, item_id: str, *, touch: bool) -> None:
    link = f"#item-{item_id} a[data-again]"
    if touch:
        lesson.locator(link).tap()
    else:
        keyboard.press(lesson, link)
    lesson.locator(f"#item-{item_id} form").wait_for()


def test_steps_move_around_the_one_that_is_moved(probe: Prepared, visit: Visit):
    lesson = visit(probe, LESSON, OPENED)
    row = lesson.locator("#item-der-reihe-nach li").first
    name = row.locator("label").inner_text()
    down = row.locator('[data-move="1"]')
    down.focus()
    for place in (2, 3):
        lesson.keyboard.press("Enter")
        expect(lesson.locator("#item-der-reihe-nach [data-sequence-status]")).to_have_text(
            f"{name}: jetzt auf Platz {place}"
        )
    assert lesson.evaluate("document.activeElement.dataset.move") == "1"
    shown = lesson.locator("#item-der-reihe-nach select").evaluate_all("fields => fields.map(field => field.value)")
    assert shown == ["1", "2", "3", "4"]
    assert lesson.locator("#item-der-reihe-nach li").nth(2).locator("label").inner_text() == name


def test_an_empty_answer_is_refused_at_its_question(probe: Prepared, visit: Visit):
    lesson = visit(probe, LESSON, OPENED, allowed=f"{LESSON}/items/eine-zahl")
    keyboard.press(lesson, "#item-eine-zahl form button")
    problem = lesson.locator("#item-eine-zahl [role=alert]")
    expect(problem).to_be_visible()
    expect(lesson.locator("#item-eine-zahl input[name=response]")).to_have_attribute("aria-invalid", "true")
