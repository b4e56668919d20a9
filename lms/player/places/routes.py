"""Meine Kommune over HTTP: choose the place whose figures lessons show, forget it, keep a register of one's own."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery

from lms.db.times import now
from lms.people import chosen_places
from lms.player.learning.learner_request import LearnerRequest
from lms.player.places import own_register, place_search
from lms.player.places.own_register import TypedRegister
from lms.web.form_data import first, form
from lms.web.messages import Message, Messages
from lms.web.page_responses import page
from lms.web.preferences import local
from lms.web.render import Renderer

UNKNOWN = "There is no municipality or county “{key}” in this course. Please choose one from the list."


@get("/kommune")
async def show_places(
    request: Request[Any, Any, Any],
    visitor: NamedDependency[LearnerRequest],
    renderer: NamedDependency[Renderer],
    q: FromQuery[str] = "",
    next: FromQuery[str] = "/",  # noqa: A002  the parameter's name in the address
) -> Response[str]:
    return page(request, renderer, await visitor.read(place_search.choosing, q, next))


@post("/kommune")
async def choose_place(
    request: Request[Any, Any, Any],
    visitor: NamedDependency[LearnerRequest],
    renderer: NamedDependency[Renderer],
    messages: NamedDependency[Messages],
) -> Response[Any]:
    fields = await form(request)
    user, wanted, back = visitor.person(), first(fields, "key"), first(fields, "next") or "/kommune"
    place = await visitor.read(place_search.find, wanted)
    if place is None:
        said = visitor.locale.gettext(UNKNOWN, key=wanted[:40])
        return page(request, renderer, await visitor.read(place_search.choosing, wanted, back, said), 422)
    await visitor.units.write(chosen_places.choose, user.id, place.key, now())
    return messages.see_other(local(back), Message.PLACE_CHOSEN, place=place.name)


@post("/kommune/forget")
async def forget_place(
    request: Request[Any, Any, Any], visitor: NamedDependency[LearnerRequest], messages: NamedDependency[Messages]
) -> Response[Any]:
    fields = await form(request)
    await visitor.units.write(chosen_places.forget, visitor.person().id)
    return messages.see_other(local(first(fields, "next") or "/kommune"), Message.PLACE_FORGOTTEN)


@get("/kommune/register")
async def show_register(
    request: Request[Any, Any, Any], visitor: NamedDependency[LearnerRequest], renderer: NamedDependency[Renderer]
) -> Response[str]:
    visitor.person()
    asked = {name: str(value) for name, value in request.query_params.items()}
    return page(request, renderer, await visitor.read(own_register.shown, visitor.locale, asked))


@post("/kommune/register")
async def keep_register(
    request: Request[Any, Any, Any],
    visitor: NamedDependency[LearnerRequest],
    renderer: NamedDependency[Renderer],
    messages: NamedDependency[Messages],
) -> Response[Any]:
    fields, user = await form(request), visitor.person()
    typed = TypedRegister(first(fields, "year").strip(), first(fields, "rows"))
    found, faults = own_register.read_typed(typed)
    if found is None:
        return page(request, renderer, own_register.as_page(typed, None, faults), 422)
    await visitor.units.write(own_register.keep, user.id, typed, now())
    return messages.see_other("/kommune/register", Message.REGISTER_KEPT)


@post("/kommune/register/forget")
async def forget_register(
    visitor: NamedDependency[LearnerRequest], messages: NamedDependency[Messages]
) -> Response[Any]:
    await visitor.units.write(own_register.forget, visitor.person().id)
    return messages.see_other("/kommune/register", Message.REGISTER_DELETED)


handlers = (show_places, choose_place, forget_place, show_register, keep_register, forget_register)
