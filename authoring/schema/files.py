"""course.yaml, module.yaml, glossary.yaml and the front matter of lessons."""

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from authoring.schema.base import Written
from authoring.schema.values import Id, Licence, PlaceKey, Truth, Words
from authoring.slug import is_id


def _language(tag: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
        raise PydanticCustomError("language", "not a language tag")
    return tag


def _namespace(iri: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#<>\"{}|\\^`]+(/[^\s?#<>\"{}|\\^`]*)?(?<!/)", iri):
        raise PydanticCustomError("namespace", "not a namespace")
    return iri


def _chosen(lessons: object) -> object:
    if lessons == "all" or (isinstance(lessons, list) and all(isinstance(one, str) and is_id(one) for one in lessons)):
        return lessons
    raise PydanticCustomError("chosen", "neither all nor a list of ids")


class KommuneFile(Written):
    """Whose figures texts show to people who have not chosen a place."""

    example: PlaceKey


class CourseFile(Written):
    """course.yaml"""

    id: Id | None = None
    namespace: Annotated[str, BeforeValidator(_namespace)]
    title: Words
    language: Annotated[str, BeforeValidator(_language)] = "de"
    summary: Words
    licence: Licence
    kommune: KommuneFile | None = None
    modules: tuple[Words, ...] = Field(min_length=1)


class CompletionRule(Written):
    lessons: Annotated[Literal["all"] | tuple[str, ...], BeforeValidator(_chosen)] = "all"
    mastery: float = Field(default=0.7, gt=0, le=1)


class ModuleFile(Written):
    """module.yaml"""

    id: Id | None = None
    title: Words
    summary: Words
    good_for: Words
    goals: tuple[Words, ...] = Field(min_length=1)
    lessons: tuple[Words, ...] = Field(min_length=1)
    quiz: Words | None = None
    completion: CompletionRule = CompletionRule()


class LessonHead(Written):
    """The front matter of a lesson or quiz."""

    id: Id | None = None
    title: Words
    minutes: int = Field(ge=1, le=60)


class VariantHead(Written):
    """The front matter of a lesson in another language; `of` is written by `authoring translations --mark`."""

    title: Words
    of: dict[str, str] = {}
    reviewed: Truth = False


class GlossaryTerm(Written):
    id: Id | None = None
    term: Words
    definition: Words
    also: tuple[Words, ...] = ()
