"""Writes the differences as a folder of pages for people without Git: before and after side by side, with no server."""

import re
from difflib import SequenceMatcher
from pathlib import Path
from zoneinfo import ZoneInfo

from authoring.locale import AuthorLocale
from authoring.release import terminal_diff
from authoring.release.named_versions import NamedVersion
from authoring.release.rendered_sides import Sides
from lms.course.changes import Change, Differences
from lms.web.locale import locale as pages
from lms.web.pages.review import ChangedThing, Review, ReviewChange, ReviewPart, Segment, VersionSide, heading
from lms.web.render import Frame, Renderer

STATIC = Path(__file__).parents[2] / "lms" / "web" / "static"
STYLES = ("review.css", "charts.css", "blocks.css")
PAGE = "index.html"
WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Occupied(Exception):
    """The folder holds something that this program did not write."""


def write(differences: Differences, old: NamedVersion, new: NamedVersion, folder: Path, locale: AuthorLocale) -> Path:
    """Writes the folder and returns its first page; raises Occupied rather than mixing with other files."""
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / STYLES[0]).exists())):
        raise Occupied(folder)
    writer = _Writer(differences, old, new, locale)
    page = writer.page()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PAGE).write_text(page, encoding="utf-8")
    for name in STYLES:
        (folder / name).write_bytes((STATIC / name).read_bytes())
    for half in (writer.before, writer.after):
        for name in half.used:
            target = folder / half.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(half.version.assets[name])
    return folder / PAGE


class _Writer:
    """Groups the changes by what they are about and renders both sides of each."""

    def __init__(self, differences: Differences, old: NamedVersion, new: NamedVersion, locale: AuthorLocale) -> None:
        self._differences, self._old, self._new, self._locale = differences, old, new, locale
        self._words = pages(locale.language)
        self.before, self.after = Sides(old, "old", self._words), Sides(new, "new", self._words)

    def page(self) -> str:
        parts: dict[str, dict[tuple[str, ...], list[Change]]] = {}
        for change in self._differences.changes:
            here = change.where
            about = (here.module, here.lesson, here.item) if here.module else (change.level,)
            parts.setdefault(here.module_title, {}).setdefault(about, []).append(change)
        course = self._new.course
        review = Review(
            title=course.title,
            old=self._old.name,
            new=self._new.name,
            summary=terminal_diff.summary(self._differences, self._locale),
            language=course.language,
            parts=tuple(ReviewPart(title, tuple(map(self._thing, about.values()))) for title, about in parts.items()),
        )
        frame = Frame(self._words, csrf="", nonce="", path="", course_title=course.title)
        return Renderer(ZoneInfo("Europe/Berlin")).html(review, frame)

    def _thing(self, changes: list[Change]) -> ChangedThing:
        first = changes[0]
        before, after = self._sides(changes)
        return ChangedThing(
            anchor=first.where.item or first.where.lesson or first.where.module or first.level,
            title=heading(first, self._new.course.title, self._words),
            place=terminal_diff.place(first, self._old, self._new),
            changes=tuple(map(self._line, changes)),
            before=before,
            after=after,
        )

    def _sides(self, changes: list[Change]) -> tuple[VersionSide, VersionSide]:
        shown = [change for change in changes if change.kind not in {"moved", "renamed-file"}]
        if not shown:
            return VersionSide(), VersionSide()
        here, was = shown[0].where, shown[0].was
        if here.item:
            before = (
                self.before.item(was.item)
                if shown[0].kind not in {"added", "returned"} or here.option
                else VersionSide()
            )
            return before, self.after.item(here.item)
        if not here.lesson:
            return VersionSide(), VersionSide()
        old, new = self.before.lesson_of(was.lesson), self.after.lesson_of(here.lesson)
        return self.before.lesson(was.lesson, new), self.after.lesson(here.lesson, old)

    def _line(self, change: Change) -> ReviewChange:
        before, after = _marked(change.before, change.after)
        return ReviewChange(
            kind=change.kind,
            sentence=terminal_diff.sentence(change, self._locale),
            reason=change.note.reason if change.note else "",
            consequences=tuple(terminal_diff.consequences(change, self._locale)),
            before=before,
            after=after,
            refuses=change.refuses,
        )


def _marked(before: str, after: str) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Both texts, word by word, with what the other one does not have."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return (
        tuple(Segment("".join(old[first:last]), kind != "equal") for kind, first, last, _, _ in steps if last > first),
        tuple(Segment("".join(new[first:last]), kind != "equal") for kind, _, _, first, last in steps if last > first),
    )
