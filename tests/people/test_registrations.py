"""Organisations, memberships and registrations."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from threading import Event
from time import monotonic, sleep

from sqlalchemy import select, text

from lms.db.times import now
from lms.db.units import Units, opened
from lms.migrations import upgrade
from lms.people import organisations, registrations
from lms.people.organisations import OfficialKeys
from lms.people.tables import OrganisationRow, RegistrationRow
from lms.settings import Settings
from tests import make


def test_picking_a_module_twice_is_one_registration(units: Units, settings: Settings):
    ada = make.person(units, settings, "ada@example.org")
    with units.writing() as db:
        first = registrations.register(db, ada.id, "kurs", "modul", now())
        again = registrations.register(db, ada.id, "kurs", "modul", now())
        retaken = registrations.retake(db, ada.id, "kurs", "modul", now())
    assert (first.new, again.new) == (True, False)
    assert first.id == again.id
    assert (first.run, retaken.run) == (1, 2)
    assert first.actor == ada.actor
    with units.reading() as db:
        current = registrations.current(db, ada.id, "modul")
    assert current
    assert current.id == retaken.id


def test_two_browsers_that_start_at_once_make_one_registration(units: Units, settings: Settings):
    ada = make.person(units, settings, "ada@example.org")

    def start(_: int) -> registrations.Registration:
        with units.writing() as db:
            return registrations.register(db, ada.id, "kurs", "modul", now())

    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(start, range(8)))
    assert len({one.id for one in made}) == 1
    assert sum(one.new for one in made) == 1


def test_what_is_started_meanwhile_is_held_with_the_person(postgres_url: str, tmp_path: Path):
    """Whoever erases a person would else wait for an answer in that run, which waits for the turn to write."""
    settings = Settings(data_dir=tmp_path, database_url=postgres_url)
    with opened(settings.url) as units, opened(settings.url) as others, ThreadPoolExecutor(1) as threads:
        upgrade(units.engine)
        ada = make.person(units, settings, "ada@example.org")
        begun, done = Event(), Event()

        def hold() -> None:
            with units.writing() as db:
                registrations.hold_person(db, ada.id)
                begun.set()
                assert done.wait(30)

        with others.writing() as db:
            made = registrations.register(db, ada.id, "kurs", "modul", now())
            holding = threads.submit(hold)
            wait_until_somebody_waits(others)
        assert begun.wait(30)
        with others.reading() as db:
            free = select(RegistrationRow.id).with_for_update(key_share=True, skip_locked=True)
            assert made.id not in db.scalars(free).all()
        done.set()
        holding.result(30)


def wait_until_somebody_waits(units: Units) -> None:
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    end = monotonic() + 30
    while monotonic() < end:
        with units.reading() as db:
            if db.scalar(waiting):
                return
        sleep(0.01)
    raise AssertionError("nobody waits")


def test_a_registration_remembers_its_organisation_as_it_was(units: Units, settings: Settings):
    ada = make.person(units, settings, "ada@example.org")
    with units.writing() as db:
        county = organisations.create(db, "Kreis Beispiel")
        town = organisations.create(
            db, "Gemeinde A", county, OfficialKeys(ags="01234567", territory_date=date(2024, 12, 31))
        )
        organisations.join(db, ada.id, town, now().date())
        made = registrations.register(db, ada.id, "kurs", "modul", now())
        db.get_one(OrganisationRow, town).name = "Gemeinde Neu"
        db.flush()
        organisations.join(db, ada.id, county, now().date())
    with units.reading() as db:
        kept = registrations.get(db, made.id).organisation
    assert kept == {
        "id": str(town),
        "name": "Gemeinde A",
        "ars": None,
        "ags": "01234567",
        "territory_date": "2024-12-31",
        "above": [{"id": str(county), "name": "Kreis Beispiel"}],
    }


def test_a_membership_holds_until_the_next_one_begins(units: Units, settings: Settings):
    ada = make.person(units, settings, "ada@example.org")
    today = date(2026, 3, 1)
    with units.writing() as db:
        one, two = organisations.create(db, "Eins"), organisations.create(db, "Zwei")
        organisations.join(db, ada.id, one, today - timedelta(days=100))
        organisations.join(db, ada.id, two, today)
        assert organisations.current(db, ada.id, today - timedelta(days=101)) is None
        assert organisations.current(db, ada.id, today - timedelta(days=1)) == one
        assert organisations.current(db, ada.id, today) == two


def test_a_grant_for_a_county_covers_its_municipalities(units: Units):
    with units.writing() as db:
        county = organisations.create(db, "Kreis")
        town = organisations.create(db, "Gemeinde", county)
        village = organisations.create(db, "Ortsteil", town)
        other = organisations.create(db, "Anderer Kreis")
        assert organisations.below(db, [county]) == {county, town, village}
        assert organisations.below(db, [town, other]) == {town, village, other}
        assert organisations.below(db, []) == frozenset()
