"""Lists of items: task lists become options, arrow lists become pairs; their texts stay in the token stream."""

import re
from collections.abc import Callable

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from authoring.markdown.directives import Directive, ListPart
from authoring.markdown.gaps import GAP
from authoring.source.files import Source
from authoring.source.problems import Problems

TASK = re.compile(
    r"\[(?P<mark>[ xX]?|\{\{(?P<where>[^{}\n]*)\}\})\](?=\s|$)\s*(?:\{#(?P<id>[^}]*)\}\s*)?(?P<text>.*)", re.DOTALL
)
SIDE = re.compile(r"\s*(?:\{#(?P<id>[^}]*)\})?\s*(?P<text>.*)", re.DOTALL)
FEEDBACK = re.compile(r"(?:^|\s+)(?:—|--)(?:\s+|$)")  # keyboards have no —
BULLET = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
ARROW = re.compile(r"→|[-=–]>")  # nor →
HEADING_ID = re.compile(r"(?P<text>.*?)[ \t]*\{#(?P<id>[^}]*)\}[ \t]*")


def headings(state: StateCore) -> None:
    """Takes `{#id}` off headings before their text is read."""
    for at, opening in enumerate(state.tokens):
        if opening.type == "heading_open" and (match := HEADING_ID.fullmatch(state.tokens[at + 1].content)):
            state.tokens[at + 1].content = match["text"]
            opening.meta["id"] = match["id"]


def item_lists(state: StateCore) -> None:
    """Replaces the list of each item by the inline tokens of its parts."""
    tokens, kept = state.tokens, list[Token]()
    inside: list[Directive] = []
    done = 0  # up to here tokens are in `kept`, or their parts are
    for position, token in enumerate(tokens):
        if position < done:
            continue
        if token.type == "directive_open":
            inside.append(token.meta["directive"])
        elif token.type == "directive_close":
            inside.pop()
        elif inside and token.type in (BULLETS, NUMBERS) and inside[-1].name in LISTS:
            after = _list_end(tokens, position)
            if after and (parts := _parts(state, inside[-1], tokens[position:after])):
                kept += [*tokens[done:position], *parts]
                done = after
    state.tokens = kept + tokens[done:]


def _list_end(tokens: list[Token], position: int) -> int:
    """The index after the list that opens at `position`; 0 if it is never closed."""
    opening = tokens[position]
    close = opening.type.replace("open", "close")
    closing = (index for index in range(position, len(tokens)) if tokens[index].type == close)
    return next((index + 1 for index in closing if tokens[index].level == opening.level), 0)


def _parts(state: StateCore, directive: Directive, tokens: list[Token]) -> list[Token]:
    """The inline tokens of a list that belongs to the item, empty for an ordinary list."""
    kind, mark, reader = LISTS[directive.name]
    entries = _entries(tokens)
    if tokens[0].type != kind or not any(mark.search(inline.content) for _, inline, _ in entries):
        return []
    source, problems = state.env["source"], state.env["problems"]
    made: list[Token] = []
    for line, inline, simple in entries:
        if not simple:
            message, hint = "an option holds more than one paragraph", "keep an option to one paragraph without lists"
            problems.report("option-form", source.place(line), message, hint)
        made.extend(reader(directive, line, inline, source, problems))
    return made


def _entries(tokens: list[Token]) -> list[tuple[int, Token, bool]]:
    """Of each list entry its line, its first inline token and whether that is all."""
    entries: list[tuple[Token, Token | None, bool]] = []
    level = tokens[0].level + 1
    for token in tokens:
        if token.type == "list_item_open" and token.level == level:
            entries.append((token, None, True))
        elif token.type == "inline" and entries:
            opening, first, _ = entries[-1]
            entries[-1] = (opening, first, False) if first and first.content else (opening, token, True)
    return [(at.map[0] if at.map else 0, first or _inline("", at.map), simple) for at, first, simple in entries]


def _inline(content: str, lines: list[int] | None) -> Token:
    token = Token("inline", "", 0)
    token.content, token.map, token.children, token.meta = content, lines, list[Token](), {"role": "part"}
    return token


def _option(directive: Directive, line: int, inline: Token, source: Source, problems: Problems) -> list[Token]:
    match = TASK.fullmatch(inline.content)
    bullet = BULLET.match(source.lines[line])
    column = bullet.end() if bullet else 0
    if not match or not match["mark"]:
        message, hint = "an option without [ ] or [x]", "start it with - [ ] or, when it is right, with - [x]"
        problems.report("option-form", source.place(line, column), message, hint)
        return []
    text, *feedback = FEEDBACK.split(match["text"], maxsplit=1)
    part = ListPart(
        line=line,
        column=column,
        id=match["id"],
        at=None if match["id"] is not None else column + len(f"[{match['mark']}]"),
        text=_inline(text, inline.map) if text.strip() else None,
        correct=match["mark"] in "xX",
        where=match["where"],
        feedback=_inline(feedback[0], inline.map) if feedback and feedback[0].strip() else None,
    )
    directive.parts.append(part)
    return [token for token in (part.text, part.feedback) if token]


def _pair(directive: Directive, line: int, inline: Token, source: Source, problems: Problems) -> list[Token]:
    bullet = BULLET.match(source.lines[line])
    column = bullet.end() if bullet else 0
    arrow = ARROW.search(inline.content)
    if not arrow:
        message, hint = "a pair without an arrow", "write - source → target"
        problems.report("option-form", source.place(line, column), message, hint)
        return []
    where = source.find(arrow[0], line, inline.map[1] if inline.map else None)
    part = _side(inline.content[: arrow.start()], inline, line, column)
    behind = where.column - 1 + len(arrow[0])
    target = _side(inline.content[arrow.end() :], inline, where.line - 1, behind)
    part.target = target
    directive.parts.append(part)
    return [side.text for side in (part, target) if side.text]


def _side(content: str, inline: Token, line: int, column: int) -> ListPart:
    match = SIDE.fullmatch(content)
    identifier, text = (match["id"], match["text"].strip()) if match else (None, content.strip())
    at = column if identifier is None and text else None
    return ListPart(line, column, identifier, at, _inline(text, inline.map) if text else None)


def _step(directive: Directive, line: int, inline: Token, source: Source, problems: Problems) -> list[Token]:  # noqa: ARG001 — readers are called alike
    """A step to put in its place: nothing but an id and a text."""
    bullet = BULLET.match(source.lines[line])
    part = _side(inline.content, inline, line, bullet.end() if bullet else 0)
    directive.parts.append(part)
    return [part.text] if part.text else []


def _point(directive: Directive, line: int, inline: Token, source: Source, problems: Problems) -> list[Token]:
    """A point of a scale: what was chosen, and behind a dash what is said then."""
    text, *feedback = FEEDBACK.split(inline.content, maxsplit=1)
    tokens = _step(directive, line, _inline(text, inline.map), source, problems)
    if feedback and feedback[0].strip():
        directive.parts[-1].feedback = _inline(feedback[0], inline.map)
        tokens.append(directive.parts[-1].feedback)
    return tokens


def _task(directive: Directive, line: int, inline: Token, source: Source, problems: Problems) -> list[Token]:
    """A step to do: what, behind it `[[what is expected]]`, behind that a unit."""
    found = GAP.search(inline.content)
    if not found:
        bullet = BULLET.match(source.lines[line])
        message, hint = "a step without an answer", "write it behind the step as [[answer]]"
        problems.report("option-form", source.place(line, bullet.end() if bullet else 0), message, hint)
        return []
    tokens = _step(directive, line, _inline(inline.content[: found.start()], inline.map), source, problems)
    part = directive.parts[-1]
    part.accepted = tuple(one.strip() for one in found["accepted"].split("|"))
    part.unit = inline.content[found.end() :].strip().rstrip(".")
    return tokens


Reader = Callable[[Directive, int, Token, Source, Problems], list[Token]]
BULLETS, NUMBERS = "bullet_list_open", "ordered_list_open"
BRACKET, GAP_OPENS, ANYTHING = re.compile(r"\["), re.compile(r"\[\["), re.compile("")
LISTS: dict[str, tuple[str, re.Pattern[str], Reader]] = {
    "choice": (BULLETS, BRACKET, _option),
    "multiple-choice": (BULLETS, BRACKET, _option),
    "matching": (BULLETS, ARROW, _pair),
    "likert": (BULLETS, ANYTHING, _point),
    "sequencing": (NUMBERS, ANYTHING, _step),
    "performance": (NUMBERS, GAP_OPENS, _task),
}
"""Of each kind with a list: which list is meant, what stands in one of its entries, and how an entry is read."""
