"""What an operator sees: people, organisations, published versions, keys of tools."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from lms.web.render import Page


@dataclass(frozen=True)
class Lacking:
    """One of the pages that have to be there and is not."""

    title: str
    file: str


@dataclass(frozen=True)
class UnfinishedPage:
    """A file with gaps: how many, and the line of the first."""

    file: str
    gaps: int
    line: int


@dataclass(frozen=True)
class Fault:
    """`line` is 0 where no line is to blame; `text` is in the reader's language."""

    file: str
    line: int
    text: str


@dataclass(frozen=True)
class OwnPages:
    """What is open about imprint, privacy and accessibility; `folder` is empty while none is set."""

    folder: str
    missing: tuple[Lacking, ...]
    unfinished: tuple[UnfinishedPage, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Overview(Page):
    template: ClassVar[str] = "admin/overview.html"

    own_pages: OwnPages


@dataclass(frozen=True)
class PersonLine:
    """`own`: the operator's own account, which they cannot disable."""

    id: str
    name: str
    email: str
    organisation: str
    roles: tuple[str, ...]
    created: datetime
    disabled: bool
    own: bool


@dataclass(frozen=True)
class Sorting:
    title: str
    href: str
    current: bool


@dataclass(frozen=True)
class People(Page):
    """One page of the list; `following` leads to the next one, `first` back to the beginning."""

    template: ClassVar[str] = "admin/people.html"

    people: tuple[PersonLine, ...]
    search: str
    sort: str
    sortings: tuple[Sorting, ...]
    first: str
    following: str


@dataclass(frozen=True)
class OrganisationLine:
    """`depth` counts the organisations above it."""

    id: str
    name: str
    depth: int
    ars: str
    ags: str
    territory_date: str


@dataclass(frozen=True)
class Organisations(Page):
    template: ClassVar[str] = "admin/organisations.html"

    organisations: tuple[OrganisationLine, ...]


@dataclass(frozen=True)
class VersionLine:
    title: str
    course_id: str
    digest: str
    commit: str
    published: datetime
    current: bool


@dataclass(frozen=True)
class VersionsPage(Page):
    template: ClassVar[str] = "admin/versions.html"

    versions: tuple[VersionLine, ...]


@dataclass(frozen=True)
class Key:
    key: str
    name: str
    scopes: tuple[str, ...]
    vouches: bool
    created: datetime
    used: datetime | None
    revoked: datetime | None


@dataclass(frozen=True)
class KeysPage(Page):
    """`new_key` and `new_secret` are set once, right after making a key or `renewed` the secret of one."""

    template: ClassVar[str] = "admin/keys.html"

    keys: tuple[Key, ...]
    scopes: tuple[str, ...]
    new_key: str = ""
    new_secret: str = ""
    renewed: bool = False
    problem: str = ""
