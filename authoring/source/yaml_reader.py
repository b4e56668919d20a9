"""YAML with marks: every scalar stays text and every value knows its line and column; the schema says what it means."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, LiteralString

import yaml

from authoring.source.files import Source
from authoring.source.problems import Problems, SourcePlace
from authoring.source.silences import in_yaml

DEEPEST = 20  # libyaml's own composer recurses in C and dies of a hundred thousand brackets

PLAIN = re.compile(r"\w[\w .,()–-]*(?<! )")
LINE = re.compile(rf"(?P<key>[a-z_]{{1,64}}): (?P<value>{PLAIN.pattern})")

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Located:
    """Plain data (dict, list, str, None) and the places of its values and keys by path."""

    value: Any
    values: dict[Path, SourcePlace]
    keys: dict[Path, SourcePlace] = field(default_factory=dict)

    def place(self, *path: str | int) -> SourcePlace:
        """The place of the value at `path`, else of the nearest value around it."""
        while path not in self.values:
            path = path[:-1]
        return self.values[path]

    def key(self, *path: str | int) -> SourcePlace:
        return self.keys.get(path) or self.place(*path)

    def at(self, part: str | int) -> "Located":
        """The part of a list or mapping, on its own."""
        values = {path[1:]: place for path, place in self.values.items() if path[:1] == (part,)}
        keys = {path[1:]: place for path, place in self.keys.items() if path[:1] == (part,) and path[1:]}
        return Located(self.value[part], values, keys)


def scalar(text: str) -> str:
    """The text as YAML on one line, in quotes where it could mean something else."""
    return text if PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)  # JSON's strings are YAML's too


class _Unreadable(Exception):
    """Composing cannot go on; the problem is reported already."""


def read(source: Source, problems: Problems, lines: tuple[int, int] | None = None) -> Located | None:
    """The YAML in a source, or in its lines from `lines[0]` up to `lines[1]` (counted from 0)."""
    first, last = lines or (0, len(source.lines))
    in_yaml(source, first, last, problems)
    if plain := _plain(source, first, last):
        return plain
    text = "\n".join(source.lines[first:last])
    try:
        composer = _Composer(source, problems, first, iter(yaml.parse(text, Loader=yaml.CLoader)))
        return composer.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = source.place(first + mark.line, mark.column) if mark else source.place(first)
        why = problems.locale.known(error.problem or "unreadable")
        hint = "check indentation, colons and quotes around here"
        problems.report("yaml", place, "this is not valid YAML: {why}", hint, why=why)
    except yaml.reader.ReaderError as error:
        before = text[: error.position] if isinstance(error.position, int) else ""
        place = source.place(first + before.count("\n"), len(before.rpartition("\n")[2]))
        message = "a control character is not allowed in YAML"
        problems.report("yaml", place, message, "delete it")
    except _Unreadable:
        pass
    return None


def _plain(source: Source, first: int, last: int) -> Located | None:
    """Keys with words as `scalar` writes them, one a line; None where anything else stands: that is for YAML."""
    located = Located(dict[str, Any](), {(): source.place(first)})
    for number in range(first, last):
        line = LINE.fullmatch(source.lines[number])
        if not line or line["value"] == "null" or line["key"] in located.value:
            return None
        located.value[line["key"]] = line["value"]
        located.values[line["key"],] = source.place(number, line.start("value"))
        located.keys[line["key"],] = source.place(number)
    return located if first < last else None


class _Composer:
    """Builds plain data from libyaml's events; anchors, tags and doubled keys are problems."""

    def __init__(self, source: Source, problems: Problems, first: int, events: Iterator[Any]) -> None:
        self.source, self.problems, self.first, self.events = source, problems, first, events
        self.located = Located(None, {}, {})

    def document(self) -> Located | None:
        value: Any = None
        self.located.values[()] = self.source.place(self.first)
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if self.located.keys:
                    message = "a second YAML document starts here"
                    self._give_up("yaml", event, message, "keep one document in a file; delete the line with ---")
                value = self._node(next(self.events), ())
        return Located(value, self.located.values, self.located.keys)

    def _place(self, event: Any) -> SourcePlace:
        return self.source.place(self.first + event.start_mark.line, event.start_mark.column)

    def _give_up(self, code: str, event: Any, message: LiteralString, hint: LiteralString) -> None:
        self.problems.report(code, self._place(event), message, hint)
        raise _Unreadable

    def _node(self, event: Any, path: Path) -> Any:
        self.located.values[path] = self._place(event)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self._give_up("alias", event, "YAML anchors (&) and aliases (*) are not used here", "write the value out")
        if event.tag and event.tag != "!":
            self._give_up("yaml", event, "YAML tags (!) are not used here", "delete the tag")
        if len(path) > DEEPEST:
            self._give_up("yaml", event, "the YAML is nested too deeply", "make it flatter")
        match event:
            case yaml.MappingStartEvent():
                return self._mapping(path)
            case yaml.SequenceStartEvent():
                return self._sequence(path)
        return None if event.implicit[0] and event.value in ("", "~", "null") else event.value

    def _sequence(self, path: Path) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            values.append(self._node(event, (*path, len(values))))
        return values

    def _mapping(self, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._give_up("yaml", event, "a key must be a plain word", "write the key as plain text")
            key = event.value
            if key in values:
                hint = "keep one of the two"
                message = "the key {key} stands here twice"
                self.problems.report("duplicate-key", self._place(event), message, hint, key=key)
            self._node(event, (*path, key))
            self.located.keys[*path, key] = self._place(event)
            values[key] = self._node(next(self.events), (*path, key))
        return values
