"""Who is in the demonstration: organisations, four accounts to sign in with, and learners; all of them invented."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from uuid import UUID

from sqlalchemy.orm import Session

from lms.people import grants, organisations, users
from lms.people.grants import Grant
from lms.people.passwords import Passwords

PASSWORD = "lernraum-demo"  # noqa: S105  printed at every start, and worth nothing elsewhere
MEMBER_SINCE = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Town:
    """`learners` besides the accounts below; towns with fewer than five never appear in a report."""

    name: str
    learners: int
    county: str | None = None


@dataclass(frozen=True, slots=True)
class DemoAccount:
    role: str
    email: str
    name: str
    town: str
    shows: str


MUSTER, PROBE = "Landkreis Musterkreis", "Landkreis Probekreis"
TOWNS = (
    Town(MUSTER, 34),
    Town("Stadt Musterstadt", 38, MUSTER),
    Town("Stadt Beispielstadt", 26, MUSTER),
    Town("Gemeinde Musterhausen", 14, MUSTER),
    Town("Gemeinde Beispieldorf", 8, MUSTER),
    Town("Gemeinde Kleinmuster", 3, MUSTER),
    Town(PROBE, 22),
    Town("Stadt Probestadt", 24, PROBE),
    Town("Gemeinde Übungsfeld", 9, PROBE),
    Town("Gemeinde Erfundenhausen", 6, PROBE),
    Town("Gemeinde Probeweiler", 2, PROBE),
    Town("Stadt Platzhalteringen", 14),
)
LEARNER = DemoAccount(
    "learner", "lernen@example.org", "Lena Lernbeispiel", "Gemeinde Musterhausen", "mitten im ersten Modul"
)
ACCOUNTS = (
    LEARNER,
    DemoAccount(
        "author", "autorin@example.org", "Aurelia Autorbeispiel", "Stadt Musterstadt", "noch ohne eigenen Lernstand"
    ),
    DemoAccount(
        "coordinator", "koordination@example.org", "Koray Koordinationsbeispiel", MUSTER, f"Berichte: {MUSTER}"
    ),
    DemoAccount("operator", "betrieb@example.org", "Bettina Betriebsbeispiel", PROBE, "Berichte: alle; Verwaltung"),
)
FIRST_NAMES = (
    "Ada",
    "Bela",
    "Cem",
    "Dana",
    "Emil",
    "Fatma",
    "Gero",
    "Hanna",
    "Ivo",
    "Jule",
    "Kaan",
    "Lotte",
    "Milo",
    "Nele",
)
LAST_NAMES = (
    "Beispiel",
    "Muster",
    "Probe",
    "Platzhalter",
    "Erfunden",
    "Übung",
    "Fiktiv",
    "Niemand",
    "Irgendwer",
    "Testfall",
    "Schablone",
    "Attrappe",
    "Annahme",
    "Vorlage",
    "Kulisse",
)


def found_towns(db: Session) -> dict[str, UUID]:
    """The organisations by name; a county stands before what is below it."""
    made: dict[str, UUID] = {}
    for town in TOWNS:
        made[town.name] = organisations.create(db, town.name, made[town.county] if town.county else None)
    return made


def open_accounts(db: Session, towns: dict[str, UUID], passwords: Passwords, now: datetime) -> None:
    """One account a role, all with the same password."""
    hashed = passwords.hash(PASSWORD)
    for account in ACCOUNTS:
        user = users.create(db, account.email, account.name, now - MEMBER_SINCE, password_hash=hashed)
        organisations.join(db, user.id, towns[account.town], (now - MEMBER_SINCE).date())
        if account.role == "coordinator":
            grants.give(db, user.id, Grant(account.role, organisation_id=towns[account.town]))
        elif account.role != "learner":
            grants.give(db, user.id, Grant(account.role))


def invented_people() -> Iterator[tuple[str, str]]:
    """Address and name of one learner after the other; without a password nobody signs in as one of them."""
    names = product(LAST_NAMES, FIRST_NAMES)
    for number, (last, first) in enumerate(names, start=1):
        yield f"lernende-{number:03}@example.org", f"{first} {last}"
