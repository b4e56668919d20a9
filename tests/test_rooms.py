"""A stranger finds the room: folders and modules of a size to take in, one name for one thing, HTTP in `routes`."""

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LINES, MODULES = 300, 20
ONE_OF_A_KIND = {
    "authoring/checks",
    "authoring/commands",
    "lms/cli",
    "lms/migrations/versions",
    "lms/web/charts",
    "lms/web/pages",
}
"""Folders in which every module is one check, command, chart or page and is named for it."""
REPEATED = {"__init__", "routes", "tables", "errors", "model"}
"""File names that mean the same wherever they stand."""
Rule = Callable[[Path], list[str]]
METHODS = {"get", "post", "put", "patch", "delete", "route", "asgi"}


def modules(root: Path) -> Iterator[tuple[str, Path]]:
    """Every module with its folder, as seen from the root."""
    for package in ("lms", "authoring"):
        for path in sorted((root / package).rglob("*.py")):
            yield path.parent.relative_to(root).as_posix(), path


def long_modules(root: Path) -> list[str]:
    sizes = ((path, len(path.read_text().splitlines())) for _, path in modules(root))
    return [f"{path.relative_to(root)} has {lines} lines" for path, lines in sizes if lines > LINES]


def full_folders(root: Path) -> list[str]:
    found = defaultdict[str, int](int)
    for folder, path in modules(root):
        found[folder] += path.stem != "__init__"
    return [f"{folder} has {n} modules" for folder, n in found.items() if n > MODULES and folder not in ONE_OF_A_KIND]


def classes_of_one_name(root: Path) -> list[str]:
    found = defaultdict[str, list[str]](list)
    for _, path in modules(root):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(path.relative_to(root).as_posix())
    return [f"{name}: {', '.join(places)}" for name, places in sorted(found.items()) if len(places) > 1]


def modules_of_one_name(root: Path) -> list[str]:
    found = defaultdict[str, list[str]](list)
    for folder, path in modules(root):
        if folder not in ONE_OF_A_KIND and path.stem not in REPEATED:
            found[path.stem].append(path.relative_to(root).as_posix())
    return [f"{name}: {', '.join(places)}" for name, places in sorted(found.items()) if len(places) > 1]


def handlers_elsewhere(root: Path) -> list[str]:
    """Handlers that stand in no module called `routes`; `app` answers only whether the service is alive."""
    return [
        f"{path.relative_to(root)}:{node.lineno}"
        for _, path in modules(root)
        if path.stem != "routes" and path.relative_to(root).as_posix() != "lms/app.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") in METHODS
    ]


def folders_that_tell_no_flow(root: Path) -> list[str]:
    """Folders whose `__init__` has no docstring, or names in backticks a module that is not there."""
    found = []
    for folder, path in modules(root):
        if path.stem != "__init__":
            continue
        said = ast.get_docstring(ast.parse(path.read_text()))
        if not said:
            found.append(f"{folder} says nothing")
            continue
        for name in re.findall(r"`([a-z_]+(?:\.[a-z_]+)?/?)`", said):
            place = name.rstrip("/").replace(".", "/")
            near = (
                one / f"{place}{ending}" for one in (path.parent, path.parent.parent, root) for ending in ("", ".py")
            )
            if not any(one.exists() for one in near) and not is_defined(name, path.parent):
                found.append(f"{folder} speaks of {name}, which is not there")
    return found


def is_defined(name: str, folder: Path) -> bool:
    """Whether a module in the folder or beside it defines it."""
    last = re.escape(name.rsplit(".", maxsplit=1)[-1])
    wanted = re.compile(rf"^(?:async )?(?:def|class) {last}\b|^{last}\b", re.MULTILINE)
    return any(wanted.search(one.read_text()) for one in [*folder.glob("*.py"), *folder.parent.glob("*.py")])


RULES: dict[Rule, dict[str, str]] = {
    long_modules: {"lms/long.py": "x = 1\n" * (LINES + 1)},
    full_folders: {f"lms/full/m{number}.py": "" for number in range(MODULES + 1)},
    classes_of_one_name: {"lms/a.py": "class Place: ...", "authoring/b.py": "class Place: ..."},
    modules_of_one_name: {"lms/a/store.py": "", "authoring/b/store.py": ""},
    handlers_elsewhere: {"lms/pages.py": '@get("/")\nasync def home(): ...\n'},
    folders_that_tell_no_flow: {"lms/dumb/__init__.py": '"""`shelf` holds things."""\n'},
}
"""Each rule with a tree that breaks it."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_the_rule(rule: Rule):
    assert rule(ROOT) == []


@pytest.mark.parametrize(("rule", "files"), RULES.items(), ids=lambda one: getattr(one, "__name__", ""))
def test_a_tree_that_breaks_the_rule_is_found_out(
    rule: Callable[[Path], list[str]], files: dict[str, str], tmp_path: Path
):
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert rule(tmp_path) != []
