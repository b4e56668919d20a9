"""A pyramid as a learner has set it: year, outline, measure, and the ages at which work begins and ends."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from lms.course.model import PyramidBlock
from lms.web.charts.age_groups import Ages, shares
from lms.web.charts.drawing import pyramid_bars
from lms.web.charts.drawing.scale import Unit
from lms.web.charts.form import Field, Given, OptionField, Slider
from lms.web.locale import Locale

NONE = "none"


@dataclass(frozen=True)
class Scene:
    """A pyramid as it is set: `block` has the year, outline, measure and limits that are shown."""

    block: PyramidBlock
    years: dict[int, Ages]
    counted: Unit
    digits: int
    locale: Locale

    @cached_property
    def view(self) -> pyramid_bars.View:
        return self.measured(share=self.block.share)

    def measured(self, *, share: bool) -> pyramid_bars.View:
        """In people, or in per cent of all people of a year."""
        if not share:
            return pyramid_bars.View(self.block, self.years, self.counted, self.locale)
        percent = Unit.of("Prozent", self.locale.language)
        return pyramid_bars.View(
            self.block, {year: shares(ages) for year, ages in self.years.items()}, percent, self.locale
        )


def fields_of(scene: Scene, given: Given) -> tuple[tuple[Field, ...], tuple[str, ...]]:
    """The fields as they are set, and what had to be put right."""
    block, _ = scene.block, scene.locale.gettext
    known = tuple((str(year), str(year)) for year in scene.years)
    choices = [
        OptionField(f"{block.id}.year", _("Year"), known, str(block.year)),
        OptionField(
            f"{block.id}.compare",
            _("Outline"),
            ((NONE, _("none")), *known),
            NONE if block.compare is None else str(block.compare),
        ),
        OptionField(
            f"{block.id}.measure",
            _("Bars show"),
            (("people", scene.counted.base), ("share", _("per cent of all people"))),
            "share" if block.share else "people",
        ),
    ]
    if len(known) == 1:
        choices = choices[2:]
    read: list[tuple[Field, str | None]] = [choice.read(given, scene.locale) for choice in choices]
    if block.limits:
        low, high = block.limits
        firsts = [age.first for age in scene.years[block.year]]
        step = max(1, min(after - before for before, after in pairwise(firsts)))
        names = (_("Working age begins at"), _("and ends before"))
        reach = (
            (max(firsts[1], low - 10), min(low + 10, high - 5)),
            (max(high - 10, low + 11), min(high + 15, firsts[-1])),
        )
        for name, label, value, ends in zip(("young", "old"), names, block.limits, reach, strict=True):
            slider = Slider(f"{block.id}.{name}", label, *ends, step, value, unit=_("years"))
            read.append(slider.read(given, scene.locale))
    return tuple(field for field, _told in read), tuple(told for _field, told in read if told)


def applied(block: PyramidBlock, fields: tuple[Field, ...]) -> PyramidBlock:
    values = {field.name.removeprefix(f"{block.id}."): field.value for field in fields}
    compare = values.get("compare", block.compare)
    return block.model_copy(
        update={
            "year": int(values.get("year", block.year)),
            "compare": None if compare in (None, NONE) else int(compare),
            "share": values.get("measure") == "share",
            "limits": (int(values["young"]), int(values["old"])) if block.limits else None,
        }
    )
