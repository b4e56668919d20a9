"""A learner signs in and finishes the first module of the demography course without touching a mouse."""

from playwright.sync_api import Page, expect

from lms.course.model import Lesson
from lms.course.places.atlas import Atlas
from lms.course.places.place_questions import asked_of
from lms.items import ChoiceItem, Item
from lms.items.choice import by_figures
from tests.browser import keyboard
from tests.browser.answers import give, right
from tests.browser.conftest import Visit
from tests.browser.learner import PASSWORD
from tests.browser.prepared import Prepared
from tests.browser.town import LEARNER


def sign_in(page: Page, email: str) -> None:
    keyboard.write(page, "#email", email)
    keyboard.write(page, "#password", PASSWORD)
    keyboard.follow(page, "#password")


def asked(page: Page, item: Item, atlas: Atlas) -> Item:
    """The question with the figures of the place that its form names."""
    form = page.locator(f"#item-{item.id} [name=form]")
    return asked_of(item, atlas, form.input_value(), "de").item if form.count() else item


def learn(page: Page, lesson: Lesson, atlas: Atlas) -> None:
    """Begin the lesson, unless it has begun already, and answer all its questions."""
    begin = "form[action$='/enter'] button"
    if page.locator(begin).count():
        keyboard.follow(page, begin)
    page.locator(".lr-prose").wait_for()
    expect(page.locator("h1")).to_have_text(lesson.variant("de").title)
    for item in lesson.items():
        give(page, item, right(asked(page, item, atlas)))
        page.locator(f"#item-{item.id} .lr-result--right").wait_for()


def test_the_first_module_is_finished_by_keyboard_alone(demography: Prepared, visit: Visit):
    module, atlas = demography.course.modules[0], Atlas.of(demography.course)
    assert any(
        isinstance(item, ChoiceItem) and by_figures(item.choices) for one in module.lessons for item in one.items()
    )
    page = visit(demography, "/")
    keyboard.follow(page, "a[href^='/login']")
    sign_in(page, LEARNER)
    keyboard.follow(page, f"main a[href='/modules/{module.id}']")
    page.wait_for_url(f"**/modules/{module.id}")
    keyboard.follow(page, f"main form[action$='/start'] button, main a[href*='/lessons/{module.lessons[0].id}']")
    for lesson in module.lessons:
        page.wait_for_url(f"**/lessons/{lesson.id}")
        learn(page, lesson, atlas)
        keyboard.follow(page, "form[action$='/finish'] button")
    assert module.quiz
    page.wait_for_url(f"**/lessons/{module.quiz.id}")
    learn(page, module.quiz, atlas)
    expect(page.locator("#quiz-standing")).to_contain_text("Bestanden")
    page.goto(f"/modules/{module.id}")
    expect(page.locator("main")).to_contain_text("abgeschlossen")
