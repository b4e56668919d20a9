"""A town on each database; commands find it in their environment."""

import pytest

from lms.db.units import Units
from lms.settings import Settings
from tests.privacy.town import Town


@pytest.fixture
def town(units: Units, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setenv("LMS_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("LMS_DATABASE_URL", settings.database_url)
    return Town(units, settings)
