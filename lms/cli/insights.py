"""Say how the questions of a course fare: how hard they are, what they tell apart, which options are chosen.

Counts everybody's first answer, by the form that the question had then; silent below fifty persons. `authoring
insights` shows the JSON beside the source lines.
"""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Column, Table
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.content.versions import versions
from lms.course.model import Course
from lms.db import opened
from lms.disclosure import Noise
from lms.errors import NotFound
from lms.lrs.statements import StoredStatement
from lms.lrs.store import StatementStore
from lms.lrs.tables import StatementRow
from lms.progress.secret import installation_secret
from lms.reports.completion import Protection
from lms.reports.health.first_answers import FirstAnswers, first_answers
from lms.reports.health.insights import ENOUGH, Health, insights
from lms.reports.health.measures import Estimate
from lms.settings import Settings


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--course", help="the id of the course; needed when several are published")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (text)")


def run(arguments: Namespace, settings: Settings) -> int:
    protection = Protection(settings.minimum_group, Noise(settings.noise_variance, settings.noise_deviation))
    with opened(settings.url) as units:
        with units.writing() as db:
            secret = installation_secret(db, settings)
        with units.reading() as db:
            courses = _versions(Library(), db, arguments.course)
            last = db.scalar(select(func.max(StatementRow.seq))) or 0
            answers = _with_bar(StatementStore().statements(db), courses[0], last)
    found = insights(courses, answers, secret, protection)
    if arguments.format == "json":
        print(json.dumps(as_json(courses[0], found), ensure_ascii=False, indent=1))
    else:
        Console().print(_table(courses[0], found))
    return 0


def _versions(library: Library, db: Session, course_id: str | None) -> list[Course]:
    current = library.all_current(db)
    chosen = [bundle for bundle in current if course_id in {None, bundle.course.id}]
    if not chosen:
        raise NotFound(f"there is no course {course_id} here" if course_id else "no course is published yet")
    if len(chosen) > 1:
        known = ", ".join(bundle.course.id for bundle in chosen)
        raise NotFound(f"several courses are published; choose one with --course: {known}")
    published = versions(db, library).since(chosen[0].course.id, datetime.min.replace(tzinfo=UTC))
    return [library.version(db, digest).course for digest in published]


def _with_bar(statements: Iterable[StoredStatement], course: Course, last: int) -> FirstAnswers:
    columns = (TextColumn("statements"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=last)
        return first_answers(statements, course, lambda seq: bar.update(task, completed=seq))


def as_json(course: Course, found: tuple[Health, ...]) -> dict[str, Any]:
    """Format 1: shares and correlations from 0 to 1 (−1 to 1), null where nothing may be or can be said."""
    return {
        "format": 1,
        "course": course.id,
        "namespace": course.namespace,
        "enough": ENOUGH,
        "items": [
            {
                "id": one.form.item_id,
                "digest": one.form.digest,
                "n": one.n,
                "facility": _estimate(one.facility),
                "bounded": one.bounded,
                "discrimination": _estimate(one.discrimination),
                "options": [{"id": o.id, "correct": o.correct, "share": o.share} for o in one.options],
            }
            for one in found
        ],
    }


def _estimate(one: Estimate | None) -> dict[str, float] | None:
    return {"value": one.value, "low": one.low, "high": one.high} if one else None


def _table(course: Course, found: tuple[Health, ...]) -> Table:
    table = Table(Column("question", overflow="fold"), "persons", "right at once", "discrimination", title=course.title)
    for one in found:
        persons = str(one.n) if one.n is not None else f"under {ENOUGH}"
        table.add_row(one.form.item_id, persons, _shown(one.facility, bounded=one.bounded), _shown(one.discrimination))
    return table


def _shown(one: Estimate | None, *, bounded: bool = False) -> str:
    if one is None:
        return "–"
    about = ("under " if one.value < 0.5 else "over ") if bounded else ""
    return f"{about}{one.value:.2f} ({one.low:.2f} to {one.high:.2f})"
