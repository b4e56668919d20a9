"""What became different between two versions, and what that means for people in the course."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from lms.course.changes import Differences, Unrelated, asks_something_else, differences
from lms.course.model import Completion, Course, Lesson, LessonVariant, Module
from lms.items import Item, NumericItem
from lms.items.choice import Choice
from lms.items.model import ChangeNote
from tests import make
from tests.player import course as player

BASE = player.course()


def edited(edit: Callable[[Item], Item], course: Course = BASE) -> Course:
    """The course with every item changed by `edit`."""

    def lesson(one: Lesson) -> Lesson:
        variant = one.variant("de")
        blocks = tuple(
            block.model_copy(update={"item": edit(block.item), "id": edit(block.item).id})
            if block.kind == "item"
            else block
            for block in variant.blocks
        )
        return one.model_copy(update={"variants": {"de": LessonVariant(title=variant.title, blocks=blocks)}})

    def module(one: Module) -> Module:
        lessons = tuple(map(lesson, one.lessons))
        return one.model_copy(update={"lessons": lessons, "quiz": lesson(one.quiz) if one.quiz else None})

    return course.model_copy(update={"modules": tuple(map(module, course.modules))})


def with_item(item_id: str, **fields: object) -> Course:
    return edited(lambda item: item.model_copy(update=fields) if item.id == item_id else item)


def with_module(**fields: object) -> Course:
    return BASE.model_copy(update={"modules": (BASE.modules[0].model_copy(update=fields),)})


def said(found: Differences) -> list[str]:
    return [f"{one.kind} {one.level} {one.where.id} {one.aspect}".rstrip() for one in found.changes]


def note(kind: str = "wording") -> ChangeNote:
    return ChangeNote.model_validate({"kind": kind, "reason": "Der Satz war schwer zu lesen."})


def test_a_version_does_not_differ_from_itself():
    assert differences(BASE, BASE) == Differences("demo")


@pytest.mark.parametrize("field", ["id", "namespace"])
def test_two_courses_are_not_compared(field: str):
    with pytest.raises(Unrelated, match=f"two courses: one has the {field}"):
        differences(BASE, BASE.model_copy(update={field: "https://kurs.example.org/anderer"}))


def test_another_right_answer_is_a_fixed_key_that_needs_no_note():
    found = differences(BASE, with_item("wahl", choices=player.item_wahl(right="b").choices))
    assert said(found) == ["key-fixed item wahl key"]
    assert (found.changes[0].before, found.changes[0].after) == ("Dieses", "Jenes")
    assert found.replayed == {"wahl"}
    assert not found.refusals


def test_another_condition_of_an_option_is_a_fixed_key_too():
    def by_figures(condition: str) -> Course:
        first, *others = player.item_wahl().choices
        marks = {"correct": False, "where": "sonst"}
        choices = (
            first.model_copy(update={**marks, "where": condition}),
            *(o.model_copy(update=marks) for o in others),
        )
        return with_item("wahl", choices=choices)

    found = differences(by_figures("kommune.einwohner(2023) > 1"), by_figures("kommune.einwohner(2023) > 2"))
    assert said(found) == ["key-fixed item wahl key"]
    assert found.changes[0].before.startswith("Dieses [{{kommune.einwohner(2023) > 1}}]; Jenes [{{sonst}}]")
    assert found.replayed == {"wahl"}


def test_another_number_is_a_fixed_key_written_as_the_course_writes_numbers():
    found = differences(BASE, with_item("saldo", answer=Decimal("-228.5")))
    assert found.changes[0].after == "-228,5 ± 5 Personen"


def test_a_typo_in_a_question_is_cosmetic():
    found = differences(BASE, with_item("wahl", prompt=make.plain("<p>Was stimt?</p>")))
    assert said(found) == ["cosmetic item wahl prompt"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Welche Aussage stimmt?", "Welche Aussage stimmt nicht?"),
        ("Wie viele Kinder waren es 2024?", "Wie viele Kinder waren es 2035?"),
        ("Wie hoch ist der Wanderungssaldo?", "Welche Gemeinde altert am schnellsten?"),
        ("Ja", "Nein"),
        ("mehr Männer als Frauen", "mehr Frauen als Männer"),
        ("A > B", "A < B"),
        ("→", "←"),
    ],
)
def test_another_question_is_suspected(before: str, after: str):
    assert asks_something_else(before, after)
    assert asks_something_else(after, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Sterbefäle", "Sterbefälle"),
        ("Was ist der Saldo?", "Was ist der Saldo"),
        ("2,1 Kinder je Frau", "2.1 Kinder je Frau"),
        (
            "Wie viele Kinder je Frau hielten die Bevölkerung konstant?",
            "Wie viele Kinder je Frau hielten die Einwohnerzahl konstant?",
        ),
        ("Wieviele Einwohner hat die Gemeinde?", "Wie viele Einwohner hat die Gemeinde?"),
    ],
)
def test_the_same_question_in_other_words_is_not_suspected(before: str, after: str):
    assert not asks_something_else(before, after)


def test_a_changed_meaning_refuses_until_the_author_says_what_it_is():
    other = make.plain("Wer hat das gesagt und warum?")
    found = differences(BASE, with_item("wahl", prompt=other))
    assert said(found) == ["meaning-changed item wahl prompt"]
    assert found.refusals == found.changes
    assert not found.replayed
    wording = differences(BASE, with_item("wahl", prompt=other, change=note("wording")))
    assert said(wording) == ["cosmetic item wahl prompt"]
    key = differences(BASE, with_item("wahl", prompt=other, change=note("key")))
    assert said(key) == ["key-fixed item wahl prompt"]
    assert key.replayed == {"wahl"}
    assert not wording.refusals + key.refusals


def test_a_note_from_the_last_version_confirms_nothing_new():
    told = with_item("wahl", change=note())
    again = with_item("wahl", change=note(), prompt=make.plain("Wer hat das gesagt und warum?"))
    assert [one.kind for one in differences(told, again).changes] == ["meaning-changed"]


def test_an_option_that_means_something_else_is_suspected_under_its_own_id():
    choices = (Choice(id="a", text=make.plain("Keines"), correct=True), *player.item_wahl().choices[1:])
    found = differences(BASE, with_item("wahl", choices=choices))
    assert said(found) == ["meaning-changed option a option"]


def test_options_come_and_go_with_their_ids():
    kept = player.item_wahl().choices
    found = differences(BASE, with_item("wahl", choices=(*kept[:2], Choice(id="d", text=make.plain("Beides")))))
    assert said(found) == ["added option d option", "removed option c option"]
    assert found.replayed == {"wahl"}


def test_a_new_item_can_be_asked_instead_of_a_retired_one():
    new = NumericItem(id="anteil", prompt=make.plain("Wie groß ist der Anteil?"), answer=Decimal(3), replaces="saldo")
    found = differences(BASE, edited(lambda item: new if item.id == "saldo" else item))
    assert said(found) == ["replaced item anteil prompt"]
    assert found.asked_again == {"saldo": "anteil"}
    assert said(differences(with_item("wahl", replaces="saldo"), with_item("wahl", replaces="frueher"))) == []


def test_an_id_of_another_kind_refuses():
    number = NumericItem(id="wahl", prompt=make.plain("Was stimmt?"), answer=Decimal(3))
    found = differences(BASE, edited(lambda item: number if item.id == "wahl" else item))
    assert said(found) == ["reused item wahl kind"]
    assert found.refusals
    lesson = BASE.modules[0].lessons[1].model_copy(update={"id": "bewegung"})
    module = BASE.modules[0].model_copy(update={"id": "neu", "lessons": (BASE.modules[0].lessons[0], lesson)})
    assert [one.where.id for one in differences(BASE, BASE.model_copy(update={"modules": (module,)})).refusals] == [
        "bewegung"
    ]


def test_reordering_moves_only_what_was_taken_elsewhere():
    first, second = BASE.modules[0].lessons
    found = differences(BASE, with_module(lessons=(second, first)))
    assert [one.split()[:2] for one in said(found)] == [["moved", "lesson"]]
    assert not found.effects


def test_an_item_in_another_lesson_has_moved_and_is_not_asked_again():
    first, second = BASE.modules[0].lessons
    blocks = first.variant("de").blocks
    shorter = first.model_copy(
        update={"variants": {"de": LessonVariant(title="Aufgaben aller Art", blocks=blocks[:-1])}}
    )
    longer = second.model_copy(
        update={"variants": {"de": LessonVariant(title="Nur lesen", blocks=(*second.variant("de").blocks, blocks[-1]))}}
    )
    found = differences(BASE, with_module(lessons=(shorter, longer)))
    assert said(found) == ["moved item paare place"]
    assert (found.changes[0].was.lesson, found.changes[0].where.lesson) == ("aufgaben", "lesen")
    assert not found.replayed


def test_a_new_lesson_is_mandatory_where_the_rule_asks_for_it():
    new = make.lesson("neu", "neue-frage")
    lessons = (*BASE.modules[0].lessons, new)
    found = differences(BASE, with_module(lessons=lessons))
    assert said(found) == ["added lesson neu", "added item neue-frage"]
    assert found.changes[0].mandatory
    assert found.effects["bewegung"].lessons == ("neu",)
    assert found.effects["bewegung"].minutes == 3
    optional = differences(BASE, with_module(lessons=lessons, completion=Completion(lessons=("aufgaben", "lesen"))))
    assert not optional.changes[0].mandatory
    assert optional.effects["bewegung"].lessons == ()


def test_rules_are_named_one_by_one():
    found = differences(BASE, with_module(completion=Completion(lessons=("lesen",), mastery=0.6)))
    assert said(found) == ["rule-changed module bewegung mastery", "rule-changed module bewegung lessons"]
    assert (found.changes[0].before, found.changes[0].after) == ("70 %", "60 %")
    counted = differences(BASE, with_item("auswahl", points=3, tries=None))
    assert said(counted) == ["rule-changed item auswahl points", "rule-changed item auswahl tries"]


def test_what_returns_from_an_earlier_version_is_compared_with_what_people_answered_then():
    without = edited(lambda item: item.model_copy(update={"id": "anders"}) if item.id == "wahl" else item)
    assert said(differences(without, BASE)) == ["added item wahl", "removed item anders"]
    assert said(differences(without, BASE, earlier=[BASE])) == ["returned item wahl", "removed item anders"]
    rewritten = with_item("wahl", prompt=make.plain("Wer hat das gesagt und warum?"))
    assert [one.where.id for one in differences(without, rewritten, earlier=[BASE]).refusals] == ["wahl"]


def test_a_bundle_without_notes_is_written_as_before_there_were_any():
    assert "change" not in player.item_wahl().model_dump(mode="json")
    assert "replaces" not in player.item_wahl().model_dump(mode="json")
