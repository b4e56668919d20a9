"""No text that came from outside is interpreted: what is filled in, looked up or run was written by us.

Two guards stand together. What messages may be is a type: `LiteralString`, which Pyrefly accepts only from the source.
Where something is filled in or looked up by name is seen here, in the syntax trees.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import LiteralString, TypeGuard, get_type_hints

import pytest

from authoring.locale import AuthorLocale
from authoring.source.problems import Problems
from lms.web.locale import Locale

ROOT = Path(__file__).parent.parent
SOURCES = sorted([*(ROOT / "lms").rglob("*.py"), *(ROOT / "authoring").rglob("*.py")])
TEMPLATES = sorted((ROOT / "lms/web/templates").rglob("*.html"))

FILLING = {"format", "format_map", "vformat"}
SPEAKING = {"_", "gettext", "ngettext"}
"""What gives back a message of ours: their arguments are `LiteralString`."""
CATALOGUES = {"words", "_words"}
"""In lms/web/charts: functions that return messages by their keys, and the name that their result has."""

NAMING = {"getattr", "setattr", "delattr", "attrgetter", "methodcaller"}
RUNNING = {"eval", "exec", "compile", "__import__", "import_module", "Template", "from_string", "Formatter"}

ARGUED = {
    "getattr(scope['state']['parts'], part)": "the fields of Parts",
    """import_module(f"{__name__}.{name.replace('-', '_')}")""": "the modules of our own commands, listed there",
    "getattr(value, name)": "the fields of our own models",
    "getattr(value, field.name)": "the fields of our own pages",
    "getattr(last, column.key)": "the key of one of our own columns",
    "getattr(query, kind)": "FILTERS",
    "getattr(state, name)": "the slots of our own states",
    "getattr(block, part)": "PARTS of the balance",
    "getattr(slider, end)": "low and high",
    "Template((DRAFTS / f'{name}.md').read_text(encoding='utf-8'))": "drafts that we ship, filled with settings",
    "getattr(block, key, None)": "SETS",
    "getattr(places, part)": "key and name",
    "getattr(one.written, key, None)": "title, alt and sentence",
    "getattr(LessonRenderer, name)": "the methods of LessonRenderer itself",
    "getattr(change.where, name)": "the four levels of a place",
    "getattr(change.was, name)": "the same",
}
"""What is looked up by a name, or run, though it does not stand in the line itself, and whose names those are."""


class Scope:
    """Syntax with what its names stand for; a name counts as ours when everything that it stands for there does."""

    def __init__(self, nodes: list[ast.AST], around: "Scope | None" = None) -> None:
        self.nodes = nodes
        own: dict[str, list[ast.expr | None]] = {}
        for node in nodes:
            for name, value in _bound(node):
                own.setdefault(name, []).append(value)
        self.meant = {**around.meant, **own} if around else own

    def ours(self, node: ast.expr | None, within: tuple[str, ...] = ()) -> bool:
        """Whether a text was written by us: a literal, a message, or a choice between such."""
        match node:
            case ast.IfExp(body=one, orelse=other):
                return self.ours(one, within) and self.ours(other, within)
            case ast.Call(func=ast.Name(id="Markup"), args=[text]):
                return self.ours(text, within)
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                return name in SPEAKING
            case ast.Subscript(value=catalogue):
                return self.catalogue(catalogue)
            case ast.Attribute(value=ast.Name(id="self"), attr=name) | ast.Name(id=name):
                found = [] if name in within else self.meant.get(name, [])
                return bool(found) and all(self.ours(value, (*within, name)) for value in found)
            case _:
                return isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)

    def catalogue(self, node: ast.expr | None) -> bool:
        match node:
            case ast.Dict(values=values):
                return all(self.ours(value) for value in values)
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                return name in CATALOGUES
            case ast.Name(id="words"):
                return all(value is None or self.catalogue(value) for value in self.meant.get("words", []))
            case ast.Name(id=name):
                found = self.meant.get(name, [])
                return any(self.catalogue(value) for value in found) and all(
                    self.catalogue(value) or not isinstance(value, ast.Dict | ast.Name) for value in found
                )
            case _:
                return False


def scopes(source: str) -> Iterator[Scope]:
    """The module without its functions, then each function and method with what is inside."""
    module, functions, rest = [], [], [ast.parse(source)]
    while rest:
        node = rest.pop()
        (functions if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else module).append(node)
        if node is module[-1]:
            rest.extend(ast.iter_child_nodes(node))
    yield (around := Scope(module))
    for function in functions:
        yield Scope([*ast.walk(function)], around)


def _bound(node: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    """What a node gives names to; None: something that is not known. `LiteralString` is what Pyrefly vouches for."""
    vouched = ast.Constant("")
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                yield from _unpacked(target, value)
        case ast.AnnAssign(target=ast.Name(id=name), annotation=ast.Name(id="LiteralString")):
            yield name, vouched
        case ast.AnnAssign(target=ast.Name(id=name), value=value) if value:
            yield name, value
        case ast.arg(arg=name, annotation=annotation):
            yield name, vouched if isinstance(annotation, ast.Name) and annotation.id == "LiteralString" else None
        case ast.For(target=target) | ast.comprehension(target=target):
            yield from _unpacked(target, None)
        case (
            ast.NamedExpr(target=ast.Name(id=name), value=value)
            | ast.withitem(optional_vars=ast.Name(id=name), context_expr=value)
        ):
            yield name, value
        case ast.AugAssign(target=ast.Name(id=name)):
            yield name, None


def _unpacked(target: ast.expr, value: ast.expr | None) -> Iterator[tuple[str, ast.expr | None]]:
    match target, value:
        case ast.Name(id=name), _:
            yield name, value
        case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
            for one, given in zip(targets, values, strict=True):
                yield from _unpacked(one, given)
        case ((ast.Tuple(elts=targets) | ast.List(elts=targets)), _):
            for one in targets:
                yield from _unpacked(one, None)


def filled(source: str) -> Iterator[str]:
    """Where a text that may be anybody's is filled in: `format` in its forms, `%`, a format specification."""
    for scope in scopes(source):
        for node in scope.nodes:
            if _fills(node, scope):
                yield f"{node.lineno}: {ast.unparse(node)}"


def _fills(node: ast.AST, scope: Scope) -> TypeGuard[ast.expr]:
    match node:
        case ast.Call(func=ast.Attribute(attr=name, value=text)) if name in FILLING:
            return not scope.ours(text)
        case ast.Call(func=ast.Name(id="map" | "partial" | "starmap"), args=[ast.Attribute(attr=name, value=text), *_]):
            return name in FILLING and not scope.ours(text)
        case ast.Call(func=ast.Name(id="format"), args=[_, specification]):
            return not scope.ours(specification)
        case ast.BinOp(op=ast.Mod(), left=text, right=number):
            return not scope.ours(text) and not _arithmetic(number)
        case _:
            return False


def _arithmetic(node: ast.expr) -> bool:
    """`x % 7`, `x % len(y)` and `x % MODULUS` count; what stands there is a number of ours."""
    match node:
        case ast.Constant(value=int()) | ast.Call(func=ast.Name(id="len")):
            return True
        case ast.Name(id=name):
            return name.isupper()
        case _:
            return False


def looked_up(source: str) -> Iterator[str]:
    """Where a name or a program is taken from a value."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args) if name in NAMING:
                given = args[1:2] if name.endswith("attr") else args
                if not all(isinstance(one, ast.Constant) for one in given):
                    yield _place(node)
            case (
                ast.Call(func=ast.Name(id=name))
                | ast.Call(func=ast.Attribute(attr="from_string" | "import_module" | "Template" | "Formatter" as name))
            ) if name in RUNNING:
                yield _place(node)


def _place(node: ast.expr) -> str:
    return f"{node.lineno}: {ast.unparse(node)}"


@cache
def texts() -> dict[str, str]:
    return {path.relative_to(ROOT).as_posix(): path.read_text() for path in SOURCES}


def test_only_texts_of_ours_are_filled_in():
    assert [f"{name}:{place}" for name, text in texts().items() for place in filled(text)] == []


def test_whatever_is_looked_up_by_a_value_has_a_name_of_ours():
    found = {place.partition(": ")[2]: name for name, text in texts().items() for place in looked_up(text)}
    assert {place: name for place, name in found.items() if place not in ARGUED} == {}
    assert [place for place in ARGUED if place not in found] == []


def test_catalogues_of_charts_hold_messages_only():
    found = []
    for path in sorted((ROOT / "lms/web/charts").glob("*.py")):
        for scope in scopes(path.read_text()):
            if isinstance(scope.nodes[0], ast.FunctionDef) and scope.nodes[0].name in CATALOGUES:
                answers = [one.value for one in scope.nodes if isinstance(one, ast.Return)]
                found.append((path.name, bool(answers) and all(scope.catalogue(one) for one in answers)))
    assert len(found) > 5
    assert [name for name, holds in found if not holds] == []


@pytest.mark.parametrize(
    ("function", "names"),
    [
        (Locale.gettext, ["message"]),
        (AuthorLocale.gettext, ["message"]),
        (AuthorLocale.ngettext, ["one", "many"]),
        (Problems.report, ["message", "hint"]),
    ],
)
def test_messages_are_typed_as_written_in_the_source(function, names: list[str]):
    hints = get_type_hints(function, localns={"LiteralString": LiteralString})
    assert {name: hints[name] for name in names} == dict.fromkeys(names, LiteralString)


def test_templates_fill_in_and_translate_literals_only():
    interpreting = re.compile(
        r"""\|\s*(?:format|attr)\b|\.format\(|\{%[^%]*\binclude\s+(?!")|(?<![.\w])(?:_|n?gettext)\((?!\s*["'])"""
    )
    assert len(TEMPLATES) > 20
    found = [(path.name, hit[0]) for path in TEMPLATES for hit in interpreting.finditer(path.read_text())]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "def f(text): return text.format(a=1)",
        "def f(text): return str.format(text, 1)",
        "def f(text): return map(text.format, [1])",
        "def f(text): return text.format_map({})",
        "def f(text, a): return text % a",
        "def f(text, a): return text % (a,)",
        "def f(request): return locale.known(request.cookies['a']).format(a=1)",
        "def f(self): return self.translations.get(text).format()",
        "def f(a, b):\n    text = 'a' if a else b\n    return text.format()",
        "def f(a):\n    for text in a:\n        text.format()",
        "text = 'a'\ndef f(text): return text.format()",
        "def f(said, a): return said[a].format()",
        "words = {'a': given}\nwords['a'].format()",
        "def f(value, given): return format(value, given)",
        "import string\ndef f(text): return string.Formatter().vformat(text, (), {})",
    ],
)
def test_filling_in_somebody_elses_text_is_found(source: str):
    assert [*filled(source)] != []


@pytest.mark.parametrize(
    "source",
    [
        "'{a}'.format(a=1)",
        "TEXT = '{a}'\nTEXT.format(a=1)",
        "def f(message: LiteralString): return message.format(a=1)",
        "def f(a):\n    one, other = 'a', 'b'\n    return locale.gettext(one if a else other).format()",
        "said = {'a': _('b'), 'c': ngettext('d', 'e', 1)}\nsaid['a'].format()",
        "def f(number): return number % 7",
        "b'%d' % length",
    ],
)
def test_filling_in_our_own_text_is_not(source: str):
    assert [*filled(source)] == []


@pytest.mark.parametrize(
    "source",
    ["getattr(a, name)", "eval(text)", "string.Template(text)", "environment.from_string(text)", "attrgetter(n)"],
)
def test_looking_up_by_a_value_is_found(source: str):
    assert [*looked_up(source)] == [f"1: {source}"]
