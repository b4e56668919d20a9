"""Questions with figures of a place make sense wherever somebody may be from."""

from collections import Counter

from pydantic import TypeAdapter

from authoring.checks.values import atlas_of, known
from authoring.finished import Outline
from authoring.problems import Problems
from lms.course.everywhere import Everywhere
from lms.course.forms import Flaw, expressions_of, flaw, flaws
from lms.expressions import Reason, figures, read
from lms.items import Item

SHOWN = 3  # places that are named for each reason
_item: TypeAdapter[Item] = TypeAdapter(Item)


def questions(course: Outline, problems: Problems) -> None:
    """Of each question: for how many places it cannot be asked, and why."""
    atlas = atlas_of(course)
    everywhere = Everywhere(atlas)
    for lesson in course.lessons():
        for written, place in lesson.drawn:
            item = _item.validate_json(written)
            sources = expressions_of(item)
            every = [figure for source in sources for figure in figures(read(source))]
            if not all(known(figure, atlas, place, problems) for figure in every):
                continue
            example = flaw(item, atlas, atlas.example) if atlas.place(atlas.example) else None
            if example:
                message = "the question {id} makes no sense for the example of the course: {why}"
                hint = "ask it about another figure or year, or take another example in course.yaml"
                why = problems.locale.gettext(example)
                problems.report("question-example", place, message, hint, id=item.id, why=why)
            found = found_in(item, everywhere)
            for why, count in sorted(found.counts.items()):
                message = "the question {id} makes no sense for {count} of {all} places ({why}), such as {names}"
                hint = "people from there are asked about the example; nothing is to be done if that is meant"
                names = ", ".join(found.names[why])
                values = {"id": item.id, "count": count, "all": found.all, "names": names}
                problems.report("question-degenerate", place, message, hint, **values, why=problems.locale.gettext(why))


class Found:
    """How many places a question cannot be asked of, by reason; only a few are remembered by name."""

    def __init__(self, all_places: int) -> None:
        self.all = all_places
        self.counts: Counter[Reason | Flaw] = Counter()
        self.names: dict[Reason | Flaw, list[str]] = {}


def found_in(item: Item, everywhere: Everywhere) -> Found:
    found = Found(len(everywhere.places))
    for place, why in zip(everywhere.places, flaws(item, everywhere), strict=True):
        if why:
            found.counts[why] += 1
            names = found.names.setdefault(why, [])
            if len(names) < SHOWN:
                names.append(place.name)
    return found
