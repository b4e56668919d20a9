"""The building blocks of the rules: objects with known properties, lists, and strings of a form.

A check takes a value and the version and raises Invalid. null is allowed nowhere outside extensions (Data 2.2).
"""

from collections.abc import Callable, Mapping
from typing import Any

from lms.xapi import formats
from lms.xapi.versions import Version
from lms.xapi.violations import Invalid

Check = Callable[[Any, Version], None]
Fields = Mapping[str, Check]


def check_object(value: Any, fields: Fields, version: Version, clause: str) -> None:
    """An object with no property but these, spelled like these (Data 2.2)."""
    if type(value) is not dict:
        raise Invalid("must be an object", clause)
    name = ""
    try:
        for name, item in value.items():
            fields.get(name, _unknown)(item, version)
    except Invalid as problem:
        raise problem.under(name)  # noqa: B904  the same error with its path


def _unknown(_value: Any, _version: Version) -> None:
    raise Invalid("is no property here; check its spelling and case", "Data 2.2")


def listing(check: Check, clause: str) -> Check:
    def check_list(value: Any, version: Version) -> None:
        if type(value) is not list:
            raise Invalid("must be an array", clause)
        index = 0
        try:
            for index, item in enumerate(value):  # noqa: B007  the handler names it
                check(item, version)
        except Invalid as problem:
            raise problem.under(index)  # noqa: B904

    return check_list


def _form(test: Callable[[str], bool], must: str) -> Callable[[str], Check]:
    def of(clause: str) -> Check:
        def check(value: Any, _version: Version) -> None:
            if type(value) is not str or not test(value):
                raise Invalid(must, clause)

        return check

    return of


iri = _form(formats.is_iri, "must be an absolute IRI")
uuid = _form(formats.is_uuid, "must be a UUID in its standard form")
language = _form(formats.is_language, "must be an RFC 5646 language tag")
duration = _form(formats.is_duration, "must be an ISO 8601 duration such as PT1H30M")
mailto = _form(formats.is_mailto, "must be mailto: and an e-mail address")
sha1 = _form(formats.is_sha1, "must be 40 hexadecimal digits")
sha2 = _form(formats.is_sha2, "must be a SHA-2 hash in hexadecimal digits")
media_type = _form(formats.is_media_type, "must be an Internet media type")
string = _form(lambda _text: True, "must be a string")
identifier = _form(lambda text: bool(text) and "\0" not in text, "must be a string that is not empty")


def one_of(values: tuple[str, ...], clause: str) -> Check:
    return _form(values.__contains__, f"must be {' or '.join(values)}")(clause)


def boolean(clause: str) -> Check:
    def check(value: Any, _version: Version) -> None:
        if type(value) is not bool:
            raise Invalid("must be true or false", clause)

    return check


def number(clause: str) -> Check:
    def check(value: Any, _version: Version) -> None:
        if type(value) is not float and type(value) is not int:
            raise Invalid("must be a number", clause)

    return check


def timestamp(clause: str) -> Check:
    def check(value: Any, _version: Version) -> None:
        if type(value) is not str:
            raise Invalid("must be a string", clause)
        try:
            formats.parse_time(value)
        except ValueError as problem:
            raise Invalid(str(problem), f"{clause}, 4.5") from None

    return check


def language_map(clause: str) -> Check:
    """Keys are language tags, values strings (Data 4.2)."""

    def check(value: Any, _version: Version) -> None:
        if type(value) is not dict:
            raise Invalid("must be a language map", clause)
        for tag, text in value.items():
            if not formats.is_language(tag):
                raise Invalid("must be an RFC 5646 language tag", f"{clause}, 4.2").under(tag)
            if type(text) is not str:
                raise Invalid("must be a string", f"{clause}, 4.2").under(tag)

    return check


def extensions(clause: str) -> Check:
    """Keys are IRIs, values anything, null too (Data 4.1)."""

    def check(value: Any, _version: Version) -> None:
        if type(value) is not dict:
            raise Invalid("must be an object", clause)
        for key in value:
            if not formats.is_iri(key):
                raise Invalid("must be an absolute IRI", f"{clause}, 4.1").under(key)

    return check
