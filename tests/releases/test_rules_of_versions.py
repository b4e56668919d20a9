"""Whoever began under one version may finish by its rule, whatever is published later."""

import pytest

from lms.course.model import Completion
from tests.player.course import LESSON, MODULE, QUIZ, RIGHT, course, lesson, quiz_item
from tests.player.learner import Learner, words
from tests.releases.releasing import Press, changed, keyed, module, with_items, without

STRICTER = changed(course(), completion=Completion(mastery=1.0))
LONGER = changed(course(), lessons=(*module(course()).lessons, lesson("neu", "Noch mehr", "<p>Neu.</p>")))


def satisfied(learner: Learner) -> bool:
    return "satisfied bewegung" in learner.said()


def test_a_mastery_that_was_lower_when_somebody_began_is_still_enough(learner: Learner, press: Press):
    learner.all_lessons()
    press.publish(STRICTER)
    learner.quiz(True, True, True, False)
    learner.answer("probe-4", {"response": "nein"}, 2, QUIZ)
    assert "passed probe" in learner.said()
    assert satisfied(learner)


def test_who_begins_later_needs_what_the_new_version_asks_for(press: Press, signed_in, units):
    press.publish(course())
    press.publish(STRICTER)
    later = Learner(signed_in(), units)
    later.all_lessons()
    later.quiz(True, True, True, False)
    later.answer("probe-4", {"response": "nein"}, 2, QUIZ)
    assert "failed probe" in later.said()
    assert not satisfied(later)


def test_a_new_lesson_is_not_asked_of_those_who_began_before(learner: Learner, press: Press):
    learner.begin()
    press.publish(LONGER)
    learner.all_lessons()
    learner.quiz(True, True, True, True)
    assert satisfied(learner)
    assert "neu" not in words(learner.see(f"{MODULE}/why"))


def test_a_retired_question_neither_blocks_nor_takes_a_point(learner: Learner, press: Press):
    learner.all_lessons()
    learner.quiz(True, True, True)
    press.publish(without(course(), "probe-4"))
    learner.do(f"{QUIZ}/finish")
    assert "passed probe" in learner.said()
    assert satisfied(learner)


def test_points_for_a_question_that_was_retired_still_count_by_the_version_that_asked_it(
    learner: Learner, press: Press
):
    learner.all_lessons()
    learner.quiz(True, True)
    replaced = with_items(course(), lambda item: quiz_item(9) if item.id == "probe-1" else item)
    press.publish(replaced)
    learner.answer("probe-3", {"response": "ja"}, 1, QUIZ)
    learner.answer("probe-4", {"response": "nein"}, 1, QUIZ)
    assert "passed probe" in learner.said()


def test_an_answer_to_a_question_that_was_corrected_meanwhile_is_kindly_asked_again(learner: Learner, press: Press):
    learner.begin()
    open_page = learner.see(LESSON)
    version = open_page.split('name="version" value="')[1].split('"')[0]
    press.publish(keyed(course(), "wahl", "b"))
    given = {"attempt": 1, "version": version, "response": "a"}
    answer = learner.client.post(f"{LESSON}/items/wahl", data=given)
    assert answer.status_code == 422
    assert "während sie bei Ihnen offen war" in answer.text
    assert not [one for one in learner.said() if one.startswith("answered")]
    learner.answer("paare", {"version": version, **RIGHT["paare"]})
    assert "answered paare" in learner.said()


@pytest.mark.parametrize("version", ["4711", "-1", "ⅷ"])
def test_an_answer_from_a_version_that_nobody_knows_is_asked_again(learner: Learner, version: str):
    learner.begin()
    given = {"attempt": 1, "version": version, "response": "a"}
    assert learner.client.post(f"{LESSON}/items/wahl", data=given).status_code == 422
