"""Single values that more than one kind of file holds: how each is written and what it is read as."""

import re
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from authoring.source.slug import ID, LONGEST, is_id
from lms.course.places.official_keys import GERMANY, STATES, is_key
from lms.items.numeric import LARGEST, MOST_DECIMALS

LICENCE = r"[A-Za-z0-9][A-Za-z0-9.+-]*"
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
THOUSANDS = re.compile(
    r"[+-]?\d{1,3}(?:([. \u00a0\u202f'])\d{3}(?:\1\d{3})*,\d+|([. \u00a0\u202f'])\d{3}\2\d{3}.*|[ \u00a0\u202f']\d{3})"
)


def matching(pattern: str, longest: int | None = None) -> WithJsonSchema:
    """What a JSON Schema can say of a text that a function of ours validates."""
    limit = {"maxLength": longest} if longest else {}
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern})$", **limit})


def _id(value: str) -> str:
    if not is_id(value):
        raise PydanticCustomError("id", "not an id")
    return value


def _truth(value: object) -> bool:
    if value not in ("true", "false"):
        raise PydanticCustomError("truth", "not true or false")
    return value == "true"


def number(text: object) -> Decimal:
    """A number with decimal comma or point; thousands marks are refused because 1.234 would be ambiguous."""
    written = str(text).strip().replace("\u2212", "-")
    if not NUMBER.fullmatch(written):
        kind = "thousands" if THOUSANDS.fullmatch(written) else "decimal"
        raise PydanticCustomError(kind, "not a number")
    value = Decimal(written.replace(",", "."))
    if abs(value) >= LARGEST or value != round(value, MOST_DECIMALS):
        raise PydanticCustomError("size", "too many digits")
    return value


def _licence(name: str) -> str:
    if not re.fullmatch(LICENCE, name):
        raise PydanticCustomError("licence", "not an SPDX identifier")
    return name


def _place(key: str) -> str:
    if not is_key(key):
        raise PydanticCustomError("place", "not a place")
    return key


Id = Annotated[str, AfterValidator(_id), matching(ID.pattern, LONGEST)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Truth = Annotated[bool, BeforeValidator(_truth)]
Licence = Annotated[str, AfterValidator(_licence), matching(LICENCE)]
PlaceKey = Annotated[str, AfterValidator(_place), matching(f"{GERMANY}|({'|'.join(STATES)})([0-9]{{3}}([0-9]{{3}})?)?")]
