"""What a learner does in the browser: choose, open, answer, finish, look back."""

from typing import Any

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from lms.items.model import ResponseError
from lms.player.answering import attempts
from lms.player.answering.form_entries import from_form
from lms.player.answering.item_view import RefusedAnswer
from lms.player.learning import steps
from lms.player.learning.finding import LessonAddress
from lms.player.learning.learner_request import LearnerRequest, visitor
from lms.player.pages import page_readers
from lms.player.pages.page_readers import Wish
from lms.player.places import routes as places
from lms.web.form_data import first, form
from lms.web.page_responses import frame_of, page, see_other
from lms.web.pages.item import ItemRegion
from lms.web.pages.lesson import LessonPage
from lms.web.render import Renderer

AnyRequest = Request[Any, Any, Any]
LESSON = "/modules/{module_id:str}/lessons/{lesson_id:str}"


def place(module_id: FromPath[str], lesson_id: FromPath[str], item_id: FromPath[str] = "") -> LessonAddress:
    return LessonAddress(module_id, lesson_id, item_id)


@get("/")
async def catalogue(
    request: AnyRequest, visitor: NamedDependency[LearnerRequest], renderer: NamedDependency[Renderer]
) -> Response[str]:
    return page(request, renderer, await visitor.read(page_readers.catalogue))


@get("/progress")
async def own_progress(
    request: AnyRequest, visitor: NamedDependency[LearnerRequest], renderer: NamedDependency[Renderer]
) -> Response[str]:
    visitor.person()
    return page(request, renderer, await visitor.read(page_readers.own_progress))


@get("/glossary")
async def glossary(
    request: AnyRequest, visitor: NamedDependency[LearnerRequest], renderer: NamedDependency[Renderer]
) -> Response[str]:
    return page(request, renderer, await visitor.read(page_readers.glossary))


@get("/modules/{module_id:str}")
async def module(
    request: AnyRequest,
    visitor: NamedDependency[LearnerRequest],
    renderer: NamedDependency[Renderer],
    module_id: FromPath[str],
) -> Response[str]:
    return page(request, renderer, await visitor.read(page_readers.module, module_id))


@get("/modules/{module_id:str}/why")
async def why(
    request: AnyRequest,
    visitor: NamedDependency[LearnerRequest],
    renderer: NamedDependency[Renderer],
    module_id: FromPath[str],
) -> Response[str]:
    visitor.person()
    return page(request, renderer, await visitor.read(page_readers.why, module_id))


@get("/modules/{module_id:str}/quiz")
async def quiz(visitor: NamedDependency[LearnerRequest], module_id: FromPath[str]) -> Redirect:
    return see_other(await visitor.read(page_readers.quiz_href, module_id))


@post("/modules/{module_id:str}/start")
async def start(request: AnyRequest, visitor: NamedDependency[LearnerRequest], module_id: FromPath[str]) -> Redirect:
    again = first(await form(request), "again") == "yes"
    return see_other(await visitor.write(module_id, steps.begin, again=again))


@get(LESSON)
async def lesson(
    request: AnyRequest,
    visitor: NamedDependency[LearnerRequest],
    renderer: NamedDependency[Renderer],
    place: NamedDependency[LessonAddress],
    again: FromQuery[str] = "",
) -> Response[str]:
    wish = Wish(again=again, given=dict(request.query_params.items()))
    return page(request, renderer, await visitor.read(page_readers.lesson, place, wish))


@post(f"{LESSON}/enter")
async def enter(visitor: NamedDependency[LearnerRequest], place: NamedDependency[LessonAddress]) -> Redirect:
    await visitor.write(place.module_id, steps.enter, place)
    return see_other(place.href)


@post(f"{LESSON}/finish")
async def finish(
    request: AnyRequest,
    visitor: NamedDependency[LearnerRequest],
    renderer: NamedDependency[Renderer],
    place: NamedDependency[LessonAddress],
) -> Response[Any]:
    """Go on to the next lesson; or the same page again, saying which questions are open."""
    goal, missing = await visitor.write(place.module_id, steps.finish, place)
    if not missing:
        return see_other(goal)
    shown = await visitor.read(page_readers.lesson, place, Wish(missing=missing))
    return page(request, renderer, shown, status=422)


@post(f"{LESSON}/items/{{item_id:str}}")
async def answer(
    request: AnyRequest,
    visitor: NamedDependency[LearnerRequest],
    renderer: NamedDependency[Renderer],
    place: NamedDependency[LessonAddress],
) -> Response[Any]:
    """Back to the question with its feedback; a script gets the question's region alone."""
    fields = await form(request)
    wish, status = Wish(), 200
    try:
        await visitor.write(place.module_id, attempts.answer, place, fields)
    except ResponseError as error:
        said = visitor.locale.gettext(error.message, **error.values)
        wish, status = Wish(refused={place.item_id: RefusedAnswer(said, from_form(fields))}), 422
    scripted = "application/json" in request.headers.get("accept", "")
    if not scripted and status == 200:
        return see_other(f"{place.href}#item-{place.item_id}")
    shown = await visitor.read(page_readers.lesson, place, wish)
    if scripted and isinstance(shown, LessonPage):
        return Response(_regions(request, renderer, shown, place.item_id), status_code=status)
    return page(request, renderer, shown, status=status)


def _regions(request: AnyRequest, renderer: Renderer, shown: LessonPage, item_id: str) -> dict[str, str]:
    """What an answer changes on the page: the question, how many are open, and how the quiz stands."""
    frame = frame_of(request)
    question = next(block.item for block in shown.blocks if block.kind == "item" and block.item.id == item_id)
    return {
        "item": renderer.part(ItemRegion.template, ItemRegion(question), frame),
        "open": renderer.part("learning/open_items.html", shown, frame),
        "quiz": renderer.part("learning/quiz_standing.html", shown, frame) if shown.quiz else "",
    }


router = Router(
    "/",
    route_handlers=[
        catalogue,
        own_progress,
        glossary,
        module,
        why,
        quiz,
        start,
        lesson,
        enter,
        finish,
        answer,
        *places.handlers,
    ],
    dependencies={"visitor": Provide(visitor, sync_to_thread=False), "place": Provide(place, sync_to_thread=False)},
)
