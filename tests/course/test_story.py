"""Differences in the words that learners, coordinators and authors read."""

from itertools import product
from typing import get_args

from lms.course.changes import Change, ThingPlace, differences, story
from lms.course.changes.model import Aspect, Kind, Level
from lms.course.changes.story import tell
from lms.course.model import Block, Course, Lesson, PoolBlock
from lms.web.locale import locale
from tests import make
from tests.course.test_changes import BASE, note, with_item, with_module
from tests.player import course as player

GERMAN = locale("de").gettext


def told(*versions: object, module: str | None = None) -> list[str]:
    return [one.sentence(GERMAN) for one in story(differences(*versions), module)]


def test_a_corrected_key_is_told_with_number_lesson_and_the_authors_reason():
    new = with_item("wahl", choices=player.item_wahl(right="b").choices, change=note("key"))
    (one,) = story(differences(BASE, new))
    assert one.sentence(GERMAN) == "Frage 1 in „Aufgaben aller Art“ wurde berichtigt."
    assert one.reason == "Der Satz war schwer zu lesen."
    assert one.change.replays


def test_what_is_in_a_new_lesson_is_not_told_by_itself():
    new: Lesson = make.lesson("neu", "neue-frage")
    assert told(BASE, with_module(lessons=(*BASE.modules[0].lessons, new))) == [
        "Neue Lektion „Lektion neu“ in „Bevölkerung in Bewegung“ (3 Minuten); sie ist Pflicht."
    ]


def test_an_order_is_told_once_however_many_moved():
    first, second = BASE.modules[0].lessons
    assert told(BASE, with_module(lessons=(second, first))) == [
        "Die Lektionen von „Bevölkerung in Bewegung“ stehen in anderer Reihenfolge."
    ]


def test_what_only_authors_care_about_goes_unnoticed():
    first, second = BASE.modules[0].lessons
    renamed = with_module(lessons=(first.model_copy(update={"source": "modul/anfang.md"}), second))
    assert [one.noticed for one in story(differences(BASE, renamed))] == [False]


def test_another_modules_changes_are_not_told():
    assert told(BASE, with_item("wahl", points=3), module="anderes") == []
    assert told(BASE, with_item("wahl", points=3), module="bewegung") == [
        "Punkte für Frage 1 in „Aufgaben aller Art“: 3, vorher 1."
    ]


def test_how_many_questions_are_drawn_is_told():
    first = BASE.modules[0].lessons[0]
    items = tuple(block for block in first.variant("de").blocks if block.kind == "item")[:3]
    others = tuple(block for block in first.variant("de").blocks if block not in items)

    def version(*blocks: Block) -> Course:
        variant = first.variant("de").model_copy(update={"blocks": (*others, *blocks)})
        lesson = first.model_copy(update={"variants": {"de": variant}})
        return with_module(lessons=(lesson, *BASE.modules[0].lessons[1:]))

    two, three = (version(PoolBlock(id="vorrat", draw=draw, items=items)) for draw in (2, 3))
    assert told(two, three) == [
        "Aus einem Fragenvorrat in „Aufgaben aller Art“ werden jetzt für alle 3 gezogen, vorher 2."
    ]
    assert [(one.kind, one.aspect) for one in differences(two, three).changes] == [("rule-changed", "draw")]
    assert "„Aufgaben aller Art“ hat jetzt einen Fragenvorrat, aus dem für alle 2 gezogen werden." in told(
        version(*items), two
    )
    assert "„Aufgaben aller Art“ hat einen Fragenvorrat weniger; aus ihm wurden für alle 2 gezogen." in told(
        two, version(*items)
    )


def test_every_change_that_can_be_made_has_its_sentence():
    place = ThingPlace("m", "l", "i", "o", "m/l.md", "Modul", "Lektion", 1)
    kinds, levels, aspects = get_args(Kind), get_args(Level), get_args(Aspect)
    for kind, level, aspect, mandatory in product(kinds, levels, aspects, (False, True)):
        for before, after in (("", ""), ("alt", ""), ("", "neu"), ("alt", "neu")):
            change = Change(kind, level, place, place, aspect, before, after, mandatory=mandatory)
            assert "{" not in tell(change).sentence(GERMAN)
