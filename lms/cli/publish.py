"""Make a course bundle the current version of its course; a running service shows it from the next request on.

The file is checked whole before anything changes. Publishing the same version again changes nothing.
"""

import json
import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from lms.content.publish import publish
from lms.db import now, opened
from lms.errors import BadRequest
from lms.settings import Settings


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the bundle that `authoring build` made")
    parser.add_argument("--commit", type=commit, help="the Git commit from which it was built, kept beside it")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (text)")


def run(arguments: Namespace, settings: Settings) -> int:
    try:
        content = arguments.file.read_bytes()
    except OSError as error:
        raise BadRequest(f"{arguments.file} cannot be read: {error.strerror}") from error
    with opened(settings.url) as units, units.writing() as db:
        done = publish(db, content, now(), arguments.commit)
    if arguments.format == "json":
        print(json.dumps({"course": done.course_id, "digest": done.digest, "changed": done.changed}))
    elif done.changed:
        print(f"{done.title}: version {done.digest[:12]} is current now")
    else:
        print(f"{done.title}: version {done.digest[:12]} was current already")
    return 0


def commit(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{7,64}", text):
        raise ArgumentTypeError(f"{text} is not a Git commit: 7 to 64 hexadecimal digits")
    return text
