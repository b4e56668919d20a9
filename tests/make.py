"""Makes the objects that tests of every area need."""

import re
from collections.abc import Mapping
from pathlib import Path

from litestar.testing import TestClient

from lms.course import packing
from lms.course.model import Completion, Course, HtmlBlock, ItemBlock, Lesson, LessonVariant, Module
from lms.db.times import now
from lms.db.units import Units
from lms.items.choice import Choice, ChoiceItem
from lms.items.text import Text
from lms.people import browsers, cookies, grants, organisations, users
from lms.people.grants import Grant
from lms.people.passwords import Passwords
from lms.people.users import User
from lms.settings import Settings

PASSWORD = "ein langes Geheimnis"
WORD = re.compile(r'name="csrf" value="([^"]+)"')


def browser(client: TestClient) -> TestClient:
    """A client that asks for pages and shows redirects instead of following them."""
    client.headers["accept"] = "text/html"
    client.follow_redirects = False
    return client


def csrf(page: str) -> str:
    """The word that the forms of a page carry."""
    found = WORD.search(page)
    assert found, page
    return found[1]


def person(units: Units, settings: Settings, email: str, role: str = "learner", name: str = "") -> User:
    """Somebody with an account, PASSWORD and a role for the whole installation."""
    with units.writing() as db:
        user = users.create(
            db, email, name or email.split("@", maxsplit=1)[0], now(), password_hash=Passwords(settings).hash(PASSWORD)
        )
        if role != "learner":
            grants.give(db, user.id, Grant(role))
        return users.load(db, user.id)


def organisation(units: Units, name: str, *members: User) -> str:
    with units.writing() as db:
        made = organisations.create(db, name)
        for member in members:
            organisations.join(db, member.id, made, now().date())
    return str(made)


def seat(client: TestClient, units: Units, settings: Settings, role: str, email: str) -> TestClient:
    """Sign a new person in, as after the login page; every later request may send forms."""
    user = person(units, settings, email, role)
    with units.writing() as db:
        token = browsers.open_for(db, user.id, "Firefox, Linux", now(), settings.session_days)
    client.cookies.set(cookies.name(settings), token)
    client.headers["x-csrf-token"] = csrf(client.get("/account").text)
    return client


def course(course_id: str = "kurs", module_id: str = "modul", title: str = "Ein kleiner Kurs") -> Course:
    """One module of one lesson and a quiz, with one question each (`a` is right)."""
    return Course(
        id=course_id,
        namespace=f"https://kurs.example.org/{course_id}",
        title=title,
        summary="Ein Kurs zum Ausprobieren.",
        language="de",
        licence="CC-BY-SA-4.0",
        modules=(
            Module(
                id=module_id,
                title="Ein Modul",
                summary="Das erste Modul.",
                good_for="Alle",
                goals=("Etwas lernen",),
                lessons=(lesson(f"{module_id}-lektion", f"{module_id}-frage"),),
                quiz=lesson(f"{module_id}-quiz", f"{module_id}-quizfrage"),
                completion=Completion(),
            ),
        ),
    )


def lesson(lesson_id: str, item_id: str) -> Lesson:
    text = HtmlBlock(id=f"{lesson_id}-text", text=Text(html="<p>Guten Tag.</p>", plain="Guten Tag."))
    question = ItemBlock(id=item_id, item=choice(item_id))
    return Lesson(
        id=lesson_id,
        minutes=3,
        variants={"de": LessonVariant(title=f"Lektion {lesson_id}", blocks=(text, question))},
        source=f"{lesson_id}.md",
    )


def choice(item_id: str) -> ChoiceItem:
    return ChoiceItem(
        id=item_id,
        prompt=plain("Was stimmt?"),
        choices=(
            Choice(id="a", text=plain("Dieses"), correct=True),
            Choice(id="b", text=plain("Jenes")),
        ),
    )


def plain(text: str) -> Text:
    return Text(html=text, plain=text)


def bundle_file(folder: Path, made: Course | None = None, assets: Mapping[str, bytes] | None = None) -> Path:
    """A bundle as `authoring build` leaves it."""
    path = folder / "kurs.course"
    packing.write(made or course(), assets or {}, path)
    return path
