"""Random learning: events of one registration in a small world of lessons and items, so that they meet."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from lms.progress.model import Event

BEGIN = datetime(2026, 3, 1, 8, tzinfo=UTC)
LESSONS = ("anfang", "mitte", "quiz")
ITEMS = {"frage-1": "anfang", "frage-2": "quiz", "frage-3": "quiz"}

moments = st.integers(0, 200).map(lambda hours: BEGIN + timedelta(hours=hours))
ids = st.uuids(version=4)


def lesson_events() -> st.SearchStrategy[Event]:
    return st.builds(
        lambda lesson, **fields: Event(kind="lesson", activity_id=lesson, lesson_id=lesson, **fields),
        st.sampled_from(LESSONS),
        id=ids,
        deed=st.sampled_from(("initialized", "experienced", "completed", "passed", "failed")),
        at=moments,
        stored=moments,
        scaled=st.none() | st.floats(0, 1),
    )


def item_events() -> st.SearchStrategy[Event]:
    return st.builds(
        lambda item, **fields: Event(kind="item", activity_id=item, lesson_id=ITEMS[item], **fields),
        st.sampled_from(tuple(ITEMS)),
        id=ids,
        deed=st.sampled_from(("answered", "answered", "scored")),
        at=moments,
        stored=moments,
        points=st.none() | st.integers(0, 3).map(float),
        scaled=st.none() | st.floats(0, 1),
        success=st.booleans(),
        returned=st.sampled_from((0, 0, 1, 2)),
    )


def module_events() -> st.SearchStrategy[Event]:
    return st.builds(
        Event,
        id=ids,
        deed=st.sampled_from(("registered", "completed", "satisfied")),
        kind=st.just("module"),
        activity_id=st.just("modul"),
        at=moments,
        stored=moments,
    )


histories = st.lists(lesson_events() | item_events() | module_events(), max_size=25)
