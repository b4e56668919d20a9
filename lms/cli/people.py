"""What people may ask for: what is stored about them, and that it is erased, after a restored backup too."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from lms.db.engine import make_engine
from lms.db.times import now
from lms.db.units import Units
from lms.people.installation_secret import installation_secret
from lms.privacy import erasure, erasure_log
from lms.privacy.overwriting import sweep
from lms.privacy.own_data import about
from lms.progress.report_cells import Census
from lms.settings import Settings


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    erase = actions.add_parser("erase", help="delete an account and everything that is stored about the person")
    erase.add_argument("person", metavar="EMAIL|USER_ID")
    erase.add_argument("--dry-run", action="store_true", help="only say what would go")
    report = actions.add_parser("export", help="everything that is stored about a person, as JSON")
    report.add_argument("person", metavar="EMAIL|USER_ID")
    again = actions.add_parser("reapply-erasures", help="after restoring a backup: erase again who was erased since")
    again.add_argument(
        "file", type=Path, metavar="FILE", help=f"the erasure log, {erasure_log.FILE} in the data folder"
    )


def run(arguments: Namespace, settings: Settings) -> int:
    engine = make_engine(settings.url)
    units = Units(engine)
    try:
        with units.writing() as db:
            census = Census(installation_secret(db, settings), settings.zone)
        said = ACTIONS[arguments.action](units, census, arguments, settings)
        sweep(engine)
    finally:
        engine.dispose()
    print(said)
    return 0


def erase(units: Units, census: Census, arguments: Namespace, settings: Settings) -> str:
    with units.writing() as db:
        gone = erasure.erase(db, census, erasure.find(db, arguments.person), now())
        if arguments.dry_run:
            db.rollback()
        else:
            erasure_log.append(settings.data_dir, gone.entry)
    verb = "would be" if arguments.dry_run else "were"
    return (
        f"the account, {gone.registrations} registrations, {gone.statements} statements and {gone.documents} documents "
        f"{verb} erased; in {gone.renamed} statements of others a stand-in takes the name's place"
    )


def reapply(units: Units, census: Census, arguments: Namespace, _settings: Settings) -> str:
    done = count = 0
    for entry in erasure_log.entries(arguments.file):
        with units.writing() as db:
            done += erasure.erase_again(db, census, entry)
        count += 1
    return f"{count} erasures read, {done} of them applied again"


def export(units: Units, _census: Census, arguments: Namespace, _settings: Settings) -> str:
    with units.reading() as db:
        return json.dumps(about(db, erasure.find(db, arguments.person)), ensure_ascii=False, indent=2)


ACTIONS = {"erase": erase, "export": export, "reapply-erasures": reapply}
