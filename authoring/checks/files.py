"""The files of a course: each is used, and what can only be heard or seen can be read too."""

import re

from authoring.checks.listing import complete
from authoring.compile.link_targets import MEDIA
from authoring.compile.link_targets import links as of_course
from authoring.source.problems import Problems, SourcePlace
from authoring.tree.finished_lesson import Outline
from authoring.tree.model import CourseTree
from lms.course.media_types import content_type

HEARD = re.compile(r"\.(mp4|webm|m4v|mov|mp3|m4a|ogg|wav)$", re.IGNORECASE)
SEEN = re.compile(r"\.(mp4|webm|m4v|mov)$", re.IGNORECASE)
CAPTIONS = re.compile(r"\buntertitel\w*|\bcaption(s|ed)\b|\bsubtitle", re.IGNORECASE)
TRANSCRIPT = re.compile(
    r"transkript|transcript|abschrift|mitschrift|textfassung|zum nachlesen|im wortlaut", re.IGNORECASE
)


def unused_media(course: Outline, problems: Problems) -> None:
    """A file that no lesson shows or links to is probably forgotten, or its lesson is."""
    folders = [f"{module.name}/{MEDIA}" for module in course.modules]
    there = [f"{folder}/{name}" for folder in folders for name in course.folder.names(folder)]
    if not there or not complete(course):
        return
    used = of_course(course).named
    for name in there:
        if name not in used and content_type(name) is not None:
            message, hint = "no lesson uses this file", "delete it, or show it in a lesson"
            problems.report("media-unused", SourcePlace(name), message, hint)


def captions(course: CourseTree, problems: Problems) -> None:
    """A film has captions (WCAG 1.2.2), a recording has a transcript (WCAG 1.2.1)."""
    for lesson in course.lessons():
        links = [link for link in lesson.document.links if link.words is not None]
        heard = [link for link in links if HEARD.search(link.address)]
        if not heard:
            continue
        words = lesson.document.words
        beside = {link.address.rpartition(".")[0] for link in links if link.address.lower().endswith(".vtt")}
        for link in heard:
            stem, place = link.address.rpartition(".")[0], link.words_at(lesson.source)
            if SEEN.search(link.address):
                if not (CAPTIONS.search(words) or any(one.startswith(stem) for one in beside)):
                    message, hint = "the film {name} has no captions", "add them as a .vtt file and link to it, too"
                    problems.report("media-captions", place, message, hint, name=link.address)
            elif not TRANSCRIPT.search(words):
                message, hint = "{name} can only be heard", "add a transcript and call it one"
                problems.report("media-captions", place, message, hint, name=link.address)
