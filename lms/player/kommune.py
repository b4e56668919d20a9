"""Meine Kommune: find one's municipality or county by name or key, choose it, choose another, forget it."""

import re
import unicodedata
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery
from sqlalchemy.orm import Session

from lms.course import territory
from lms.course.atlas import Atlas, Place
from lms.db.times import now
from lms.people import places
from lms.player.desk import Desk
from lms.player.home import home
from lms.player.pages import Reader
from lms.web.answers import page
from lms.web.forms import first, form
from lms.web.messages import Message, Messages
from lms.web.pages.kommune import ChoosePlace, PlaceLine
from lms.web.preferences import local
from lms.web.render import Renderer

SHOWN, LONGEST = 50, 100
UNKNOWN = "There is no municipality or county “{key}” in this course. Please choose one from the list."
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@get("/kommune")
async def show_places(
    request: Request[Any, Any, Any],
    desk: NamedDependency[Desk],
    renderer: NamedDependency[Renderer],
    q: FromQuery[str] = "",
    next: FromQuery[str] = "/",  # noqa: A002  the parameter's name in the address
) -> Response[str]:
    return page(request, renderer, await desk.read(_choosing, q, next))


@post("/kommune")
async def choose_place(
    request: Request[Any, Any, Any],
    desk: NamedDependency[Desk],
    renderer: NamedDependency[Renderer],
    messages: NamedDependency[Messages],
) -> Response[Any]:
    fields = await form(request)
    user, wanted, back = desk.person(), first(fields, "key"), first(fields, "next") or "/kommune"
    place = await desk.read(_find, wanted)
    if place is None:
        said = desk.locale.gettext(UNKNOWN, key=wanted[:40])
        return page(request, renderer, await desk.read(_choosing, wanted, back, said), 422)
    await desk.units.write(places.choose, user.id, place.key, now())
    return messages.see_other(local(back), Message.PLACE_CHOSEN, place=place.name)


@post("/kommune/forget")
async def forget_place(
    request: Request[Any, Any, Any], desk: NamedDependency[Desk], messages: NamedDependency[Messages]
) -> Response[Any]:
    fields = await form(request)
    await desk.units.write(places.forget, desk.person().id)
    return messages.see_other(local(first(fields, "next") or "/kommune"), Message.PLACE_FORGOTTEN)


handlers = (show_places, choose_place, forget_place)


def _find(_db: Session, reader: Reader, key: str) -> Place | None:
    found = (bundle.atlas.place(territory.typed(key)) for bundle in reader.published)
    return next((place for place in found if place), None)


def _choosing(db: Session, reader: Reader, query: str, back: str, problem: str = "") -> ChoosePlace:
    atlas = next((bundle.atlas for bundle in reader.published if bundle.atlas.data), Atlas(()))
    current = home(db, reader.user_id, atlas, now())
    place = atlas.place(current.key)
    query = query[:LONGEST].strip()
    hits = search(atlas, query) if query else []
    return ChoosePlace(
        place=place.name if place else "",
        whose=current.whose,
        query=query,
        found=tuple(PlaceLine(one.key, one.name, one.around) for one in hits[:SHOWN]),
        more=max(0, len(hits) - SHOWN),
        places=sum(1 for _ in atlas.choosable()),
        next=local(back),
        signed_in=reader.user_id is not None,
        problem=problem,
    )


def search(atlas: Atlas, query: str) -> list[Place]:
    """Places by key (AGS or ARS) or by a part of their name, beginnings first; ü, ue and u are the same to it."""
    query = " ".join(query.split())
    key = territory.typed(query)
    if key:
        place = atlas.place(key)
        return [place] if place else []
    digits = re.sub(r"\s", "", query)
    if digits.isascii() and digits.isdigit():
        return [place for place in atlas.choosable() if place.key.startswith(digits)]
    wanted = folded(query)
    found = []
    for place in atlas.choosable():
        names = folded(place.name)
        ranks = [_rank(name, word) for name, word in zip(names, wanted, strict=True)]
        if min(ranks) < NOT:
            found.append((min(ranks), names[0], place.key, place))
    return [place for *_, place in sorted(found, key=lambda one: one[:3])]


NOT = 3


def _rank(name: str, wanted: str) -> int:
    """How well a name fits: it is it, it or one of its words begins so, it holds it, or not at all."""
    if name == wanted:
        return 0
    if re.search(rf"(?:^|[\s(/-]){re.escape(wanted)}", name):
        return 1
    return 2 if wanted in name else NOT


def folded(text: str) -> tuple[str, str]:
    """The text as people type it without umlauts: with ue for ü, and with u."""
    low = text.casefold()
    plain = "".join(one for one in unicodedata.normalize("NFKD", low) if not unicodedata.combining(one))
    return low.translate(_UMLAUTS), plain
