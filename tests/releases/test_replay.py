"""A release grades stored answers again: it awards, takes nothing, gives tries back, and says what it did."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import delete, select, update

from lms.course.model import Course
from lms.items import Item
from lms.items.fill_in import Gap
from lms.items.text import Text
from lms.releases.replay import replay
from lms.releases.tables import ReleaseCountRow, ReleaseNoteRow, ReleaseRow
from lms.xapi.conformity import problems
from lms.xapi.profile import document
from lms.xapi.rules import check_statement
from lms.xapi.versions import Version
from lms.xapi.vocabulary import Extension
from tests.player.course import LESSON, QUIZ, WRONG, course
from tests.player.learner import Learner, region, words
from tests.releases.releasing import Press, keyed, with_items

FIXED = keyed(course(), "wahl", "b")
QUIZ_FIXED = keyed(course(), "probe-1", "nein")


def scored(learner: Learner) -> list[dict]:
    return [one for one in learner.statements() if one["verb"]["id"].endswith("/scored")]


def notes(press: Press) -> list[tuple[str, str, float]]:
    with press.units.reading() as db:
        rows = db.scalars(select(ReleaseNoteRow).order_by(ReleaseNoteRow.effect, ReleaseNoteRow.subject))
        return [(row.effect, row.subject, row.amount) for row in rows]


def play_again(press: Press) -> None:
    """The whole replay once more, as if it had never happened."""
    with press.units.writing() as db:
        number = db.scalars(select(ReleaseRow.publication_id).order_by(ReleaseRow.publication_id.desc())).first()
        db.execute(update(ReleaseRow).where(ReleaseRow.publication_id == number).values(cursor="", finished=None))
        db.execute(delete(ReleaseCountRow).where(ReleaseCountRow.publication_id == number))
    replay(press.tools(), number or 0)


def test_a_corrected_key_awards_and_the_page_says_so(learner: Learner, press: Press):
    learner.begin()
    learner.answer("wahl", {"response": "b"})
    press.publish(FIXED)
    shown = words(region(learner.see(LESSON), "wahl"))
    assert "Richtig beantwortet." in shown
    assert notes(press) == [("gained", "wahl", 1)]
    assert press.differs_from_rebuilt() == 0


def test_a_finished_release_remembers_no_learner(learner: Learner, press: Press):
    learner.begin()
    learner.answer("wahl", {"response": "b"})
    press.publish(FIXED)
    with press.units.reading() as db:
        stands = db.execute(select(ReleaseRow.cursor, ReleaseRow.finished)).all()
    assert all(finished for _, finished in stands)
    assert {cursor for cursor, _ in stands} == {""}


def test_what_was_typed_into_a_gap_stays_with_it_when_gaps_change_places(learner: Learner, press: Press):
    learner.begin()
    learner.answer("luecken", {"gap-minus": "Abgang", "gap-plus": "Zugang"})
    turned = Text(html='<p>Erst <span data-gap="plus"></span>, dann <span data-gap="minus"></span></p>', plain="Lücken")

    def turn(accepted: str) -> Callable[[Item], Item]:
        gaps = (Gap(id="plus", accepted=("Zuzüge", accepted)), Gap(id="minus", accepted=("Sterbefälle",)))
        return lambda one: one.model_copy(update={"prompt": turned, "gaps": gaps}) if one.id == "luecken" else one

    for accepted in ("Zuzug", "Zugang"):  # another order alone, then one that also grades again
        press.publish(with_items(course(), turn(accepted)), "luecken")
        shown = words(region(learner.see(LESSON), "luecken"))
        assert shown.index("Erst") < shown.index("Zugang") < shown.index("dann") < shown.index("Abgang")
    assert notes(press) == [("gained", "luecken", 0.5)]


def test_what_a_release_says_is_valid_and_names_the_answer(learner: Learner, press: Press):
    learner.begin()
    learner.answer("wahl", {"response": "b"})
    press.publish(FIXED)
    (said,) = scored(learner)
    answered = next(one for one in learner.statements() if one["verb"]["id"].endswith("/answered"))
    assert said["context"]["statement"]["id"] == answered["id"]
    assert UUID(said["id"]).version == 5
    assert said["result"] == {"success": True, "score": {"scaled": 1, "raw": 1, "min": 0, "max": 1}}
    assert said["context"]["extensions"][Extension.RELEASE.value]
    assert "correctResponsesPattern" not in said["object"]["definition"]
    check_statement(said, Version.ONE)
    assert problems(said, document()) == []


def test_who_was_told_that_a_wrong_answer_was_right_keeps_the_point(learner: Learner, press: Press):
    learner.begin()
    learner.answer("wahl", {"response": "a"})
    press.publish(FIXED)
    shown = words(region(learner.see(LESSON), "wahl"))
    assert "Richtig beantwortet." in shown
    assert "Es zählt Ihr bestes Ergebnis" in shown
    assert scored(learner) == []
    assert notes(press) == [("kept", "wahl", 0)]


def test_tries_at_a_wrong_key_are_there_again(learner: Learner, press: Press):
    learner.begin()
    learner.do(f"{QUIZ}/enter")
    for attempt in (1, 2):
        learner.answer("probe-1", {"response": "nein"}, attempt, QUIZ)
    third = with_items(course(), _third_is_right)
    press.publish(third)
    assert notes(press) == [("tries", "probe-1", 2)]
    assert "noch 2 Versuche" in words(region(learner.see(QUIZ), "probe-1"))
    learner.answer("probe-1", {"response": "vielleicht"}, 3, QUIZ)
    assert "Richtig beantwortet." in words(region(learner.see(QUIZ), "probe-1"))
    assert press.differs_from_rebuilt() == 0


def _third_is_right(item: Item) -> Item:
    if item.id != "probe-1" or item.kind != "choice":
        return item
    old = tuple(one.model_copy(update={"correct": False}) for one in item.choices)
    third = old[0].model_copy(update={"id": "vielleicht", "correct": True})
    return item.model_copy(update={"choices": (*old, third)})


def test_a_corrected_key_passes_the_quiz_and_satisfies_the_module(learner: Learner, press: Press):
    learner.all_lessons()
    learner.quiz(False, True, True, False)
    learner.answer("probe-4", {"response": "nein"}, 2, QUIZ)
    assert "passed probe" not in learner.said()
    press.publish(QUIZ_FIXED)
    said = learner.said()
    assert said[-5:] == [
        "scored probe-1",
        "experienced probe",
        "completed probe",
        "passed probe",
        "completed bewegung",
    ] or said[-6:] == [
        "scored probe-1",
        "experienced probe",
        "completed probe",
        "passed probe",
        "completed bewegung",
        "satisfied bewegung",
    ]
    assert "satisfied bewegung" in said
    assert notes(press) == [("gained", "probe-1", 1), ("passed", "bewegung", 0), ("satisfied", "bewegung", 0)]
    assert press.differs_from_rebuilt() == 0


def test_a_pass_outlives_the_correction_that_would_have_prevented_it(learner: Learner, press: Press):
    learner.all_lessons()
    learner.quiz(True, True, True, False)
    learner.answer("probe-4", {"response": "nein"}, 2, QUIZ)
    assert "satisfied bewegung" in learner.said()
    before = learner.said()
    press.publish(keyed(keyed(course(), "probe-1", "nein"), "probe-2", "nein"))
    assert learner.said() == before
    assert {effect for effect, *_ in notes(press)} == {"kept"}


def test_a_lower_mastery_is_met_at_once_by_those_who_reach_it(learner: Learner, press: Press):
    learner.all_lessons()
    learner.quiz(True, True, False, False)
    for number in (3, 4):
        learner.answer(f"probe-{number}", {"response": "nein"}, 2, QUIZ)
    assert "failed probe" in learner.said()
    first = course().modules[0]
    easier = first.model_copy(update={"completion": first.completion.model_copy(update={"mastery": 0.5})})
    press.publish(course().model_copy(update={"modules": (easier,)}))
    assert learner.said()[-3:] == ["passed probe", "completed bewegung", "satisfied bewegung"]


def test_playing_a_release_again_changes_nothing(learner: Learner, press: Press):
    learner.begin()
    learner.do(f"{QUIZ}/enter")
    for item_id, lesson in (("wahl", LESSON), ("auswahl", LESSON), ("probe-1", QUIZ)):
        learner.answer(item_id, WRONG.get(item_id, {"response": "nein"}), 1, lesson)
    press.publish(keyed(FIXED, "probe-1", "nein"))
    before, told = learner.statements(), notes(press)
    play_again(press)
    assert learner.statements() == before
    assert notes(press) == told
    learner.answer("probe-2", {"response": "nein"}, 1, QUIZ)
    before = learner.statements()
    play_again(press)
    assert learner.statements() == before


def test_going_back_is_a_release_that_takes_nothing(learner: Learner, press: Press, published: Course):
    learner.begin()
    learner.answer("wahl", {"response": "b"})
    press.publish(FIXED)
    press.publish(published, "back")
    assert "Richtig beantwortet." in words(region(learner.see(LESSON), "wahl"))
    assert len(scored(learner)) == 1
    assert press.differs_from_rebuilt() == 0


def test_an_answer_after_the_release_is_graded_by_it_and_not_again(learner: Learner, press: Press):
    learner.begin()
    opened = press.open(FIXED)
    learner.answer("wahl", {"response": "b"})
    replay(press.tools(), opened.published.publication)
    assert scored(learner) == []
    assert notes(press) == []


def test_counts_of_a_release_are_those_that_its_preview_gave(learner: Learner, press: Press):
    learner.begin()
    learner.answer("wahl", {"response": "b"})
    figures = press.preview(FIXED).figures
    assert {measure for measure, shown in figures.items() if shown.hidden} == {"gained"}
    assert "unaffected" not in figures  # “fewer than 5” would be untrue, their number would tell that of the others
    press.publish(FIXED)
    with press.units.reading() as db:
        counts = {row.measure: row.n for row in db.scalars(select(ReleaseCountRow))}
    assert counts == {"gained": 1, "touched": 1}
