"""Make and list organisations: municipalities, counties, associations, in a tree."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from lms.db.units import Units, opened
from lms.people import organisations
from lms.people.organisations import OfficialKeys
from lms.people.tables import OrganisationRow
from lms.settings import Settings


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (text)")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    create = actions.add_parser("create", help="make an organisation and print its id")
    create.add_argument("name")
    create.add_argument("--parent", help="id or name of the organisation above")
    create.add_argument("--ars", help="Amtlicher Regionalschlüssel, with its leading zeros")
    create.add_argument("--ags", help="Amtlicher Gemeindeschlüssel, with its leading zeros")
    create.add_argument("--territory-date", type=date.fromisoformat, help="day for which the keys hold: 2024-12-31")
    actions.add_parser("list", help="list all organisations as a tree")


def run(arguments: Namespace, settings: Settings) -> int:
    with opened(settings.url) as units:
        return create(units, arguments) if arguments.action == "create" else show(units, arguments)


def create(units: Units, arguments: Namespace) -> int:
    with units.writing() as db:
        parent = organisations.find(db, arguments.parent) if arguments.parent else None
        keys = OfficialKeys(arguments.ars, arguments.ags, arguments.territory_date)
        made = organisations.create(db, arguments.name, parent, keys)
    print(json.dumps({"id": str(made)}) if arguments.format == "json" else made)
    return 0


def show(units: Units, arguments: Namespace) -> int:
    with units.reading() as db:
        rows = organisations.everything(db)
    if arguments.format == "json":
        print(json.dumps([described(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        print("\n".join(lines(rows)) or "there are no organisations")
    return 0


def lines(rows: Sequence[OrganisationRow], parent: UUID | None = None, depth: int = 0) -> Iterator[str]:
    for row in rows:
        if row.parent_id == parent:
            yield f"{'  ' * depth}{row.name}  {row.id}"
            yield from lines(rows, row.id, depth + 1)


def described(row: OrganisationRow) -> dict[str, str | None]:
    return {
        "id": str(row.id),
        "name": row.name,
        "parent": str(row.parent_id) if row.parent_id else None,
        "ars": row.ars,
        "ags": row.ags,
        "territory_date": row.territory_date.isoformat() if row.territory_date else None,
    }
