"""Write drafts of the imprint, the privacy statement and the accessibility statement, and say what is still open.

The drafts are German. No file is ever overwritten; FOLDER is what LMS_PAGES_DIR names, when it is left out.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from lms.errors import BadRequest
from lms.notices import drafting, gap_messages, page_files
from lms.people import cookies
from lms.settings import Settings

ANYWHERE = Settings.model_fields["base_url"].default


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", help="where the pages are (LMS_PAGES_DIR)")
    parser.add_argument(
        "--check", action="store_true", help="write nothing, show every gap; status 1 while anything is open"
    )


def run(arguments: Namespace, settings: Settings) -> int:
    folder: Path | None = arguments.folder or settings.pages_dir
    if folder is None:
        raise BadRequest("name the folder for the pages, such as: lms pages seiten; or set LMS_PAGES_DIR")
    try:
        made = () if arguments.check else drafting.write(folder, settings.languages[0], as_set(settings))
        written = page_files.read(folder, settings.languages[0], {})
    except OSError as error:
        raise BadRequest(f"{error.filename or folder}: {error.strerror}") from error
    for file in made:
        print(f"written: {file}")
    said = [*gap_messages.sentences(written, folder)]
    for line in [*(gap_messages.gaps(written, folder) if arguments.check else ()), *said]:
        print(line, file=sys.stderr if arguments.check else sys.stdout)
    if not said:
        print("the three pages are there, and no gap is left")
    elif written.unfinished and not arguments.check:
        print("`lms pages --check` shows every gap")
    if settings.pages_dir is None or settings.pages_dir.absolute() != folder.absolute():
        print(f"to show them, start the service with LMS_PAGES_DIR={folder.absolute()}")
    return int(arguments.check and bool(said))


def as_set(settings: Settings) -> dict[str, object]:
    """What the drafts say about this installation."""
    return {
        "address": settings.base_url if settings.base_url != ANYWHERE else "[[Adresse der Lernplattform]]",
        "cookie": cookies.name(settings),
        "session_days": settings.session_days,
        "minimum_group": settings.minimum_group,
    }
