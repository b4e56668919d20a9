"""What is looked at beyond the form of each file: one function a check, all of them over the parsed course."""

from collections.abc import Callable

from authoring.checks.answers import choice_answers, fill_in_gaps, item_prompts, matching_pairs
from authoring.checks.calculating import calculating
from authoring.checks.data import pyramids, timeseries
from authoring.checks.described import descriptions
from authoring.checks.footnotes import footnotes
from authoring.checks.headings import heading_ids, heading_levels
from authoring.checks.ids import ids, replacements
from authoring.checks.listing import completion_lessons, quizzes, unlisted
from authoring.checks.media import images, link_targets, media_content
from authoring.checks.tables import tables
from authoring.checks.text import directives, formulas, gap_places, glossary_definitions, raw_html
from authoring.problems import Problems
from authoring.tree import CourseTree

Check = Callable[[CourseTree, Problems], None]

ALL_CHECKS: tuple[Check, ...] = (
    ids,
    replacements,
    heading_levels,
    heading_ids,
    choice_answers,
    fill_in_gaps,
    matching_pairs,
    item_prompts,
    link_targets,
    images,
    media_content,
    footnotes,
    raw_html,
    formulas,
    gap_places,
    glossary_definitions,
    directives,
    descriptions,
    tables,
    timeseries,
    pyramids,
    calculating,
    quizzes,
    completion_lessons,
    unlisted,
)
