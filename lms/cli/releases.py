"""List the versions that were published: when, from which commit, what each did, and who began under it.

Figures count persons; groups that are too small to be told are not.
"""

import json
from argparse import ArgumentParser, Namespace
from datetime import tzinfo
from typing import Any

from lms.db.units import opened
from lms.disclosure import Noise, ShownCount
from lms.people.installation_secret import installation_secret
from lms.releases.history import PastRelease, releases, under_way
from lms.releases.release_summary import figure, figures, lines
from lms.settings import Settings


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (text)")


def run(arguments: Namespace, settings: Settings) -> int:
    with opened(settings.url) as units:
        with units.writing() as db:
            secret = installation_secret(db, settings)
        noise = Noise(settings.noise_variance, settings.noise_deviation)
        with units.reading() as db:
            found = releases(db, settings.minimum_group, noise)
            begun = under_way(db, secret, settings.minimum_group, noise)
    if arguments.format == "json":
        print(json.dumps([_json(one, begun.get(one.number)) for one in found], ensure_ascii=False))
        return 0
    for one in found:
        print(_text(one, begun.get(one.number), settings))
    if not found:
        print("nothing was published yet; `lms publish FILE` does it")
    return 0


def _text(one: PastRelease, begun: ShownCount | None, settings: Settings) -> str:
    zone: tzinfo = settings.zone
    head = f"{one.number:>4}  {one.moment.astimezone(zone):%Y-%m-%d %H:%M}  {one.digest[:12]}  {one.title}"
    marks = [
        *(["current"] if one.current else []),
        *([f"commit {one.commit[:12]}"] if one.commit else []),
        *([] if one.finished else ["not finished: run `lms publish --resume`"]),
        *([f"{figure(begun, settings.minimum_group)} began with it and go on"] if begun and begun.n != 0 else []),
    ]
    below = [*marks, *lines(one.figures, settings.minimum_group)]
    return "\n".join([head, *(f"      {line}" for line in below)])


def _json(one: PastRelease, begun: ShownCount | None) -> dict[str, Any]:
    return {
        "number": one.number,
        "course": one.course_id,
        "digest": one.digest,
        "commit": one.commit,
        "published": one.moment.isoformat(),
        "current": one.current,
        "finished": one.finished,
        "people": figures(one.figures),
        "under_way": begun.n if begun else 0,
    }
