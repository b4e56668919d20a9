"""What an expression may be, and how it is read.

    sum      := product (("+" | "-") product)*
    product  := sign (("*" | "/") sign)*
    sign     := "-" sign | part
    part     := number | "(" sum ")" | "runden(" sum ";" digits ")" | "betrag(" sum ")" | figure
    figure   := ("kommune" | "kreis" | "land" | "deutschland") "." name ["(" year ")"]

A condition says yes or no instead of a value:

    condition  := both ("oder" both)*
    both       := comparison ("und" comparison)*
    comparison := sum ("<" | "<=" | ">" | ">=" | "=" | "≠") sum

Numbers are German: `12,5`, `1.234`, `0,5`. There are no variables, loops or calls, so every expression ends.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, LiteralString, cast, get_args

Scope = Literal["kommune", "kreis", "land", "deutschland"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
FUNCTIONS = ("runden", "betrag")
WORDS = ("und", "oder")
LONGEST, DEEPEST, MOST_DIGITS = 500, 30, 6

Sign = Literal["<", "<=", ">", ">=", "=", "≠"]
SIGNS: tuple[Sign, ...] = get_args(Sign)
_TYPED = {"−": "-", "·": "*", "≤": "<=", "≥": ">=", "!=": "≠"}  # other ways to write a mark

_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)|(?P<name>[a-zäöüß][a-zäöüß0-9_]*)|(?P<mark>[<>!]=|[-+*/().;−·<>=≠≤≥])"
)


class Wrong(ValueError):
    """No expression. `message` is an English gettext id with fields from `values`; `at` counts characters from 0."""

    def __init__(self, message: LiteralString, at: int, **values: object) -> None:
        super().__init__(message.format(**values))
        self.message, self.at, self.values = message, at, values


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal


@dataclass(frozen=True, slots=True)
class FigureTerm:
    scope: Scope
    name: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Negative:
    of: "Expression"


@dataclass(frozen=True, slots=True)
class Calculation:
    operator: Literal["+", "-", "*", "/"]
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Rounded:
    of: "Expression"
    digits: int


@dataclass(frozen=True, slots=True)
class Absolute:
    of: "Expression"


@dataclass(frozen=True, slots=True)
class Comparison:
    sign: Sign
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Joined:
    """Two conditions that both have to hold, or one of which has to."""

    word: Literal["und", "oder"]
    left: "Condition"
    right: "Condition"


Expression = Number | FigureTerm | Negative | Calculation | Rounded | Absolute
Condition = Comparison | Joined


@lru_cache(maxsize=4096)
def read(source: str) -> Expression | Condition:
    """The expression or condition in a text; raises Wrong."""
    return _Reader(source).whole()


def parse(source: str) -> Expression:
    """The expression in a text; raises Wrong, also for a condition."""
    found = read(source)
    if isinstance(found, Condition):
        raise Wrong("a comparison has no value that could be shown; it belongs between the brackets of an option", 0)
    return found


def condition(source: str) -> Condition:
    """The condition in a text; raises Wrong, also for an expression that compares nothing."""
    found = read(source)
    if not isinstance(found, Condition):
        raise Wrong("nothing is compared; write when the option is right, such as {{{{… > …}}}}", 0)
    return found


def figures(expression: Expression | Condition) -> Iterator[FigureTerm]:
    """The figures that an expression asks for, in the order in which they stand."""
    match expression:
        case FigureTerm():
            yield expression
        case Negative(of) | Rounded(of) | Absolute(of):
            yield from figures(of)
        case Calculation(_, left, right) | Comparison(_, left, right) | Joined(_, left, right):
            yield from figures(left)
            yield from figures(right)


class _Reader:
    """Reads from left to right, one token ahead."""

    def __init__(self, source: str) -> None:
        if len(source) > LONGEST:
            raise Wrong("the expression is longer than {limit} characters", LONGEST, limit=LONGEST)
        self.tokens: list[tuple[str, str, int]] = []
        self.depth = 0
        at = 0
        while at < len(source):
            if source[at].isspace():
                at += 1
                continue
            match = _TOKEN.match(source, at)
            if not match:
                raise Wrong("{found} cannot stand in an expression", at, found=source[at])
            text = _TYPED.get(match[0], match[0])
            self.tokens.append((str(match.lastgroup), text, at))
            at = match.end()
        self.tokens.append(("end", "", len(source)))
        self.position = 0

    @property
    def token(self) -> tuple[str, str, int]:
        return self.tokens[self.position]

    def whole(self) -> Expression | Condition:
        found = self.either()
        if self.token[0] != "end":
            raise Wrong("{found} is not expected here", self.token[2], found=self.token[1])
        return found

    def either(self) -> Expression | Condition:
        left = self.both()
        while self.token[1] == "oder":
            left = self.joined(left, self.both)
        return left

    def both(self) -> Expression | Condition:
        left = self.comparison()
        while self.token[1] == "und":
            left = self.joined(left, self.comparison)
        return left

    def joined(self, left: Expression | Condition, next_one: Callable[[], Expression | Condition]) -> Condition:
        _, _, at = self.token
        word = cast("Literal['und', 'oder']", self.take())
        right = next_one()
        if not isinstance(left, Condition) or not isinstance(right, Condition):
            raise Wrong("{word} joins two comparisons", at, word=word)
        return Joined(word, left, right)

    def comparison(self) -> Expression | Condition:
        left = self.sum()
        if self.token[1] not in SIGNS:
            return left
        return Comparison(cast("Sign", self.take()), left, self.sum())

    def sum(self) -> Expression:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Wrong("the parentheses are nested too deeply", self.token[2])
        left = self.product()
        while self.token[1] in ("+", "-"):
            operator = cast("Literal['+', '-']", self.take())
            left = Calculation(operator, left, self.product())
        self.depth -= 1
        return left

    def product(self) -> Expression:
        left = self.sign()
        while self.token[1] in ("*", "/"):
            operator = cast("Literal['*', '/']", self.take())
            left = Calculation(operator, left, self.sign())
        return left

    def sign(self) -> Expression:
        signs = 0
        while self.token[1] == "-":
            self.take()
            signs += 1
        part = self.part()
        return Negative(part) if signs % 2 else part

    def part(self) -> Expression:
        kind, text, at = self.token
        if kind == "number":
            self.take()
            return Number(Decimal(text.replace(".", "").replace(",", ".")))
        if text == "(":
            self.take()
            inside = self.sum()
            self.expect(")")
            return inside
        if kind == "name" and text in FUNCTIONS:
            return self.function()
        if kind == "name" and text in SCOPES:
            return self.figure()
        if kind == "name" and text not in WORDS:
            raise Wrong("{found} is unknown here", at, found=text)
        if kind == "end":
            raise Wrong("the expression ends too early", at)
        raise Wrong("{found} is not expected here", at, found=text)

    def function(self) -> Expression:
        name = self.take()
        self.expect("(")
        inside = self.sum()
        if name == "betrag":
            self.expect(")")
            return Absolute(inside)
        self.expect(";")
        kind, text, at = self.token
        if kind != "number" or not text.isdigit() or int(text) > MOST_DIGITS:
            raise Wrong("runden needs a number of digits from 0 to {most}, such as runden(…; 1)", at, most=MOST_DIGITS)
        self.take()
        self.expect(")")
        return Rounded(inside, int(text))

    def figure(self) -> FigureTerm:
        scope = cast("Scope", self.take())
        self.expect(".")
        kind, name, at = self.token
        if kind != "name":
            raise Wrong("after the point the name of a figure is missing", at)
        self.take()
        if self.token[1] != "(":
            return FigureTerm(scope, name, None)
        self.take()
        kind, year, at = self.token
        if kind != "number" or not year.isdigit() or len(year) != 4:
            raise Wrong("in the parentheses a year is missing, such as (2023)", at)
        self.take()
        self.expect(")")
        return FigureTerm(scope, name, int(year))

    def take(self) -> str:
        self.position += 1
        return self.tokens[self.position - 1][1]

    def expect(self, mark: str) -> None:
        if self.token[1] != mark:
            raise Wrong("{mark} is missing here", self.token[2], mark=mark)
        self.take()
