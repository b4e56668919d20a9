"""From a name to where it is defined, to everywhere it stands, and to a new name."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import LiteralString

from authoring.lsp.named_things import Mention, mentions
from authoring.lsp.overlay import Overlay
from authoring.source.slug import LONGEST, is_id
from authoring.tree.finished_lesson import Outline
from authoring.tree.language_variants import is_variant, original


@dataclass(frozen=True)
class FoundPlace:
    """A place in a file of the course: a mention, or its beginning when nothing is named there."""

    name: str
    line: int = 0
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Around:
    """Where a question comes from: the file `name`, its course, and how positions are counted."""

    name: str
    outline: Outline
    folder: Overlay
    encoding: str


class RenameRefused(Exception):
    """`message` is an English gettext id with fields from `values`."""

    def __init__(self, message: LiteralString, **values: object) -> None:
        super().__init__(message)
        self.message, self.values = message, values


def definition(mention: Mention, around: Around) -> list[FoundPlace]:
    """Where what is named under the cursor stands."""
    match mention.kind:
        case "file":
            return [FoundPlace(mention.name)] if around.folder.has(mention.name) else []
        case "module":
            return [FoundPlace(f"{mention.name}/module.yaml")]
        case "data":
            return [
                FoundPlace(f"data/{mention.name}.{end}")
                for end in ("yaml", "csv")
                if around.folder.has(f"data/{mention.name}.{end}")
            ]
        case "heading":
            path, _, anchor = mention.name.partition("#")
            lesson = around.outline.named(path)
            return [
                FoundPlace(path, line - 1)
                for line, element in (lesson.inventory.marks() if lesson else ())
                if element == anchor
            ]
        case _:
            found = references(mention, around)
            defined = [place for place, one in found if one.defines and not is_variant(place.name, around.folder)]
            return defined or [place for place, one in found if one.defines]


def references(mention: Mention, around: Around) -> list[tuple[FoundPlace, Mention]]:
    """Every place that names the same; parts of an item only in its lesson and the lesson's variants."""
    names = list(files(around.outline, around.folder))
    if mention.kind == "part":
        stem = original(around.name, around.folder).removesuffix(".md")
        names = [one for one in names if one == around.name or one.startswith(f"{stem}.")]
    found: list[tuple[FoundPlace, Mention]] = []
    for one in names:
        page = around.folder.page(one, around.encoding)
        if mention.word.rpartition("/")[2].rpartition("#")[2] in page.text:
            same = (
                other
                for other in mentions(one, page, around.outline)
                if (other.kind, other.name) == (mention.kind, mention.name)
            )
            found += [(FoundPlace(one, other.line, other.start, other.end), other) for other in same]
    return found


def files(outline: Outline, folder: Overlay) -> Iterator[str]:
    """The files that can name something."""
    yield from (name for name in ("course.yaml", "glossary.yaml") if folder.has(name))
    for module in outline.modules:
        yield f"{module.name}/module.yaml"
        yield from (f"{module.name}/{name}" for name in folder.names(module.name) if name.endswith(".md"))


def renamed(mention: Mention, wanted: str, around: Around) -> dict[str, list[FoundPlace]]:
    """What has to become `wanted`, by file; raises Refused."""
    if mention.kind not in ("id", "part", "term"):
        raise RenameRefused("{name} is the name of a file or a heading; rename it there.", name=mention.name)
    if not is_id(wanted):
        message = (
            "{id} is not an id: use lower-case letters a–z, digits and single hyphens, at most {longest} characters."
        )
        raise RenameRefused(message, id=wanted, longest=LONGEST)
    if wanted != mention.word and wanted in _taken(mention, around):
        raise RenameRefused("The id {id} is taken; choose another one.", id=wanted)
    places = references(mention, around)
    if not any(one.defines for _, one in places):
        raise RenameRefused("{name} is not defined in this course; there is nothing to rename.", name=mention.name)
    edits: dict[str, list[FoundPlace]] = defaultdict(list)
    for place, _ in places:
        edits[place.name].append(place)
    return edits


def _taken(mention: Mention, around: Around) -> set[str]:
    if mention.kind == "term":
        return {term.id for term in around.outline.glossary if term.id}
    if mention.kind == "part":
        item = mention.name.rpartition("/")[0]
        here = mentions(around.name, around.folder.page(around.name, around.encoding), around.outline)
        return {one.word for one in here if one.kind == "part" and one.name.startswith(f"{item}/")}
    modules = {module.file.id for module in around.outline.modules if module.file and module.file.id}
    return modules | {identifier for lesson in around.outline.lessons() for identifier, _ in lesson.ids if identifier}
