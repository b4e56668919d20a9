"""course.yaml, module.yaml, glossary.yaml and the front matter of lessons."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from authoring.schema.field_values import Id, Licence, PlaceKey, Truth, Words, matching
from authoring.schema.written import Written
from authoring.source.slug import is_id

LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
NAMESPACE = r"https?://[^\s/?#<>\"{}|\\^`]+(/[^\s?#<>\"{}|\\^`]*)?(?<!/)"


def _language(tag: str) -> str:
    if not re.fullmatch(LANGUAGE, tag):
        raise PydanticCustomError("language", "not a language tag")
    return tag


def _namespace(iri: str) -> str:
    if not re.fullmatch(NAMESPACE, iri):
        raise PydanticCustomError("namespace", "not a namespace")
    return iri


def _chosen(lessons: object) -> object:
    if lessons == "all" or (isinstance(lessons, list) and all(isinstance(one, str) and is_id(one) for one in lessons)):
        return lessons
    raise PydanticCustomError("chosen", "neither all nor a list of ids")


class KommuneFile(Written):
    """Whose figures texts show to people who have not chosen a place."""

    example: PlaceKey = Field(
        description="AGS of the place whose figures stand in texts until somebody chooses a place, in quotes"
    )


class ChecksFile(Written):
    """How strict checks are, in words, letters, school years and years; `easy_` in Leichte Sprache."""

    sentence: int = Field(default=30, ge=5, le=100, description="the most words of a sentence")
    word: int = Field(default=32, ge=10, le=80, description="the most letters of a word without a hyphen")
    text: float = Field(default=14, ge=4, le=20, description="the most school years that a text asks for")
    easy_sentence: int = Field(default=14, ge=5, le=100, description="the most words of a sentence in Leichte Sprache")
    easy_word: int = Field(default=16, ge=8, le=80, description="the most letters of a word in Leichte Sprache")
    easy_text: float = Field(default=8, ge=4, le=20, description="the most school years that Leichte Sprache asks for")
    oldest: int | None = Field(default=None, ge=0, le=200, description="the most years that figures may be old")


class CourseFile(Written):
    """course.yaml"""

    id: Id | None = Field(default=None, description="the course's id; authoring fmt writes it")
    namespace: Annotated[str, AfterValidator(_namespace), matching(NAMESPACE)] = Field(
        description="https address with which the addresses of all learning events begin; it never changes"
    )
    title: Words = Field(description="the course's title")
    language: Annotated[str, AfterValidator(_language), matching(LANGUAGE)] = Field(
        default="de", description="language of the texts as a BCP 47 tag, such as de"
    )
    summary: Words = Field(description="what the course is about, in two or three sentences")
    licence: Licence = Field(description="licence of the texts as an SPDX identifier, such as CC-BY-SA-4.0")
    kommune: KommuneFile | None = Field(default=None, description="figures of places in texts")
    checks: ChecksFile = Field(default=ChecksFile(), description="how strict checks of language and figures are")
    modules: tuple[Words, ...] = Field(min_length=1, description="folders of the modules, in their order")


class CompletionRule(Written):
    lessons: Annotated[Literal["all"] | tuple[str, ...], BeforeValidator(_chosen)] = Field(
        default="all", description="all, or the ids of the lessons that must be finished"
    )
    mastery: float = Field(default=0.7, gt=0, le=1, description="share of the quiz's points that passes, such as 0.7")


class ModuleFile(Written):
    """module.yaml"""

    id: Id | None = Field(default=None, description="the module's id; authoring fmt writes it")
    title: Words = Field(description="the module's title")
    summary: Words = Field(description="what the module is about, in two or three sentences")
    good_for: Words = Field(description="for whom the module is meant, and what one has to know before")
    goals: tuple[Words, ...] = Field(min_length=1, description="what one can do afterwards")
    lessons: tuple[Words, ...] = Field(min_length=1, description="files of the lessons, in their order")
    quiz: Words | None = Field(default=None, description="file of the quiz")
    completion: CompletionRule = Field(default=CompletionRule(), description="when the module is finished")


class LessonHead(Written):
    """The front matter of a lesson or quiz."""

    id: Id | None = Field(default=None, description="the lesson's id; authoring fmt writes it")
    title: Words = Field(description="the lesson's title")
    minutes: int = Field(ge=1, le=60, description="how long it takes, from 1 to 60 minutes")


class VariantHead(Written):
    """The front matter of a lesson in another language; `of` is written by `authoring translations --mark`."""

    title: Words = Field(description="the lesson's title in this language")
    of: dict[str, str] = Field(
        default_factory=dict[str, str], description="what this was made of; authoring translations --mark writes it"
    )
    reviewed: Truth = Field(default=False, description="whether a review group has confirmed the Leichte Sprache")


class GlossaryTerm(Written):
    id: Id | None = Field(default=None, description="the term's id, as links name it: glossary:id")
    term: Words = Field(description="the word itself")
    definition: Words = Field(description="what it means, in a sentence or two")
    also: tuple[Words, ...] = Field(default=(), description="other words for the same")
    planned: Truth = Field(default=False, description="whether the lesson that links to it is still to come")
