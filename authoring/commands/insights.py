"""`authoring insights FILE`: what `lms insights` found out about each question, at its line, with what to look at."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass

from authoring.build.course import compiled
from authoring.cache.cache_file import kept_for
from authoring.insights.insights_file import Insights, foreign, read
from authoring.insights.sentences import said
from authoring.locale import AuthorLocale
from authoring.source.problems import SourcePlace
from authoring.terminal import progress_bar
from authoring.terminal.course_root import misused, root_of
from lms.course.model import Course


@dataclass(frozen=True)
class InsightLine:
    file: str
    line: int
    id: str
    text: str


def insights(arguments: Namespace, locale: AuthorLocale) -> int:
    """Prints a line a question in the order of the source."""
    root = root_of(arguments.path, locale)
    if isinstance(root, str):
        return misused(root)
    found = read(arguments.file)
    if found is None:
        message = "{path} cannot be read as insights; write it with lms insights --format json."
        return misused(locale.gettext(message).format(path=arguments.file))
    with closing(kept_for(root)) as cache, progress_bar.shown(locale) as told:
        made = compiled(root, locale, cache, told=told)
        course = made.course
    if course is None:
        return misused(locale.gettext("The course has errors; authoring check names them."))
    if other := foreign(found, course, locale):
        return misused(other)
    parts = (part for lesson in made.outline.lessons() for part in lesson.inventory.places(lesson.name))
    places = {path[0]: place for path, place in parts if len(path) == 1}
    lines = list(_lines(found, course, places, locale))
    if arguments.format == "json":
        json.dump([asdict(line) for line in lines], sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        _print(lines, found, places, locale)
    return 0


def _lines(
    found: Insights, course: Course, places: Mapping[str, SourcePlace], locale: AuthorLocale
) -> Iterator[InsightLine]:
    """In the order of the source."""
    texts = said(found, course, locale)
    for identifier, place in places.items():
        if identifier in texts:
            yield InsightLine(place.file, place.line, identifier, texts[identifier])


def _print(lines: list[InsightLine], found: Insights, places: Mapping[str, SourcePlace], locale: AuthorLocale) -> None:
    for line in lines:
        print(f"{line.file}:{line.line}: {line.id}: {line.text}")
    gone = sum(one.id not in places for one in found.items)
    if gone:
        message = locale.ngettext(
            "{count} question of the file is not in this course any more.",
            "{count} questions of the file are not in this course any more.",
            gone,
        )
        print(message.format(count=gone))
    if not found.items:
        print(locale.gettext("Nobody has answered anything yet."))
