"""What `lms insights` found out stands at the line of the question it is about."""

import json
from pathlib import Path
from typing import Any

import pytest

from authoring.build.course import compiled
from authoring.locale import locale
from tests.authoring.commands import authoring
from tests.authoring.sources import write_course

HINT = {
    "n": 140,
    "opened": {"value": 0.5, "low": 0.4, "high": 0.6},
    "bounded": False,
    "with": {"n": 70, "facility": {"value": 0.5, "low": 0.4, "high": 0.6}},
    "without": {"n": 70, "facility": {"value": 0.7, "low": 0.6, "high": 0.8}},
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_course(tmp_path / "kurs")


def insights(root: Path, **about: Any) -> Path:
    """A file about the sound course's one question, as it is now unless `about` says otherwise."""
    course = compiled(root, locale("en")).course
    assert course
    item = next(iter(course.modules[0].all_lessons()[-1].items()))
    estimate = {"value": 0.62, "low": 0.5, "high": 0.7}
    health = {
        "id": item.id,
        "digest": item.digest(),
        "n": 80,
        "facility": estimate,
        "bounded": False,
        "discrimination": {"value": 0.31, "low": 0.1, "high": 0.5},
        "options": [{"id": "dies", "correct": True, "share": 0.62}, {"id": "das", "correct": False, "share": 0.38}],
    } | about
    found = {"format": 1, "course": "kurs", "namespace": "https://example.org/kurs", "enough": 50, "items": [health]}
    file = root.parent / "insights.json"
    file.write_text(json.dumps(found))
    return file


def test_a_question_has_its_figures_at_its_line(root: Path):
    told = authoring("insights", root, insights(root))
    assert told.out == (
        "modul/quiz.md:7: quiz-frage: 80 persons, 62 % right at once (50 % to 70 %), discrimination 0.31\n"
    )


def test_the_forms_of_a_question_with_figures_stand_below_it(root: Path):
    estimate = {"value": 0.41, "low": 0.3, "high": 0.53}
    form = {"form": "15082180", "name": "Köthen (Anhalt)", "n": 62, "facility": estimate, "bounded": False}
    told = authoring("insights", root, insights(root, forms=[form])).out.splitlines()
    assert told[1:] == ["  Köthen (Anhalt) (15082180): 62 persons, 41 % right at once (30 % to 53 %)"]


def test_german_authors_read_german(root: Path):
    told = authoring("insights", root, insights(root), LANG="de_DE.UTF-8").out
    assert "80 Personen, 62 % sofort richtig (50 % bis 70 %), Trennschärfe 0,31" in told


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"n": None, "facility": None, "discrimination": None}, "fewer than 50 persons, nothing to say yet"),
        ({"digest": "0" * 64}, "earlier form of the question, 80 persons"),
        ({"facility": {"value": 0.97, "low": 0.9, "high": 0.99}}, "nearly everybody knows it"),
        ({"facility": {"value": 0.1, "low": 0.05, "high": 0.2}, "bounded": True}, "under 10 % right at once"),
        ({"facility": {"value": 0.2, "low": 0.1, "high": 0.3}}, "few know it: does the lesson say it?"),
        ({"discrimination": {"value": -0.1, "low": -0.2, "high": 0.05}}, "is it unclear?"),
        (
            {"hint": {"n": 70, "opened": {"value": 0.3, "low": 0.2, "high": 0.4}}},
            "; hint opened by 30 % (20 % to 40 %) of 70 persons\n",
        ),
        ({"hint": HINT}, "of them 50 % right at once (40 % to 60 %), of the others 70 % (60 % to 80 %)"),
        (
            {"hint": {"n": 70, "opened": {"value": 0.07, "low": 0.01, "high": 0.04}, "bounded": True}},
            "opened by under 7 % (1 % to 4 %) of 70 persons; hardly anybody opens the hint",
        ),
        (
            {"hint": {"n": 70, "opened": {"value": 0.9, "low": 0.85, "high": 0.95}}},
            "nearly everybody opens the hint: does the question leave something out?",
        ),
        (
            {"options": [{"id": "a", "correct": True, "share": 0.2}, {"id": "b", "correct": False, "share": 0.8}]},
            "more chose b than what is right: check the key and the wording",
        ),
        (
            {"options": [{"id": "a", "correct": True, "share": 0.9}, {"id": "b", "correct": False, "share": 0.0}]},
            "nobody chose b",
        ),
    ],
)
def test_it_says_what_to_look_at(root: Path, about: dict[str, Any], said: str):
    assert said in authoring("insights", root, insights(root, **about)).out


def test_a_question_that_is_gone_is_counted_not_forgotten(root: Path):
    told = authoring("insights", root, insights(root, id="war-einmal")).out
    assert told == "1 question of the file is not in this course any more.\n"


def test_insights_of_another_course_are_refused(root: Path):
    file = insights(root)
    file.write_text(file.read_text().replace('"course": "kurs"', '"course": "anderer"'))
    told = authoring("insights", root, file)
    assert told.status == 2
    assert "These insights are about the course anderer, not about kurs." in told.err


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"format": 2, "course": "kurs"}'])
def test_what_is_no_insights_is_refused(root: Path, content: str):
    file = root.parent / "insights.json"
    file.write_text(content)
    assert "cannot be read as insights" in authoring("insights", root, file).err
    assert "cannot be read as insights" in authoring("insights", root, root / "nirgends.json").err
