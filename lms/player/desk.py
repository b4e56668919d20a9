"""What the player's handlers work with: the published version, units of work, the record; and who is there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from litestar import Request
from litestar.di import NamedDependency
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.course.bundle import Bundle
from lms.db import Units, now
from lms.errors import NotFound, NotSignedIn
from lms.lrs.store import StatementStore
from lms.people import installation
from lms.people.users import User
from lms.player.pages import Reader
from lms.player.visit import Visit
from lms.web.answers import frame_of
from lms.web.locale import Locale

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Desk:
    """One request of somebody, signed in or not, in the interface language `locale`."""

    units: Units
    store: StatementStore
    library: Library
    user: User | None
    locale: Locale

    async def read(self, work: Callable[Concatenate[Session, Reader, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work(db, reader, …)` in a read session over the version that is published now."""

        def inside(db: Session) -> T:
            return work(db, self._reader(db), *args, **kwargs)

        return await self.units.read(inside)

    async def write(
        self, work: Callable[Concatenate[Session, StatementStore, Visit, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work(db, store, visit, …)` as one transaction of the person who is signed in."""
        user = self.person()

        def inside(db: Session) -> T:
            return work(db, self.store, self._visit(db, user), *args, **kwargs)

        return await self.units.write(inside)

    def person(self) -> User:
        if self.user is None:
            raise NotSignedIn("Please sign in first.")
        return self.user

    def _published(self, db: Session) -> Bundle | None:
        return self.library.current(db)

    def _reader(self, db: Session) -> Reader:
        bundle = self._published(db)
        user_id = self.user.id if self.user else None
        return Reader(user_id, bundle.course if bundle else None, bundle.digest if bundle else "", self.locale)

    def _visit(self, db: Session, user: User) -> Visit:
        bundle = self._published(db)
        if bundle is None:
            raise NotFound("Nothing is published yet.")
        return Visit(
            course=bundle.course,
            digest=bundle.digest,
            user_id=user.id,
            actor=user.actor,
            home_page=installation.home_page(db),
            language=self.locale.language,
            now=now(),
        )


def desk(
    request: Request[Any, Any, Any],
    units: NamedDependency[Units],
    store: NamedDependency[StatementStore],
    library: NamedDependency[Library],
) -> Desk:
    return Desk(units, store, library, request.scope.get("user"), frame_of(request).locale)
