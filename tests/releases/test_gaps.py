"""A text belongs to the gap that it was typed into, wherever the gap stands in a later version."""

from lms.items import FillInItem, Item
from tests.player.course import course
from tests.player.learner import Learner
from tests.releases.releasing import Press, with_items


def swapped(item: Item) -> Item:
    """The gaps change places, and one accepts another spelling too."""
    if not isinstance(item, FillInItem):
        return item
    minus, plus = item.gaps
    return item.model_copy(update={"gaps": (plus, minus.model_copy(update={"accepted": ("Sterbefälle", "Tode")}))})


def test_gaps_that_change_places_keep_their_answers(learner: Learner, press: Press):
    learner.begin()
    learner.answer("luecken", {"gap-minus": "Tode", "gap-plus": "Zuzüge"})
    press.publish(with_items(course(), swapped))
    scored = [one for one in learner.statements() if one["verb"]["id"].endswith("/scored")]
    assert [one["result"]["score"]["scaled"] for one in scored] == [1]
    assert press.differs_from_rebuilt() == 0


def test_texts_in_the_wrong_gaps_do_not_become_right_when_the_gaps_change_places(learner: Learner, press: Press):
    learner.begin()
    learner.answer("luecken", {"gap-minus": "Zuzüge", "gap-plus": "Sterbefälle"})
    press.publish(with_items(course(), swapped))
    assert "scored luecken" not in learner.said()
