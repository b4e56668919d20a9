"""Say how the questions of a course fare: how hard they are, what they tell apart, which options are chosen.

Counts everybody's first answer, by the form that the question had then, and of a question with figures also by the
place it was asked about; silent below fifty persons. `authoring insights` shows the JSON beside the source lines.
"""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Column, Table
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.content.versions_met import versions
from lms.course.model import Course
from lms.course.places.atlas import Atlas, Place
from lms.db.units import opened
from lms.disclosure import Noise
from lms.errors import NotFound
from lms.lrs.record.store import StatementStore
from lms.lrs.record.stored import StoredStatement
from lms.lrs.record.tables import StatementRow
from lms.people.installation_secret import installation_secret
from lms.reports.completion import Protection
from lms.reports.health.first_answers import FirstAnswers, first_answers
from lms.reports.health.hint_use import HintGroup, HintUse
from lms.reports.health.item_health import ENOUGH, Health, insights
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
    """Format 1: shares and correlations from 0 to 1 (−1 to 1), null where nothing may be or can be said.

    `forms` are those of a question with figures of a place, by its key, with its name for people.
    """
    names = Atlas.of(course).places
    return {
        "format": 1,
        "course": course.id,
        "namespace": course.namespace,
        "enough": ENOUGH,
        "items": [
            {
                "id": one.form.item_id,
                "digest": one.form.digest,
                **_measures(one),
                "options": [{"id": o.id, "correct": o.correct, "share": o.share} for o in one.options],
                "forms": [{"form": of.place, "name": _name(of.place, names), **_measures(of)} for of in one.places],
                "hint": _hint(one.hint),
            }
            for one in found
        ],
    }


def _measures(one: Health) -> dict[str, Any]:
    return {
        "n": one.n,
        "facility": _estimate(one.facility),
        "bounded": one.bounded,
        "discrimination": _estimate(one.discrimination),
    }


def _hint(one: HintUse | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "n": one.n,
        "opened": _estimate(one.opened),
        "bounded": one.bounded,
        "with": _group(one.opened_it),
        "without": _group(one.left_it),
    }


def _group(one: HintGroup | None) -> dict[str, Any] | None:
    return {"n": one.n, "facility": _estimate(one.facility)} if one else None


def _name(key: str, places: Mapping[str, Place]) -> str:
    return places[key].name if key in places else key


def _estimate(one: Estimate | None) -> dict[str, float] | None:
    return {"value": one.value, "low": one.low, "high": one.high} if one else None


def _table(course: Course, found: tuple[Health, ...]) -> Table:
    columns = ("persons", "right at once", "discrimination", "hint opened")
    table = Table(Column("question", overflow="fold"), *columns, title=course.title)
    names = Atlas.of(course).places
    for one in found:
        table.add_row(one.form.item_id, *_row(one))
        for of in one.places:
            table.add_row(f"  {_name(of.place, names)}", *_row(of))
    return table


def _row(one: Health) -> tuple[str, str, str, str]:
    persons = str(one.n) if one.n is not None else f"under {ENOUGH}"
    hint = _shown(one.hint.opened, bounded=one.hint.bounded) if one.hint else "–"
    return persons, _shown(one.facility, bounded=one.bounded), _shown(one.discrimination), hint


def _shown(one: Estimate | None, *, bounded: bool = False) -> str:
    if one is None:
        return "–"
    about = ("under " if one.value < 0.5 else "over ") if bounded else ""
    return f"{about}{one.value:.2f} ({one.low:.2f} to {one.high:.2f})"
