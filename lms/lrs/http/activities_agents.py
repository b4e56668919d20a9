"""What else the LRS tells: about itself, about an activity, about an agent (xAPI 1.0.3 Communication 2.4, 2.5, 2.8)."""

from typing import Any

from sqlalchemy.orm import Session

from lms.lrs.http import parameters
from lms.lrs.http.access import authorize
from lms.lrs.http.requests import Call
from lms.lrs.http.responses import XapiResponse, json_answer
from lms.lrs.keys.credentials import Credential
from lms.lrs.keys.key_scopes import KeyScope
from lms.lrs.record.definitions import definitions_of
from lms.lrs.record.store import StatementStore

_LISTED = ("name", "mbox", "mbox_sha1sum", "openid", "account")


def get_activity(db: Session, _store: StatementStore, credential: Credential, call: Call) -> XapiResponse:
    """The activity with its canonical definition; one never heard of is an activity too."""
    authorize(credential, KeyScope.STATEMENTS_READ, read=True)
    call.allow("activityId")
    iri = parameters.iri(call, "activityId")
    told: dict[str, Any] = {"objectType": "Activity", "id": iri}
    definition = definitions_of(db, [iri]).get(iri)
    if definition:
        told["definition"] = definition
    return json_answer(told)


def get_person(_db: Session, _store: StatementStore, credential: Credential, call: Call) -> XapiResponse:
    """A Person: what was asked, as arrays. Which identifiers belong together is nobody's business here."""
    authorize(credential, KeyScope.STATEMENTS_READ_MINE, read=True)
    call.allow("agent")
    agent = parameters.agent(call)
    return json_answer({"objectType": "Person", **{name: [agent[name]] for name in _LISTED if name in agent}})
