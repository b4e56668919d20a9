"""The rules for a whole statement (xAPI 1.0.3 Data 2.2 and 2.4; the same rules under 2.0 unless said)."""

from typing import Any

from lms.xapi.rules_activity import check_activity
from lms.xapi.rules_actor import check_actor, check_authority
from lms.xapi.rules_attachment import check_attachments
from lms.xapi.rules_context import check_context
from lms.xapi.rules_result import check_result
from lms.xapi.rules_shape import Fields, check_object, iri, language_map, one_of, timestamp, uuid
from lms.xapi.versions import Version, negotiate
from lms.xapi.violations import Invalid
from lms.xapi.vocabulary import VerbId


def check_statement(value: Any, version: Version) -> None:
    """Raise Invalid for the first rule that a decoded statement breaks under a version."""
    check_object(value, STATEMENT, version, "Data 2.4")
    _check_whole(value, version)


def _check_whole(value: dict[str, Any], _version: Version) -> None:
    for name in ("actor", "verb", "object"):
        if name not in value:
            raise Invalid("is missing", "Data 2.2 table").under(name)
    about = value["object"]
    kind = about.get("objectType", "Activity")
    context = value.get("context")
    if context and kind != "Activity":
        for name in ("revision", "platform"):
            if name in context:
                raise (
                    Invalid("is only allowed when the object is an Activity", "Data 2.4.6").under(name).under("context")
                )
    if value["verb"]["id"] == VerbId.VOIDED and kind != "StatementRef":
        raise Invalid("must be StatementRef when the verb is voided", "Data 2.3.2").under("objectType").under("object")


def check_verb(value: Any, version: Version) -> None:
    check_object(value, VERB, version, "Data 2.4.3")
    if "id" not in value:
        raise Invalid("is missing", "Data 2.4.3").under("id")


def check_about(value: Any, version: Version) -> None:
    """The object of a statement: an Activity unless it says otherwise (Data 2.4.4)."""
    _check_about(value, version, ABOUT)


def _check_about_inside(value: Any, version: Version) -> None:
    """The object of a SubStatement, which is everything but another SubStatement (Data 2.4.4.3)."""
    _check_about(value, version, ABOUT_INSIDE)


def _check_about(value: Any, version: Version, kinds: Fields) -> None:
    if type(value) is not dict:
        raise Invalid("must be an object", "Data 2.4.4")
    kind = value.get("objectType", "Activity")
    check = kinds.get(kind) if type(kind) is str else None
    if check is None:
        raise Invalid(f"must be one of {', '.join(kinds)}", "Data 2.4.4").under("objectType")
    check(value, version)


def check_reference(value: Any, version: Version) -> None:
    check_object(value, REFERENCE, version, "Data 2.4.4.3")
    for name in ("objectType", "id"):
        if name not in value:
            raise Invalid("is missing", "Data 2.4.4.3").under(name)


def check_substatement(value: Any, version: Version) -> None:
    check_object(value, SUBSTATEMENT, version, "Data 2.4.4.3")
    _check_whole(value, version)


def check_version(value: Any, version: Version) -> None:
    """1.0.3 takes statements of 1.0 and its patches alone; 2.0 takes those of 2.0 and older ones (Data 2.4.10)."""
    spoken = negotiate(value) if type(value) is str else None
    if spoken is None or (version is Version.ONE and spoken is Version.TWO):
        raise Invalid(f"must be {version.of_statements} or a patch of it", "Data 2.4.10")


VERB: Fields = {"id": iri("Data 2.4.3"), "display": language_map("Data 2.4.3")}
REFERENCE: Fields = {"objectType": one_of(("StatementRef",), "Data 2.4.4.3"), "id": uuid("Data 2.4.4.3")}
ABOUT_INSIDE: Fields = {
    "Activity": check_activity,
    "Agent": check_actor,
    "Group": check_actor,
    "StatementRef": check_reference,
}
ABOUT: Fields = {**ABOUT_INSIDE, "SubStatement": check_substatement}
COMMON: Fields = {
    "actor": check_actor,
    "verb": check_verb,
    "result": check_result,
    "context": check_context,
    "timestamp": timestamp("Data 2.4.7"),
    "attachments": check_attachments,
}
SUBSTATEMENT: Fields = {
    **COMMON,
    "objectType": one_of(("SubStatement",), "Data 2.4.4.3"),
    "object": _check_about_inside,
}
STATEMENT: Fields = {
    **COMMON,
    "id": uuid("Data 2.4.1"),
    "object": check_about,
    "stored": timestamp("Data 2.4.8"),
    "authority": check_authority,
    "version": check_version,
}
