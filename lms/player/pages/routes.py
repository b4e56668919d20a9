"""`/changes`: what releases changed for whoever is signed in, and that they have read it."""

from typing import Any

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.response import Redirect
from sqlalchemy.orm import Session

from lms.db.units import Units
from lms.errors import BadRequest
from lms.people.users import User
from lms.player.learning.learner_request import LearnerRequest, visitor
from lms.player.learning.reader import Reader
from lms.player.pages.whats_changed import what_changed
from lms.releases.releases_for_person import has_seen
from lms.web.form_data import first, form
from lms.web.page_responses import page, see_other
from lms.web.pages.changes import WhatChanged
from lms.web.render import Renderer

AnyRequest = Request[Any, Any, Any]


@get("/changes")
async def changes(
    request: AnyRequest, visitor: NamedDependency[LearnerRequest], renderer: NamedDependency[Renderer]
) -> Response[str]:
    person = visitor.person()

    def read(db: Session, reader: Reader) -> WhatChanged:
        return what_changed(db, reader, person.id)

    return page(request, renderer, await visitor.read(read))


@post("/changes/seen")
async def seen(
    request: AnyRequest, visitor: NamedDependency[LearnerRequest], units: NamedDependency[Units]
) -> Redirect:
    """The form names the newest release that its page told of."""
    person: User = visitor.person()
    number = first(await form(request), "number")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise BadRequest("This form is not complete. Please load the page again.")
    await units.write(has_seen, person.id, int(number))
    return see_other("/")


router = Router("/", route_handlers=[changes, seen], dependencies={"visitor": Provide(visitor, sync_to_thread=False)})
