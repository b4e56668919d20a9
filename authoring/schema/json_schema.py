"""What may stand in YAML, as JSON Schema (2020-12) for editors, from the models that check it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, LiteralString

from pydantic import TypeAdapter

from authoring.locale import AuthorLocale
from authoring.schema import (
    DATA_BLOCKS,
    CourseFile,
    DataHead,
    GlossaryTerm,
    LessonHead,
    ModuleFile,
    VariantHead,
    Written,
)

FILES: dict[str, tuple[type[Written], LiteralString]] = {
    "course": (CourseFile, "course.yaml"),
    "module": (ModuleFile, "module.yaml"),
    "data": (DataHead, "data/….yaml"),
    "lesson": (LessonHead, "the front matter of a lesson or quiz"),
    "variant": (VariantHead, "the front matter of a lesson in another language"),
}
SCALARS = ["string", "number", "boolean"]
"""A text may be written like a number, such as `date: 2024`: the compiler reads every scalar as text."""


def schemas(locale: AuthorLocale) -> dict[str, dict[str, Any]]:
    """Every schema by its name, such as `course` and `block-pyramid`, described in the locale's language."""
    _ = locale.gettext
    made = {name: _schema(TypeAdapter(model), _(title), locale) for name, (model, title) in FILES.items()}
    made["glossary"] = _schema(TypeAdapter(list[GlossaryTerm]), "glossary.yaml", locale)
    for name, model in DATA_BLOCKS.items():
        title = _("the text of a block {name}").format(name=f":::{{{name}}}")
        made[f"block-{name}"] = _schema(TypeAdapter(model), title, locale)
    return made


def write_schemas(folder: Path, locale: AuthorLocale) -> list[Path]:
    """One file a schema; files of that name are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in schemas(locale).items():
        path = folder / f"{name}.schema.json"
        path.write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
        written.append(path)
    return written


def _schema(model: TypeAdapter[Any], title: str, locale: AuthorLocale) -> dict[str, Any]:
    described = _described(model.json_schema(), locale)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **described}


def _described(part: Any, locale: AuthorLocale) -> Any:
    """Without the words that pydantic takes from the code; what a field is for, in the locale's language."""
    if isinstance(part, list):
        return [_described(one, locale) for one in part]
    if not isinstance(part, Mapping):
        return part
    kept = {key: value for key, value in part.items() if key not in ("title", "description", "default")}
    made = {key: _each(key, value, locale) for key, value in kept.items()}
    if made.get("type") == "string" and "enum" not in made and "const" not in made:
        made["type"] = SCALARS
    pair = made.pop("prefixItems", None)
    if pair:  # editors know the older word better
        made["items"] = pair[0]
    if "type" not in part or part["type"] != "object" or "properties" not in part:
        text = part.get("description")
        return {"description": locale.known(text), **made} if text and "$defs" not in part else made
    return made


def _each(key: str, value: Any, locale: AuthorLocale) -> Any:
    """The parts below a keyword; those of `properties` and `$defs` are named by authors' words, not keywords."""
    if key in ("properties", "$defs"):
        return {name: _described(one, locale) for name, one in value.items()}
    return _described(value, locale)
