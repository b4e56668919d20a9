"""Turns located data into a schema model; pydantic's error paths become places, its error types our sentences."""

from typing import Any, LiteralString, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from authoring.schema import ItemOptions, OpenOptions, Written
from authoring.schema.synonyms import intended
from authoring.source.problems import Problems
from authoring.source.yaml_reader import Located

Model = TypeVar("Model", bound=Written)

GRADING = {*ItemOptions.model_fields.keys() - OpenOptions.model_fields.keys(), "answer", "tolerance"}

SENTENCES: dict[str, tuple[LiteralString, LiteralString]] = {
    "id": (
        "{name}: {value} is not an id",
        "use lower-case letters a–z, digits and single hyphens, at most 64 characters",
    ),
    "truth": ("{name}: {value} is neither true nor false", "write true or false"),
    "decimal": ("{name}: {value} is not a number", "write digits with a decimal comma or point, such as -3,5"),
    "thousands": ("{name}: {value} has marks between the thousands", "write the number without them, such as 1357304"),
    "size": ("{name}: {value} has too many digits", "choose another unit"),
    "negative": ("{name}: {value} is negative", "write a number from 0"),
    "change": (
        "{name}: {value} does not say what was changed and why",
        "write wording — and why, or key — and why, in at most 500 characters",
    ),
    "chosen": ("{name}: {value} is neither all nor a list of lessons", "write all or the lessons' ids in brackets"),
    "language": ("{name}: {value} is not a language tag", "write a BCP 47 tag such as de or en"),
    "namespace": ("{name}: {value} is not a namespace", "write an https address without a slash at the end"),
    "licence": ("{name}: {value} is not a licence name", "write an SPDX identifier such as CC-BY-SA-4.0"),
    "figure": (
        "{name}: {value} cannot be the name of a figure",
        "use lower-case letters, digits and underscores, such as altenquotient",
    ),
    "place": ("{name}: {value} is not the key of a place", "write DG, or an AGS of 2, 5 or 8 digits in quotes"),
    "census": (
        "{name}: {value} is not what figures can rest on",
        "write a text, or texts by the first year of each: {{1990: ältere Fortschreibung, 2011: Zensus 2011}}",
    ),
    "int_parsing": ("{name}: {value} is not a whole number", "write digits only"),
    "float_parsing": ("{name}: {value} is not a number", "write digits with a decimal point, such as 0.7"),
    "greater_than": ("{name}: {value} is too small", "write a number greater than {gt}"),
    "greater_than_equal": ("{name}: {value} is too small", "write a number from {ge}"),
    "less_than_equal": ("{name}: {value} is too large", "write a number up to {le}"),
    "literal_error": ("{name}: {value} is not one of the values known here", "write {expected}"),
    "too_short": ("{name} is empty", "write at least one entry"),
    "string_too_short": ("{name} is empty", "write a text"),
    "tuple_type": ("{name} must be a list", "start each entry on its own line with a hyphen"),
    "dict_type": ("{name} must have keys", "write key: value below it, indented"),
    "model_type": ("{name} must have keys", "write key: value below it, indented"),
    "string_type": ("{name} must be a text", "write a text, in quotes if it holds a colon"),
}


def validate(model: type[Model], located: Located, problems: Problems, *, options: bool = False) -> Model | None:
    """The model, or None with problems; `options` speaks of options instead of keys."""
    try:
        return model.model_validate(located.value)
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False, include_context=True)
        meant = {_meant(error, model, located) for error in errors if error["type"] == "extra_forbidden"}
        for error in errors:
            if error["type"] == "missing" and error["loc"] in meant:
                continue  # its misspelling is reported
            _report(error, model, located, problems, options=options)
    return None


def _report(error: ErrorDetails, model: type[Written], located: Located, problems: Problems, *, options: bool) -> None:
    path, kind = _path(error["loc"], located), error["type"]
    name = next((part for part in reversed(path) if isinstance(part, str)), problems.locale.gettext("the file"))
    if kind == "extra_forbidden":
        _unknown(name, model, located, path, problems, options=options)
    elif kind == "missing":
        hint = "add the line :{name}: …" if options else "add the line {name}: …"
        message = "the option {name} is missing" if options else "{name} is missing"
        problems.report("field-missing", located.place(*path[:-1]), message, hint, name=name)
    else:
        _value(error, name, path, located, problems, options=options)


def _meant(error: ErrorDetails, model: type[Written], located: Located) -> tuple[int | str, ...]:
    """The path of the key that an unknown key probably means."""
    path = _path(error["loc"], located)
    return (*error["loc"][:-1], intended(str(path[-1]), _known(model, path)))


def _path(loc: tuple[int | str, ...], located: Located) -> tuple[int | str, ...]:
    """The error's path without the names of union members; integer keys are text in YAML."""
    path: tuple[int | str, ...] = ()
    for part in loc:
        for candidate in (part, str(part)):
            if (*path, candidate) in located.values:
                path = (*path, candidate)
                break
        else:
            if part == loc[-1] and isinstance(part, str) and part.isidentifier():
                path = (*path, part)
    return path


def _known(model: type[Written], path: tuple[int | str, ...]) -> tuple[str, ...]:
    """The keys that the mapping around an unknown key knows."""
    known: Any = model
    for part in path[:-1]:
        if isinstance(part, str) and (field := getattr(known, "model_fields", {}).get(part)):
            known = field.annotation
        for inner in getattr(known, "__args__", ()):
            if isinstance(inner, type) and issubclass(inner, Written):
                known = inner
    return tuple(getattr(known, "model_fields", ()))


def _unknown(
    name: str,
    model: type[Written],
    located: Located,
    path: tuple[int | str, ...],
    problems: Problems,
    *,
    options: bool,
) -> None:
    known = _known(model, path)
    meant = intended(name.strip(":"), known)
    hint = "did you mean {known}?" if meant else "known here: {known}" if known else "delete the line"
    if issubclass(model, OpenOptions) and name in GRADING:
        meant, hint = "", "nothing is right or wrong here; delete the line"
    message = "there is no option {name} here" if options else "the key {name} is unknown here"
    code = "option-unknown" if options else "field-unknown"
    problems.report(code, located.key(*path), message, hint, name=name, known=meant or ", ".join(known))


def _value(
    error: ErrorDetails,
    name: str,
    path: tuple[int | str, ...],
    located: Located,
    problems: Problems,
    *,
    options: bool,
) -> None:
    message, hint = SENTENCES.get(error["type"], ("{name}: {value} cannot stand here", ""))
    value = error["input"]
    if value is None:
        message, hint = "{name} is empty", "write a value after the colon"
    if isinstance(value, (dict, list)) and error["type"] not in SENTENCES:
        message = "{name} cannot have this form"
    shown = str(value) if len(str(value)) < 60 else f"{str(value)[:60]}…"
    code = "option-value" if options else "field-value"
    context = {key: str(part).replace(" or ", ", ") for key, part in error.get("ctx", {}).items()}
    problems.report(code, located.place(*path), message, hint, **{**context, "name": name, "value": shown})
