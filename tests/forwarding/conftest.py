"""A town whose statements are forwarded, and a target that is a service of ours."""

from collections.abc import Iterator

import pytest

from lms.db.units import Units
from lms.lrs.forwarding.forwarder import Forwarder
from lms.people.installation_secret import installation_secret
from lms.people.pseudonyms import for_audience
from lms.settings import Settings
from tests.forwarding.service import Service
from tests.privacy.town import Town


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    made = Service(tmp_path_factory.mktemp("ziel") / "daten")
    made.start()
    yield made
    made.kill()
    made.units.engine.dispose()


@pytest.fixture
def town(units: Units, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setenv("LMS_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("LMS_DATABASE_URL", settings.database_url)
    return Town(units, settings)


@pytest.fixture
def forwarder(town: Town) -> Forwarder:
    with town.units.writing() as db:
        seal = installation_secret(db, town.settings)
    return Forwarder(town.units, town.home, seal, for_audience)
