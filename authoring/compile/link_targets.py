"""Where an author's link leads: a lesson, a file of the course, a glossary entry, an address."""

import posixpath
from dataclasses import dataclass, field
from typing import LiteralString, NamedTuple
from urllib.parse import urlsplit

from authoring.source.files import ALIKE
from authoring.source.problems import SourcePlace
from authoring.source.spelling import close
from authoring.tree.finished_lesson import FinishedLesson, Outline
from lms.course.media_types import CONTENT_TYPES, can_be_named, content_type

MEDIA = "media"
"""The folder of a module with its pictures and files."""


@dataclass(frozen=True)
class Broken:
    """Why a link leads nowhere: code, message and hint with their values."""

    code: str
    message: LiteralString
    hint: LiteralString
    values: dict[str, str]


class Use(NamedTuple):
    """A file of the course that a lesson shows in its page or only links to."""

    name: str
    shown: bool


@dataclass(frozen=True)
class Links:
    """What the links of a course come to."""

    broken: list[tuple[SourcePlace, Broken]] = field(default_factory=list)
    files: dict[Use, SourcePlace] = field(default_factory=dict)
    """Each with the first place that uses it."""
    named: set[str] = field(default_factory=set)
    """Files that are linked to or shown, also those that the bundle cannot take along."""
    terms: set[str] = field(default_factory=set)
    """Entries of the glossary that are linked to, also those that are not there."""


def links(course: Outline) -> Links:
    """Those of all lessons, looked up once."""
    if Links not in course.found_out:
        course.found_out[Links] = _looked_up(course)
    return course.found_out[Links]


def _looked_up(course: Outline) -> Links:
    found, leads = Links(), Leads(course)
    for lesson in course.lessons():
        for file, link in ((file, link) for file, several in lesson.links.items() for link in several):
            target = leads.target(lesson, link.href, image=link.image)
            if isinstance(target, Broken):
                found.broken.extend((place, target) for place in link.places(file))
            elif target.startswith("asset:"):
                found.files.setdefault(Use(target.removeprefix("asset:"), link.image), next(link.places(file)))
            scheme, _, rest = link.href.partition(":")
            if scheme == "glossary":
                found.terms.add(rest)
            elif MEDIA in link.href:
                found.named.add(posixpath.normpath(posixpath.join(lesson.folder, link.href.partition("#")[0])))
    return found


class Leads:
    """Where the links of a course lead. Those of one folder are remembered: its lessons have many in common."""

    def __init__(self, course: Outline) -> None:
        self._course = course
        self._folder = ""
        self._known: dict[tuple[str, bool], str | Broken] = {}

    def target(self, lesson: FinishedLesson, href: str, *, image: bool = False) -> str | Broken:
        """As the bundle writes it: `lesson:ID#anchor`, `asset:PATH`, `glossary:ID`, an address or `#anchor`."""
        if href.startswith("#"):
            return _resolved(self._course, lesson, href, image=image)
        if lesson.folder != self._folder:
            self._folder = lesson.folder
            self._known.clear()
        if (href, image) not in self._known:
            self._known[href, image] = _resolved(self._course, lesson, href, image=image)
        return self._known[href, image]


def _resolved(course: Outline, lesson: FinishedLesson, href: str, *, image: bool) -> str | Broken:
    scheme, colon, rest = href.partition(":")
    if image and colon and "/" not in scheme:
        message, hint = "an image from elsewhere: {href}", "put the file into media/ and name it relative to the lesson"
        return Broken("link-scheme", message, hint, {"href": href})
    if colon and scheme == "glossary":
        return _glossary(course, rest)
    if colon and scheme.lower() in ("http", "https", "mailto"):
        return _address(href, scheme.lower(), rest)
    if colon and "/" not in scheme and "#" not in scheme and "." not in scheme:
        message, hint = (
            "links do not start with {scheme}:",
            "link to https:, mailto:, glossary: or a file of the course",
        )
        return Broken("link-scheme", message, hint, {"scheme": scheme})
    path, _, anchor = href.partition("#")
    return _file(course, lesson, path, anchor, image=image)


def _glossary(course: Outline, term: str) -> str | Broken:
    if any(term == entry.id for entry in course.glossary):
        return f"glossary:{term}"
    meant = close(term, [entry.id for entry in course.glossary if entry.id])
    hint = "did you mean {known}?" if meant else "add the entry to glossary.yaml"
    return Broken("link-broken", "the glossary has no entry {term}", hint, {"term": term, "known": meant})


def _address(href: str, scheme: str, rest: str) -> str | Broken:
    try:
        complete = bool(urlsplit(href).hostname) if scheme != "mailto" else "@" in rest
    except ValueError:
        complete = False
    if complete and " " not in href:
        return href
    return Broken(
        "link-broken", "the address {href} is not complete", "write it out, such as https://…", {"href": href}
    )


def _file(course: Outline, lesson: FinishedLesson, path: str, anchor: str, *, image: bool) -> str | Broken:
    name = posixpath.normpath(posixpath.join(lesson.folder, path)) if path else lesson.name
    if path.startswith("/") or "\\" in path or name.startswith(".."):
        message, hint = "the link {path} leads out of the course", "write the path relative to this file, with slashes"
        return Broken("link-broken", message, hint, {"path": path})
    target = course.named(name)
    if target and not image:
        return _anchor(target, anchor, here=not path)
    if not course.folder.has(name):
        folder, _, base = name.rpartition("/")
        meant = close(base, course.folder.names(folder), ALIKE)
        hint = "did you mean {known}?" if meant else "correct the path or add the file"
        return Broken("link-broken", "there is no file {path}", hint, {"path": path, "known": meant})
    return _asset(name, path, image=image)


def _asset(name: str, path: str, *, image: bool) -> str | Broken:
    """A file that the bundle takes along."""
    if name.endswith(".md"):
        message, hint = "{path} is not a lesson of the course", "list it in its module.yaml or take the link away"
        return Broken("link-broken", message, hint, {"path": path})
    if content_type(name) is None or (image and not (content_type(name) or "").startswith("image/")):
        message = "files of the kind {path} are not published"
        known = ", ".join(CONTENT_TYPES)
        return Broken("file-type", message, "use one of {known}", {"path": path, "known": known})
    if not can_be_named(name):
        message, hint = "not every system can hold a file named {path}", "use letters, digits, hyphens and dots"
        return Broken("file-type", message, hint, {"path": path})
    return f"asset:{name}"


def _anchor(target: FinishedLesson, anchor: str, *, here: bool) -> str | Broken:
    start = "" if here else f"lesson:{target.id or ''}"
    if not anchor:
        return start or "#"
    there = target.inventory
    if anchor in there.anchors:
        return f"{start}#{anchor}"
    elements = there.elements
    if anchor in elements:
        return f"{start}#{elements[anchor]}"
    meant = close(anchor, sorted((*there.anchors, *elements)))
    hint = "did you mean #{known}?" if meant else "write the heading's id, such as {{#id}} after the heading"
    values = {"anchor": anchor, "name": target.name, "known": meant}
    return Broken("link-broken", "{name} has no heading #{anchor}", hint, values)
