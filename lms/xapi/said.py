"""What the LMS says about a learner: one function a statement, pure, in words that both xAPI versions have."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from lms.xapi.vocabulary import ActivityType, Extension, VerbId

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Learner:
    """The actor: an account on the installation whose name is a pseudonym (a random UUIDv4)."""

    home_page: str
    name: str

    def agent(self) -> Said:
        return {"objectType": "Agent", "account": {"homePage": self.home_page, "name": self.name}}


@dataclass(frozen=True, slots=True)
class Activity:
    """What a statement is about. `names` is a language map; `interaction` what `Item.interaction()` returns."""

    iri: str
    names: Mapping[str, str] = field(default_factory=dict)
    interaction: Mapping[str, Any] = field(default_factory=dict)

    def object(self, kind: ActivityType) -> Said:
        definition: Said = {"type": kind.value, **self.interaction}
        if self.names:
            definition["name"] = dict(self.names)
        return {"objectType": "Activity", "id": self.iri, "definition": definition}


@dataclass(frozen=True, slots=True)
class Score:
    """Points reached of points possible. `share` of what is right where no points can tell, because there are none."""

    points: float
    possible: float
    share: float = 0

    def result(self) -> Said:
        scaled = self.points / self.possible if self.possible else self.share
        return {"scaled": scaled, "raw": self.points, "min": 0, "max": self.possible}


@dataclass(frozen=True, slots=True)
class Occasion:
    """What all statements of one request share. `revision` is the digest of the published version, `time` is aware.

    `release`: nobody did anything, it follows from a new version.
    """

    learner: Learner
    registration: UUID
    revision: str
    time: datetime
    course: str
    module: str
    language: str = "de"
    release: UUID | None = None


def registered(id_: UUID, on: Occasion, module: Activity) -> Said:
    return _say(
        id_,
        on,
        VerbId.REGISTERED,
        about=module.object(ActivityType.MODULE),
        context=_context(on, grouping=(on.course,)),
    )


def initialized(id_: UUID, on: Occasion, lesson: Activity) -> Said:
    """Once a registration and lesson, when it is first opened."""
    return _about_lesson(id_, on, VerbId.INITIALIZED, lesson)


def experienced(id_: UUID, on: Occasion, lesson: Activity) -> Said:
    """Once a registration and lesson, together with `completed`."""
    return _about_lesson(id_, on, VerbId.EXPERIENCED, lesson)


def answered(
    id_: UUID,
    on: Occasion,
    item: Activity,
    *,
    lesson: str,
    response: str,
    score: Score | None,
    digest: str,
    attempt: int,
    form: str = "",
    hint_opened: bool | None = None,
) -> Said:
    """One answer; `response` in xAPI's notation (1.0.3 Data Appendix C), `digest` the item's own, attempts from 1.

    No score: the item has no right answer. An empty response is a text of the learner's own, which is not said.
    `form` is the place whose figures were asked for; with the revision it is all that grading again needs.
    `hint_opened` is None where nobody can know.
    """
    extensions: dict[str, Any] = {Extension.ITEM_DIGEST.value: digest, Extension.ATTEMPT.value: attempt}
    if form:
        extensions[Extension.FORM.value] = form
    if hint_opened is not None:
        extensions[Extension.HINT_OPENED.value] = hint_opened
    graded = score.result() if score else None
    result: Said = {"response": response} if response else {}
    result |= {"success": graded["scaled"] == 1, "score": graded} if graded else {"completion": True}
    return _say(
        id_,
        on,
        VerbId.ANSWERED,
        about=item.object(ActivityType.ITEM),
        context=_context(on, parent=lesson, extensions=extensions),
        result=result,
    )


def completed(id_: UUID, on: Occasion, lesson: Activity) -> Said:
    """All items of a lesson are answered and its end was confirmed."""
    return _about_lesson(id_, on, VerbId.COMPLETED, lesson, {"completion": True})


def completed_module(id_: UUID, on: Occasion, module: Activity) -> Said:
    """Every lesson of the module is completed."""
    return _about_module(id_, on, VerbId.COMPLETED, module, {"completion": True})


def passed(id_: UUID, on: Occasion, quiz: Activity, score: Score) -> Said:
    return _about_lesson(id_, on, VerbId.PASSED, quiz, {"success": True, "score": score.result()})


def failed(id_: UUID, on: Occasion, quiz: Activity, score: Score) -> Said:
    return _about_lesson(id_, on, VerbId.FAILED, quiz, {"success": False, "score": score.result()})


def satisfied(id_: UUID, on: Occasion, module: Activity) -> Said:
    """The module's completion rule is met."""
    return _about_module(id_, on, VerbId.SATISFIED, module)


def scored(
    id_: UUID,
    on: Occasion,
    item: Activity,
    *,
    lesson: str,
    original: UUID,
    score: Score,
    digest: str,
    returned: int = 0,
) -> Said:
    """A release graded the answer `original` again; `on.time` is the release, `digest` the item that graded now.

    `returned`: so many attempts, from the first, no longer count against the item's tries.
    """
    result = score.result()
    extensions: dict[str, Any] = {Extension.ITEM_DIGEST.value: digest}
    if returned:
        extensions[Extension.ATTEMPTS_RETURNED.value] = returned
    context = _context(on, parent=lesson, extensions=extensions)
    context["statement"] = {"objectType": "StatementRef", "id": str(original)}
    return _say(
        id_,
        on,
        VerbId.SCORED,
        about=item.object(ActivityType.ITEM),
        context=context,
        result={"success": result["scaled"] == 1, "score": result},
    )


def _about_lesson(id_: UUID, on: Occasion, verb: VerbId, lesson: Activity, result: Said | None = None) -> Said:
    return _say(
        id_, on, verb, about=lesson.object(ActivityType.LESSON), context=_context(on, parent=on.module), result=result
    )


def _about_module(id_: UUID, on: Occasion, verb: VerbId, module: Activity, result: Said | None = None) -> Said:
    return _say(
        id_,
        on,
        verb,
        about=module.object(ActivityType.MODULE),
        context=_context(on, grouping=(on.course,)),
        result=result,
    )


def _context(
    on: Occasion,
    *,
    parent: str | None = None,
    grouping: tuple[str, ...] = (),
    extensions: Mapping[str, Any] | None = None,
) -> Said:
    activities: Said = {}
    if parent:
        activities["parent"] = [_ref(parent)]
    activities["grouping"] = [_ref(iri) for iri in grouping or (on.module, on.course)]
    context: Said = {
        "registration": str(on.registration),
        "revision": on.revision,
        "language": on.language,
        "contextActivities": activities,
    }
    if on.release:
        extensions = {**(extensions or {}), Extension.RELEASE.value: str(on.release)}
    if extensions:
        context["extensions"] = dict(extensions)
    return context


def _ref(iri: str) -> Said:
    return {"objectType": "Activity", "id": iri}


def _say(id_: UUID, on: Occasion, verb: VerbId, *, about: Said, context: Said, result: Said | None = None) -> Said:
    said: Said = {
        "id": str(id_),
        "actor": on.learner.agent(),
        "verb": {"id": verb.value, "display": {"en": verb.name.lower()}},
        "object": about,
        "context": context,
        "timestamp": on.time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
    if result:
        said["result"] = result
    return said
