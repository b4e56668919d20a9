"""Addresses that somebody shortened by hand: where no page stands, the list is shown that they expect."""

from typing import Any

from litestar import Request, Router, get
from litestar.response import Redirect

from lms.web.answers import see_other

ABOVE = (
    "/modules",
    "/modules/{module_id:str}/lessons",
    "/modules/{module_id:str}/lessons/{lesson_id:str}/items",
    "/admin/users/{user_id:str}",
    "/admin/keys/{key:str}",
)
"""Their list stands one part up."""


@get([*ABOVE])
async def one_up(request: Request[Any, Any, Any]) -> Redirect:
    return see_other(request.url.path.rstrip("/").rpartition("/")[0] or "/")


@get("/reports")
async def reports() -> Redirect:
    return see_other("/reports/completion")


router = Router("/", route_handlers=[one_up, reports])
