"""Draws a share as one bar."""

from lms.course.share_bar_block import ShareBarBlock
from markupsafe import Markup

from lms.course.model import DataSet
from lms.web.charts.drawing.svg import SHEETS, drawing, element
from lms.web.charts.model import Chart, ChartTable, source
from lms.web.locale import Locale


def share_of(block: ShareBarBlock, data: DataSet) -> float:
    rows = zip(*(data.column(name) for name in ("year", "age", "male", "female")), strict=True)
    people = [(age, male + female) for year, age, male, female in rows if year == block.year]
    return 100 * sum(count for age, count in people if age < block.below) / sum(count for _, count in people)


def share_bar(block: ShareBarBlock, data: DataSet, locale: Locale) -> Chart:
    text = f"{share_of(block, data):.0f} %"
    return Chart(
        svg=Markup().join(
            drawing(
                sheet,
                20,
                block.id,
                block.title,
                block.alt,
                element("rect", width=sheet.width * share_of(block, data) / 100, height=20.0, class_="chart-bar"),
            )
            for sheet in SHEETS
        ),
        table=ChartTable(block.title, ("Jahr", "Anteil"), ((str(block.year), text),)),
        sentence=block.sentence or f"Der Anteil ist {text}.",
        source=source(data, locale),
        title=block.title,
        alt=block.alt,
        kind="share-bar",
    )
