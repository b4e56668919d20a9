"""What an expression may be, and how it is read.

    sum      := product (("+" | "-") product)*
    product  := sign (("*" | "/") sign)*
    sign     := "-" sign | part
    part     := number | "(" sum ")" | "runden(" sum ";" digits ")" | "betrag(" sum ")" | figure
    figure   := ("kommune" | "kreis" | "land" | "deutschland") "." name ["(" year ")"]

Numbers are German: `12,5`, `1.234`, `0,5`. There are no variables, loops or calls, so every expression ends.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, cast, get_args

Scope = Literal["kommune", "kreis", "land", "deutschland"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
FUNCTIONS = ("runden", "betrag")
LONGEST, DEEPEST, MOST_DIGITS = 500, 30, 6

_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)|(?P<name>[a-zäöüß][a-zäöüß0-9_]*)|(?P<mark>[-+*/().;−·])"
)


class Wrong(ValueError):
    """No expression. `message` is an English gettext id with fields from `values`; `at` counts characters from 0."""

    def __init__(self, message: str, at: int, **values: object) -> None:
        super().__init__(message.format(**values))
        self.message, self.at, self.values = message, at, values


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal


@dataclass(frozen=True, slots=True)
class Figure:
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


Expression = Number | Figure | Negative | Calculation | Rounded | Absolute


@lru_cache(maxsize=4096)
def parse(source: str) -> Expression:
    """The expression in a text; raises Wrong."""
    return _Reader(source).whole()


def figures(expression: Expression) -> Iterator[Figure]:
    """The figures that an expression asks for, in the order in which they stand."""
    match expression:
        case Figure():
            yield expression
        case Negative(of) | Rounded(of) | Absolute(of):
            yield from figures(of)
        case Calculation(_, left, right):
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
            text = match[0].replace("−", "-").replace("·", "*")
            self.tokens.append((str(match.lastgroup), text, at))
            at = match.end()
        self.tokens.append(("end", "", len(source)))
        self.position = 0

    @property
    def token(self) -> tuple[str, str, int]:
        return self.tokens[self.position]

    def whole(self) -> Expression:
        expression = self.sum()
        if self.token[0] != "end":
            raise Wrong("{found} is not expected here", self.token[2], found=self.token[1])
        return expression

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
        if kind == "name":
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

    def figure(self) -> Figure:
        scope = cast("Scope", self.take())
        self.expect(".")
        kind, name, at = self.token
        if kind != "name":
            raise Wrong("after the point the name of a figure is missing", at)
        self.take()
        if self.token[1] != "(":
            return Figure(scope, name, None)
        self.take()
        kind, year, at = self.token
        if kind != "number" or not year.isdigit() or len(year) != 4:
            raise Wrong("in the parentheses a year is missing, such as (2023)", at)
        self.take()
        self.expect(")")
        return Figure(scope, name, int(year))

    def take(self) -> str:
        self.position += 1
        return self.tokens[self.position - 1][1]

    def expect(self, mark: str) -> None:
        if self.token[1] != mark:
            raise Wrong("{mark} is missing here", self.token[2], mark=mark)
        self.take()
