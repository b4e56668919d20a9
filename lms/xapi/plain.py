"""The shapes of what nearly everybody says, as types: a compiled decoder tells them from everything else.

They allow less than the tables of `lms.xapi.rules_*`, never more: what does not fit may be right all the same.
"""

from typing import Literal

from msgspec import UNSET, Raw, Struct, UnsetType

ABSENT = Raw(b"")
Texts = dict[str, str]
Extensions = dict[str, str | int | float | bool | None]
Number = int | float  # an integer stays one: as a float, 2**53 + 1 would be no more than 2**53
Interaction = Literal["choice", "sequencing", "true-false", "fill-in", "long-fill-in", "numeric", "other"]


class Plain(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Written again it takes no more bytes than it was read from: members that are absent stay out."""


class Account(Plain):
    homePage: str  # noqa: N815  xAPI's spelling, here and below
    name: str


class Agent(Plain):
    objectType: Literal["Agent"] | UnsetType = UNSET  # noqa: N815
    name: str | UnsetType = UNSET
    mbox: str | UnsetType = UNSET
    account: Account | UnsetType = UNSET


class Verb(Plain):
    id: str
    display: Texts | UnsetType = UNSET


class PlainComponent(Plain):
    id: str
    description: Texts | UnsetType = UNSET


class Definition(Plain):
    type: str | UnsetType = UNSET
    name: Texts | UnsetType = UNSET
    description: Texts | UnsetType = UNSET
    moreInfo: str | UnsetType = UNSET  # noqa: N815
    interactionType: Interaction | UnsetType = UNSET  # noqa: N815
    correctResponsesPattern: list[str] | UnsetType = UNSET  # noqa: N815
    choices: list[PlainComponent] | UnsetType = UNSET
    extensions: Extensions | UnsetType = UNSET


class PlainActivity(Plain):
    id: str
    objectType: Literal["Activity"] | UnsetType = UNSET  # noqa: N815
    definition: Definition | UnsetType = UNSET


Around = dict[Literal["parent", "grouping", "category", "other"], list[PlainActivity]]


class PlainScore(Plain):
    scaled: Number | UnsetType = UNSET
    raw: Number | UnsetType = UNSET
    min: Number | UnsetType = UNSET
    max: Number | UnsetType = UNSET


class PlainResult(Plain):
    score: PlainScore | UnsetType = UNSET
    success: bool | UnsetType = UNSET
    completion: bool | UnsetType = UNSET
    response: str | UnsetType = UNSET
    duration: str | UnsetType = UNSET
    extensions: Extensions | UnsetType = UNSET


class Context(Plain):
    registration: str | UnsetType = UNSET
    contextActivities: Raw = ABSENT  # noqa: N815
    instructor: Agent | UnsetType = UNSET
    revision: str | UnsetType = UNSET
    platform: str | UnsetType = UNSET
    language: str | UnsetType = UNSET
    extensions: Extensions | UnsetType = UNSET


class Statement(Plain):
    """What is read by another decoder, or was before, stands here as its text."""

    actor: Raw
    verb: Raw
    object: Raw
    id: Raw = ABSENT
    context: Context | UnsetType = UNSET
    timestamp: Raw = ABSENT
    result: PlainResult | UnsetType = UNSET
    authority: Agent | UnsetType = UNSET
    stored: Raw = ABSENT
    version: str | UnsetType = UNSET
