"""Every kind of item, answered wrong, half right and right with the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import keyboard
from tests.browser.answers import Fields, give, half, right, wrong
from tests.browser.conftest import Visit
from tests.browser.pages import LESSON, OPENED
from tests.browser.prepared import Prepared
from tests.browser.town import PLAIN, TYPIST

ITEMS = ("eine-richtige", "mehrere-richtige", "eine-zahl", "zwei-luecken", "zuordnen")
WRONG, HALF, RIGHT = "Noch nicht richtig", "Teilweise richtig", "Richtig beantwortet."


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def lesson(request: pytest.FixtureRequest, probe: Prepared, visit: Visit) -> Page:
    """The lesson with all kinds, entered; with and without JavaScript."""
    module = probe.course.modules[0]
    who = TYPIST if request.param else PLAIN
    with probe.learner(who) as person:
        person.enter(module, module.lessons[0])
    return visit(probe, LESSON, who, java_script_enabled=request.param)


@pytest.mark.parametrize("item_id", ITEMS)
def test_an_item_is_answered_by_keyboard_until_it_is_right(lesson: Page, probe: Prepared, item_id: str):
    item = probe.item(item_id)
    answers: list[tuple[Fields | None, str]] = [(wrong(item), WRONG), (half(item), HALF), (right(item), RIGHT)]
    tries = [(fields, verdict) for fields, verdict in answers if fields]
    for index, (fields, verdict) in enumerate(tries):
        if index:
            keyboard.press(lesson, f"#item-{item_id} a[data-again]")
            lesson.locator(f"#item-{item_id} form").wait_for()
        give(lesson, item, fields)
        expect(lesson.locator(f"#item-{item_id} .lr-result__verdict")).to_contain_text(verdict)
    expect(lesson.locator(f"#item-{item_id} form")).to_have_count(0)


def test_an_empty_answer_is_refused_at_its_question(probe: Prepared, visit: Visit):
    lesson = visit(probe, LESSON, OPENED, allowed=f"{LESSON}/items/eine-zahl")
    keyboard.press(lesson, "#item-eine-zahl form button")
    problem = lesson.locator("#item-eine-zahl [role=alert]")
    expect(problem).to_be_visible()
    expect(lesson.locator("#item-eine-zahl input[name=response]")).to_have_attribute("aria-invalid", "true")
