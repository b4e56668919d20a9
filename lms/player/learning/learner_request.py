"""What the player's handlers work with: the published version, units of work, the record; and who is there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from litestar import Request
from litestar.di import NamedDependency
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.db.times import now
from lms.db.units import Units
from lms.errors import NotSignedIn
from lms.lrs.record.store import StatementStore
from lms.people import installation
from lms.people.users import User
from lms.player.learning.figures_place import home
from lms.player.learning.finding import find_module
from lms.player.learning.reader import Reader
from lms.player.learning.visit import LearnerVisit
from lms.web.locale import Locale
from lms.web.page_responses import frame_of

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class LearnerRequest:
    """One request of somebody, signed in or not, in the interface language `locale`."""

    units: Units
    store: StatementStore
    library: Library
    user: User | None
    locale: Locale

    async def read(self, work: Callable[Concatenate[Session, Reader, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work(db, reader, …)` in a read session over what is published now."""

        def inside(db: Session) -> T:
            return work(db, self._reader(db), *args, **kwargs)

        return await self.units.read(inside)

    async def write(
        self,
        module_id: str,
        work: Callable[Concatenate[Session, StatementStore, LearnerVisit, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run `work(db, store, visit, …)` in the module as one transaction of the person who is signed in."""
        user = self.person()

        def inside(db: Session) -> T:
            return work(db, self.store, self._visit(db, user, module_id), *args, **kwargs)

        return await self.units.write(inside)

    def person(self) -> User:
        if self.user is None:
            raise NotSignedIn("Please sign in first.")
        return self.user

    def _reader(self, db: Session) -> Reader:
        return Reader(
            self.user.id if self.user else None, tuple(self.library.all_current(db)), self.locale, self.library
        )

    def _visit(self, db: Session, user: User, module_id: str) -> LearnerVisit:
        bundle, module = find_module(self.library.all_current(db, hold=True), module_id)
        return LearnerVisit(
            course=bundle.course,
            digest=bundle.digest,
            module=module,
            user_id=user.id,
            actor=user.actor,
            home_page=installation.home_page(db),
            language=self.locale.reading,
            now=now(),
            library=self.library,
            atlas=bundle.atlas,
            home=home(db, user.id, bundle.atlas, now()),
        )


def visitor(
    request: Request[Any, Any, Any],
    units: NamedDependency[Units],
    store: NamedDependency[StatementStore],
    library: NamedDependency[Library],
) -> LearnerRequest:
    return LearnerRequest(units, store, library, request.scope.get("user"), frame_of(request).locale)
