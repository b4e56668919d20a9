"""What an operator may set, read once at start from the environment (`LMS_…`)."""

from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every field is an environment variable with the prefix `LMS_`; docs/operators/settings.md describes each."""

    model_config = SettingsConfigDict(env_prefix="LMS_", frozen=True, extra="ignore")

    data_dir: Path = Field(default=Path("data"), description="Folder of the SQLite file and of the secret key files.")
    database_url: str = Field(default="", description="SQLAlchemy URL; empty means lernraum.db in the data folder.")
    base_url: str = Field(default="http://127.0.0.1:8000", description="Address under which people reach the service.")
    secret: str = Field(default="", description="Secret key in hex, instead of secret.key in the data folder.")
    timezone: str = Field(default="Europe/Berlin", description="Zone in which times are shown and months begin.")
    languages: tuple[str, ...] = Field(default=("de", "en"), description="Interface languages, the default first.")
    session_days: int = Field(default=14, ge=1, description="Days after which an unused sign-in ends.")
    minimum_group: int = Field(default=5, ge=3, description="Smallest number of persons that a report shows.")
    max_body: int = Field(default=10_000_000, ge=1_000, description="Largest request body in bytes.")
    secure_cookies: bool | None = Field(default=None, description="Cookies only over https; default: as base_url says.")

    @field_validator("timezone")
    @classmethod
    def _zone_exists(cls, name: str) -> str:
        ZoneInfo(name)
        return name

    @cached_property
    def url(self) -> str:
        """The database as SQLAlchemy wants it; `postgresql://` is served by psycopg 3."""
        url = self.database_url or f"sqlite:///{(self.data_dir / 'lernraum.db').absolute()}"
        for short in ("postgres://", "postgresql://"):
            if url.startswith(short):
                return "postgresql+psycopg://" + url.removeprefix(short)
        return url

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://") if self.secure_cookies is None else self.secure_cookies
