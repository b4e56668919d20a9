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
METHODS = {"get", "post", "put", "patch", "delete", "head", "route", "asgi", "websocket"}


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
        if isinstance(decorator, ast.Call) and called(decorator.func) in METHODS
    ]


def called(function: ast.expr) -> str:
    """`get` or `litestar.get` alike, as the last of its names."""
    match function:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id="litestar"), attr=name):
            return name
    return ""


def folders_that_tell_no_flow(root: Path) -> list[str]:
    """Folders whose `__init__` is missing, has no docstring, or names in backticks a module that is not there."""
    folders = {path.parent for _, path in modules(root)} - {root / "lms/migrations/versions"}  # alembic's, no package
    found = [f"{one.relative_to(root)} has no __init__" for one in folders if not (one / "__init__.py").exists()]
    for folder, path in modules(root):
        if path.stem != "__init__":
            continue
        said = ast.get_docstring(ast.parse(path.read_text()))
        if not said:
            found.append(f"{folder} says nothing")
            continue
        for name in re.findall(r"`([a-z_]\w*(?:\.[a-z_]\w*)*/?)`", said):
            place = name.rstrip("/").replace(".", "/")
            near = (
                one / f"{place}{ending}" for one in (path.parent, path.parent.parent, root) for ending in ("", ".py")
            )
            if not any(one.exists() for one in near) and not is_defined(name, path.parent):
                found.append(f"{folder} speaks of {name}, which is not there")
    return found


def is_defined(name: str, folder: Path) -> bool:
    """Whether a module in the folder or beside it defines or brings in what is called so."""
    last = name.rsplit(".", maxsplit=1)[-1]
    return any(last in names_in(one) for one in [*folder.glob("*.py"), *folder.parent.glob("*.py")])


def names_in(module: Path) -> set[str]:
    found = set[str]()
    for node in ast.parse(module.read_text()).body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                found.add(node.name)
            case ast.Assign() | ast.AnnAssign():
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                found |= {one.id for one in targets if isinstance(one, ast.Name)}
    return found


RULES: dict[Rule, list[dict[str, str]]] = {
    long_modules: [{"lms/long.py": "x = 1\n" * (LINES + 1)}],
    full_folders: [{f"lms/full/m{number}.py": "" for number in range(MODULES + 1)}],
    classes_of_one_name: [{"lms/a.py": "class Place: ...", "authoring/b.py": "class Place: ..."}],
    modules_of_one_name: [{"lms/a/store.py": "", "authoring/b/store.py": ""}],
    handlers_elsewhere: [
        {"lms/pages.py": '@get("/")\nasync def home(): ...\n'},
        {"lms/pages.py": '@litestar.post("/")\ndef home(): ...\n'},
        {"lms/pages.py": 'class Pages:\n    @head("/")\n    def home(self): ...\n'},
    ],
    folders_that_tell_no_flow: [
        {"lms/dumb/__init__.py": ""},
        {"lms/bare/store.py": ""},
        {"lms/old/__init__.py": '"""`shelf` holds things."""\n'},
        {"lms/old/__init__.py": '"""`lms.old.shelf` holds things."""\n'},
        {"lms/old/__init__.py": '"""`shelf` holds things."""\n', "lms/old/a.py": '"""\nshelf: gone\n"""\n'},
    ],
}
"""Each rule with trees that break it."""
BROKEN = [(rule, files) for rule, trees in RULES.items() for files in trees]
KEPT = {
    "lms/__init__.py": '"""`routes` ask `store.put`, as `lms.store` says."""\n',
    "lms/routes.py": '@get("/")\nasync def home(): ...\n',
    "lms/store.py": "def put(): ...\nclass Store: ...\nclass _Own: ...\n" + "x = 1\n" * (LINES - 3),
    "authoring/__init__.py": '"""`checks/` say what is wrong."""\n',
    "authoring/checks/__init__.py": '"""One check a module."""\n',
    "authoring/checks/store.py": "class _Own: ...\n",
    "authoring/routes.py": "",
} | {f"authoring/checks/c{number}.py": "" for number in range(MODULES)}
"""A tree that keeps every rule, just."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_the_rule(rule: Rule):
    assert rule(ROOT) == []


@pytest.mark.parametrize(("rule", "files"), BROKEN, ids=lambda one: getattr(one, "__name__", ""))
def test_a_tree_that_breaks_the_rule_is_found_out(rule: Rule, files: dict[str, str], tmp_path: Path):
    assert rule(written(files, tmp_path)) != []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_tree_that_just_keeps_the_rule_passes(rule: Rule, tmp_path: Path):
    assert rule(written(KEPT, tmp_path)) == []


def written(files: dict[str, str], root: Path) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root
