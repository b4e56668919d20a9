"""Make a course bundle the current version of its course, and grade earlier answers by it.

The file is checked whole before anything changes. Nobody loses points, passes or certificates; a corrected key awards.
Killed at any moment, `lms publish --resume` goes on. `--dry-run` says what would happen, and changes nothing.
"""

import json
import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from lms.content.library import Library
from lms.db.units import Units, opened
from lms.disclosure import Noise
from lms.errors import BadRequest
from lms.lrs.record.store import StatementStore
from lms.people.installation_secret import installation_secret
from lms.player.answering.given_answers import graded_again
from lms.progress.listener import Projection
from lms.progress.report_cells import Census
from lms.releases.objections import CONSENTS
from lms.releases.preview import preview
from lms.releases.publishing import OpenedRelease, open_release, resume
from lms.releases.release_context import ReleaseContext
from lms.releases.release_summary import preview_json, preview_text
from lms.releases.replay import Tick, replay
from lms.settings import Settings


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", help="the bundle that `authoring build` made")
    parser.add_argument("--dry-run", action="store_true", help="say what it would do to those in the course")
    parser.add_argument(
        "--resume", action="store_true", help="go on with a release that was interrupted; needs no file"
    )
    parser.add_argument("--accept", action="append", choices=CONSENTS, default=[], help="publish in spite of this")
    parser.add_argument("--commit", type=commit, help="the Git commit from which it was built, kept beside it")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (text)")


def run(arguments: Namespace, settings: Settings) -> int:
    if arguments.resume == bool(arguments.file):
        raise BadRequest("name the bundle to publish, or say --resume to go on with an interrupted release")
    content = b"" if arguments.resume else _content(arguments.file)
    with opened(settings.url) as units:
        tools = release_context(units, settings)
        if arguments.dry_run:
            with _bar() as tick:
                found = preview(tools, content, arguments.accept, tick)
            print(preview_json(found) if arguments.format == "json" else preview_text(found, tools.minimum))
            return 0
        with units.writing() as db:
            if arguments.resume:
                done = resume(db, tools.library)
            else:
                done = open_release(db, tools.library, content, arguments.commit, arguments.accept)
        if done.replays:
            with _bar() as tick:
                replay(tools, done.published.publication, tick)
    _say(done, arguments.format)
    return 0


def release_context(units: Units, settings: Settings) -> ReleaseContext:
    """What a release of this installation works with."""
    with units.writing() as db:
        secret = installation_secret(db, settings)
    return ReleaseContext(
        units=units,
        library=Library(),
        store=StatementStore(listeners=[Projection(Census(secret, settings.zone)).project]),
        secret=secret,
        minimum=settings.minimum_group,
        noise=Noise(settings.noise_variance, settings.noise_deviation),
        remember=graded_again,
    )


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadRequest(f"{file} cannot be read: {error.strerror}") from error


@contextmanager
def _bar() -> Iterator[Tick]:
    """Shows how far it is, beside what is printed."""
    columns = (TextColumn("people in the course"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _say(done: OpenedRelease, how: str) -> None:
    published = done.published
    version = published.digest[:12]
    if how == "json":
        print(json.dumps({"course": published.course_id, "digest": published.digest, "changed": published.changed}))
    elif done.resumed:
        print(f"{published.title}: the release of version {version} is finished")
    elif published.changed:
        print(f"{published.title}: version {version} is current now")
    else:
        print(f"{published.title}: version {version} was current already")


def commit(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{7,64}", text):
        raise ArgumentTypeError(f"{text} is not a Git commit: 7 to 64 hexadecimal digits")
    return text
