"""Keys with which tools reach the Learning Record Store: create, list, revoke, rotate."""

import json
from argparse import ArgumentParser, Namespace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.db.engine import make_engine
from lms.db.times import now
from lms.db.units import Units
from lms.errors import LmsError
from lms.lrs.keys import credentials
from lms.lrs.keys.key_scopes import SCOPES
from lms.lrs.record.vouching import Vouch
from lms.people.tables import InstallationRow
from lms.settings import Settings


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    create = actions.add_parser("create", help="make a key; its secret is shown once")
    create.add_argument("--name", required=True, help="whom the key is for; shown as the statements' authority")
    create.add_argument("--scope", action="append", choices=SCOPES, required=True, help="what it may do (repeatable)")
    create.add_argument("--vouch", action="store_true", help="its statements may move progress, within these limits:")
    create.add_argument("--vouch-registration", default="", metavar="PREFIX", help="only registrations beginning so")
    create.add_argument("--vouch-activity", default="", metavar="PREFIX", help="only activities whose IRI begins so")
    create.add_argument("--vouch-verb", action="append", default=[], metavar="IRI", help="only this verb (repeatable)")
    create.add_argument("--rate", type=int, metavar="N", help="requests a minute (default: LMS_XAPI_RATE; 0: no limit)")
    listing = actions.add_parser("list", help="all keys, never their secrets")
    revoke = actions.add_parser("revoke", help="refuse a key from now on")
    revoke.add_argument("key")
    rotate = actions.add_parser("rotate", help="give a key a new secret and refuse the old one")
    rotate.add_argument("key")
    for action in (create, listing, rotate):
        action.add_argument("--format", choices=("text", "json"), default="text")


def run(arguments: Namespace, settings: Settings) -> int:
    engine = make_engine(settings.url)
    with Units(engine).writing() as db:
        said = ACTIONS[arguments.action](db, arguments)
    engine.dispose()
    if said is not None:
        print(json.dumps(said, ensure_ascii=False) if arguments.format == "json" else _plain(said))
    return 0


def create(db: Session, arguments: Namespace) -> Any:
    limits = (arguments.vouch_registration, arguments.vouch_activity, frozenset(arguments.vouch_verb))
    if any(limits) and not arguments.vouch:
        raise LmsError("limits such as --vouch-verb need --vouch")
    home_page = db.scalars(select(InstallationRow.home_page)).one()
    vouch = Vouch(*limits) if arguments.vouch else None
    given = credentials.create(
        db, arguments.name, arguments.scope, home_page, now=now(), vouch=vouch, rate=arguments.rate
    )
    return {"key": given.key, "secret": given.secret}


def show(db: Session, _arguments: Namespace) -> Any:
    return [
        {
            "key": one.key,
            "name": one.name,
            "scopes": list(one.scopes),
            "vouches": one.vouch is not None,
            "created": one.created.isoformat(timespec="seconds"),
            "revoked": one.revoked.isoformat(timespec="seconds") if one.revoked else None,
            "used": one.used.isoformat(timespec="hours") if one.used else None,
            "rate": one.rate,
        }
        for one in credentials.every(db)
    ]


def revoke(db: Session, arguments: Namespace) -> None:
    credentials.revoke(db, arguments.key, now())


def rotate(db: Session, arguments: Namespace) -> Any:
    given = credentials.rotate(db, arguments.key)
    return {"key": given.key, "secret": given.secret}


ACTIONS = {"create": create, "list": show, "revoke": revoke, "rotate": rotate}


def _plain(said: Any) -> str:
    if isinstance(said, dict):
        return f"key     {said['key']}\nsecret  {said['secret']}\nThe secret is not shown again."
    return "\n".join(
        f"{one['key']}  {one['created']}  {'revoked' if one['revoked'] else 'active '}  "
        f"used {one['used'] or 'never':22}  "
        f"{','.join(one['scopes'])}  {one['name']}"
        for one in said
    )
