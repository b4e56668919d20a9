"""Write a folder with which anybody can recalculate every pass and point, without this program.

It holds the statements, what the service made of them, and every published version. `python3 verify.py FOLDER` compares
them; the file stands in docs/audit and needs nothing but Python.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from lms.db.units import opened
from lms.errors import BadRequest
from lms.progress import audit_export
from lms.settings import Settings


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="a folder that does not exist yet, or is empty")


def run(arguments: Namespace, settings: Settings) -> int:
    folder: Path = arguments.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadRequest(f"{folder} is not empty; name a new folder")
    with opened(settings.url) as units:
        count = audit_export.write(units, folder)
    print(f"{folder}: {count} registrations")
    return 0
