"""A chart of a lesson as a figure: the drawing, one sentence, its numbers as a table, its source."""

from lms.course.model import Course, PyramidBlock, TimeseriesBlock
from lms.web.charts import Chart, chart
from lms.web.locale import Locale


def figure(block: TimeseriesBlock | PyramidBlock, course: Course, locale: Locale) -> Chart | None:
    """The block's chart in the reader's language; None when its data set is not in this version."""
    data = course.data_set(block.data)
    return chart(block, data, locale.language) if data else None
