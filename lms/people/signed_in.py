"""Who may come in: the signed-in person as a dependency, roles as guards."""

from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.types import Guard

from lms.errors import Forbidden, NotFound, NotSignedIn
from lms.people.middleware import Browser
from lms.people.users import User


async def user(request: Request[Any, Any, Any]) -> User:
    """The dependency `user`: whoever is not signed in is sent to sign in first."""
    return seated(request)


async def browser(request: Request[Any, Any, Any]) -> Browser:
    """The dependency `browser`."""
    return request.scope["state"]["browser"]


def require(role: str) -> Guard:
    """A guard for people who have `role` for something; for what exactly is the handler's question."""

    async def has_role(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        if role not in seated(connection).roles:
            raise Forbidden("This page is for people with other tasks.")

    return has_role


async def readable(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """A guard for all pages: no database can look for what holds a NUL."""
    if "\0" in connection.url.path or any("\0" in value for _, value in connection.query_params.multi_items()):
        raise NotFound("There is no such address.")


def seated(connection: ASGIConnection[Any, Any, Any, Any]) -> User:
    person = connection.scope.get("user")
    if not isinstance(person, User):
        raise NotSignedIn("Please sign in first.")
    return person
