"""`/pages/<name>`: what the operator wrote, in the language of whoever reads it."""

from typing import Any

from litestar import Request, Response, Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from lms.errors import NotFound
from lms.notices.model import Notice
from lms.notices.page_cache import Notices
from lms.web.language_names import own_name
from lms.web.page_responses import frame_of, page, see_other
from lms.web.pages.notices import NoticePage, Variant
from lms.web.render import Renderer


@get("/pages/{name:str}")
async def show(
    request: Request[Any, Any, Any],
    renderer: NamedDependency[Renderer],
    notices: NamedDependency[Notices],
    name: FromPath[str],
) -> Response[Any]:
    notice = notices.current().notice(name)
    if notice is None:
        raise NotFound("There is no such page.")
    shown = notice.spoken(frame_of(request).locale)
    text = notice.texts[shown]
    if text.link:
        return see_other(text.link)
    content = NoticePage(text.title, text.html, shown, own_name(shown), _variants(notice, shown), len(text.gaps))
    return page(request, renderer, content)


def _variants(notice: Notice, shown: str) -> tuple[Variant, ...]:
    """The choice of languages, the original first."""
    tags = sorted(notice.texts, key=lambda tag: (tag != notice.original, tag))
    return tuple(Variant(tag, own_name(tag), f"?reading={tag}", tag == shown) for tag in tags)


router = Router("/", route_handlers=[show])
