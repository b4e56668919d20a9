"""Where a file names things of the course: ids, terms, data sets, files; half-typed texts are read as they are."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from authoring.locale import locale
from authoring.lsp.cursor import Cursor
from authoring.lsp.fields import data_set_keys
from authoring.lsp.positions import OpenText
from authoring.markdown.fences import CLOSING, CODE, OPENING
from authoring.schema import DATA_BLOCKS, DIRECTIVES, ITEMS
from authoring.source.files import Source
from authoring.source.problems import Problems
from authoring.source.yaml_reader import Located, read
from authoring.tree.finished_lesson import Outline

Kind = Literal["id", "part", "term", "data", "file", "module", "heading"]
LINK = re.compile(r"(?:\]\([ \t]*<?|^[ \t]*\[[^\]^]+\]:[ \t]*<?)(?P<href>[^\s()<>]+)")
MARK = re.compile(r"\{#(?P<id>[^}\s]+)\}")
ID = re.compile(r"#(?P<id>\S+)")
HEAD_ID = re.compile(r"id:[ \t]*(?P<id>[^\s#]+)")
OF = re.compile(r"(?:^[ \t]+|[{,][ \t]*)(?P<id>[a-z0-9-]+):")
VALUE = re.compile(r"(?P<key>[\w-]+):[ \t]*(?P<value>[^\s#]+)[ \t]*$")
INLINE_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")


@dataclass(frozen=True)
class Mention:
    """`name` is an id, `item/part`, a path in the course or `path#heading`; columns bound the word itself."""

    kind: Kind
    name: str
    line: int
    start: int
    end: int
    defines: bool = False

    @property
    def word(self) -> str:
        """What stands in the text for it, without what is around."""
        return self.name.rpartition("/")[2] if self.kind == "part" else self.name


def mentions(name: str, page: OpenText, outline: Outline) -> Iterator[Mention]:
    """All of a file, in the order of the text."""
    if name.endswith(".md"):
        yield from _in_lesson(name, page, outline)
    elif name.endswith(".yaml"):
        problems = Problems(locale("en"))
        source = Source(name, "\n".join(page.line(number) for number in range(len(page.lines))))
        located = read(source, problems)
        if located:
            yield from _in_yaml(name, located, page)


def at(name: str, page: OpenText, outline: Outline, line: int, column: int) -> Mention | None:
    """The mention under the cursor."""
    here = (one for one in mentions(name, page, outline) if one.line == line and one.start <= column <= one.end)
    return next(here, None)


def _in_lesson(name: str, page: OpenText, outline: Outline) -> Iterator[Mention]:
    body = Cursor(name, page, 0, 0).body
    for number in range(1, body):
        yield from _in_front_matter(page.line(number), number)
    opened: list[tuple[int, str, str]] = []
    code = ""
    for number in range(body, len(page.lines)):
        text = page.line(number)
        if fence := CODE.match(text.strip()):
            code = "" if code and text.strip().startswith(code) else code or fence[1]
        if code or fence:
            continue
        if opening := OPENING.fullmatch(text.strip()):
            kind = opening["name"].strip()
            identifier = ID.search(text, text.index("}") + 1)
            if identifier and kind in DIRECTIVES:
                yield Mention("id", identifier["id"], number, *identifier.span("id"), defines=True)
            opened.append((len(opening["colons"]), kind, identifier["id"] if identifier else ""))
        elif (closing := CLOSING.fullmatch(text.strip())) and any(len(closing[1]) == one for one, *_ in opened):
            while opened and opened.pop()[0] != len(closing[1]):
                pass
        else:
            yield from _in_text(name, text, number, opened[-1][1:] if opened else ("", ""), outline)


def _in_front_matter(text: str, number: int) -> Iterator[Mention]:
    if found := HEAD_ID.match(text):
        yield Mention("id", found["id"], number, *found.span("id"), defines=True)
    elif text.startswith(("of:", " ", "\t")):
        for found in OF.finditer(text.removeprefix("of:").rjust(len(text))):
            yield Mention("id", found["id"], number, *found.span("id"))


def _in_text(name: str, text: str, number: int, around: tuple[str, str], outline: Outline) -> Iterator[Mention]:
    kind, item = around
    plain = INLINE_CODE.sub(lambda found: " " * len(found[0]), text)
    if kind in DATA_BLOCKS and (found := VALUE.match(plain)) and found["key"] in data_set_keys(DATA_BLOCKS[kind]):
        yield Mention("data", found["value"], number, *found.span("value"))
    for found in MARK.finditer(plain):
        if kind in ITEMS:
            yield Mention("part", f"{item}/{found['id']}", number, *found.span("id"), defines=True)
        elif plain.startswith("#"):
            yield Mention("heading", f"{name}#{found['id']}", number, *found.span("id"), defines=True)
    for found in LINK.finditer(plain):
        yield from _link(name, found["href"], number, found.start("href"), outline)


def _link(name: str, href: str, number: int, start: int, outline: Outline) -> Iterator[Mention]:
    scheme, colon, rest = href.partition(":")
    if colon and "/" not in scheme:
        if scheme == "glossary":
            yield Mention("term", rest, number, start + len("glossary:"), start + len(href))
        return
    path, mark, anchor = href.partition("#")
    folder = name.rpartition("/")[0]
    target = posixpath.normpath(posixpath.join(folder, unquote(path))) if path else name
    if path:
        yield Mention("file", target, number, start, start + len(path))
    if mark:
        lesson = outline.named(target)
        known = lesson is not None and anchor in lesson.inventory.elements
        end = start + len(href)
        yield Mention(
            "id" if known else "heading", anchor if known else f"{target}#{anchor}", number, end - len(anchor), end
        )


def _in_yaml(name: str, located: Located, page: OpenText) -> Iterator[Mention]:
    folder, _, file = name.rpartition("/")
    value = located.value
    if file == "glossary.yaml":
        for index, entry in enumerate(value if isinstance(value, list) else ()):
            if isinstance(entry, dict):
                yield from _scalar("term", entry.get("id"), located, page, (index, "id"), defines=True)
        return
    if not isinstance(value, dict) or folder == "data":
        return
    yield from _scalar("id", value.get("id"), located, page, ("id",), defines=True)
    for key in ("modules",) if name == "course.yaml" else ("lessons", "quiz"):
        entries = value.get(key)
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            yield from _scalar("file" if folder else "module", entry, located, page, (key, index), folder=folder)
        if isinstance(entries, str):
            yield from _scalar("file", entries, located, page, (key,), folder=folder)
    completion = value.get("completion")
    wanted = completion.get("lessons") if isinstance(completion, dict) else None
    for index, entry in enumerate(wanted if isinstance(wanted, list) else ()):
        yield from _scalar("id", entry, located, page, ("completion", "lessons", index))


def _scalar(
    kind: Kind,
    value: object,
    located: Located,
    page: OpenText,
    path: tuple[str | int, ...],
    *,
    folder: str = "",
    defines: bool = False,
) -> Iterator[Mention]:
    if not isinstance(value, str) or not value:
        return
    place = located.place(*path)
    start = page.line(place.line - 1).find(value, place.column - 1)  # behind a quotation mark
    if start >= 0:
        name = f"{folder}/{value}" if folder else value
        yield Mention(kind, name, place.line - 1, start, start + len(value), defines)
