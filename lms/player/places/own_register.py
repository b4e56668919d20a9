"""Somebody's own register: people by age in their town, typed or pasted, kept in their workbook and nowhere else."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from lms.course.age_register import LONGEST, FaultyRow, Register, read
from lms.db.times import now
from lms.player.learning.reader import Reader
from lms.player.places.register_charts import charts, lent
from lms.player.tables import WorkbookRow
from lms.web.locale import Locale
from lms.web.pages.item import FigureView
from lms.web.pages.kommune import OwnRegister, RegisterFault

COURSE, ITEM = "", "register"  # no course and no item: this page of the workbook belongs to all courses
FIRST_YEAR = 1900


@dataclass(frozen=True)
class TypedRegister:
    """What was typed, as it was typed."""

    year: str = ""
    text: str = ""


def keep(db: Session, user_id: UUID, typed: TypedRegister, now: datetime) -> None:
    text = f"{typed.year}\n{typed.text}"
    db.merge(WorkbookRow(user_id=user_id, course_id=COURSE, item_id=ITEM, text=text, written=now))


def forget(db: Session, user_id: UUID) -> None:
    if row := db.get(WorkbookRow, (user_id, COURSE, ITEM)):
        db.delete(row)


def read_typed(typed: TypedRegister) -> tuple[Register | None, list[FaultyRow]]:
    latest = now().year
    if not typed.year.isascii() or not typed.year.isdigit() or not FIRST_YEAR <= int(typed.year[:9]) <= latest:
        message = "“{year}” is no year of a count; write one from {first} to {last}"
        return None, [FaultyRow(0, message, year=typed.year[:20], first=FIRST_YEAR, last=latest)]
    if len(typed.text) > LONGEST:
        return None, [
            FaultyRow(0, "the text is longer than {most} characters; paste only age, men and women", most=LONGEST)
        ]
    return read(typed.text, int(typed.year))


def shown(db: Session, reader: Reader, locale: Locale, asked: dict[str, str]) -> OwnRegister:
    row = db.get(WorkbookRow, (reader.user_id, COURSE, ITEM)) if reader.user_id else None
    if row is None:
        return as_page(TypedRegister(str(now().year - 1)), None, [])
    year, _, text = row.text.partition("\n")
    found, faults = read_typed(TypedRegister(year, text))
    model = next((one for bundle in reader.published if (one := lent(bundle.course))), None)
    return as_page(
        TypedRegister(year, text), found, faults, tuple(charts(found, locale, model, asked)) if found else ()
    )


def as_page(
    typed: TypedRegister, found: Register | None, faults: list[FaultyRow], figures: tuple[FigureView, ...] = ()
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
