"""What a module still asks for."""

from dataclasses import replace
from datetime import UTC, datetime

from lms.course.model import Completion, ItemBlock, Lesson, LessonVariant, Module
from lms.items import NumericItem
from lms.items.text import Text
from lms.progress.completion_rule import LessonToFinish, QuizToPass, quiz_score, unmet
from lms.progress.model import ItemProgress, LessonProgress, Progress

DAY = datetime(2026, 3, 1, tzinfo=UTC)
DONE = LessonProgress(opened=DAY, done=DAY)


def question(item_id: str, points: int = 1) -> ItemBlock:
    prompt = Text(html="Wie viele?", plain="Wie viele?")
    return ItemBlock(id=f"{item_id}-block", item=NumericItem(id=item_id, prompt=prompt, points=points, answer=2))


def lesson(lesson_id: str, *blocks: ItemBlock) -> Lesson:
    variants = {"de": LessonVariant(title=lesson_id, blocks=blocks)}
    return Lesson(id=lesson_id, minutes=5, source=f"{lesson_id}.md", variants=variants)


MODULE = Module(
    id="modul",
    title="Modul",
    summary="",
    good_for="",
    goals=(),
    lessons=(lesson("anfang", question("frage")), lesson("ende")),
    quiz=lesson("quiz", question("q-1", points=3), question("q-2", points=1)),
    completion=Completion(mastery=0.75),
)


def right(*item_ids: str) -> dict[str, ItemProgress]:
    return {item_id: ItemProgress(attempts=1, points=1, scaled=1, success=True) for item_id in item_ids}


def test_someone_who_just_started_has_everything_before_them():
    assert unmet(MODULE, Progress()) == (
        LessonToFinish("anfang", ("frage",)),
        LessonToFinish("ende", ()),
        QuizToPass("quiz", 0, 4, 3, ("q-1", "q-2")),
    )


def test_all_lessons_finished_and_the_quiz_at_its_mastery_is_enough():
    progress = Progress(lessons={"anfang": DONE, "ende": DONE}, items=right("q-1"))
    assert unmet(MODULE, progress) == ()


def test_points_below_the_mastery_are_named_with_what_is_needed():
    progress = Progress(lessons={"anfang": DONE, "ende": DONE}, items=right("q-2"))
    assert unmet(MODULE, progress) == (QuizToPass("quiz", 1, 4, 3, ("q-1",)),)


def test_an_items_points_are_those_of_this_version():
    doubled = replace(Progress(), items={"q-1": ItemProgress(attempts=1, points=1, scaled=0.5)})
    assert MODULE.quiz is not None
    assert quiz_score(MODULE.quiz, doubled).points == 1.5


def test_a_rule_may_name_its_lessons():
    module = MODULE.model_copy(update={"completion": Completion(lessons=("anfang",)), "quiz": None})
    assert unmet(module, Progress(lessons={"anfang": DONE})) == ()


def test_a_new_version_takes_neither_a_pass_nor_satisfaction_away():
    passed = Progress(lessons={"anfang": DONE, "ende": DONE, "altes-quiz": LessonProgress(passed=DAY)})
    assert unmet(MODULE, passed) == ()
    assert unmet(MODULE, Progress(satisfied=DAY)) == ()


def test_seven_of_ten_points_are_seventy_percent():
    thirds = {f"q-{n}": ItemProgress(attempts=1, scaled=1 / 3 if n < 3 else 0) for n in range(3)} | right("q-3")
    quiz = lesson("quiz", *(question(f"q-{n}", points=7) for n in range(3)), question("q-3", points=7))
    module = MODULE.model_copy(update={"lessons": (), "quiz": quiz, "completion": Completion(mastery=0.5)})
    assert unmet(module, Progress(items=thirds | {"q-2": ItemProgress(attempts=1, scaled=1 / 3)})) == ()
