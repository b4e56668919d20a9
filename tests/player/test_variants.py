"""A lesson in several languages: chosen on the page, kept, and one progress for all of them."""

from collections.abc import Callable

import pytest

from lms.course.model import Course, ItemBlock, Lesson, LessonVariant
from lms.db.units import Units
from lms.player.pages.language_choice import own_name
from tests.player.course import LESSON, course
from tests.player.learner import Learner, region

TITLES = {"en": "Questions", "de-simple": "Fragen: ganz leicht"}


def translated(lesson: Lesson) -> Lesson:
    german = lesson.variants["de"]
    variants = dict(lesson.variants)
    for tag, title in TITLES.items():
        blocks = tuple(
            block.model_copy(
                update={
                    "item": block.item.model_copy(
                        update={"prompt": block.item.prompt.model_copy(update={"html": f"<p>{tag}?</p>"})}
                    )
                }
            )
            if isinstance(block, ItemBlock)
            else block
            for block in german.blocks
        )
        outdated = (german.blocks[0].id,) if tag == "en" else ()
        variants[tag] = LessonVariant(title=title, blocks=blocks, outdated=outdated, unreviewed=tag == "de-simple")
    return lesson.model_copy(update={"variants": variants})


@pytest.fixture
def reader(publishing: Callable[[Course], None], signed_in, units: Units) -> Learner:
    made = course()
    module = made.modules[0]
    lessons = (translated(module.lessons[0]), *module.lessons[1:])
    publishing(made.model_copy(update={"modules": (module.model_copy(update={"lessons": lessons}),)}))
    return Learner(signed_in(), units)


def test_the_page_offers_each_language_by_its_own_name_and_remembers_the_choice(reader: Learner):
    reader.begin()
    assert ">English</a>" in reader.see(LESSON)
    assert ">Leichte Sprache</a>" in reader.see(LESSON)
    assert TITLES["de-simple"] in reader.see(f"{LESSON}?reading=de-simple")
    assert TITLES["de-simple"] in reader.see(LESSON)
    assert "Lektion" in reader.see("/"), "the pages around the lessons keep their language"


def test_an_answer_in_one_language_stands_in_all(reader: Learner):
    reader.begin()
    reader.see(f"{LESSON}?reading=en")
    reader.answer("wahl", {"response": "a"})
    assert reader.statements()[-1]["context"]["language"] == "en"
    german = region(reader.see(f"{LESSON}?reading=de"), "wahl")
    assert "Richtig beantwortet." in german
    assert reader.statements()[-1]["object"]["id"].endswith("/item/wahl")
    digest = next(iter(course().modules[0].lessons[0].items())).digest()
    assert digest in reader.statements()[-1]["context"]["extensions"].values()


def test_a_translation_says_when_it_is_older_and_easy_language_when_nobody_checked_it(reader: Learner):
    reader.begin()
    assert "Im Zweifel gilt das Original" in reader.see(f"{LESSON}?reading=en")
    easy = reader.see(f"{LESSON}?reading=de-simple")
    assert "noch von keiner Prüfgruppe geprüft" in easy
    assert "Im Zweifel gilt das Original" not in easy
    assert "Prüfgruppe" not in reader.see(f"{LESSON}?reading=de")


def test_changing_the_language_of_the_pages_changes_what_is_read(reader: Learner):
    reader.begin()
    reader.see(f"{LESSON}?reading=de-simple")
    assert TITLES["en"] in reader.see(f"{LESSON}?lang=en")
    reader.see(f"{LESSON}?reading=de-simple")
    reader.do("/preferences", {"language": "en", "back": LESSON})
    assert TITLES["en"] in reader.see(LESSON)


def test_a_wrong_choice_is_no_choice(reader: Learner):
    reader.begin()
    for wrong in ("fr", "../../x", "<b>", "de-simple; path=/"):
        page = reader.client.get(LESSON, params={"reading": wrong})
        assert page.status_code == 200
        assert "Aufgaben" in page.text


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("de", "Deutsch"),
        ("en", "English"),
        ("de-simple", "Leichte Sprache"),
        ("fr-simple", "Français (simple)"),
        ("xx", "Xx"),
    ],
)
def test_languages_are_called_what_their_speakers_call_them(tag: str, name: str):
    assert own_name(tag) == name
