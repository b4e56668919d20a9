"""What a draw promises: as many as it should, the same whenever one comes back, others in the next run."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from lms.course.model import ItemBlock, LessonVariant, PoolBlock
from lms.course.pools import Draw, chosen, drawn
from tests import make

SOMEBODY = UUID("0193aa00-0000-4000-8000-000000000001")


def pool(size: int, draw: int, first: int = 1) -> PoolBlock:
    items = (make.choice(f"frage-{number}") for number in range(first, first + size))
    return PoolBlock(id="vorrat", draw=draw, items=tuple(ItemBlock(id=item.id, item=item) for item in items))


def ids(blocks) -> list[str]:
    return [block.id for block in blocks]


sizes = st.integers(1, 8).flatmap(lambda size: st.tuples(st.just(size), st.integers(1, size)))


@given(sizes, st.uuids(), st.integers(1, 20))
def test_a_draw_is_stable_and_does_not_follow_the_order_of_the_source(sizes, learner, run):
    made = pool(*sizes)
    once = ids(chosen(made, Draw(learner, run)))
    assert len(set(once)) == made.draw
    assert ids(chosen(made, Draw(learner, run))) == once
    turned = made.model_copy(update={"items": made.items[::-1]})
    assert set(ids(chosen(turned, Draw(learner, run)))) == set(once)


@given(sizes, st.uuids(), st.integers(1, 20))
def test_the_next_run_asks_as_many_others_as_there_are(sizes, learner, run):
    made = pool(*sizes)
    first, second = (set(ids(chosen(made, Draw(learner, number)))) for number in (run, run + 1))
    assert len(second - first) == min(made.draw, len(made.items) - made.draw)


@given(sizes, st.uuids(), st.integers(1, 5), st.integers(1, 6), st.data())
def test_what_was_answered_stays_when_a_version_adds_questions(sizes, learner, run, more, data):
    made = pool(*sizes)
    before = ids(chosen(made, Draw(learner, run)))
    answered = data.draw(st.lists(st.sampled_from(before), unique=True))
    larger = pool(len(made.items) + more, made.draw)
    after = ids(chosen(larger, Draw(learner, run, dict.fromkeys(answered, 0.0))))
    assert set(answered) <= set(after)
    assert len(after) == made.draw


def test_of_too_many_answers_the_best_stay():
    answered = {"frage-1": 0.0, "frage-2": 1.0, "frage-3": 0.5}
    assert ids(chosen(pool(4, 2), Draw(SOMEBODY, 1, answered))) == ["frage-2", "frage-3"]


def test_people_draw_differently():
    draws = {tuple(ids(chosen(pool(8, 3), Draw(uuid4())))) for _ in range(40)}
    assert len(draws) > 5


def test_a_module_is_asked_without_its_pools():
    module = make.course().modules[0]
    quiz = make.lesson("probe", "fest")
    blocks = (*quiz.variant("de").blocks, pool(5, 2))
    quiz = quiz.model_copy(update={"variants": {"de": LessonVariant(title="Probe", blocks=blocks)}})
    module = module.model_copy(update={"quiz": quiz})
    asked = drawn(module, Draw(SOMEBODY)).quiz
    assert len(list(asked.items())) == len(list(quiz.items())) - 3
    assert asked.pools() == ()
    assert drawn(asked and module.model_copy(update={"quiz": asked}), Draw(SOMEBODY)).quiz is asked


def test_a_pool_cannot_draw_more_than_it_has():
    with pytest.raises(ValidationError, match="draws 3 of 2 items"):
        pool(2, 3)
