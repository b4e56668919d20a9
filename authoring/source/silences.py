"""Comments in which authors say that a check is known at a place, and why.

In Markdown `<!-- silence: link-text — reason -->`, in YAML `# silence: figure-age — reason`. In a line of its own it
is about what follows: the next block, or the next entry with all that is in it; behind a text about its line.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from authoring.source.files import Source
from authoring.source.problems import CODES, Problems, Severity, Silence, SourcePlace
from authoring.source.spelling import close

WORD = "silence"
COMMENT = re.compile(r"<!--\s*silence\b:?(?P<said>.*?)-->", re.DOTALL)
LINE = re.compile(r"\s*<!--\s*silence\b.*?-->\s*|\s*#\s*silence\b.*")
"""A line with nothing but a silence."""
REMARK = re.compile(r"(?:^|\s)#\s*silence\b:?(?P<said>.*)$")
SAID = re.compile(r"\s*(?P<codes>[\w-]+(?:\s*,\s*[\w-]+)*)?(?:\s*[—–:]\s*|\s+-+\s+|\s+|$)(?P<reason>.*)", re.DOTALL)
REASON = re.compile(r"\w{3}")
ENTRY = re.compile(r"\s*- ")


def in_markdown(source: Source, tokens: Sequence[Token], problems: Problems) -> None:
    """Notes the silences in the text of a lesson; those in its YAML are noted when that is read."""
    if WORD not in source.text:
        return
    spans = [(token.map[0], token.map[1]) for token in tokens if token.map and token.type != "html_block"]
    for token in tokens:
        if not token.map:
            continue
        if token.type == "html_block":
            for found in COMMENT.finditer(token.content):
                line = token.map[0] + token.content.count("\n", 0, found.start())
                end = token.map[0] + token.content.count("\n", 0, found.end())
                column = source.lines[line].find("<!--")
                _note(found["said"], source.place(line, column), _following(spans, end), problems)
        for child in token.children or ():
            if child.type == "html_inline" and (found := COMMENT.fullmatch(child.content.strip())):
                place = source.find(child.content.split("\n")[0], *token.map)
                _note(found["said"], place, (place.line, place.line), problems)


def _following(spans: Sequence[tuple[int, int]], line: int) -> tuple[int, int]:
    """The first and last line, counted from 1, of the block that begins next."""
    start = min((first for first, _ in spans if first > line), default=line + 1)
    return start + 1, max((last for first, last in spans if first == start), default=start + 1)


def in_yaml(source: Source, first: int, last: int, problems: Problems) -> None:
    """Notes the silences in the lines from `first` up to `last`, counted from 0."""
    if WORD not in source.text:
        return
    for number in range(first, last):
        line = source.lines[number]
        if WORD in line and (found := REMARK.search(line)):
            place = source.place(number, line.index("#", found.start()))
            alone = line.lstrip().startswith("#")
            span = _entry(source.lines, number + 1, last) if alone else (number + 1, number + 1)
            _note(found["said"], place, span, problems)


def _entry(lines: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The first and last line, counted from 1, of the entry that begins next, with all that is in it."""
    numbers = [one for one in range(start, end) if (text := lines[one].strip()) and not text.startswith("#")]
    if not numbers:
        return start, start
    begin, *rest = numbers
    depth, listed = _depth(lines[begin]), bool(ENTRY.match(lines[begin]))
    last = begin
    for number in rest:
        same = _depth(lines[number]) == depth and not listed and ENTRY.match(lines[number])
        if _depth(lines[number]) <= depth and not same:
            break
        last = number
    return begin + 1, last + 1


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _note(said: str, place: SourcePlace, span: tuple[int, int], problems: Problems) -> None:
    match = SAID.fullmatch(said.strip())
    codes = [one.strip() for one in (match["codes"] or "").split(",") if one.strip()] if match else []
    if not match or not codes:
        message, hint = "what is silenced here?", "write silence: code — reason"
        problems.report("silence-code", place, message, hint)
        return
    if not REASON.search(match["reason"]):
        message, hint = "{codes} is silenced without a reason", "write the reason behind it: silence: {codes} — …"
        problems.report("silence-reason", place, message, hint, codes=", ".join(codes))
    for code in codes:
        if _can_be_silenced(code, place, problems):
            problems.silences.add(Silence(place, code, *span))


def _can_be_silenced(code: str, place: SourcePlace, problems: Problems) -> bool:
    if code not in CODES:
        known = close(code, tuple(_silenceable()))
        hint = "did you mean {known}?" if known else "write the code that authoring check says, such as link-text"
        problems.report("silence-code", place, "there is no check {check}", hint, check=code, known=known)
    elif CODES[code] is Severity.ERROR:
        message, hint = "{check} is an error and cannot be silenced", "mend it, then delete this silence"
        problems.report("silence-code", place, message, hint, check=code)
    elif code.startswith(WORD):
        problems.report("silence-code", place, "{check} is about silences", "mend the other silence", check=code)
    return code in _silenceable()


def _silenceable() -> Iterator[str]:
    return (code for code, severity in CODES.items() if severity is not Severity.ERROR and not code.startswith(WORD))
