"""What is drawn of somebody's own register: its pyramid, its generations, and a sandbox with rates lent by a course."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lms.course.age_register import NAME, Register
from lms.course.calculating_blocks import ProjectionBlock, QuotientBlock
from lms.course.generations import generations
from lms.course.model import Course, DataSet, ItemBlock, PyramidBlock
from lms.demography import Impossible
from lms.web.charts import Chart, drawn
from lms.web.locale import Locale
from lms.web.pages.item import FigureView

MIGRATION = "eigene-wanderung"
Asked = Mapping[str, str]


@dataclass(frozen=True)
class Model:
    """A sandbox of a course whose rates are borrowed."""

    course: Course
    block: ProjectionBlock


def lent(course: Course) -> Model | None:
    for module in course.modules:
        for lesson in module.all_lessons():
            for block in lesson.variant(course.language).blocks:
                inside = block.figures if isinstance(block, ItemBlock) else (block,)
                found = next((one for one in inside if isinstance(one, ProjectionBlock)), None)
                if found:
                    return Model(course, found)
    return None


def charts(found: Register, locale: Locale, model: Model | None, asked: Asked) -> Iterator[FigureView]:
    _, data, year = locale.gettext, found.data_set(), found.year
    starts = generations(data).starts
    limits = (20, 65) if {20, 65} <= set(starts) else None
    title, alt = _("Age structure of my own register, {year}", year=year), _("Men to the left, women to the right.")
    pyramid = PyramidBlock(id="register-pyramid", data=NAME, year=year, limits=limits, title=title, alt=alt)
    yield FigureView(pyramid.id, drawn(pyramid, lambda _: data, locale.language, asked))
    if limits:
        title = _("Generations of my own register, {year}", year=year)
        quotient = QuotientBlock(id="register-quotient", data=NAME, year=year, title=title, alt=_("Three bars."))
        yield FigureView(quotient.id, drawn(quotient, lambda _: data, locale.language, asked))
    grouped = found.in_fives()
    if grouped and model:
        yield FigureView("register-sandbox", _sandbox(found, grouped, model, locale, asked))


def _sandbox(found: Register, grouped: DataSet, model: Model, locale: Locale, asked: Asked) -> Chart | None:
    """The course's death and birth rates; its migrants by age, as many as fit the size of the place."""
    _ = locale.gettext
    course, lent = model.course, model.block
    base, migration = course.data_set(lent.data), course.data_set(lent.migration)
    if not base or not migration:
        return None
    share = found.total / _people(base)
    data = {NAME: grouped, MIGRATION: _scaled(migration, share)}
    block = ProjectionBlock(
        id="register-sandbox",
        data=NAME,
        mortality=lent.mortality,
        fertility=lent.fertility,
        migration=MIGRATION,
        steps=lent.steps,
        place=_("my municipality"),
        title=_("My own register, carried on with the rates of {place}", place=lent.place),
        alt=_("A line of the number of people, and the age structure at the end."),
    )
    try:
        return drawn(block, lambda name: data.get(name) or course.data_set(name), locale.language, asked)
    except Impossible:
        return None


def _people(base: DataSet) -> float:
    """Everybody of the latest year, in the unit of the data set."""
    years = [year for year in base.column("year") if isinstance(year, int)]
    columns = zip(base.column("year"), base.column("male"), base.column("female"), strict=True)
    return sum(float(men or 0) + float(women or 0) for year, men, women in columns if year == max(years))


def _scaled(migration: DataSet, share: float) -> DataSet:
    names = [column.name for column in migration.columns]
    rows = tuple(
        tuple(
            cell * share if name in ("male", "female") and isinstance(cell, int | float) else cell
            for name, cell in zip(names, row, strict=True)
        )
        for row in migration.rows
    )
    return migration.model_copy(update={"id": MIGRATION, "rows": rows})
