"""Links lead somewhere, images are there and described, and nothing in them runs."""

import re

from authoring.compile.link_targets import links
from authoring.source.problems import Problems, SourcePlace
from authoring.tree.finished_lesson import Outline
from authoring.tree.model import CourseTree

ACTIVE = re.compile(
    rb"<script|<foreignObject|\son\w+\s*=|javascript:|<!ENTITY|href\s*=\s*[\"'](?!#|data:image/)", re.IGNORECASE
)


def link_targets(course: Outline, problems: Problems) -> None:
    """Every link and image leads to something that the bundle will hold, or to an address."""
    for place, target in links(course).broken:
        problems.report(target.code, place, target.message, target.hint, **target.values)


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
    drawings = {use.name: place for use, place in links(course).files.items() if use.name.lower().endswith(".svg")}
    for name, place in drawings.items():
        content = course.folder.bytes(name, place)
        if content is not None and (found := ACTIVE.search(content)):
            line = content.count(b"\n", 0, found.start()) + 1
            message, hint = "the SVG holds a script or a link to elsewhere", "export it again as plain SVG"
            problems.report("media-unsafe", SourcePlace(name, line), message, hint)
