"""A chart of a lesson as a figure: the drawing, one sentence, its numbers as a table, its source."""

from lms.course.model import Course, Figured
from lms.web.charts import Chart, drawn
from lms.web.charts.form import Given
from lms.web.locale import Locale


def figure(block: Figured, course: Course, locale: Locale, given: Given | None = None) -> Chart | None:
    """The block's chart in the reader's language; None when its data set is not in this version."""
    try:
        return drawn(block, course.data_set, locale.language, given)
    except KeyError:
        return None
