"""Send new statements on to other Learning Record Stores: add, list, remove targets, see how far each has got."""

import sys
from argparse import ArgumentParser, Namespace
from getpass import getpass

from sqlalchemy.orm import Session

from lms.db.engine import make_engine
from lms.db.times import now
from lms.db.units import Units
from lms.errors import BadRequest
from lms.lrs.forwarding import targets
from lms.lrs.forwarding.forwarder import Forwarder
from lms.lrs.forwarding.post import Address
from lms.people.installation import home_page
from lms.people.installation_secret import installation_secret
from lms.people.pseudonyms import for_audience
from lms.settings import Settings
from lms.xapi.versions import Version


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="send new statements to another LRS from now on")
    add.add_argument("--name", required=True, help="what the target is called here")
    add.add_argument("--endpoint", required=True, metavar="URL", help="its xAPI address, without /statements")
    add.add_argument("--key", required=True, help="the key that the target gave to us")
    add.add_argument("--secret-stdin", action="store_true", help="read the key's secret from standard input")
    add.add_argument("--version", choices=[one.value for one in Version], default=Version.ONE.value, help="(1.0.3)")
    add.add_argument("--from-start", action="store_true", help="send what is stored already, too")
    actions.add_parser("list", help="all targets")
    actions.add_parser("remove", help="send nothing there any more").add_argument("name")
    actions.add_parser("status", help="how far each target has got, what it refused, whom it should erase")
    confirm = actions.add_parser("confirm-erasure", help="the target has erased a person: close the request")
    confirm.add_argument("id", type=int)
    run = actions.add_parser("run", help="send what waits (`lms serve` does so by itself)")
    run.add_argument("--once", action="store_true", required=True, help="until nothing waits, then stop")


def run(arguments: Namespace, settings: Settings) -> int:
    engine = make_engine(settings.url)
    units = Units(engine)
    secret = _secret(arguments) if arguments.action == "add" else ""
    try:
        with units.writing() as db:
            seal = installation_secret(db, settings)
            said = ACTIONS[arguments.action](db, arguments, seal, secret)
            here = home_page(db)
        if said:
            print(said)
        return _send(Forwarder(units, here, seal, for_audience)) if arguments.action == "run" else 0
    finally:
        engine.dispose()


def _send(forwarder: Forwarder) -> int:
    problems = forwarder.run(patient=False)
    for name, problem in problems.items():
        print(f"lms forward: {name} {problem}", file=sys.stderr)
    return int(bool(problems))


def add(db: Session, arguments: Namespace, seal: bytes, secret: str) -> str:
    to = Address(arguments.endpoint, arguments.key, secret, Version(arguments.version))
    targets.add(db, arguments.name, to, seal=seal, now=now(), everything=arguments.from_start)
    return f"new statements go to {arguments.name} now"


def show(db: Session, _arguments: Namespace, _seal: bytes, _secret: str) -> str:
    lines = [f"{row.name}  {row.version}  {row.endpoint}  {row.key}" for row in targets.every(db)]
    return "\n".join(lines) or "there are no targets"


def remove(db: Session, arguments: Namespace, _seal: bytes, _secret: str) -> str:
    targets.remove(db, arguments.name)
    return f"nothing goes to {arguments.name} any more"


def status(db: Session, _arguments: Namespace, _seal: bytes, _secret: str) -> str:
    lines: list[str] = []
    for row in targets.every(db):
        refused = targets.refusals(db, row.name)
        lines.append(
            f"{row.name}: {row.delivered} delivered, {targets.waiting(db, row)} waiting, {len(refused)} refused"
        )
        if row.problem and row.retry_at:
            lines.append(f"  tried {row.failures} times, again at {row.retry_at:%Y-%m-%d %H:%M:%S} UTC: {row.problem}")
        lines += [f"  refused {one.statement_id}: {one.problem}" for one in refused]
    lines += [
        f"erasure {one.id}: ask {one.target} to erase the account {one.account} (since {one.requested:%Y-%m-%d})"
        for one in targets.erasure_requests(db)
    ]
    return "\n".join(lines) or "there are no targets"


def confirm(db: Session, arguments: Namespace, _seal: bytes, _secret: str) -> str:
    targets.confirm_erasure(db, arguments.id)
    return f"request {arguments.id} is closed"


def begin(_db: Session, _arguments: Namespace, _seal: bytes, _secret: str) -> str:
    return ""


ACTIONS = {
    "add": add,
    "list": show,
    "remove": remove,
    "status": status,
    "confirm-erasure": confirm,
    "run": begin,
}


def _secret(arguments: Namespace) -> str:
    if arguments.secret_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise BadRequest("there is no terminal to ask for the secret; use --secret-stdin")
    return getpass("Secret: ")
