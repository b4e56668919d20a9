"""Somebody's own register: people by age in their town, typed or pasted, kept in their workbook and nowhere else."""

from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from sqlalchemy.orm import Session

from lms.course.register import LONGEST, Faulty, Register, read
from lms.db.times import now
from lms.player.desk import Desk
from lms.player.pages import Reader
from lms.player.register_charts import charts, lent
from lms.player.tables import WorkbookRow
from lms.web.answers import page
from lms.web.forms import first, form
from lms.web.locale import Locale
from lms.web.messages import Message, Messages
from lms.web.pages.item import FigureView
from lms.web.pages.kommune import OwnRegister, RegisterFault
from lms.web.render import Renderer

COURSE, ITEM = "", "register"  # no course and no item: this page of the workbook belongs to all courses
FIRST_YEAR = 1900


@dataclass(frozen=True)
class Kept:
    """What was typed, as it was typed."""

    year: str = ""
    text: str = ""


@get("/kommune/register")
async def show_register(
    request: Request[Any, Any, Any], desk: NamedDependency[Desk], renderer: NamedDependency[Renderer]
) -> Response[str]:
    desk.person()
    asked = {name: str(value) for name, value in request.query_params.items()}
    return page(request, renderer, await desk.read(_shown, desk.locale, asked))


@post("/kommune/register")
async def keep_register(
    request: Request[Any, Any, Any],
    desk: NamedDependency[Desk],
    renderer: NamedDependency[Renderer],
    messages: NamedDependency[Messages],
) -> Response[Any]:
    fields, user = await form(request), desk.person()
    typed = Kept(first(fields, "year").strip(), first(fields, "rows"))
    found, faults = _read(typed)
    if found is None:
        return page(request, renderer, _page(typed, None, faults), 422)
    row = WorkbookRow(
        user_id=user.id, course_id=COURSE, item_id=ITEM, text=f"{typed.year}\n{typed.text}", written=now()
    )
    await desk.units.write(lambda db: db.merge(row) and None)
    return messages.see_other("/kommune/register", Message.REGISTER_KEPT)


@post("/kommune/register/forget")
async def forget_register(desk: NamedDependency[Desk], messages: NamedDependency[Messages]) -> Response[Any]:
    user = desk.person()

    def gone(db: Session) -> None:
        if row := db.get(WorkbookRow, (user.id, COURSE, ITEM)):
            db.delete(row)

    await desk.units.write(gone)
    return messages.see_other("/kommune/register", Message.REGISTER_DELETED)


handlers = (show_register, keep_register, forget_register)


def _read(typed: Kept) -> tuple[Register | None, list[Faulty]]:
    latest = now().year
    if not typed.year.isascii() or not typed.year.isdigit() or not FIRST_YEAR <= int(typed.year[:9]) <= latest:
        message = "“{year}” is no year of a count; write one from {first} to {last}"
        return None, [Faulty(0, message, year=typed.year[:20], first=FIRST_YEAR, last=latest)]
    if len(typed.text) > LONGEST:
        return None, [
            Faulty(0, "the text is longer than {most} characters; paste only age, men and women", most=LONGEST)
        ]
    return read(typed.text, int(typed.year))


def _shown(db: Session, reader: Reader, locale: Locale, asked: dict[str, str]) -> OwnRegister:
    row = db.get(WorkbookRow, (reader.user_id, COURSE, ITEM)) if reader.user_id else None
    if row is None:
        return _page(Kept(str(now().year - 1)), None, [])
    year, _, text = row.text.partition("\n")
    found, faults = _read(Kept(year, text))
    model = next((one for bundle in reader.published if (one := lent(bundle.course))), None)
    return _page(Kept(year, text), found, faults, tuple(charts(found, locale, model, asked)) if found else ())


def _page(
    typed: Kept, found: Register | None, faults: list[Faulty], figures: tuple[FigureView, ...] = ()
) -> OwnRegister:
    return OwnRegister(
        year=typed.year,
        rows=typed.text,
        longest=LONGEST,
        kept=found is not None,
        faults=tuple(RegisterFault(one.row, one.message, one.values) for one in faults),
        figures=figures,
        without_sandbox=found is not None and found.in_fives() is None,
    )
