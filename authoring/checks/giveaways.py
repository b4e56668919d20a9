"""Questions ask for knowledge: the right answer cannot be told by its length, its wording or a hint."""

import re
from collections.abc import Iterator
from decimal import Decimal

from authoring.markdown.directives import Directive, ListPart
from authoring.markdown.plain_words import plain
from authoring.schema import NumericOptions
from authoring.source.problems import Problems
from authoring.tree.model import CourseTree, Interactive, LessonTree

CHOICES = ("choice", "multiple-choice")
TIMES, MORE = 1.8, 30  # how much longer than the others the right answer may be, and by how many characters
EVERY = re.compile(
    r"(?:alle|keine?s?|beide|sämtliche|all|none|both)"
    r"(?: (?:der|die|dieser|diese|von|of the|of these|drei|vier|beiden|oben))*"
    r"(?: (?:genannten?|obigen|aufgeführten|aufgezählten|vorgenannten|above))?"
    r"(?: (?:antwort\w*|aussage\w*|möglichkeit\w*|option\w*|punkte?|vorschl\w+|davon|genannten?|above|answers?))"
    r"(?: (?:ist|sind|treffen|trifft|stimmt|stimmen|richtig|falsch|zu|nicht|möglich|are|is|correct|true))*|"
    r"(?:nichts|alles|keins|keines)(?: (?:davon|von alledem|genannte|trifft|stimmt|ist richtig|zu))+|"
    r"(?:alle|beide|all|both)(?: (?:sind|stimmen|treffen|are))(?: (?:richtig|zu|correct|right))?|"
    r"(?:sowohl )?(?:antwort(?:en)? )?\(?[a-e]\)?(?:, \(?[a-e]\)?)*"
    r"(?: (?:und|als auch|oder|and|or) )(?:antwort )?\(?[a-e]\)?"
    r"(?: (?:sind|stimmen|treffen|are|richtig|zu|correct))*",
    re.IGNORECASE,
)
NUMBER = re.compile(r"[−-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?|[−-]?\d+(?:[.,]\d+)?")
WORDS = re.compile(r"\w+")
TELLING = 8  # characters of an answer that is not said by chance


def _questions(lesson: LessonTree, *kinds: str) -> Iterator[Interactive]:
    return (one for one in lesson.interactive if one.directive.name in kinds)


def _words(part: ListPart) -> str:
    return plain(part.text).strip() if part.text else ""


def answer_lengths(course: CourseTree, problems: Problems) -> None:
    """The right answer is mostly worded with care; people notice."""
    for lesson in course.lessons():
        for one in _questions(lesson, "choice"):
            right = [part for part in one.directive.parts if part.correct]
            wrong = [len(_words(part)) for part in one.directive.parts if not part.correct]
            if len(right) != 1 or not wrong:
                continue
            length, most = len(_words(right[0])), max(wrong)
            if length > TIMES * most and length - most > MORE:
                place = lesson.place(right[0].line, right[0].column)
                message = "the right answer has {length} characters, the longest other one {most}"
                hint = "move the reasons behind the dash, or word the others with as much care"
                problems.report("answer-length", place, message, hint, length=length, most=most)


def answers_about_answers(course: CourseTree, problems: Problems) -> None:
    for lesson in course.lessons():
        for one in _questions(lesson, *CHOICES):
            for part in one.directive.parts:
                words = _words(part).strip(" .")
                if EVERY.fullmatch(words):
                    message = "“{words}” asks for a rule of the game, not for knowledge"
                    hint = "make it a multiple-choice, or write another wrong answer"
                    place = lesson.place(part.line, part.column)
                    problems.report("answer-all", place, message, hint, words=words)


def telling_hints(course: CourseTree, problems: Problems) -> None:
    """A hint helps to think; who reads the answer in it has not thought."""
    for lesson in course.lessons():
        for one in lesson.interactive:
            for hint in one.directive.texts.get("hint", ()):
                if said := _told(one, plain(hint)):
                    place = lesson.source.find(said, *(hint.map or (one.directive.line,)))
                    message, advice = "the hint says the answer {words}", "say how to get there"
                    problems.report("hint-tells", place, message, advice, words=said)


def _told(one: Interactive, hint: str) -> str:
    if isinstance(one.written, NumericOptions):
        if isinstance(one.written.answer, Decimal) and abs(one.written.answer) >= 10:
            return next((found for found in NUMBER.findall(hint) if _value(found) == abs(one.written.answer)), "")
        return ""
    said = " ".join(WORDS.findall(hint.casefold()))
    return next(
        (
            answer
            for answer in _answers(one.directive)
            if f" {' '.join(WORDS.findall(answer.casefold()))} " in f" {said} "
        ),
        "",
    )


def _value(written: str) -> Decimal:
    plain_number = re.sub(r"\.(?=\d{3})", "", written).replace(",", ".").lstrip("−-")
    return Decimal(plain_number)


def _answers(directive: Directive) -> Iterator[str]:
    if directive.name == "choice":
        yield from (words for part in directive.parts if part.correct and len(words := _words(part)) >= TELLING)
    for gap in directive.gaps:
        yield from (one for one in gap.accepted if len(one) >= TELLING)
