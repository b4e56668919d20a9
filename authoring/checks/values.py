"""Figures of places in texts can be read, exist, and have a value wherever somebody may be from."""

from collections.abc import Callable, Iterator

import msgspec

from authoring.source.problems import Problems, SourcePlace
from authoring.source.spelling import close
from authoring.tree.data_queries import Find, Finding, Findings, Sets
from authoring.tree.finished_lesson import Outline
from authoring.tree.lesson_facts import answers, conditions, written
from authoring.tree.model import CourseTree, DataTree
from lms.course.places.all_places import Everywhere
from lms.course.places.atlas import Atlas
from lms.expressions import FigureTerm, Missing, Wrong, condition, figures, parse
from lms.expressions.grammar import FUNCTIONS, SCOPES, WORDS

SHOWN = 3  # places that are named when a figure is missing somewhere


def value_syntax(course: CourseTree, problems: Problems) -> None:
    """Every expression of a lesson can be read."""
    for lesson in course.lessons():
        for source, place, offset in written(lesson):
            read(source, place, offset, problems)
        for source, place in answers(lesson):
            read(source, place, len("{{"), problems)
        for source, place, offset in conditions(lesson):
            read(source, place, offset, problems, condition)


def values(course: Outline, find: Find, problems: Problems) -> None:
    """Every figure exists, and has a value for whoever may be from anywhere."""
    everywhere = Everyplace.of(course)
    _example(course, everywhere, find, problems)
    for lesson in course.lessons():
        for source, place in lesson.values:
            if not course.file or not course.file.kommune:
                message = "whose figures are shown to people who have chosen no place?"
                hint = "write kommune: {{example: …}} with an AGS into course.yaml"
                problems.report("value-place", place, message, hint)
                continue
            for one in find(ValueQuery(everywhere, source)):
                one.report(place, problems)


class Everyplace(msgspec.Struct, frozen=True, array_like=True):
    """The places of a course: its data sets that name some and can be read, and its example."""

    data_sets: tuple[str, ...]
    example: str

    @staticmethod
    def of(course: Outline) -> "Everyplace":
        sound = (name for name, data in course.data.items() if data.rows and _names_its_places(data))
        example = course.file.kommune.example if course.file and course.file.kommune else ""
        return Everyplace(tuple(sound), example)

    def seen(self, sets: Sets) -> Everywhere:
        if self not in sets.worked_out:
            models = (model for name in self.data_sets if (model := sets.model(name)))
            sets.worked_out[self] = Everywhere(Atlas(tuple(models), self.example))
        return sets.worked_out[self]


def _names_its_places(data: DataTree) -> bool:
    """Whether the columns with key and name of a place are there; else that is said elsewhere."""
    places = data.head.places if data.head else None
    named = (places.key, places.name) if places else ()
    return places is not None and all(name is None or name in data.header for name in named)


def _example(course: Outline, everywhere: Everyplace, find: Find, problems: Problems) -> None:
    file, located = course.file, course.located
    if file and located and file.kommune:
        for one in find(Example(everywhere)):
            one.report(located.place("kommune", "example"), problems)


class Example(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """Whether the example of the course is one of its places."""

    everywhere: Everyplace

    @property
    def data_sets(self) -> tuple[str, ...]:
        return self.everywhere.data_sets

    def see(self, sets: Sets) -> Findings:
        key = self.everywhere.example
        if self.everywhere.seen(sets).atlas.place(key):
            return ()
        message = "no data set with names has the place {key}"
        hint = "take the AGS of a municipality or county in data/"
        return (Finding("value-place", (), message, hint, {"key": key}),)


class ValueQuery(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """Whether an expression in a text has a value for everybody."""

    everywhere: Everyplace
    source: str

    @property
    def data_sets(self) -> tuple[str, ...]:
        return self.everywhere.data_sets

    def see(self, sets: Sets) -> Findings:
        everywhere = self.everywhere.seen(sets)
        found = (unknown(figure, everywhere.atlas) for figure in figures(parse(self.source)))
        return tuple(one for one in found if one) or tuple(_lacking(self.source, everywhere))


def read(
    source: str, place: SourcePlace, offset: int, problems: Problems, reader: Callable[[str], object] = parse
) -> None:
    """Whether it can be read; it starts `offset` characters behind `place`."""
    try:
        reader(source)
    except Wrong as wrong:
        where = SourcePlace(place.file, place.line, place.column + offset + wrong.at)
        hint, values = "see the handbook: figures of places", dict(wrong.values)
        word = str(values.get("found", ""))
        meant = close(word, (*SCOPES, *FUNCTIONS, *WORDS)) if word else ""
        if meant and meant != word:
            hint, values = "did you mean {known}?", {**values, "known": meant}
        problems.report("value-syntax", where, wrong.message, hint, **values)


def unknown(figure: FigureTerm, atlas: Atlas) -> Finding | None:
    """None when some place has this figure in this year."""
    if figure.name == "name" and figure.year is None:
        return None
    tables = atlas.figures.get(figure.name)
    if not tables:
        meant = close(figure.name, ("name", *atlas.figures))
        hint = "did you mean {known}?" if meant else "known are {known}"
        listed = meant or ", ".join(("name", *sorted(atlas.figures)))
        message = "no data set has a figure {name}"
        return Finding("value-unknown", (), message, hint, {"name": figure.name, "known": listed})
    years = {year for table in tables for year in table.cells}
    if figure.year in years:
        return None
    listed = ", ".join(str(year) for year in sorted(year for year in years if year))
    if figure.year is None:
        message, hint = "{name} needs a year", "write for example {name}({known})"
        listed = listed.rpartition(", ")[2]
    elif listed:
        message, hint = "there is no {name} of {year}", "there are {known}"
    else:
        message, hint = "{name} has no years", "leave the parentheses out"
    said = {"name": figure.name, "year": str(figure.year), "known": listed}
    return Finding("value-unknown", (), message, hint, said)


def _lacking(source: str, everywhere: Everywhere) -> Iterator[Finding]:
    """Nobody's page may lack the figure without its author knowing."""
    found = everywhere.values((source,))[source]
    lacking = [(one, value) for one, value in zip(everywhere.places, found, strict=True) if isinstance(value, Missing)]
    if lacking:
        message = "{{{{{source}}}}} has no value for {count} of {all} places, such as {names} ({reason})"
        hint = "readers from there see that it is missing; ask for another figure or year, or one of kreis or land"
        names = ", ".join(one.name for one, _ in lacking[:SHOWN])
        said = {"source": source, "count": str(len(lacking)), "all": str(len(everywhere.places)), "names": names}
        words = {"reason": str(lacking[-1][1].reason)}
        yield Finding("value-missing", (), message, hint, said, words=words)
