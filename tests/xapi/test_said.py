"""What the LMS says is valid in both versions of xAPI and follows its own published profile."""

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from inline_snapshot import snapshot

from lms.items.model import Outcome
from lms.xapi import said
from lms.xapi.conformity import problems, values_at
from lms.xapi.profile import document
from lms.xapi.rules import check_statement
from lms.xapi.versions import Version
from lms.xapi.vocabulary import PROFILE
from tests.items.items import CHOICE

NS = "https://kurse.example.org/demografie"
ID = UUID("0193aa00-0000-7000-8000-000000000001")
ON = said.Occasion(
    learner=said.Learner("https://lernraum.example.org", "7b6c2b5e-3f5f-4f7e-9d7b-6a0a3c3c3c3c"),
    registration=UUID("0193aa00-0000-7000-8000-000000000002"),
    revision="ab" * 32,
    time=datetime(2026, 11, 22, 10, 15, tzinfo=UTC),
    course=f"{NS}/course/demografie",
    module=f"{NS}/module/altersaufbau",
)
MODULE = said.Activity(ON.module, {"de": "Altersaufbau"})
LESSON = said.Activity(f"{NS}/lesson/pyramide", {"de": "Die Pyramide"})
ITEM = said.Activity(f"{NS}/item/{CHOICE.id}", {"de": CHOICE.prompt.plain}, CHOICE.interaction())
SCORE = said.Score(1, 2)
DIGEST = "cd" * 32
SAID = {
    "registered": said.registered(ID, ON, MODULE),
    "initialized": said.initialized(ID, ON, LESSON),
    "experienced": said.experienced(ID, ON, LESSON),
    "answered": said.answered(
        ID, ON, ITEM, lesson=LESSON.iri, response="b", score=said.Score(1, 1), digest=DIGEST, attempt=1
    ),
    "completed": said.completed(ID, ON, LESSON),
    "completed_module": said.completed_module(ID, ON, MODULE),
    "passed": said.passed(ID, ON, LESSON, SCORE),
    "failed": said.failed(ID, ON, LESSON, SCORE),
    "satisfied": said.satisfied(ID, ON, MODULE),
    "scored": said.scored(ID, ON, ITEM, lesson=LESSON.iri, original=ID, score=SCORE, digest=DIGEST),
}


@pytest.mark.parametrize("name", SAID)
@pytest.mark.parametrize("version", Version)
def test_every_said_statement_is_valid_xapi(name: str, version: Version):
    check_statement(SAID[name], version)


@pytest.mark.parametrize("name", SAID)
def test_every_said_statement_is_valid_against_the_published_profile(name: str):
    assert problems(SAID[name], document()) == []


def test_an_answer_reads_like_this():
    assert SAID["answered"]["result"] == snapshot(
        {"response": "b", "success": True, "score": {"scaled": 1.0, "raw": 1, "min": 0, "max": 1}}
    )
    assert SAID["answered"]["context"] == snapshot(
        {
            "registration": "0193aa00-0000-7000-8000-000000000002",
            "revision": "abababababababababababababababababababababababababababababababab",
            "language": "de",
            "contextActivities": {
                "parent": [{"objectType": "Activity", "id": "https://kurse.example.org/demografie/lesson/pyramide"}],
                "grouping": [
                    {"objectType": "Activity", "id": "https://kurse.example.org/demografie/module/altersaufbau"},
                    {"objectType": "Activity", "id": "https://kurse.example.org/demografie/course/demografie"},
                ],
            },
            "extensions": {
                "https://w3id.org/lernraum/xapi/extensions/item-digest": DIGEST,
                "https://w3id.org/lernraum/xapi/extensions/attempt": 1,
            },
        }
    )
    assert SAID["answered"]["timestamp"] == snapshot("2026-11-22T10:15:00.000Z")


def test_the_key_of_an_item_is_never_said():
    assert "correctResponsesPattern" not in json.dumps(SAID)
    told = SAID["answered"] | {"object": {**SAID["answered"]["object"]}}
    told["object"]["definition"] = told["object"]["definition"] | {"correctResponsesPattern": ["b"]}
    assert problems(told, document()) == [
        f"{PROFILE}/templates/answered: $.object.definition.correctResponsesPattern must be left out"
    ]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"verb": {"id": "https://v.example.org/liked"}}, "no template of the profile is about this verb"),
        ({"actor": {"mbox": "mailto:a@example.org"}}, "$.actor.account.homePage is missing"),
        ({"timestamp": None}, "$.timestamp is missing"),
        ({"result": {"completion": False}}, "$.result.completion must hold only [True]"),
    ],
)
def test_what_departs_from_the_profile_is_named(change: dict, problem: str):
    statement = {key: value for key, value in (SAID["completed"] | change).items() if value is not None}
    assert any(problem in found for found in problems(statement, document()))


def test_the_written_profile_is_the_one_the_code_checks():
    written = Path(__file__).parents[2] / "docs" / "xapi-profile.jsonld"
    assert json.loads(written.read_text()) == document()


def test_the_profile_has_what_the_profile_specification_requires():
    profile = document()
    assert {"id", "@context", "type", "conformsTo", "prefLabel", "definition", "author", "versions"} <= profile.keys()
    versions = {version["id"] for version in profile["versions"]}
    parts = [*profile["concepts"], *profile["templates"]]
    assert len({part["id"] for part in parts}) == len(parts)
    for part in parts:
        assert {"id", "type", "inScheme", "prefLabel", "definition"} <= part.keys()
        assert part["inScheme"] in versions
    for template in profile["templates"]:
        for rule in template["rules"]:
            assert rule["presence"] in ("included", "excluded", "recommended")


def test_locations_name_values_as_profiles_write_them():
    value = {"a": [{"b": 1}, {"b": 2}], "https://x.example.org/y": {"c": 3}}
    assert values_at(value, "$.a[*].b") == [1, 2]
    assert values_at(value, "$.a[1].b") == [2]
    assert values_at(value, "$['https://x.example.org/y'].c | $.nothing") == [3]


def test_a_score_without_possible_points_is_zero():
    assert said.Score(0, 0).result() == {"scaled": 0, "raw": 0, "min": 0, "max": 0}
    assert Outcome(scaled=0).success is False
