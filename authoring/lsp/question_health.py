"""How questions fare, as hints at their lines: what `authoring insights` prints, where somebody writes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lsprotocol import types

from authoring.build.course import compiled
from authoring.cache.cache_file import Cache
from authoring.insights.insights_file import foreign, read
from authoring.insights.sentences import said
from authoring.locale import AuthorLocale
from authoring.lsp.positions import OpenText
from authoring.tree.finished_lesson import Outline

FILE, SOURCE = "insights.json", "insights"


@dataclass(frozen=True)
class CourseHealth:
    """`texts` by the ids of questions; `notice` says why there are none although there is a file."""

    texts: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""


def health(root: Path, named: str, locale: AuthorLocale, cache: Cache) -> CourseHealth:
    """What the file says that the editor named, else one beside the course; nothing while the course has errors."""
    file = root / named if named else root.parent / FILE
    if not file.exists() and not named:
        return CourseHealth()
    found = read(file)
    if found is None:
        message = locale.gettext("{path} cannot be read as insights; write it with lms insights --format json.")
        return CourseHealth(notice=message.format(path=file))
    course = compiled(root, locale, cache).course
    if course is None:
        return CourseHealth()
    other = foreign(found, course, locale)
    return CourseHealth(notice=other) if other else CourseHealth(said(found, course, locale))


def hints(known: CourseHealth, name: str, outline: Outline, page: OpenText) -> Iterator[types.Diagnostic]:
    """Those of one file, where its questions stand now."""
    lesson = outline.named(name)
    for path, place in lesson.inventory.places(name) if lesson and known.texts else ():
        if len(path) == 1 and place.file == name and path[0] in known.texts:
            line = place.line - 1
            reach = page.range(line, place.column - 1, len(page.line(line)))
            yield types.Diagnostic(reach, known.texts[path[0]], types.DiagnosticSeverity.Hint, source=SOURCE)
