"""The form in the frame of every page, language and theme; and addresses that somebody shortened by hand or guessed."""

from typing import Annotated, Any

from litestar import Request, Router, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect

from lms.settings import Settings
from lms.web import preferences
from lms.web.page_responses import see_other

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


Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]


@post("/preferences")
async def choose(data: Form, settings: NamedDependency[Settings]) -> Redirect:
    """Remember the chosen language or theme for a year and go back to the page where it was chosen."""
    answer = Redirect(preferences.local(data.get("back", "/")), status_code=303)
    wanted = {
        preferences.LANGUAGE_COOKIE: (data.get("language"), settings.languages),
        preferences.THEME_COOKIE: (data.get("theme"), ("auto", *preferences.THEMES)),
    }
    for name, (value, offered) in wanted.items():
        if value is not None and value in offered:
            answer.set_cookie(preferences.remembered(name, value, https=settings.https))
            if name == preferences.LANGUAGE_COOKIE:  # whoever changes the pages' language wants to read in it
                answer.delete_cookie(preferences.READING_COOKIE)
    return answer


router = Router("/", route_handlers=[choose, one_up, reports, page])
