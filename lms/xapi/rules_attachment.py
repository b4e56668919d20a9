"""The rules for the attachments that a statement declares (xAPI 1.0.3 Data 2.4.11)."""

from typing import Any

from lms.xapi.rules_shape import Fields, check_object, iri, language_map, listing, media_type, sha2
from lms.xapi.versions import Version
from lms.xapi.violations import Invalid

_CLAUSE = "Data 2.4.11"
REQUIRED = ("usageType", "display", "contentType", "length", "sha2")


def check_attachment(value: Any, version: Version) -> None:
    check_object(value, ATTACHMENT, version, _CLAUSE)
    for name in REQUIRED:
        if name not in value:
            raise Invalid("is missing", _CLAUSE).under(name)


def check_length(value: Any, _version: Version) -> None:
    if type(value) is not int or value < 0:
        raise Invalid("must be a number of octets", _CLAUSE)


check_attachments = listing(check_attachment, _CLAUSE)
ATTACHMENT: Fields = {
    "usageType": iri(_CLAUSE),
    "display": language_map(_CLAUSE),
    "description": language_map(_CLAUSE),
    "contentType": media_type(_CLAUSE),
    "length": check_length,
    "sha2": sha2(_CLAUSE),
    "fileUrl": iri(_CLAUSE),
}
