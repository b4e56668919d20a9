"""Make, list and disable accounts, set their passwords, grant and revoke roles.

A password is asked for, or read from standard input with --password-stdin; it never stands on the command line.
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from getpass import getpass
from typing import Any

from sqlalchemy.orm import Session

from lms.db.times import now
from lms.db.units import opened
from lms.errors import BadRequest
from lms.people import browsers, grants, organisations, passwords, users
from lms.people.grants import ROLES, Grant
from lms.people.passwords import Passwords
from lms.people.users import User
from lms.settings import Settings


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (text)")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    create = actions.add_parser("create", help="make an account")
    create.add_argument("email")
    create.add_argument("--name", required=True, help="the name that pages show")
    create.add_argument("--organisation", help="id or name of the organisation to which the person belongs from today")
    create.add_argument("--no-password", action="store_true", help="without a password nobody can sign in yet")
    create.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    actions.add_parser("list", help="list all accounts with their roles")
    for action, summary in (("grant", "give a role"), ("revoke", "take a role away")):
        change = actions.add_parser(action, help=summary)
        change.add_argument("email")
        change.add_argument("role", choices=ROLES)
        scope = change.add_mutually_exclusive_group()
        scope.add_argument("--organisation", help="only for this organisation (id or name) and those below it")
        scope.add_argument("--course", help="only for this course")
    for action, summary in (
        ("disable", "sign the person out and let nobody in with this account"),
        ("enable", "undo disable"),
    ):
        actions.add_parser(action, help=summary).add_argument("email")
    password = actions.add_parser("password", help="set a new password and sign the person out everywhere")
    password.add_argument("email")
    password.add_argument("--password-stdin", action="store_true", help="read the password from standard input")


def run(arguments: Namespace, settings: Settings) -> int:
    secret = new_password(arguments, settings)
    with opened(settings.url) as units, units.writing() as db:
        said, value = ACTIONS[arguments.action](db, arguments, secret)
    print(json.dumps(value, ensure_ascii=False, indent=2) if arguments.format == "json" else said)
    return 0


def create(db: Session, arguments: Namespace, password_hash: str | None) -> tuple[str, Any]:
    user = users.create(db, arguments.email, arguments.name, now(), password_hash=password_hash)
    if arguments.organisation:
        organisations.join(db, user.id, organisations.find(db, arguments.organisation), now().date())
    return f"{user.email} has an account now", described(user)


def show(db: Session, _arguments: Namespace, _: str | None) -> tuple[str, Any]:
    everyone = [(users.load(db, row.id), row.disabled is not None) for row in users.everyone(db)]
    lines = [
        f"{user.email}  {user.name}  {', '.join(sorted(user.roles))}{'  disabled' if off else ''}"
        for user, off in everyone
    ]
    return "\n".join(lines) or "there are no accounts", [described(user) | {"disabled": off} for user, off in everyone]


def grant(db: Session, arguments: Namespace, _: str | None) -> tuple[str, Any]:
    row = users.get(db, arguments.email)
    new = grants.give(db, row.id, scoped(db, arguments))
    said = f"{row.email} is {arguments.role} now" if new else f"{row.email} was {arguments.role} already"
    return said, described(users.load(db, row.id))


def revoke(db: Session, arguments: Namespace, _: str | None) -> tuple[str, Any]:
    row = users.get(db, arguments.email)
    gone = grants.take(db, row.id, scoped(db, arguments))
    said = f"{row.email} is no longer {arguments.role}" if gone else f"{row.email} had no such grant"
    return said, described(users.load(db, row.id))


def disable(db: Session, arguments: Namespace, _: str | None) -> tuple[str, Any]:
    row = users.get(db, arguments.email)
    users.disable(db, row.id, now())
    return f"{row.email} is disabled", described(users.load(db, row.id)) | {"disabled": True}


def enable(db: Session, arguments: Namespace, _: str | None) -> tuple[str, Any]:
    row = users.get(db, arguments.email)
    users.enable(db, row.id)
    return f"{row.email} is enabled", described(users.load(db, row.id)) | {"disabled": False}


def password(db: Session, arguments: Namespace, password_hash: str | None) -> tuple[str, Any]:
    row = users.get(db, arguments.email)
    if password_hash:
        users.set_password(db, row.id, password_hash)
    browsers.close_all(db, row.id)
    return f"{row.email} has a new password", described(users.load(db, row.id))


ACTIONS = {
    "create": create,
    "list": show,
    "grant": grant,
    "revoke": revoke,
    "disable": disable,
    "enable": enable,
    "password": password,
}


def scoped(db: Session, arguments: Namespace) -> Grant:
    wanted = arguments.organisation
    return Grant(arguments.role, organisations.find(db, wanted) if wanted else None, arguments.course)


def described(user: User) -> dict[str, Any]:
    return {
        "id": str(user.id),
        "email": user.email,
        "name": user.name,
        "grants": [
            {
                "role": one.role,
                "organisation": str(one.organisation_id) if one.organisation_id else None,
                "course": one.course_id,
            }
            for one in user.grants
        ],
    }


def new_password(arguments: Namespace, settings: Settings) -> str | None:
    """The hash of the password for actions that set one; read before the database is locked."""
    if arguments.action not in {"create", "password"} or getattr(arguments, "no_password", False):
        return None
    if arguments.password_stdin:
        given = sys.stdin.readline().rstrip("\r\n")
    else:
        if not sys.stdin.isatty():
            raise BadRequest("there is no terminal to ask for the password; use --password-stdin")
        given = getpass("Password: ")
        if given != getpass("Once more: "):
            raise BadRequest("the password was not the same both times")
    passwords.check(given, arguments.email)
    return Passwords(settings).hash(given)
