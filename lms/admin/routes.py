"""Pages for operators."""

from typing import Any, LiteralString
from urllib.parse import urlencode
from uuid import UUID

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from sqlalchemy.orm import Session

from lms.admin import find_people, lists
from lms.admin.find_people import SORTS, PeopleQuery
from lms.db.times import now
from lms.db.units import Units
from lms.errors import BadRequest, Conflict, NotFound
from lms.lrs.keys import credentials
from lms.lrs.keys.key_scopes import SCOPES
from lms.notices.page_cache import Notices
from lms.people import installation, users
from lms.people.grants import OPERATOR
from lms.people.signed_in import require
from lms.people.tables import UserRow
from lms.people.users import User
from lms.web.form_data import first, form
from lms.web.locale import Locale
from lms.web.messages import Message, Messages
from lms.web.page_responses import frame_of, page
from lms.web.pages.admin import KeysPage, Organisations, Overview, People, Sorting, VersionsPage
from lms.web.render import Renderer

AnyRequest = Request[Any, Any, Any]


def _(message: LiteralString) -> LiteralString:
    """Marks a message for the catalogues; it is translated when shown."""
    return message


TITLES = {"email": _("E-mail address"), "name": _("Name"), "created": _("Since")}


@get("/")
async def overview(
    request: AnyRequest, renderer: NamedDependency[Renderer], notices: NamedDependency[Notices]
) -> Response[str]:
    state = lists.own_pages(notices.current(), notices.folder, frame_of(request).locale)
    return page(request, renderer, Overview(state))


@get("/users")
async def show_people(
    *,
    request: AnyRequest,
    user: NamedDependency[User],
    units: NamedDependency[Units],
    renderer: NamedDependency[Renderer],
    q: FromQuery[str] = "",
    sort: FromQuery[str] = "email",
    after: FromQuery[str] = "",
) -> Response[str]:
    wanted = PeopleQuery(q.strip()[:200], sort if sort in SORTS else "email", _uuid(after) if after else None)
    found, more = await units.read(find_people.find, wanted, user.id, now().date())
    content = People(
        people=found,
        search=wanted.search,
        sort=wanted.sort,
        sortings=_sortings(wanted, frame_of(request).locale),
        first=_href(wanted.search, wanted.sort) if wanted.after else "",
        following=_href(wanted.search, wanted.sort, found[-1].id) if more else "",
    )
    return page(request, renderer, content)


@post("/users/{user_id:str}/disable")
async def disable(
    user: NamedDependency[User],
    units: NamedDependency[Units],
    messages: NamedDependency[Messages],
    user_id: FromPath[str],
) -> Response[Any]:
    wanted = _uuid(user_id)
    if wanted == user.id:
        raise Conflict("You cannot disable your own account.")
    name = await units.write(_switch, wanted, on=False)
    return messages.see_other("/admin/users", Message.PERSON_DISABLED, name=name)


@post("/users/{user_id:str}/enable")
async def enable(
    units: NamedDependency[Units], messages: NamedDependency[Messages], user_id: FromPath[str]
) -> Response[Any]:
    name = await units.write(_switch, _uuid(user_id), on=True)
    return messages.see_other("/admin/users", Message.PERSON_ENABLED, name=name)


@get("/organisations")
async def show_organisations(
    request: AnyRequest, units: NamedDependency[Units], renderer: NamedDependency[Renderer]
) -> Response[str]:
    return page(request, renderer, Organisations(await units.read(lists.organisations)))


@get("/versions")
async def show_versions(
    request: AnyRequest, units: NamedDependency[Units], renderer: NamedDependency[Renderer]
) -> Response[str]:
    return page(request, renderer, VersionsPage(await units.read(lists.versions)))


@get("/keys")
async def show_keys(
    request: AnyRequest, units: NamedDependency[Units], renderer: NamedDependency[Renderer]
) -> Response[str]:
    return page(request, renderer, KeysPage(await units.read(lists.keys), SCOPES))


@post("/keys")
async def make_key(
    request: AnyRequest, units: NamedDependency[Units], renderer: NamedDependency[Renderer]
) -> Response[Any]:
    """The only answer that ever holds the secret; reloading it asks whether to make another key."""
    fields = await form(request)
    name = " ".join(first(fields, "name").split())[:200]

    def make(db: Session) -> credentials.Secret:
        if not name:
            raise BadRequest("A key needs the name of the tool.")
        return credentials.create(db, name, fields.get("scope", ()), installation.home_page(db), now=now())

    try:
        made = await units.write(make)
    except BadRequest:
        said = frame_of(request).locale.gettext("A key needs a name and at least one thing that it may do.")
        return page(request, renderer, KeysPage(await units.read(lists.keys), SCOPES, problem=said), 400)
    shown = KeysPage(await units.read(lists.keys), SCOPES, new_key=made.key, new_secret=made.secret)
    return page(request, renderer, shown)


@post("/keys/{key:str}/rotate")
async def rotate_key(
    request: AnyRequest, units: NamedDependency[Units], renderer: NamedDependency[Renderer], key: FromPath[str]
) -> Response[Any]:
    """The only answer that ever holds the new secret."""
    made = await units.write(credentials.rotate, key)
    shown = KeysPage(await units.read(lists.keys), SCOPES, new_key=made.key, new_secret=made.secret, renewed=True)
    return page(request, renderer, shown)


@post("/keys/{key:str}/revoke")
async def revoke_key(
    units: NamedDependency[Units], messages: NamedDependency[Messages], key: FromPath[str]
) -> Response[Any]:
    await units.write(credentials.revoke, key, now())
    return messages.see_other("/admin/keys", Message.KEY_REVOKED)


router = Router(
    "/admin",
    route_handlers=[
        overview,
        show_people,
        disable,
        enable,
        show_organisations,
        show_versions,
        show_keys,
        make_key,
        rotate_key,
        revoke_key,
    ],
    guards=[require(OPERATOR)],
)


def _switch(db: Session, user_id: UUID, *, on: bool) -> str:
    row = db.get(UserRow, user_id)
    if row is None:
        raise NotFound("There is no such account.")
    if on:
        users.enable(db, user_id)
    else:
        users.disable(db, user_id, now())
    return row.name


def _sortings(wanted: PeopleQuery, locale: Locale) -> tuple[Sorting, ...]:
    return tuple(
        Sorting(locale.gettext(title), _href(wanted.search, sort), current=sort == wanted.sort)
        for sort, title in TITLES.items()
    )


def _href(search: str, sort: str, after: str = "") -> str:
    query = {"q": search, "sort": sort, "after": after}
    return f"/admin/users?{urlencode({name: value for name, value in query.items() if value})}"


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound("There is no such account.") from error
