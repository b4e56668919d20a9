"""Alternative texts say what is to be seen (WCAG 1.1.1): not what the file is called, nor that it is a picture."""

import re
from collections.abc import Iterator

from authoring.checks.prose import said
from authoring.source.problems import Problems, SourcePlace
from authoring.tree.model import CourseTree, LessonTree

FILE = re.compile(
    r"\S+\.(png|jpe?g|gif|svg|webp|avif|tiff?|bmp|heic)|(img|dsc|dscn|dscf|pxl|screenshot|bild|foto|image)[-_ ]?\d+|"
    r"[^\W_]+(_[^\W_]+)+|[a-z0-9äöüß]+(-[a-z0-9äöüß]+){2,}",
    re.IGNORECASE,
)
"""What cameras and people call files."""
KIND = (
    "bild fotos? fotografie grafik abbildung diagramm karte landkarte schaubild icon symbol screenshot "
    "bildschirmfoto tabelle illustration zeichnung (linien|balken|säulen|kreis|torten|punkt|flächen)?(diagramm|grafik) "
    "bevölkerungspyramide pyramide "
    "image photo photograph picture chart (line|bar|pie) graph graphic map diagram logo"
)
KINDS = "|".join(KIND.split())
ONLY = re.compile(
    rf"((ein|eine|einer|das|die|der|unser|unsere|an?|the|our)\s+)?({KINDS})s?(\s+\d+)?[.:]?", re.IGNORECASE
)
BEGINS = re.compile(
    r"(ein |das |dieses |auf dem |a |the |this )?(bild|foto|fotografie|abbildung|grafik|image|photo|picture|graphic)"
    r"(\s+\d+)?(\s+(von|vom|der|des|zeigt|mit|ist|sieht|of|shows|showing|with)\b|\s*:)",
    re.IGNORECASE,
)


def alternative_texts(course: CourseTree, problems: Problems) -> None:
    for lesson in course.lessons():
        for words, beside, place in _alternatives(lesson):
            if FILE.fullmatch(words):
                message, hint = "the alternative text {words} is the name of a file", "say what is to be seen"
            elif ONLY.fullmatch(words):
                message, hint = (
                    "“{words}” does not say what is to be seen",
                    "say what it shows, such as what rises or falls",
                )
            elif BEGINS.match(words):
                message, hint = "“{words}”: that it is a picture is said anyway", "begin with what is to be seen"
            elif words == beside:
                message, hint = "the alternative text repeats the title, which is read anyway", "say what is to be seen"
            else:
                continue
            problems.report("alt-text", place, message, hint, words=_short(words))


def _alternatives(lesson: LessonTree) -> Iterator[tuple[str, str, SourcePlace]]:
    """Every alternative text, the title beside it, and where it stands."""
    for link in lesson.document.links:
        if link.image and link.label:
            yield link.label, link.title, link.place
    titles: dict[int, str] = {}
    for one in said(lesson):
        if one.key == "title":
            titles[one.block.line] = one.words
        elif one.key == "alt":
            yield one.words, titles.get(one.block.line, ""), one.place


def _short(words: str) -> str:
    return words if len(words) < 40 else f"{words[:37].rstrip()} …"
