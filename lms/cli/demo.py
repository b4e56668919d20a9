"""Show the service with a course, invented people and their learning, on this machine only.

The first start makes a database of its own in the data folder; a later start keeps what is there.
"""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

import lms.demo
from lms.cli import serve
from lms.cli.publish import release_context
from lms.course import packing, unpacking
from lms.db.times import now
from lms.db.units import Units
from lms.demo import cast
from lms.demo.database import completed, open_demo
from lms.demo.fill import fill
from lms.errors import BadRequest
from lms.people.passwords import Passwords
from lms.releases.objections import CONSENTS
from lms.releases.publishing import open_release
from lms.releases.release_context import ReleaseContext
from lms.releases.replay import replay
from lms.settings import Settings

HOST = "127.0.0.1"
HARDER = 0.15
PAGES = Path(lms.demo.__file__).parent / "pages"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the bundle that `authoring build` made")
    parser.add_argument("--port", type=int, default=8000, help="port to listen at (8000)")
    parser.add_argument("--reset", action="store_true", help="throw the demo's data away and invent it anew")
    parser.add_argument("--no-serve", action="store_true", help="only make the data, then stop")


def run(arguments: Namespace, settings: Settings) -> int:
    try:
        content = arguments.file.read_bytes()
    except OSError as error:
        raise BadRequest(f"{arguments.file} cannot be read: {error.strerror}") from error
    prepare(settings, content, reset=arguments.reset)
    _introduce(arguments.port, settings)
    if arguments.no_serve:
        return 0
    pages = settings.pages_dir or PAGES
    os.environ["LMS_BASE_URL"] = f"http://{HOST}:{arguments.port}"  # both read by the server's own process
    os.environ["LMS_PAGES_DIR"] = str(pages)
    served = settings.model_copy(update={"pages_dir": pages})
    return serve.run(Namespace(host=HOST, port=arguments.port, workers=1), served)


def prepare(settings: Settings, content: bytes, *, reset: bool) -> None:
    """Publish the bundle in the demo's database; the first time after people have learned by an earlier version."""
    engine, empty = open_demo(settings, reset=reset)
    try:
        units = Units(engine)
        tools = release_context(units, settings)
        if empty:
            first = earlier(content)
            release(tools, first)
            fill(units, tools.store, unpacking.read(first), Passwords(settings), now())
        release(tools, content)
        if empty:
            completed(engine)
    finally:
        engine.dispose()


def release(tools: ReleaseContext, content: bytes) -> None:
    """As `lms publish` does it; in a demo every version may follow every other."""
    with tools.units.writing() as db:
        opened = open_release(db, tools.library, content, accepted=CONSENTS)
    if opened.replays:
        replay(tools, opened.published.publication)


def earlier(content: bytes) -> bytes:
    """The same course, whose first quiz asked for more: so that there is a release to look at."""
    read = unpacking.read(content)
    first, *others = read.course.modules
    mastery = min(1.0, round(first.completion.mastery + HARDER, 2))
    harder = first.model_copy(update={"completion": first.completion.model_copy(update={"mastery": mastery})})
    with TemporaryDirectory() as folder:
        file = Path(folder) / "earlier.course"
        packing.write(read.course.model_copy(update={"modules": (harder, *others)}), read.assets, file)
        return file.read_bytes()


def _introduce(port: int, settings: Settings) -> None:
    console = Console()
    table = Table("Rolle", "E-Mail-Adresse", "zeigt", title="Konten der Vorführung", title_justify="left")
    for account in cast.ACCOUNTS:
        table.add_row(ROLES[account.role], account.email, account.shows)
    console.print(table)
    console.print(f"Passwort für alle vier: [bold]{cast.PASSWORD}[/bold]")
    console.print(
        "Alle Menschen und Organisationen sind erfunden. Die Vorführung ist nur von diesem Rechner aus erreichbar."
    )
    console.print(f"Daten: {settings.data_dir.absolute()}  (neu anfangen: --reset)")
    console.print(f"Adresse: [bold]http://{HOST}:{port}[/bold]   Beenden: Strg+C")


ROLES = {"learner": "Lernen", "author": "Autorenschaft", "coordinator": "Koordination", "operator": "Betrieb"}
