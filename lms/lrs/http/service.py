"""One xAPI request from key to answer: version, resource, refusal; what is refused stores nothing."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from anyio import to_thread
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from lms.db.times import now
from lms.db.units import Units
from lms.errors import BadRequest, LmsError, NotFound, NotSignedIn
from lms.lrs.errors import KeyChanged, MethodNotAllowed
from lms.lrs.http import activities_agents, document_resources, get_statements
from lms.lrs.http.access import authenticate
from lms.lrs.http.group_commit import Writer
from lms.lrs.http.post_statements import prepare
from lms.lrs.http.requests import Call, Sent, from_form
from lms.lrs.http.responses import XapiResponse, json_answer, no_content, refusal
from lms.lrs.keys.credentials import Credential, note_use, stands
from lms.lrs.keys.key_cache import Keyring
from lms.lrs.keys.rate_limits import RateExceeded, RateLimits
from lms.lrs.record.consistent_through import HEADER, Consistency
from lms.lrs.record.store import StatementStore
from lms.xapi.versions import Version, negotiate

Reader = Callable[[Session, StatementStore, Credential, Call], XapiResponse]
READERS: Mapping[str, Reader] = {
    "statements": get_statements.get_statements,
    "activities": activities_agents.get_activity,
    "agents": activities_agents.get_person,
    **dict.fromkeys(document_resources.RESOURCES, document_resources.get_document),
}
_SHORT = 50_000  # bytes of a body that is checked in some milliseconds, even when nothing of it is known yet
_METHODS = {
    "statements": "GET, HEAD, PUT, POST, OPTIONS",
    **dict.fromkeys(document_resources.RESOURCES, "GET, HEAD, PUT, POST, DELETE, OPTIONS"),
}
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class XapiRoot:
    """A path under which the LRS is reached, and the versions spoken there; who names none hears of the first."""

    path: str
    versions: tuple[Version, ...]

    def version_of(self, request: Sent) -> Version | None:
        asked = negotiate(request.headers.get("x-experience-api-version"))
        return asked if asked in self.versions else None


class Lrs:
    """Answers requests over one database."""

    def __init__(self, units: Units, store: StatementStore, rate: int = 0) -> None:
        self._units = units
        self._store = store
        self._rates = RateLimits(rate)
        self._used: dict[str, datetime] = {}
        self._keyring = Keyring()
        self._writer = Writer(units, store)
        self._consistency = Consistency(units.engine)

    async def answer(self, base: XapiRoot, path: str, request: Sent) -> tuple[XapiResponse, Version]:
        """Never raises: what goes wrong becomes a refusal, in the version that was asked for."""
        try:
            if Version.ONE in base.versions and base.version_of(request) is not Version.TWO:
                request = from_form(request)
            answer = await self._dispatch(base, path, request)
        except LmsError as problem:
            answer = _refused(problem, request)
        except Exception:
            log.exception("%s %s failed", request.method, path)
            answer = refusal(500, "the service failed; nothing of this request was stored")
        if path == "statements" and HEADER not in answer.headers:
            through = await self._units.ask(self._consistency.through)
            answer = replace(answer, headers={**answer.headers, HEADER: through})
        await self._note_uses()
        if request.method == "HEAD":
            answer = replace(answer, head=True)
        return answer, base.version_of(request) or base.versions[0]

    async def _dispatch(self, base: XapiRoot, path: str, request: Sent) -> XapiResponse:
        if path == "about":
            return _about(base, request)
        version = base.version_of(request)
        if version is None:
            spoken = " or ".join(base.versions)
            raise BadRequest(f"X-Experience-API-Version: must be {spoken} here (Communication 3.3)")
        call = Call(request.method, base.path, path, request.parameters, request.headers, request.body, version)
        reader = READERS.get(path)
        if reader is None:
            raise NotFound(f"{path}: there is no such resource (Communication 2)")
        if call.reads:
            return await self._units.ask(self._read, reader, call)
        if path == "statements" and call.method in ("PUT", "POST"):
            return await self._write(call)
        if path in document_resources.RESOURCES and call.method in ("PUT", "POST", "DELETE"):
            credential = await self._units.ask(self._admit, call)
            return await self._units.write(document_resources.change_document, self._store, credential, call)
        raise MethodNotAllowed(call.method, _METHODS.get(path, "GET, HEAD, OPTIONS"))

    def _read(self, db: Session, reader: Reader, call: Call) -> XapiResponse:
        if call.path != "statements":
            return reader(db, self._store, self._admit(db, call), call)
        through = self._consistency.through(db)
        answer = reader(db, self._store, self._admit(db, call), call)
        return replace(answer, headers={**answer.headers, HEADER: through})

    def _admit(self, db: Session, call: Call) -> Credential:
        """Whoever calls, if they may call now; of a key that is remembered only the row is compared."""
        header = call.headers.get("authorization", "")
        found = self._keyring.find(header)
        if found is None or not stands(db, found):
            found = authenticate(db, call)
            self._keyring.remember(header, found)
        return self._let_in(found, call)

    def _let_in(self, credential: Credential, call: Call) -> Credential:
        self._rates.take(credential)
        moment = now()
        if not credential.seen_lately(moment):
            self._used[credential.key] = moment
            credential = replace(credential, used=moment)
            self._keyring.remember(call.headers["authorization"], credential)
        return credential

    async def _note_uses(self) -> None:
        """When keys were last used, at most once an hour each; what was stored is answered even if this fails."""
        while self._used:
            key, moment = self._used.popitem()
            try:
                await self._units.write(note_use, key, moment)
            except SQLAlchemyError:
                log.exception("the use of key %s was not noted", key)

    async def _write(self, call: Call) -> XapiResponse:
        """A key that is remembered may have changed meanwhile; then it is asked for again."""
        header = call.headers.get("authorization", "")
        known = self._keyring.find(header)
        if known:
            try:
                return await self._store_as(self._let_in(known, call), call)
            except KeyChanged:
                self._keyring.forget(header)
        return await self._store_as(await self._units.ask(self._admit, call), call)

    async def _store_as(self, credential: Credential, call: Call) -> XapiResponse:
        """Everything that needs no turn to write is done before waiting for one; what takes long, not in the loop."""
        if len(call.body) <= _SHORT:
            batch = prepare(credential, call)
        else:
            batch = await to_thread.run_sync(prepare, credential, call)
        stored = await self._writer.write(batch)
        if call.method == "PUT":
            return replace(no_content(), headers={HEADER: stored.through})
        return json_answer([str(one) for one in stored.ids], {HEADER: stored.through})


def _about(base: XapiRoot, request: Sent) -> XapiResponse:
    """Open to everyone, in every version (Communication 2.8)."""
    if request.method not in ("GET", "HEAD"):
        raise MethodNotAllowed(request.method, "GET, HEAD, OPTIONS")
    if request.parameters:
        raise BadRequest(f"{next(iter(request.parameters))}: unknown parameter (Communication 3.2)")
    return json_answer({"version": [version.value for version in sorted(base.versions)], "extensions": {}})


def _refused(problem: LmsError, request: Sent) -> XapiResponse:
    answer = refusal(problem.status, str(problem), request.headers.get("accept", ""))
    if isinstance(problem, RateExceeded):
        return replace(answer, headers={"Retry-After": str(problem.wait)})
    if isinstance(problem, MethodNotAllowed):
        return replace(answer, headers={"Allow": problem.allow})
    if isinstance(problem, NotSignedIn) and "sec-fetch-mode" not in request.headers:
        # A script in a browser would make it ask a person for a password.
        return replace(answer, headers={"WWW-Authenticate": 'Basic realm="xapi", charset="UTF-8"'})
    return answer
