"""Addresses that somebody shortened by hand or guessed: where no page stands, they get where they meant to go."""

from typing import Any

from litestar import Request, Router, get
from litestar.response import Redirect

from lms.web.answers import see_other

ABOVE = (
    "/modules",
    "/modules/{module_id:str}/lessons",
    "/modules/{module_id:str}/lessons/{lesson_id:str}/items",
    "/pages",
    "/admin/users/{user_id:str}",
    "/admin/keys/{key:str}",
)
"""Their list stands one part up."""

WELL_KNOWN = ("/impressum", "/datenschutz", "/barrierefreiheit")
"""Where people look for these pages first."""


@get([*ABOVE])
async def one_up(request: Request[Any, Any, Any]) -> Redirect:
    return see_other(request.url.path.rstrip("/").rpartition("/")[0] or "/")


@get("/reports")
async def reports() -> Redirect:
    return see_other("/reports/completion")


@get([*WELL_KNOWN])
async def page(request: Request[Any, Any, Any]) -> Redirect:
    return see_other(f"/pages{request.url.path.rstrip('/')}")


router = Router("/", route_handlers=[one_up, reports, page])
