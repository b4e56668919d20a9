"""The ten stories of the author handbook, played with the commands and pages that people use."""

import html
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from authoring.commands.main import main as authoring
from lms.cli import main as lms
from lms.course import unpacking
from lms.course.model import Course, Lesson
from lms.db.units import Units
from lms.items import Item
from lms.people.tables import RegistrationRow, UserRow
from lms.progress.model import Progress
from lms.progress.progress_reader import progress_of
from tests.player.learner import Learner, words
from tests.releases.story import COURSE, Edit, Sentence, Story, apply, stories

BASE, STORIES = stories()
MODULE = "bevoelkerung"
NAMES = {"Ada": "ada@example.org", "Ben": "ben@example.org"}


@dataclass
class Stage:
    """A course in its folder, its versions, and the people in it."""

    folder: Path
    units: Units
    sign_in: Callable[..., Any]
    capsys: pytest.CaptureFixture[str]
    versions: list[Path] = field(default_factory=list)
    people: dict[str, Learner] = field(default_factory=dict)
    refused: bool = False
    said: list[dict[str, Any]] = field(default_factory=list)

    def edit(self, edits: Sequence[Edit]) -> None:
        for one in edits:
            apply(one, self.folder / "modul")

    def release(self) -> None:
        """Build the next version, compare it with the last one, publish it."""
        new = self.folder.parent / f"{len(self.versions)}-{self.refused}.course"
        assert authoring(["build", str(self.folder), "-o", str(new)]) == 0, self.capsys.readouterr().err
        if self.versions:
            self.capsys.readouterr()
            authoring(["diff", str(self.versions[-1]), str(self.folder), "--format", "json"])
            self.said = json.loads(self.capsys.readouterr().out)["changes"]
        self.refused = lms(["publish", str(new)]) != 0
        if not self.refused:
            self.versions.append(new)

    @property
    def course(self) -> Course:
        return unpacking.read(self.versions[-1]).course

    def item(self, item_id: str) -> tuple[Lesson, Item]:
        (module,) = self.course.modules
        return next((lesson, item) for lesson in module.all_lessons() for item in lesson.items() if item.id == item_id)

    def learner(self, name: str) -> Learner:
        if name not in self.people:
            self.people[name] = Learner(self.sign_in(email=NAMES[name]), self.units)
            self.people[name].do(f"/modules/{MODULE}/start")
        return self.people[name]

    def progress(self, name: str) -> Progress:
        self.learner(name)
        mine = select(RegistrationRow.id).join(UserRow, UserRow.id == RegistrationRow.user_id)
        with self.units.reading() as db:
            return progress_of(db, db.scalars(mine.where(UserRow.email == NAMES[name])).one())

    def answer(self, name: str, item_id: str, text: str) -> None:
        lesson, item = self.item(item_id)
        path = f"/modules/{MODULE}/lessons/{lesson.id}"
        attempt = self.progress(name).item(item_id).attempts + 1
        self.learner(name).do(f"{path}/enter")
        self.learner(name).do(f"{path}/items/{item.id}", {"attempt": attempt, "response": text})

    def finish(self, name: str, lesson: Lesson) -> None:
        """Answers, rightly, what is open, and finishes the lesson."""
        for item in lesson.items():
            if not self.progress(name).item(item.id).attempts:
                self.answer(name, item.id, item.correct_responses()[0])
        self.learner(name).do(f"/modules/{MODULE}/lessons/{lesson.id}/finish")


def begins(stage: Stage, name: str) -> None:
    stage.learner(name)


def answers(stage: Stage, name: str, item_id: str, text: str) -> None:
    stage.answer(name, item_id, text)


def finishes_all(stage: Stage, name: str) -> None:
    for lesson in stage.course.modules[0].lessons:
        stage.finish(name, lesson)


def finishes(stage: Stage, name: str, *lesson_ids: str) -> None:
    for lesson in stage.course.modules[0].lessons:
        if lesson.id in lesson_ids:
            stage.finish(name, lesson)


def has_points(stage: Stage, name: str, points: str, item_id: str) -> None:
    assert stage.progress(name).item(item_id).points == int(points)


def has_passed(stage: Stage, name: str, negated: str) -> None:
    assert (stage.progress(name).passed is None) == bool(negated)


def is_done(stage: Stage, name: str, negated: str) -> None:
    assert (stage.progress(name).satisfied is None) == bool(negated)
    done = "Abgeschlossen am " in words(stage.learner(name).see(f"/modules/{MODULE}"))
    assert done != bool(negated)


def is_asked(stage: Stage, name: str, negated: str, item_id: str) -> None:
    lesson, _ = stage.item(item_id)
    path = f"/modules/{MODULE}/lessons/{lesson.id}"
    stage.learner(name).do(f"{path}/enter")
    page = stage.learner(name).see(path)
    assert f'id="item-{item_id}"' in page
    assert bool(stage.progress(name).item(item_id).attempts) == bool(negated)


def reads(stage: Stage, name: str, sentence: str) -> None:
    assert sentence in html.unescape(words(stage.learner(name).see("/changes")))


def differs(stage: Stage, sentence: str) -> None:
    told = {f"{kind} {id_}" for kind, id_ in re.findall(r"([a-z-]+) `(\S+)`", sentence)}
    found = {f"{one['kind']} {next(i for i in reversed(one['where'].values()) if i)}" for one in stage.said}
    assert told == found


def is_refused(stage: Stage) -> None:
    assert stage.refused


def goes_back(stage: Stage) -> None:
    assert lms(["publish", str(stage.versions[-2])]) == 1, "it asks first"
    assert lms(["publish", str(stage.versions[-2]), "--accept", "back"]) == 0
    stage.versions.append(stage.versions[-2])


GRAMMAR: dict[str, Callable[..., None]] = {
    r"(\w+) beginnt": begins,
    r"(\w+) antwortet auf `(\S+)`: `(.+)`": answers,
    r"(\w+) beendet alle Lektionen": finishes_all,
    r"(\w+) beendet `(\S+)` und `(\S+)`": finishes,
    r"(\w+) hat (\d+) Punkte? für `(\S+)`": has_points,
    r"(\w+) hat (nicht )?bestanden": has_passed,
    r"(\w+) ist (nicht )?fertig": is_done,
    r"(\w+) wird (nicht )?nach `(\S+)` gefragt": is_asked,
    r"(\w+) liest: (.+)": reads,
    r"Der Vergleich sagt: (.+)": differs,
    r"Die Veröffentlichung wird abgelehnt": is_refused,
    r"Die vorige Fassung wird wieder veröffentlicht": goes_back,
}


def play(sentence: str, stage: Stage) -> None:
    for pattern, act in GRAMMAR.items():
        if match := re.fullmatch(pattern, sentence):
            return act(stage, *match.groups())
    raise AssertionError(f"nobody knows how to play: {sentence}")


@pytest.fixture
def stage(tmp_path: Path, settings, units: Units, signed_in, capsys, monkeypatch) -> Stage:  # noqa: PLR0917  fixtures, by name
    monkeypatch.setenv("LMS_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("LMS_DATABASE_URL", settings.url)
    folder = tmp_path / "kurs"
    (folder / "modul").mkdir(parents=True)
    (folder / "course.yaml").write_text(COURSE)
    (folder / "glossary.yaml").write_text("[]\n")
    return Stage(folder, units, signed_in, capsys)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("story", STORIES, ids=[story.title for story in STORIES])
def test_story(story: Story, stage: Stage):
    stage.edit(BASE)
    for number, (kind, group) in enumerate(groupby(story.parts, type)):
        parts = list(group)
        if kind is Edit:
            stage.edit(parts)
        if kind is Edit or number == 0:
            stage.release()
        for part in parts:
            if isinstance(part, Sentence):
                play(part.text, stage)


def test_the_page_tells_ten_stories():
    assert [story.title.partition(".")[0] for story in STORIES] == [str(number) for number in range(1, 11)]
