"""What is looked at beyond the form of each file: one function a check.

A check of `LESSON_CHECKS` sees a course of one lesson and no other file, so that its findings can be kept until the
lesson changes. One of `DATA_CHECKS` asks data sets too: what its queries see is kept with its findings. A check of
`COURSE_CHECKS` sees the outline of the whole course and runs every time; so does one of `PLACE_CHECKS`, which finds by
queries, which are kept, what is wrong for any place of a country. `data_sets` has the checks of one data set.
"""

from collections.abc import Callable

from authoring.checks.alternatives import alternative_texts
from authoring.checks.answers import choice_answers, fill_in_gaps, item_prompts, matching_pairs, scales, steps
from authoring.checks.calculating import Calculated, calculating
from authoring.checks.colour import colour_alone
from authoring.checks.data import LineQuery, Pyramid, pyramids, timeseries
from authoring.checks.data_sets import Sound
from authoring.checks.decorative import decorations
from authoring.checks.files import captions, unused_media
from authoring.checks.footnotes import footnotes
from authoring.checks.giveaways import answer_lengths, answers_about_answers, telling_hints
from authoring.checks.headings import heading_ids, heading_levels
from authoring.checks.ids import ids, part_ids, replacements
from authoring.checks.languages import language_marks
from authoring.checks.leftovers import broken_words, foreign_numbers, placeholders
from authoring.checks.link_texts import link_texts
from authoring.checks.links_of_text import bare_addresses, same_words
from authoring.checks.listing import completion_lessons, quizzes, unlisted
from authoring.checks.media import images, link_targets, media_content
from authoring.checks.pools import pools
from authoring.checks.questions import Drawn, questions
from authoring.checks.reading import reading_ease
from authoring.checks.sources import figure_ages, figure_sources
from authoring.checks.stems import negations
from authoring.checks.structure import empty_sections, fake_headings, fake_lists
from authoring.checks.table_heads import table_heads
from authoring.checks.terms import unexplained, unused_terms
from authoring.checks.text import directives, formulas, gap_places, glossary_definitions, raw_html
from authoring.checks.values import Example, ValueQuery, value_syntax, values
from authoring.compile.sandbox_goals import Solved, goals
from authoring.compile.sandbox_options import Reached, tried_settings
from authoring.source.problems import Problems
from authoring.tree.data_queries import Find, TakeQuery
from authoring.tree.finished_lesson import Outline
from authoring.tree.model import CourseTree, LessonTree

LESSON_CHECKS: tuple[Callable[[CourseTree, Problems], None], ...] = (
    part_ids,
    heading_levels,
    heading_ids,
    choice_answers,
    fill_in_gaps,
    matching_pairs,
    steps,
    scales,
    pools,
    item_prompts,
    images,
    decorations,
    footnotes,
    raw_html,
    formulas,
    gap_places,
    value_syntax,
    directives,
    link_texts,
    same_words,
    bare_addresses,
    alternative_texts,
    captions,
    fake_headings,
    empty_sections,
    fake_lists,
    table_heads,
    colour_alone,
    language_marks,
    placeholders,
    broken_words,
    foreign_numbers,
    reading_ease,
    answer_lengths,
    answers_about_answers,
    telling_hints,
    negations,
    figure_sources,
)

DATA_CHECKS: tuple[Callable[[LessonTree, TakeQuery, Problems], None], ...] = (
    timeseries,
    pyramids,
    calculating,
    goals,
    tried_settings,
)
PLACE_CHECKS: tuple[Callable[[Outline, Find, Problems], None], ...] = (values, questions)
AnyQuery = LineQuery | Pyramid | Calculated | Solved | Reached | Example | ValueQuery | Drawn | Sound

CourseCheck = Callable[[Outline, Problems], None]
COURSE_CHECKS: tuple[CourseCheck, ...] = (
    ids,
    replacements,
    link_targets,
    media_content,
    glossary_definitions,
    quizzes,
    completion_lessons,
    unlisted,
    unused_media,
    figure_ages,
    unexplained,
    unused_terms,
)
