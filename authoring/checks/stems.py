"""Questions are read once: nobody should have to work out what a negation of a negation asks."""

import re

from markdown_it.token import Token

from authoring.checks.prose import sentences
from authoring.markdown.passages import Passage
from authoring.source.problems import Problems
from authoring.tree.model import CourseTree, LessonTree

ASKED = {"choice", "multiple-choice", "true-false", "numeric", "matching", "sequencing", "fill-in", "performance"}
CHOICES = ("choice", "multiple-choice")
NEGATION = re.compile(
    r"\b(?:nicht|nie|niemals|niemand\w*|nirgends|nichts|keine?[rsmn]?|keinesfalls|keineswegs|ohne|weder|falsch|ausgeschlossen|"
    r"un(?:zutreffend|richtig|wahr|möglich|wahrscheinlich|wichtig|erheblich|begründet|üblich|zulässig|gleich|abhängig|bekannt|"
    r"nötig|sinnig|gern|problematisch|bedeutend|bedenklich|interessant|umstritten)\w*|not|never|nobody|none|without|\w+n't|"
    r"un(?:likely|true|important|necessary|usual)|incorrect|false)\b",
    re.IGNORECASE,
)
NO_NEGATION = re.compile(
    r"\bnicht nur\b|\bnicht\b[^.?!]*\bsondern\b|\bweder\b[^.?!]*\bnoch\b|\brichtig oder falsch\b|"
    r"\bob\b[^.?!]*\boder nicht\b|\bnot only\b|\btrue or false\b",
    re.IGNORECASE,
)
NEGATIVE = re.compile(
    r"(?:[^.?!]*\s)?(?:welche?[rsnm]?|was|wer|wo|wobei|wozu|which|what|who|where)\b"
    r"[^.?!]*?\b(nicht|keine?[rsmn]?|nie|niemals|not|never)\b"
    r"[^.!]*\?",
    re.IGNORECASE,
)
FOLLOWS = re.compile(r"\b(?:obwohl|weil|wenn|falls|damit|dass|although|because|if|that|ohne dass)\b", re.IGNORECASE)
"""A clause behind these has a negation of its own, which asks nothing."""


def negations(course: CourseTree, problems: Problems) -> None:
    for lesson in course.lessons():
        for passage in lesson.document.passages if lesson.interactive else ():
            if not passage.item or passage.kind != "paragraph" or passage.item.name not in ASKED:
                continue
            for sentence in sentences(passage.words) if NEGATION.search(passage.words) else ():
                found = NEGATION.findall(NO_NEGATION.sub("", sentence))
                if len(found) > 1:
                    place = passage.place(lesson.source, found[0])
                    message, hint = "“{one}” and “{other}” in one sentence", "say it without a negation"
                    problems.report("double-negation", place, message, hint, one=found[0], other=found[1])
                elif passage.item.name in CHOICES:
                    _overlooked(lesson, passage, sentence, problems)


def _overlooked(lesson: LessonTree, passage: Passage, sentence: str, problems: Problems) -> None:
    """Who reads fast reads past a “not”, and answers another question."""
    asked = NEGATIVE.match(FOLLOWS.split(sentence)[0] + "?") if sentence.endswith("?") else None
    if asked and asked[1].casefold() not in _bold(passage.token):
        message, hint = "“{word}” is easily read past", "ask what is so, or write **{word}**"
        problems.report("stem-negative", passage.place(lesson.source, asked[1]), message, hint, word=asked[1])


def _bold(token: Token) -> str:
    """The emphasised words."""
    found: list[str] = []
    depth = 0
    for child in token.children or ():
        depth += child.nesting if child.type.startswith("strong") else 0
        found.append(child.content if depth else "")
    return "".join(found).casefold()
