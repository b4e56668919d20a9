"""Somebody who learns over plain HTTP, as a page without JavaScript does: enters lessons, answers, finishes."""

import re
from types import TracebackType
from typing import Self

import httpx

from lms.course.model import Course, Lesson, Module
from tests.browser.answers import Fields, right

PASSWORD = "ein Satz zum Merken"


class Learner:
    """A signed-in browser without a window."""

    def __init__(self, url: str, email: str) -> None:
        self.client = httpx.Client(base_url=url, verify=False)  # plain HTTP; reading all certificates takes time
        self.post("/login", "/login", {"email": [email], "password": [PASSWORD]})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.client.close()

    @property
    def cookies(self) -> dict[str, str]:
        return dict(self.client.cookies)

    def post(self, page: str, path: str, fields: Fields) -> None:
        """Send a form that stands on `page`; anything but the redirect that ends it fails."""
        word = re.search(r'name="csrf" value="([^"]+)"', self.client.get(page).raise_for_status().text)
        assert word, f"no form on {page}"
        answer = self.client.post(path, data={"csrf": word[1], **fields})
        assert answer.status_code == httpx.codes.SEE_OTHER, f"{path} answers {answer.status_code}: {answer.text}"

    def enter(self, module: Module, lesson: Lesson) -> str:
        path = f"/modules/{module.id}/lessons/{lesson.id}"
        self.post("/", f"{path}/enter", {})
        return path

    def answer(self, path: str, item_id: str, fields: Fields, attempt: int = 1) -> None:
        self.post("/", f"{path}/items/{item_id}", {"attempt": [str(attempt)], **fields})

    def finish(self, course: Course) -> None:
        """Every lesson with right answers, then the quiz."""
        for module in course.modules:
            for lesson in module.all_lessons():
                path = self.enter(module, lesson)
                for item in lesson.items():
                    self.answer(path, item.id, right(item))
                if lesson is not module.quiz:
                    self.post("/", f"{path}/finish", {})
