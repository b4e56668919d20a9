"""Bring the database to the schema of this version; changes nothing when it is there already."""

from argparse import ArgumentParser, Namespace

from lms.db.units import opened
from lms.migrations import pending, upgrade
from lms.settings import Settings


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="only say whether steps are missing; exit status 1 if so")


def run(arguments: Namespace, settings: Settings) -> int:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with opened(settings.url) as units:
        missing = pending(units.engine)
        if arguments.check:
            print("steps are missing: run lms migrate" if missing else "the schema is current")
            return int(missing)
        upgrade(units.engine, home_page=settings.base_url)
    print("the schema is current" if not missing else "the schema was brought to the newest step")
    return 0
