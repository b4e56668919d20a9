"""Serve the pages and the Learning Record Store over HTTP until SIGTERM or Ctrl+C; requests under way are finished."""

import logging
import socket
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from granian import Granian
from granian.constants import Interfaces
from sqlalchemy import Engine, inspect

from lms.db.units import opened
from lms.migrations import pending, upgrade
from lms.notices import gap_messages
from lms.notices.page_cache import Notices
from lms.people.installation_secret import installation_secret
from lms.settings import Settings


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (127.0.0.1)")
    parser.add_argument("--port", type=port, default=8000, help="port to listen at (8000)")
    parser.add_argument("--workers", type=int, default=1, help="server processes (1; several belong on PostgreSQL)")


def run(arguments: Namespace, settings: Settings) -> int:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with opened(settings.url) as units:
        if units.sqlite and empty(units.engine):
            upgrade(units.engine, home_page=settings.base_url)
        if pending(units.engine):
            print("lms serve: the database lacks steps of this version; run `lms migrate` first", file=sys.stderr)
            return 1
        with units.writing() as db:
            installation_secret(db, settings)  # a lost secret is told here, in a sentence
    pages = Notices(settings)
    try:
        said = [*gap_messages.sentences(pages.read(), pages.folder)]
    except OSError as error:
        print(f"lms serve: LMS_PAGES_DIR: {pages.folder} cannot be read: {error.strerror}", file=sys.stderr)
        return 1
    if not free(arguments.host, arguments.port):
        print(f"lms serve: {arguments.host}:{arguments.port} is in use; choose another --port", file=sys.stderr)
        return 1
    for sentence in said:
        print(f"lms serve: {sentence}", file=sys.stderr)
    print(f"Lernraum listens at http://{arguments.host}:{arguments.port}", flush=True)
    Granian(
        "lms.app:from_environment",
        factory=True,
        address=arguments.host,
        port=arguments.port,
        workers=arguments.workers,
        interface=Interfaces.ASGI,
        websockets=False,
        log_dictconfig=logged(),
        workers_kill_timeout=30,
    ).serve()
    return 0


def free(host: str, port: int) -> bool:
    """Whether nobody listens there; whether we may listen is the server's to find out."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) != 0


def port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ArgumentTypeError(f"{text} is not a port: 1 to 65535")
    return int(text)


def empty(engine: Engine) -> bool:
    return not inspect(engine).get_table_names()


def logged() -> dict[str, object]:
    """One plain line an event on standard error; nothing in the service logs bodies, cookies or names."""
    line = {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s", "datefmt": "%Y-%m-%dT%H:%M:%S%z"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": line},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": logging.WARNING},
        "loggers": {name: {"level": logging.INFO} for name in ("lms", "_granian")},
    }
