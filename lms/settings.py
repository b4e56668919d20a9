"""What an operator may set, read once at start from the environment (`LMS_…`)."""

from functools import cached_property
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

LANGUAGES = ("de", "en")
Names = Annotated[tuple[str, ...], NoDecode]  # written with commas in the environment


class Settings(BaseSettings):
    """Every field is an environment variable with the prefix `LMS_`; docs/operators/settings.md describes each."""

    model_config = SettingsConfigDict(env_prefix="LMS_", frozen=True, extra="ignore")

    data_dir: Path = Field(default=Path("data"), description="Folder of the SQLite file and of the secret key files.")
    database_url: str = Field(
        default="", repr=False, description="SQLAlchemy URL; empty means lernraum.db in the data folder."
    )
    base_url: str = Field(default="http://127.0.0.1:8000", description="Address under which people reach the service.")
    secret: str = Field(
        default="", repr=False, description="Secret as 64 hex digits; empty means secret.key in the data folder."
    )
    pages_dir: Path | None = Field(default=None, description="Folder of the imprint and other pages of the operator.")
    timezone: str = Field(default="Europe/Berlin", description="Zone in which times are shown and months begin.")
    languages: Names = Field(default=("de", "en"), description="Interface languages, the default first.")
    session_days: int = Field(default=14, ge=1, description="Days after which an unused sign-in ends.")
    minimum_group: int = Field(default=5, ge=3, description="Smallest number of persons that a report shows.")
    noise_variance: float = Field(default=0, ge=0, description="Variance of the noise on counts; 0 shows exact counts.")
    noise_deviation: int = Field(default=3, ge=1, description="Most by which noise changes a count.")
    max_body: int = Field(default=10_000_000, ge=1_000, description="Largest request body in bytes.")
    password_memory: int = Field(default=65_536, ge=8, description="KiB of memory that checking a password takes.")
    password_rounds: int = Field(default=3, ge=1, description="How often checking a password goes over that memory.")
    trusted_proxies: Names = Field(default=(), description="Addresses whose X-Forwarded-For and -Proto are believed.")
    xapi_rate: int = Field(default=0, ge=0, description="Requests a minute of a key without a rate; 0: no limit.")
    xapi_origins: Names = Field(default=(), description="Origins whose scripts may call /xapi; * means all.")
    secure_cookies: bool | None = Field(default=None, description="Cookies only over https; default: as base_url says.")

    @field_validator("languages", "trusted_proxies", "xapi_origins", mode="before")
    @classmethod
    def _split(cls, names: object) -> object:
        return tuple(name.strip() for name in names.split(",") if name.strip()) if isinstance(names, str) else names

    @field_validator("pages_dir", mode="before")
    @classmethod
    def _empty_is_none(cls, folder: object) -> object:
        return None if folder == "" else folder

    @field_validator("languages")
    @classmethod
    def _languages_are_known(cls, languages: tuple[str, ...]) -> tuple[str, ...]:
        unknown = set(languages) - set(LANGUAGES)
        if unknown or not languages:
            raise ValueError(f"choose from {', '.join(LANGUAGES)}, separated by commas, the default first")
        return languages

    @field_validator("base_url")
    @classmethod
    def _address_is_whole(cls, address: str) -> str:
        if not address.startswith(("http://", "https://")):
            raise ValueError("an address starts with http:// or https://")
        return address.rstrip("/")

    @field_validator("timezone")
    @classmethod
    def _zone_exists(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("no such zone; give one like Europe/Berlin") from error
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
