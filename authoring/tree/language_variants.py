"""Lessons in other languages: found beside their original, mirrored block by block, one key for all.

`lektion.md` has `lektion.en.md` in English and `lektion.ls.md` in Leichte Sprache. A variant holds words only: the same
blocks with the same ids, without keys and settings, which are the original's. Its `of:` remembers what it was made of.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence

from authoring.schema import DATA_BLOCKS, ITEMS
from authoring.source.files import Folder
from authoring.source.problems import Problems, SourcePlace
from authoring.source.silences import LINE
from authoring.tree.model import LessonTree
from lms.course.model import Block, HtmlBlock, ItemBlock, PoolBlock
from lms.items import Item

EASY = "ls"  # how authors call Leichte Sprache; in language tags it is the subtag `simple` (BCP 47)
VARIANT = re.compile(r"(?P<stem>.+)\.(?P<tag>[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)\.md")
END = "_end"  # what stands behind the last block; no id begins like this
SHORT = 8  # hex digits of a segment's digest: a change goes unnoticed once in four billion


def variant_names(folder: Folder, name: str, language: str) -> dict[str, str]:
    """The files that hold variants of the lesson `name`, by language tag."""
    below, _, file = name.rpartition("/")
    begins = file.removesuffix("md")
    found = {}
    for entry in folder.names(below):
        match = VARIANT.fullmatch(entry) if entry.startswith(begins) else None
        if match and f"{match['stem']}.md" == file:
            found[tag_of(match["tag"], language)] = f"{below}/{entry}"
    return found


def tag_of(written: str, language: str) -> str:
    return f"{language}-simple" if written == EASY else written


def original(name: str, folder: Folder) -> str:
    """The lesson that a file is a variant of, else the file itself."""
    below, _, file = name.rpartition("/")
    match = VARIANT.fullmatch(file)
    lesson = f"{below}/{match['stem']}.md" if match else name
    return lesson if folder.has(lesson) else name


def is_variant(name: str, folder: Folder) -> bool:
    return original(name, folder) != name


def segments(lesson: LessonTree) -> dict[str, str]:
    """The original's parts by the id of the block that ends each, with a digest of text and block."""
    lines, begun = lesson.source.lines, _first_line(lesson)
    found: dict[str, str] = {}
    for directive in lesson.document.directives:
        if directive.id and directive.name in {*ITEMS, *DATA_BLOCKS}:
            found[directive.id] = _digest(lines[begun : directive.end])
            begun = directive.end
    found[END] = _digest(lines[begun:])
    return found


def outdated(original: LessonTree, of: Mapping[str, str]) -> tuple[str, ...]:
    """The segments that are not what the variant was made of."""
    return tuple(segment for segment, digest in segments(original).items() if of.get(segment) != digest)


def _first_line(lesson: LessonTree) -> int:
    fences = (number for number, line in enumerate(lesson.source.lines) if number and line.rstrip() == "---")
    return next(fences, 0) + 1


def _digest(lines: Sequence[str]) -> str:
    """A silence is no words: what was translated stays as new as it was."""
    text = "\n".join(line.rstrip() for line in lines if not LINE.fullmatch(line)).strip()
    return hashlib.sha256(text.encode()).hexdigest()[:SHORT]


def report_outdated(original: LessonTree, variant: LessonTree, problems: Problems) -> tuple[str, ...]:
    """What a translator has to look at again."""
    of = variant.variant.of if variant.variant else {}
    changed = outdated(original, of)
    place = variant.located.place("of")
    if changed and not of:
        message, hint = "it is not noted which text this was made of", "run authoring translations --mark {name}"
        problems.report("translation-outdated", place, message, hint, name=variant.name)
    for segment in changed if of else ():
        message = "the original changed at {id} since this was made of it"
        hint = "look at {name}:{line}, then run authoring translations --mark {variant}"
        line = _line(original, segment)
        values = {"id": segment, "name": original.name, "line": line, "variant": variant.name}
        problems.report("translation-outdated", place, message, hint, **values)
    return changed


def _line(lesson: LessonTree, segment: str) -> int:
    found = (directive.line + 1 for directive in lesson.document.directives if directive.id == segment)
    return next(found, len(lesson.source.lines))


def mirrored(
    original: LessonTree, variant: LessonTree, mine: Sequence[Block], theirs: Sequence[Block], problems: Problems
) -> tuple[Block, ...]:
    """The variant's blocks `theirs` under the ids of the original's; what does not mirror is reported."""
    if not _same_blocks(variant, mine, theirs, problems) or not _same_texts(variant, mine, theirs, problems):
        return ()
    for one, other in zip(_asked(mine), _asked(theirs), strict=True):
        if key(one.item) != key(other.item):
            place = _place(variant, other.id)
            message = "{id} has other options, gaps or right answers than in {name}"
            hint = "write the same ids and marks as there; a translation changes words only"
            problems.report("translation-key", place, message, hint, id=other.id, name=original.name)
    return tuple(other.model_copy(update={"id": one.id}) for one, other in zip(mine, theirs, strict=True))


def _asked(blocks: Sequence[Block]) -> Iterator[ItemBlock]:
    """The items, also those in pools."""
    for block in blocks:
        if isinstance(block, ItemBlock):
            yield block
        elif isinstance(block, PoolBlock):
            yield from block.items


def key(item: Item) -> object:
    """What must be the same in every language."""
    return item.kind, item.mirrored_key()


def one_key(variants: Mapping[str, tuple[Block, ...]]) -> dict[str, tuple[Block, ...]]:
    """The variants with items that accept the words of every language: an answer is graded alike whatever was read."""
    items: dict[str, list[Item]] = {}
    for block in (block for blocks in variants.values() for block in _asked(blocks)):
        items.setdefault(block.id, []).append(block.item)
    return {tag: tuple(_accepting(block, items) for block in blocks) for tag, blocks in variants.items()}


def _accepting(block: Block, items: Mapping[str, Sequence[Item]]) -> Block:
    if isinstance(block, PoolBlock):
        return block.model_copy(update={"items": tuple(_accepting(one, items) for one in block.items)})
    if isinstance(block, ItemBlock):
        return block.model_copy(update={"item": block.item.accepting(items[block.id])})
    return block


def _same_blocks(variant: LessonTree, mine: Sequence[Block], theirs: Sequence[Block], problems: Problems) -> bool:
    wanted, found = _ids(mine), _ids(theirs)
    for identifier in found:
        if identifier not in wanted:
            message, hint = "the original has no block {id} any more", "delete the block, or correct its id"
            problems.report("translation-block", _place(variant, identifier), message, hint, id=identifier)
    for identifier in wanted:
        if identifier not in found:
            message, hint = "the block {id} of the original is missing here", "translate it, with the same id"
            problems.report("translation-block", variant.place(0), message, hint, id=identifier)
    if sorted(wanted) == sorted(found) and wanted != found:
        first = next(other for one, other in zip(wanted, found, strict=True) if one != other)
        message, hint = "the blocks stand in another order than in the original", "put {id} where it stands there"
        problems.report("translation-block", _place(variant, first), message, hint, id=first)
    return wanted == found


def _same_texts(variant: LessonTree, mine: Sequence[Block], theirs: Sequence[Block], problems: Problems) -> bool:
    """Between the same blocks there is text in both or in neither."""
    wanted, found = _gaps(mine), _gaps(theirs)
    for segment in wanted:
        if wanted[segment] != found[segment]:
            place = variant.place(len(variant.source.lines) - 1) if segment == END else _place(variant, segment)
            message = "before {id} the original has text or footnotes where this has none, or the other way round"
            hint = "translate passage by passage"
            problems.report("translation-text", place, message, hint, id=segment)
    return wanted == found


def _ids(blocks: Sequence[Block]) -> list[str]:
    inside = {block.id: [one.id for one in block.items] for block in blocks if isinstance(block, PoolBlock)}
    own = (block.id for block in blocks if not isinstance(block, HtmlBlock))
    return [identifier for one in own for identifier in (one, *inside.get(one, ()))]


def _gaps(blocks: Sequence[Block]) -> dict[str, int]:
    """How many passages end before each block, and at the end."""
    counted: dict[str, int] = {}
    running = 0
    for block in blocks:
        if isinstance(block, HtmlBlock):
            running += 1
        else:
            counted[block.id], running = running, 0
    counted[END] = running
    return counted


def _place(variant: LessonTree, identifier: str) -> SourcePlace:
    directive = next((one for one in variant.document.directives if one.id == identifier), None)
    return variant.place(directive.line, directive.column) if directive else variant.place(0)
