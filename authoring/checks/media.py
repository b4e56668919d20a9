"""Links lead somewhere, images are there and described, and nothing in them runs."""

import re

from authoring.finished import Outline
from authoring.links import Broken, resolve
from authoring.problems import Place, Problems
from authoring.tree import CourseTree

ACTIVE = re.compile(
    rb"<script|<foreignObject|\son\w+\s*=|javascript:|<!ENTITY|href\s*=\s*[\"'](?!#|data:image/)", re.IGNORECASE
)


def link_targets(course: Outline, problems: Problems) -> None:
    """Every link and image leads to something that the bundle will hold, or to an address."""
    for lesson in course.lessons():
        for link in lesson.links:
            target = resolve(course, lesson, link.href, image=link.image)
            if isinstance(target, Broken):
                problems.report(target.code, link.place, target.message, target.hint, **target.values)


def images(course: CourseTree, problems: Problems) -> None:
    """Someone who does not see the image learns what it shows."""
    for lesson in course.lessons():
        for link in lesson.document.links:
            if link.image and not link.label and not link.decorative:
                message = "the image {name} has no alternative text"
                hint = "say between ![ and ] what it shows, or write <!-- decorative --> behind it if it shows nothing"
                problems.report("image-alt", link.place, message, hint, name=link.href)


def media_content(course: Outline, problems: Problems) -> None:
    """An SVG is a picture only."""
    for name, place in _drawings(course).items():
        content = course.folder.bytes(name, place)
        if content is not None and (found := ACTIVE.search(content)):
            line = content.count(b"\n", 0, found.start()) + 1
            message, hint = "the SVG holds a script or a link to elsewhere", "export it again as plain SVG"
            problems.report("media-unsafe", Place(name, line), message, hint)


def _drawings(course: Outline) -> dict[str, Place]:
    """The SVG files that lessons use, each with the first place that does."""
    found: dict[str, Place] = {}
    for lesson in course.lessons():
        for link in lesson.links:
            target = resolve(course, lesson, link.href, image=link.image)
            if isinstance(target, str) and target.startswith("asset:") and target.lower().endswith(".svg"):
                found.setdefault(target.removeprefix("asset:"), link.place)
    return found
