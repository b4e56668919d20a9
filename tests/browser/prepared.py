"""Services that are ready for a browser: a course built and published, people in it, some of them done."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lms.course import packing, unpacking
from lms.course.model import Course
from lms.items import Item
from tests.browser import town
from tests.browser.answers import half, right, wrong
from tests.browser.learner import Learner
from tests.browser.service import ROOT, Service, free_port

DEMOGRAPHY = ROOT / "course_content/demografie"
PROBE = Path(__file__).parent / "course"


@dataclass(frozen=True)
class Prepared:
    """A running service and the course it shows."""

    service: Service
    course: Course
    _cookies: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.service.url

    def learner(self, email: str) -> Learner:
        return Learner(self.url, email)

    def cookies(self, email: str) -> Iterable[tuple[str, str]]:
        """What the browser of somebody who is signed in sends; they sign in once."""
        if email not in self._cookies:
            with self.learner(email) as person:
                self._cookies[email] = person.cookies
        return self._cookies[email].items()

    def item(self, item_id: str) -> Item:
        lessons = (lesson for module in self.course.modules for lesson in module.all_lessons())
        return next(item for lesson in lessons for item in lesson.items() if item.id == item_id)


@contextmanager
def running(source: Path, folder: Path) -> Iterator[Prepared]:
    """The course in `source`, published in a new installation in `folder`."""
    service = Service(folder, free_port())
    built = folder / "built.course"
    service.build(source, built)
    town.settle(service)
    service.lms("pages", str(service.pages))
    service.lms("publish", str(built))
    with service.serving():
        yield Prepared(service, unpacking.read(built).course)


@contextmanager
def demography(folder: Path) -> Iterator[Prepared]:
    """The demography course, with people who have not begun."""
    with running(DEMOGRAPHY, folder) as prepared:
        yield prepared


@contextmanager
def probe(folder: Path) -> Iterator[Prepared]:
    """The course with every kind of item: enough people of the town have begun it, too few of the village."""
    with running(PROBE, folder) as prepared:
        town.people(prepared.service, [*town.FINISHED, *town.BEGUN], town.TOWN)
        town.people(prepared.service, town.FEW, town.VILLAGE)
        for email in town.FINISHED:
            with prepared.learner(email) as person:
                person.finish(prepared.course)
        module = prepared.course.modules[0]
        for email in town.FEW:
            with prepared.learner(email) as person:
                person.enter(module, module.lessons[0])
        _under_way(prepared)
        _released_again(prepared, folder)
        yield prepared


def _released_again(prepared: Prepared, folder: Path) -> None:
    """The quiz asks for a little less now, so that there is news; its questions stay as they are."""
    built = unpacking.read(folder / "built.course")
    first, *others = built.course.modules
    completion = first.completion.model_copy(update={"mastery": first.completion.mastery - 0.05})
    easier = built.course.model_copy(update={"modules": (first.model_copy(update={"completion": completion}), *others)})
    packing.write(easier, built.assets, folder / "again.course")
    prepared.service.lms("publish", str(folder / "again.course"))


def _under_way(prepared: Prepared) -> None:
    """One has opened every lesson and kept a register of their town.

    The other has answered too, as well as the kind allows to be half right.
    """
    module = prepared.course.modules[0]
    opened, answered = town.BEGUN
    with prepared.learner(opened) as person:
        for lesson in module.all_lessons():
            person.enter(module, lesson)
        rows = "\n".join(f"{age};{60 + age % 25 - age // 2};{58 + age % 25 - age // 3}" for age in range(100))
        person.post("/kommune/register", "/kommune/register", {"year": ["2024"], "rows": [f"{rows}\n100+;1;4"]})
    with prepared.learner(answered) as person:
        for lesson in module.all_lessons():
            path = person.enter(module, lesson)
            for index, item in enumerate(lesson.items()):
                person.answer(path, item.id, half(item) or (right(item) if index else wrong(item)))
