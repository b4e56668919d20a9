"""Tells differences in sentences: the one source of words for the pages of learners, coordinators and authors."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import LiteralString

from lms.course.changes.model import Change, Differences

SENTENCES: Mapping[tuple[str, ...], LiteralString] = {
    ("course", "title"): "The course is called “{after}” now.",
    ("course",): "The description of the course was revised.",
    ("glossary", "added"): "The glossary has a new entry: {after}",
    ("glossary", "removed"): "An entry left the glossary: {before}",
    ("glossary",): "An entry of the glossary was revised: {after}",
    ("data", "added"): "New data: {after}",
    ("data", "removed"): "Data that are no longer shown: {before}",
    ("data",): "Data were updated: {after}",
    ("module", "added"): "New module “{module}”.",
    ("module", "returned"): "The module “{module}” is back.",
    ("module", "removed"): "The module “{module}” is no longer offered; whoever is in it can go on.",
    ("module", "order"): "The modules stand in another order.",
    ("module", "title"): "The module “{before}” is called “{after}” now.",
    ("module", "mastery"): "To pass the quiz of “{module}”, {after} of the points are needed now, {before} before.",
    ("module", "lessons"): "Other lessons of “{module}” have to be finished than before.",
    ("module", "quiz"): "“{module}” has another quiz.",
    ("module", "quiz", "came"): "“{module}” has a quiz now.",
    ("module", "quiz", "went"): "“{module}” no longer has a quiz.",
    ("module", "kind"): "The id {id} names a module and something else before; give the module a new id.",
    ("module",): "The description of “{module}” was revised.",
    ("lesson", "added", "mandatory"): "New lesson “{lesson}” in “{module}” ({minutes} minutes); it has to be finished.",
    ("lesson", "added"): "New lesson “{lesson}” in “{module}” ({minutes} minutes), if you like.",
    ("lesson", "added", "quiz"): "New quiz “{lesson}” in “{module}” ({minutes} minutes).",
    ("lesson", "returned"): "The lesson “{lesson}” in “{module}” is back.",
    ("lesson", "removed"): "The lesson “{lesson}” left “{module}”; what was finished stays finished.",
    ("lesson", "removed", "quiz"): "The quiz “{lesson}” left “{module}”; whoever passed it has passed.",
    ("lesson", "place"): "The lesson “{lesson}” moved from “{old_module}” to “{module}”.",
    ("lesson", "order"): "The lessons of “{module}” stand in another order.",
    ("lesson", "title"): "The lesson “{before}” is called “{after}” now.",
    ("lesson", "text"): "The text of “{lesson}” was revised.",
    ("lesson", "figures"): "Figures in “{lesson}” were updated.",
    ("lesson", "draw"): "Of a pool of questions in “{lesson}” everybody gets {after} now, {before} before.",
    ("lesson", "draw", "came"): "“{lesson}” has a pool of questions now, of which everybody gets {after}.",
    ("lesson", "draw", "went"): "“{lesson}” has one pool of questions less; everybody got {before} of them.",
    ("lesson", "minutes"): "“{lesson}” takes about {after} minutes, not {before}.",
    ("lesson", "renamed-file"): "The file of “{lesson}” was renamed: {after}, before {before}.",
    ("lesson", "kind"): "The id {id} names a lesson and something else before; give the lesson a new id.",
    ("lesson",): "“{lesson}” looks a little different.",
    ("item", "added"): "“{lesson}” has a new question {number}.",
    ("item", "returned"): "Question {number} in “{lesson}” is back.",
    ("item", "removed"): "A question left “{lesson}”: {before}",
    (
        "item",
        "replaced",
    ): "Question {number} in “{lesson}” is new and stands for an earlier one; please answer it again.",
    ("item", "place"): "Question {number} moved from “{old_lesson}” to “{lesson}”; answers to it stay.",
    ("item", "order"): "The questions in “{lesson}” stand in another order.",
    ("item", "key-fixed"): "Question {number} in “{lesson}” was corrected.",
    ("item", "points"): "Points for question {number} in “{lesson}”: {after}, before {before}.",
    ("item", "tries"): "Tries for question {number} in “{lesson}”: {after}, before {before}.",
    ("item", "tries", "came"): "Tries for question {number} in “{lesson}”: {after}, before as many as you like.",
    ("item", "tries", "went"): "Tries for question {number} in “{lesson}”: as many as you like, before {before}.",
    ("item", "look"): "Hints or explanations of question {number} in “{lesson}” were revised.",
    ("item", "kind"): "The id {id} names a question of another kind than before; give the question a new id.",
    ("item", "meaning-changed"): "Question {number} in “{lesson}” seems to ask something else under its old id {id}.",
    ("item",): "Question {number} in “{lesson}” was worded anew; it asks the same.",
    (
        "option",
        "meaning-changed",
    ): "An answer to question {number} in “{lesson}” seems to mean something else under its old id {id}.",
    ("option", "key-fixed"): "Question {number} in “{lesson}” was corrected.",
    ("option", "cosmetic"): "The answers to question {number} in “{lesson}” were worded anew; they mean the same.",
    ("option",): "Question {number} in “{lesson}” offers other answers.",
}
"""By level, then by kind or aspect; the most specific one that fits is told. Gettext ids with `{…}` fields."""

UNNOTICED = frozenset({"look", "renamed-file"})


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One sentence: a gettext id with its values, what the author gives as reason, and the change behind it.

    `noticed` is False for what only authors care about: a renamed file, a hint in other words.
    """

    message: LiteralString
    values: Mapping[str, str | int]
    reason: str
    change: Change
    noticed: bool = True

    def sentence(self, gettext: Callable[[LiteralString], str]) -> str:
        """The sentence in the language that `gettext` speaks."""
        return gettext(self.message).format(**self.values)


def story(differences: Differences, module_id: str | None = None) -> tuple[ToldChange, ...]:
    """All that is worth telling, once each, in the order of the course; of one module only when it is named.

    What came or went as a part of something that came or went is not told by itself.
    """
    told: dict[tuple[object, ...], ToldChange] = {}
    whole = _whole(differences)
    changes = differences.concerning(module_id) if module_id else differences.changes
    for change in changes:
        if not _inside_another(change, whole):
            one = tell(change)
            told.setdefault((one.message, *one.values.values()), one)
    return tuple(told.values())


def tell(change: Change) -> ToldChange:
    """One change as a sentence."""
    here, old = change.where, change.was
    values: Mapping[str, str | int] = {
        "id": here.id,
        "number": here.number,
        "lesson": here.lesson_title,
        "module": here.module_title,
        "old_lesson": old.lesson_title,
        "old_module": old.module_title,
        "before": change.before,
        "after": change.after,
        "minutes": abs(change.minutes),
    }
    message = next(SENTENCES[key] for key in _keys(change) if key in SENTENCES)
    named = {name: value for name, value in values.items() if f"{{{name}}}" in message}
    noticed = change.aspect not in UNNOTICED and change.kind not in UNNOTICED
    return ToldChange(message, named, change.note.reason if change.note else "", change, noticed)


def _keys(change: Change) -> Iterator[tuple[str, ...]]:
    """The most specific first."""
    level, kind, aspect = change.level, change.kind, change.aspect
    if change.mandatory:
        yield (level, kind, "mandatory") if aspect != "quiz" else (level, kind, aspect)
    yield (level, kind, aspect)
    yield (level, kind)
    if not change.before:
        yield (level, aspect, "came")
    if not change.after:
        yield (level, aspect, "went")
    yield (level, aspect)
    yield (level,)


def _inside_another(change: Change, whole: AbstractSet[tuple[str, str]]) -> bool:
    """Whether the lesson or module that it is in came or went as a whole."""
    around = {"item": (change.where.lesson, change.where.module), "lesson": (change.where.module,)}
    return any((change.kind, identifier) in whole for identifier in around.get(change.level, ()))


def _whole(differences: Differences) -> frozenset[tuple[str, str]]:
    """Kind of change and id of the lessons and modules that came or went."""
    return frozenset((one.kind, one.where.id) for one in differences.changes if one.level in {"lesson", "module"})
