"""The State, Agent Profile and Activity Profile resources (xAPI 1.0.3 Communication 2.2, 2.3, 2.6, 2.7, 3.1)."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from lms.db.times import now
from lms.errors import BadRequest, Conflict, NotFound, PreconditionFailed
from lms.lrs.http import parameters as values
from lms.lrs.http.access import authorize
from lms.lrs.http.requests import Call, etags
from lms.lrs.http.responses import XapiResponse, http_date, json_answer, no_content
from lms.lrs.keys.credentials import Credential
from lms.lrs.keys.key_scopes import KeyScope
from lms.lrs.record import documents
from lms.lrs.record.documents import DocumentPlace, StoredDocument
from lms.lrs.record.numbering import lock
from lms.lrs.record.store import StatementStore
from lms.xapi.agents import identifier
from lms.xapi.versions import Version


@dataclass(frozen=True, slots=True)
class Resource:
    """`parameters` name the place, `id` the document in it."""

    path: str
    id: str
    parameters: tuple[str, ...]
    scope: KeyScope
    place: Callable[[Call], DocumentPlace]

    @property
    def clears(self) -> bool:
        """Only the State resource deletes a whole place (Communication 2.3)."""
        return self.path == "activities/state"


def _state(call: Call) -> DocumentPlace:
    registration = values.uuid(call, "registration") if "registration" in call.parameters else None
    return DocumentPlace("state", values.iri(call, "activityId"), identifier(values.agent(call)), registration)


def _agent_profile(call: Call) -> DocumentPlace:
    return DocumentPlace("agent", agent=identifier(values.agent(call)))


def _activity_profile(call: Call) -> DocumentPlace:
    return DocumentPlace("activity", activity=values.iri(call, "activityId"))


RESOURCES = {
    resource.path: resource
    for resource in (
        Resource("activities/state", "stateId", ("activityId", "agent", "registration"), KeyScope.STATE, _state),
        Resource("activities/profile", "profileId", ("activityId",), KeyScope.PROFILE, _activity_profile),
        Resource("agents/profile", "profileId", ("agent",), KeyScope.PROFILE, _agent_profile),
    )
}


def get_document(db: Session, store: StatementStore, credential: Credential, call: Call) -> XapiResponse:
    """A document, or without its id the ids of all."""
    resource = RESOURCES[call.path]
    authorize(credential, resource.scope, read=True)
    if resource.id not in call.parameters:
        call.allow(*resource.parameters, "since")
        since = values.time(call, "since") if "since" in call.parameters else None
        found, changed = documents.names(db, store.terms, resource.place(call), since)
        return json_answer(found, {"Last-Modified": http_date(changed)} if changed else {})
    call.allow(*resource.parameters, resource.id)
    document = documents.find(db, store.terms, resource.place(call), values.identifier(call, resource.id))
    if document is None:
        raise NotFound(f"{resource.id}: there is no such document (Communication 2.2)")
    headers = {"ETag": f'"{document.etag}"', "Last-Modified": http_date(document.updated)}
    return XapiResponse(200, document.content, document.content_type, headers)


def change_document(db: Session, store: StatementStore, credential: Credential, call: Call) -> XapiResponse:
    """PUT replaces, POST merges, DELETE removes; what was read stale is refused."""
    resource = RESOURCES[call.path]
    authorize(credential, resource.scope)
    call.allow(*resource.parameters, resource.id)
    place = resource.place(call)
    if call.method == "DELETE" and resource.clears and resource.id not in call.parameters:
        documents.remove(db, store.terms, place, None)
        return no_content()
    name = values.identifier(call, resource.id)
    lock(db)
    old = documents.find(db, store.terms, place, name)
    _check_preconditions(call, resource, old)
    if call.method == "DELETE":
        documents.remove(db, store.terms, place, name)
        return no_content()
    content_type = call.headers.get("content-type", "application/octet-stream")
    content = call.body
    if call.content_type == "application/json":
        documents.json_value(content)  # the type must say what the content is (Communication 3.2)
    if call.method == "POST" and old is not None:
        content, content_type = documents.merged(old, content, content_type), old.content_type
    documents.put(db, store.terms, place, name, content=content, content_type=content_type, now=now())
    return no_content()


def _check_preconditions(call: Call, resource: Resource, old: StoredDocument | None) -> None:
    """1.0.3 protects profiles, and wants a precondition on each PUT; 2.0 protects state too, but only what is there."""
    match, none_match = call.headers.get("if-match"), call.headers.get("if-none-match")
    if match is not None:
        wanted = etags(match)
        if old is None or not wanted & {"*", old.etag}:
            raise PreconditionFailed("If-Match: the document has changed; fetch it again (Communication 3.1)")
    if none_match is not None and old is not None:
        wanted = etags(none_match)
        if wanted & {"*", old.etag}:
            raise PreconditionFailed("If-None-Match: the document is here already (Communication 3.1)")
    if call.method != "PUT" or match is not None or none_match is not None:
        return
    if call.version is Version.ONE and resource.clears:
        return
    if old is not None:
        raise Conflict("fetch the document and send its ETag as If-Match to replace it (Communication 3.1)")
    if call.version is Version.ONE:
        raise BadRequest("send If-Match, or If-None-Match: * for a new document (Communication 3.1)")
