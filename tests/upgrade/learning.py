"""Somebody in the course of the upgrade tests, over plain HTTP: signs in, answers every kind of question, finishes."""

import re
from collections.abc import Mapping

import httpx

PASSWORD = "ein Satz zum Merken"
MODULE = "/modules/gemeinde"
LESSON, FIGURES, QUIZ = (f"{MODULE}/lessons/{name}" for name in ("aufgaben", "zahlen", "quiz"))
Fields = Mapping[str, str | list[str]]

RIGHT: Mapping[str, Fields] = {
    "eine-richtige": {"response": "zwei"},
    "mehrere-richtige": {"response": ["vier", "sechs"]},
    "eine-zahl": {"response": "−1.234,5 Personen"},
    "zwei-luecken": {"gap-auf": "gestorbene", "gap-zu": "Fortzüge"},
    "zuordnen": {"match-apfel": "obst", "match-birne": "obst", "match-moehre": "gemuese"},
    "stimmt-das": {"response": "false"},
    "der-reihe-nach": {"place-zwoelf": "1", "place-zwanzig": "2", "place-dreissig": "3", "place-hundert": "4"},
    "in-schritten": {
        "step-natuerlich": "-8",
        "step-wanderung": "5",
        "step-anteil": "1,67",
        "step-wort": "Geburtendefizit",
    },
    "wie-sicher": {"response": "sehr"},
    "eigene-worte": {"response": "Zuerst die Kinder, dann die Bänke."},
    "vorrat-salz": {"response": "true"},
    "vorrat-wasser": {"response": "nass"},
    "so-viele": {"response": "1000", "form": "15999001"},
}
WRONG: Mapping[str, Fields] = RIGHT | {
    "mehrere-richtige": {"response": ["vier"]},
    "eine-zahl": {"response": "7"},
    "zwei-luecken": {"gap-auf": "Sterbefälle", "gap-zu": "nichts"},
    "zuordnen": {"match-apfel": "obst", "match-birne": "stein", "match-moehre": "stein"},
    "der-reihe-nach": {"place-zwoelf": "4", "place-zwanzig": "3", "place-dreissig": "2", "place-hundert": "1"},
    "in-schritten": {"step-natuerlich": "-8", "step-wanderung": "0", "step-anteil": "0", "step-wort": "0"},
    "so-viele": {"response": "12", "form": "15999001"},
}
RIGHT_QUIZ: Mapping[str, Fields] = {"quiz-ungerade": {"response": "neun"}, "quiz-summe": {"response": "12"}}
WRONG_QUIZ: Mapping[str, Fields] = {"quiz-ungerade": {"response": "acht"}, "quiz-summe": {"response": "1"}}


class Visitor:
    """A browser without a window."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client

    def sign_in(self, email: str) -> "Visitor":
        self.send("/login", {"email": email, "password": PASSWORD}, page="/login")
        return self

    def see(self, path: str) -> str:
        answer = self.client.get(path, headers={"accept": "text/html"})
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text}"
        return answer.text

    def send(self, path: str, fields: Fields | None = None, page: str = "/") -> str:
        """Send a form that stands on `page`; returns where it leads."""
        word = re.search(r'name="csrf" value="([^"]+)"', self.see(page))
        assert word, f"no form on {page}"
        answer = self.client.post(
            path, data={"csrf": word[1], **(fields or {})}, headers={"accept": "text/html"}, follow_redirects=False
        )
        assert answer.status_code == 303, f"{path}: {answer.status_code} {answer.text}"
        return answer.headers["location"]

    def answer(self, lesson: str, answers: Mapping[str, Fields], attempt: int = 1, *only: str) -> None:
        """Answer the questions that the lesson asks; a pool asks only some of its own."""
        asked = set(re.findall(r'<section class="lr-item" id="item-([^"]+)"', self.see(lesson)))
        for item_id, fields in answers.items():
            if item_id in asked and (not only or item_id in only):
                self.send(f"{lesson}/items/{item_id}", {"attempt": str(attempt), **fields})

    def read(self) -> None:
        """The first lesson with right answers, and the second one."""
        self.send(f"{LESSON}/enter")
        self.answer(LESSON, RIGHT)
        self.finish()

    def finish(self) -> None:
        """The first lesson, whose questions are answered, and the second one."""
        self.send(f"{LESSON}/finish")
        self.send(f"{FIGURES}/enter")
        self.send(f"{FIGURES}/finish")

    def quiz(self, answers: Mapping[str, Fields], attempt: int = 1) -> None:
        self.send(f"{QUIZ}/enter")
        self.answer(QUIZ, answers, attempt)
