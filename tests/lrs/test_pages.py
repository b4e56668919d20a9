"""Pages of statements hold exactly what matches, in order, however many StatementRefs and voids there are."""

import random
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import msgspec
from hypothesis import given, settings
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lms.db.times import microseconds
from lms.lrs.query.completing import _rebuilt, complete
from lms.lrs.query.page import StatementQuery, page
from lms.lrs.record.store import StatementStore
from tests.fuzz.grammar import statements
from tests.lrs.statements import AUTHORITY, VOIDED, account, activity, raw, reference, statement, void_of

VERBS = ("https://v.example.org/gelesen", "https://v.example.org/geteilt")
PEOPLE = tuple(str(uuid.uuid5(uuid.NAMESPACE_URL, f"person {number}")) for number in range(3))
LESSONS = ("eins", "zwei", "drei")
RUNS = tuple(str(uuid.uuid5(uuid.NAMESPACE_URL, f"lauf {number}")) for number in range(3))
Json = dict[str, Any]


def some(choose: random.Random, count: int) -> Iterator[Json]:
    """Statements about lessons, about each other, and voids."""
    said: list[Json] = []
    for _ in range(count):
        kind = choose.random()
        earlier = choose.choice(said) if said else None
        common = {"actor": account(choose.choice(PEOPLE)), "verb": {"id": choose.choice(VERBS)}}
        if earlier and kind < 0.25:
            new = statement(**common, object=reference(earlier))
        elif earlier and kind < 0.4 and earlier["verb"]["id"] != VOIDED:
            new = void_of(earlier, actor=common["actor"])
        else:
            context: Json = {"registration": choose.choice(RUNS)}
            if choose.random() < 0.5:
                context["contextActivities"] = {"parent": [activity(choose.choice(LESSONS))]}
            new = statement(**common, object=activity(choose.choice(LESSONS)), context=context)
        said.append(new)
        yield new


def fits(one: Json, asked: Json) -> bool:
    about, context = one["object"], one.get("context", {})
    named = {about.get("id")} if about["objectType"] == "Activity" else set()
    if asked.get("related_activities"):
        named |= {parent["id"] for parent in context.get("contextActivities", {}).get("parent", ())}
    return (
        asked.get("verb", one["verb"]["id"]) == one["verb"]["id"]
        and asked.get("agent", (who := f"account:{one['actor']['account']['homePage']} {name(one)}")) == who
        and ("activity" not in asked or asked["activity"] in named)
        and ("registration" not in asked or asked["registration"] == context.get("registration"))
    )


def name(one: Json) -> str:
    return one["actor"]["account"]["name"]


def expected(said: list[Json], asked: Json) -> list[str]:
    """By the words of Communication 2.1.3 and 2.1.4, oldest first: a match, or what leads to one; nothing voided."""
    by_id = {one["id"]: one for one in said}
    voided = {one["object"]["id"] for one in said if one["verb"]["id"] == VOIDED}

    def reaches(one: Json) -> bool:
        if fits(one, asked):
            return True
        after = one["object"]
        return after["objectType"] == "StatementRef" and reaches(by_id[after["id"]])

    return [one["id"] for one in said if one["id"] not in voided and reaches(one)]


def questions(choose: random.Random) -> Json:
    home = account()["account"]["homePage"]
    every: Json = {
        "verb": choose.choice(VERBS),
        "agent": f"account:{home} {choose.choice(PEOPLE)}",
        "activity": activity(choose.choice(LESSONS))["id"],
        "registration": choose.choice(RUNS),
        "related_activities": True,
        "related_agents": True,
    }
    return {key: value for key, value in every.items() if choose.random() < 0.4}


def test_every_page_holds_what_matches_and_what_leads_to_it(engine: Engine):
    choose, store = random.Random(7), StatementStore()
    said = list(some(choose, 160))
    with Session(engine.execution_options(writes=True)) as db:
        for new in said:
            store.append(db, [raw(new)], AUTHORITY)
        db.commit()
    with Session(engine) as db:
        for _ in range(150):
            asked, ascending, limit = questions(choose), choose.random() < 0.5, choose.choice((1, 3, 10, 200))
            wanted = expected(said, asked)
            found = walk(db, store, StatementQuery(**asked, ascending=ascending, limit=limit))
            assert found == (wanted if ascending else wanted[::-1]), asked


def walk(db: Session, store: StatementStore, query: StatementQuery) -> list[str]:
    """The ids of all pages."""
    found, behind = [], None
    while True:
        rows, more = page(db, store.terms, replace(query, behind=behind))
        found += [str(row.id) for row in rows]
        if not more:
            return found
        behind = (rows[-1].stored, rows[-1].seq)


@settings(max_examples=150, deadline=None)
@given(said=statements)
def test_what_is_written_behind_a_statement_says_what_taking_it_to_pieces_says(said: Json):
    given = (
        uuid.UUID(int=5),
        microseconds(datetime(2026, 11, 25, 9, tzinfo=UTC)),
        "1.0.0",
        '{"mbox":"mailto:x@example.org"}',
    )
    for text in (raw(said), b" " + raw(said | {"stored": "2026-11-22T09:00:00Z"}) + b"\n"):
        assert msgspec.json.decode(complete(text, *given)) == msgspec.json.decode(_rebuilt(text, *given))


def test_the_bytes_of_a_statement_stay_as_they_came():
    text = b'{ "actor": {"mbox":"mailto:x@example.org"}, "verb":{"id":"http://v"}, "object":{"id":"http://x"} }'
    given = (uuid.UUID(int=5), microseconds(datetime(2026, 11, 25, 9, tzinfo=UTC)), "1.0.0", "{}")
    assert complete(text, *given).startswith(text[:-1])
    one = text[:-1] + b', "context": {"contextActivities": {"parent": {"id": "http://y"}}}}'
    assert msgspec.json.decode(complete(one, *given))["context"]["contextActivities"] == {
        "parent": [{"id": "http://y"}]
    }
