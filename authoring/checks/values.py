"""Figures of places in texts can be read, exist, and have a value wherever somebody may be from."""

from collections.abc import Callable

from authoring.compile_data import data_set
from authoring.facts import answers, conditions, written
from authoring.finished import Outline
from authoring.problems import Place, Problems
from authoring.spelling import close
from authoring.tree import CourseTree, DataTree
from lms.course.atlas import Atlas
from lms.course.everywhere import Everywhere
from lms.expressions import Figure, Missing, Wrong, condition, figures, parse
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


def values(course: Outline, problems: Problems) -> None:
    """Every figure exists, and has a value for whoever may be from anywhere."""
    atlas = atlas_of(course)
    everywhere = Everywhere(atlas)
    _example(course, atlas, problems)
    for lesson in course.lessons():
        for source, place in lesson.values:
            expression = parse(source)
            if not course.file or not course.file.kommune:
                message = "whose figures are shown to people who have chosen no place?"
                hint = "write kommune: {{example: …}} with an AGS into course.yaml"
                problems.report("value-place", place, message, hint)
                continue
            unknown = [figure for figure in figures(expression) if not known(figure, atlas, place, problems)]
            if not unknown:
                _checked(source, everywhere, place, problems)


def atlas_of(course: Outline) -> Atlas:
    """The places and figures of the data sets that can be read."""
    sound = (data_set(data) for data in course.data.values() if data.rows and _names_its_places(data))
    example = course.file.kommune.example if course.file and course.file.kommune else ""
    return Atlas(tuple(sound), example)


def _names_its_places(data: DataTree) -> bool:
    """Whether the columns with key and name of a place are there; else that is said elsewhere."""
    places = data.head.places if data.head else None
    named = (places.key, places.name) if places else ()
    return places is not None and all(name is None or name in data.header for name in named)


def _example(course: Outline, atlas: Atlas, problems: Problems) -> None:
    file, located = course.file, course.located
    if file and located and file.kommune and not atlas.place(file.kommune.example):
        message, hint = (
            "no data set with names has the place {key}",
            "take the AGS of a municipality or county in data/",
        )
        place = located.place("kommune", "example")
        problems.report("value-place", place, message, hint, key=file.kommune.example)


def read(source: str, place: Place, offset: int, problems: Problems, reader: Callable[[str], object] = parse) -> None:
    """Whether it can be read; it starts `offset` characters behind `place`."""
    try:
        reader(source)
    except Wrong as wrong:
        where = Place(place.file, place.line, place.column + offset + wrong.at)
        hint, values = "see the handbook: figures of places", dict(wrong.values)
        word = str(values.get("found", ""))
        meant = close(word, (*SCOPES, *FUNCTIONS, *WORDS)) if word else ""
        if meant and meant != word:
            hint, values = "did you mean {known}?", {**values, "known": meant}
        problems.report("value-syntax", where, wrong.message, hint, **values)


def known(figure: Figure, atlas: Atlas, place: Place, problems: Problems) -> bool:
    """Whether some place has this figure in this year."""
    if figure.name == "name" and figure.year is None:
        return True
    tables = atlas.figures.get(figure.name)
    if not tables:
        meant = close(figure.name, ("name", *atlas.figures))
        hint = "did you mean {known}?" if meant else "known are {known}"
        listed = meant or ", ".join(("name", *sorted(atlas.figures)))
        message = "no data set has a figure {name}"
        problems.report("value-unknown", place, message, hint, name=figure.name, known=listed)
        return False
    years = {year for table in tables for year in table.cells}
    if figure.year in years:
        return True
    listed = ", ".join(str(year) for year in sorted(year for year in years if year))
    if figure.year is None:
        message, hint = "{name} needs a year", "write for example {name}({known})"
        listed = listed.rpartition(", ")[2]
    elif listed:
        message, hint = "there is no {name} of {year}", "there are {known}"
    else:
        message, hint = "{name} has no years", "leave the parentheses out"
    problems.report("value-unknown", place, message, hint, name=figure.name, year=figure.year, known=listed)
    return False


def _checked(source: str, everywhere: Everywhere, place: Place, problems: Problems) -> None:
    """Nobody's page may lack the figure without its author knowing."""
    found = everywhere.values((source,))[source]
    lacking = [(one, value) for one, value in zip(everywhere.places, found, strict=True) if isinstance(value, Missing)]
    if lacking:
        message = "{{{{{source}}}}} has no value for {count} of {all} places, such as {names} ({reason})"
        hint = "readers from there see that it is missing; ask for another figure or year, or one of kreis or land"
        problems.report(
            "value-missing",
            place,
            message,
            hint,
            source=source,
            count=len(lacking),
            all=len(everywhere.places),
            names=", ".join(one.name for one, _ in lacking[:SHOWN]),
            reason=problems.locale.gettext(lacking[-1][1].reason),
        )
