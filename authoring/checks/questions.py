"""Questions with figures of a place make sense wherever somebody may be from."""

from collections import Counter
from collections.abc import Iterator

import msgspec
from pydantic import TypeAdapter

from authoring.checks.values import Everyplace, unknown
from authoring.source.problems import Problems
from authoring.tree.data_queries import Find, Finding, Findings, Sets
from authoring.tree.finished_lesson import Outline
from lms.course.places.all_places import Everywhere
from lms.course.places.place_questions import Flaw, expressions_of, flaw, flaws
from lms.expressions import Reason, figures, read
from lms.items import Item

SHOWN = 3  # places that are named for each reason
_item: TypeAdapter[Item] = TypeAdapter(Item)


def questions(course: Outline, find: Find, problems: Problems) -> None:
    """Of each question: for how many places it cannot be asked, and why."""
    everywhere = Everyplace.of(course)
    for lesson in course.lessons():
        for written, place in lesson.drawn:
            for one in find(Drawn(everywhere, written)):
                one.report(place, problems)


class Drawn(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """Where a question with figures of a place can be asked; `written` is the item as JSON."""

    everywhere: Everyplace
    written: str

    @property
    def data_sets(self) -> tuple[str, ...]:
        return self.everywhere.data_sets

    def see(self, sets: Sets) -> Findings:
        item, everywhere = _item.validate_json(self.written), self.everywhere.seen(sets)
        asked = (figure for source in expressions_of(item) for figure in figures(read(source)))
        missing = next((one for figure in asked if (one := unknown(figure, everywhere.atlas))), None)
        return (missing,) if missing else tuple(_senseless(item, everywhere))


def _senseless(item: Item, everywhere: Everywhere) -> Iterator[Finding]:
    atlas = everywhere.atlas
    example = flaw(item, atlas, atlas.example) if atlas.place(atlas.example) else None
    if example:
        message = "the question {id} makes no sense for the example of the course: {why}"
        hint = "ask it about another figure or year, or take another example in course.yaml"
        yield Finding("question-example", (), message, hint, {"id": item.id}, words={"why": str(example)})
    found = found_in(item, everywhere)
    for why, count in sorted(found.counts.items()):
        message = "the question {id} makes no sense for {count} of {all} places ({why}), such as {names}"
        hint = "people from there are asked about the example; nothing is to be done if that is meant"
        said = {"id": item.id, "count": str(count), "all": str(found.all), "names": ", ".join(found.names[why])}
        yield Finding("question-degenerate", (), message, hint, said, words={"why": str(why)})


class UnaskablePlaces:
    """How many places a question cannot be asked of, by reason; only a few are remembered by name."""

    def __init__(self, all_places: int) -> None:
        self.all = all_places
        self.counts: Counter[Reason | Flaw] = Counter()
        self.names: dict[Reason | Flaw, list[str]] = {}


def found_in(item: Item, everywhere: Everywhere) -> UnaskablePlaces:
    found = UnaskablePlaces(len(everywhere.places))
    for place, why in zip(everywhere.places, flaws(item, everywhere), strict=True):
        if why:
            found.counts[why] += 1
            names = found.names.setdefault(why, [])
            if len(names) < SHOWN:
                names.append(place.name)
    return found
