"""Somebody who learns over HTTP, and what the record says about them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from litestar.testing import TestClient
from sqlalchemy import select

from lms.db.units import Units
from lms.lrs.record.store import StatementStore
from lms.people.tables import RegistrationRow
from tests.player.course import LESSON, MODULE, QUIZ, RIGHT

Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Learner:
    client: TestClient
    units: Units

    def see(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.headers.get('location')}"
        return answer.text

    def do(self, path: str, fields: Fields | None = None) -> str:
        """Send a form; returns where it leads."""
        answer = self.client.post(path, data=fields or {})
        assert answer.status_code == 303, f"{path}: {answer.status_code} {answer.text}"
        return answer.headers["location"]

    def begin(self) -> str:
        return self.do(f"{MODULE}/start")

    def answer(self, item_id: str, fields: Fields, attempt: int = 1, lesson: str = LESSON) -> str:
        return self.do(f"{lesson}/items/{item_id}", {"attempt": attempt, **fields})

    def quiz(self, *rights: bool, attempt: int = 1) -> None:
        """Answer the quiz's questions in order, right or not."""
        self.do(f"{QUIZ}/enter")
        for number, right in enumerate(rights, start=1):
            self.answer(f"probe-{number}", {"response": "ja" if right else "nein"}, attempt, QUIZ)

    def all_lessons(self) -> None:
        self.begin()
        for item_id, fields in RIGHT.items():
            self.answer(item_id, fields)
        self.do(f"{LESSON}/finish")
        self.do(f"{MODULE}/lessons/lesen/finish")

    def statements(self) -> list[dict[str, Any]]:
        with self.units.reading() as db:
            runs = db.scalars(select(RegistrationRow.id).order_by(RegistrationRow.run)).all()
            return [one.document() for run in runs for one in StatementStore().statements(db, registration=run)]

    def said(self) -> list[str]:
        """Verb and object of every statement, by the last word of their IRIs."""
        return [
            f"{one['verb']['id'].rsplit('/', 1)[1]} {one['object']['id'].rsplit('/', 1)[1]}"
            for one in self.statements()
        ]


def region(page: str, item_id: str) -> str:
    """A question's part of a page."""
    found = re.search(rf'<section class="lr-item" id="item-{item_id}".*?</section>', page, re.DOTALL)
    assert found, f"no question {item_id}"
    return found[0]


def words(html: str) -> str:
    """What a page says, without its markup."""
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", html)).strip()
