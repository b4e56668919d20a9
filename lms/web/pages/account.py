"""Signing in, and the page about one's own account."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from lms.web.render import Page


@dataclass(frozen=True)
class Login(Page):
    """`wait` is in minutes, after too many failures; `refused`: address and password do not belong together."""

    template: ClassVar[str] = "account/login.html"

    next: str
    email: str = ""
    refused: bool = False
    expired: bool = False
    wait: int = 0


@dataclass(frozen=True)
class Device:
    """A browser in which the account is signed in."""

    id: str
    name: str
    since: datetime
    seen: datetime
    here: bool


@dataclass(frozen=True)
class AccountPage(Page):
    """`problem` is what is wrong with the form `problem_in` (details or password), in the reader's language."""

    template: ClassVar[str] = "account/account.html"

    name: str
    email: str
    locale: str
    languages: tuple[tuple[str, str], ...]
    organisation: str
    actor: str
    has_password: bool
    devices: tuple[Device, ...]
    problem: str = ""
    problem_in: str = ""
