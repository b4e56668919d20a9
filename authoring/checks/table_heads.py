"""Tables have a header over each column (WCAG 1.3.1): it is what a screen reader says before each cell."""

import re
from itertools import groupby

from authoring.source.problems import Problems
from authoring.tree.model import CourseTree

FIGURE = re.compile(
    r"[−+–-]?\s?(\d{1,3}([.\u202f\u00a0 ]\d{3})+|\d+,\d+)(\s?\D{0,12})?|[−+–-]?\s?\d+\s?(%|€|km²?|ha|Mio\.?|Mrd\.?)"
)
"""A cell that holds a figure; years and ages are names of columns."""


def table_heads(course: CourseTree, problems: Problems) -> None:
    for lesson in course.lessons():
        heads = (one for one in lesson.document.passages if one.kind == "head")
        for line, row in groupby(heads, key=lambda one: one.lines[0]):
            cells = [one.words for one in row]
            if empty := sum(not words for words in cells):
                message = "a column has no header" if empty == 1 else "{count} columns of the table have no header"
                hint = "write above each column what stands in it"
                problems.report("table-header", lesson.place(line), message, hint, count=empty)
            elif figures := [words for words in cells[1:] if FIGURE.fullmatch(words)]:
                message, hint = (
                    "the header of the table holds the figure {figure}",
                    "begin the table with a row of names",
                )
                problems.report("table-header", lesson.place(line), message, hint, figure=figures[0])
