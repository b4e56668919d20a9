"""A directive as it stands in the source: name, id, title, options, and what its list or text holds."""

from dataclasses import dataclass, field

from markdown_it.token import Token


@dataclass
class Option:
    """A line `:name: value`, with its continuation lines; `column` is where the value starts."""

    name: str
    value: str
    line: int
    name_column: int
    column: int


@dataclass
class ListPart:
    """An entry of an item's list. Lines and columns count from 0; `at` is where a missing id belongs.

    `accepted` and `unit` are what a step of a procedure expects. `where` says for which places an option is right.
    """

    line: int
    column: int
    id: str | None
    at: int | None
    text: Token | None
    correct: bool = False
    where: str | None = None
    feedback: Token | None = None
    target: "ListPart | None" = None
    accepted: tuple[str, ...] = ()
    unit: str = ""


@dataclass
class WrittenGap:
    """A gap of a fill-in text, as written in `raw`; `lines` bound the paragraph around it."""

    id: str | None
    accepted: tuple[str, ...]
    raw: str
    lines: tuple[int, int] = (0, 0)


@dataclass
class Directive:
    """`first` and `last` bound the body's lines, options taken away; `end` is the line after the closing fence."""

    name: str
    line: int
    column: int
    colons: int
    id: str | None
    id_column: int
    title: str
    closed: bool
    body: tuple[int, int]
    end: int
    level: int
    parent: "Directive | None" = None
    options: list[Option] = field(default_factory=list)
    texts: dict[str, list[Token]] = field(default_factory=dict)
    parts: list[ListPart] = field(default_factory=list)
    gaps: list[WrittenGap] = field(default_factory=list)
