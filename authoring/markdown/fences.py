"""The block rule for colon fences: finds where a directive ends, takes its options, lets Markdown read the rest."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from authoring.markdown.directives import Directive, Option
from authoring.schema import ADMONITIONS, DATA_BLOCKS, DIRECTIVES, ITEMS, POOLS, TEXT_OPTIONS, fields_of
from authoring.schema.synonyms import intended
from authoring.source.files import Source
from authoring.source.problems import Problems

OPENING = re.compile(r"(?P<colons>:{3,})\{(?P<name>[^}]*)\}(?P<rest>.*)")
CLOSING = re.compile(r"(:{3,})[ \t]*")
OPTION = re.compile(r":(?P<name>[\w-]+):(?:[ \t]+(?P<value>.*))?")
ALMOST = re.compile(r":(?P<name>[\w-]+)(?=\s|$)|(?::?)(?P<other>[\w-]+):(?=\s|$)")
IDENTIFIER = re.compile(r"#(\S+)[ \t]*")
CODE = re.compile(r"(```+|~~~+)")
FENCES = (":", "`", "~")


def fences(md: MarkdownIt) -> None:
    """The plugin: before ordinary fences, able to end a paragraph, list or quotation."""
    terminates = {"alt": ["paragraph", "reference", "blockquote", "list", "table", "footnote_def"]}
    md.block.ruler.before("fence", "directive", _directive, terminates)


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not state.src.startswith(":::", state.bMarks[start] + state.tShift[start]) or state.is_code_block(start):
        return False
    if silent:
        return True
    source, problems = state.env["source"], state.env["problems"]
    text = _line(state, start)
    opening = OPENING.fullmatch(text.rstrip())
    if not opening:
        _stray(text, start, source, problems)
        state.line = start + 1
        return True
    last, closed, after = _end(state, start, end, len(opening["colons"]))
    directive = _opened(state, opening, start, (last, closed, after))
    if not closed:
        hint = "end it with a line {colons}; a block around another one needs more colons"
        message = "the block {name} is never closed"
        place = source.place(start, directive.column)
        problems.report("directive-unclosed", place, message, hint, name=directive.name, colons=opening["colons"])
    state.env["directives"].append(directive)
    token = state.push("directive_open", "", 1)
    token.meta, token.map, token.block = {"directive": directive}, [start, after], True
    if directive.name not in DATA_BLOCKS:
        _take_options(state, directive)
        if directive.title and directive.name in ADMONITIONS:
            state.push("title_open", "p", 1)
            title = state.push("inline", "", 0)
            title.content, title.map, title.children = directive.title, [start, start + 1], list[Token]()
            state.push("title_close", "p", -1)
        for option in directive.options:
            _text(state, directive, option)
        state.env["around"].append(directive)
        _tokenize(state, directive)
        state.env["around"].pop()
    state.push("directive_close", "", -1).meta = {"directive": directive}
    state.line = after
    return True


def _stray(text: str, line: int, source: Source, problems: Problems) -> None:
    if CLOSING.fullmatch(text.rstrip()):
        message, hint = "these colons close nothing", "delete the line; a block around another one needs more colons"
    else:
        message, hint = "this line looks like a block but is none", "write {example}"
    place = source.find(":::", line)
    problems.report("stray-colons", place, message, hint, example=":::{note}")


def _end(state: StateBlock, start: int, end: int, colons: int) -> tuple[int, bool, int]:
    """The line of the closing fence, whether there is one, and the line to go on with."""
    code = ""
    for number in range(start + 1, end):
        text = _line(state, number).rstrip()
        if text[:1] not in FENCES:
            continue
        if fence := CODE.match(text):
            code = "" if code and text.startswith(code) else code or fence[1]
        if code:
            continue
        opening, closing = OPENING.fullmatch(text), CLOSING.fullmatch(text)
        if opening and len(opening["colons"]) == colons:
            return number, False, number  # the next block of this size starts anew: one mistake, one problem
        if closing and len(closing[1]) == colons:
            return number, True, number + 1
    return end, False, end


def _opened(state: StateBlock, opening: re.Match[str], start: int, span: tuple[int, bool, int]) -> Directive:
    source, problems = state.env["source"], state.env["problems"]
    name, rest = opening["name"].strip(), opening["rest"].strip()
    column = state.tShift[start] + (state.bMarks[start] - _line_start(state, start))
    place = source.place(start, column)
    if name not in DIRECTIVES:
        meant = intended(name, DIRECTIVES)
        hint = "did you mean {known}?" if meant else "known are {known}"
        known = meant or ", ".join(DIRECTIVES)
        problems.report("directive-unknown", place, "there is no block {name}", hint, name=name, known=known)
    identifier = IDENTIFIER.match(rest)
    title = rest[identifier.end() :] if identifier else rest
    last, closed, after = span
    return Directive(
        name=name,
        line=start,
        column=column,
        colons=len(opening["colons"]),
        id=identifier[1] if identifier else None,
        id_column=source.lines[start].find("#") if identifier else len(source.lines[start].rstrip()),
        title=title,
        closed=closed,
        body=(start + 1, last),
        end=after,
        level=state.level,
        parent=next(reversed(state.env["around"]), None),
    )


def _line_start(state: StateBlock, line: int) -> int:
    return state.src.rfind("\n", 0, state.bMarks[line]) + 1


def _take_options(state: StateBlock, directive: Directive) -> None:
    """Options stand at the start or at the end of the body; `directive.body` keeps what is between."""
    source: Source = state.env["source"]
    first, last = directive.body
    lines = source.lines
    while first < last and (not lines[first].strip() or OPTION.fullmatch(lines[first].strip())):
        first = _option(source, directive, first, last)
    tail = last
    for number in range(last - 1, first - 1, -1):
        if OPTION.fullmatch(lines[number].strip()):
            tail = number
        elif lines[number].strip() and not lines[number].startswith("  "):
            break
    number = tail
    while number < last:
        number = _option(source, directive, number, last)
    directive.body = (first, tail)


def _option(source: Source, directive: Directive, number: int, last: int) -> int:
    """Takes the option in a line and its continuation lines; the line after them."""
    text = source.lines[number]
    match = OPTION.fullmatch(text.strip())
    if not match:
        return number + 1
    indent = len(text) - len(text.lstrip())
    column = indent + (match.start("value") if match["value"] else len(text.strip()))
    values = [match["value"] or ""]
    after = number + 1
    while after < last and source.lines[after].startswith(" " * (indent + 2)) and source.lines[after].strip():
        values.append(source.lines[after].strip())
        after += 1
    value = "\n".join(values).strip()
    directive.options.append(Option(match["name"], value, number, indent, column))
    return after


def _text(state: StateBlock, directive: Directive, option: Option) -> None:
    """Options that are texts go through Markdown with everything else, so that their links are seen."""
    if option.name not in TEXT_OPTIONS or not option.value:
        return
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = option.value, [option.line, option.line + 1], list[Token]()
    token.meta = {"role": "option"}
    directive.texts.setdefault(option.name, []).append(token)


def _tokenize(state: StateBlock, directive: Directive) -> None:
    first, last = directive.body
    parent, line_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "directive", last
    state.md.block.tokenize(state, first, last)
    state.parentType, state.lineMax = parent, line_max
    if directive.name not in {*ITEMS, *POOLS}:
        return
    inside = [one for one in state.env["directives"] if one.parent is directive]
    taken = {number for one in inside for number in range(one.line, one.end)}
    for number in range(first, last):
        text = state.env["source"].lines[number].strip()
        if number in taken:
            continue
        if OPTION.fullmatch(text):
            place = state.env["source"].place(number)
            hint = "move it to the start or the end of the block"
            state.env["problems"].report("option-place", place, "an option stands amid the text", hint)
        elif (likely := ALMOST.match(text)) and (name := _almost(directive, likely["name"] or likely["other"], text)):
            message, hint = "this line looks like the option {name} but is none", "write it as :{name}: …"
            state.env["problems"].report("option-place", state.env["source"].place(number), message, hint, name=name)


def _almost(directive: Directive, word: str, text: str) -> str:
    """The option that a line without one of its colons means: `:points 2`, `points: 2`; else nothing."""
    known = fields_of({**ITEMS, **POOLS}[directive.name])
    if text.startswith(":"):
        return intended(word, known)
    return word if word in known else ""  # a sentence may begin with any other word and a colon
