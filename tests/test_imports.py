"""The import rules of docs/architecture.md are not only written down: a copy of the tree that breaks one is refused."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the rules speak about."""
    copy = tmp_path_factory.mktemp("tree")
    shutil.copy(ROOT / ".importlinter", copy)
    for package in ("lms", "authoring"):
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__", "static"))
    return copy


@pytest.mark.parametrize(
    ("module", "forbidden", "arrow"),
    [
        ("lms/items/model.py", "lms.db", "lms.items.model -> lms.db"),
        ("lms/course/model.py", "yaml", "lms.course.model -> yaml"),
        ("lms/xapi/__init__.py", "lms.course.model", "lms.xapi -> lms.course.model"),
        ("lms/lrs/__init__.py", "lms.people", "lms.lrs -> lms.people"),
        ("lms/progress/__init__.py", "lms.reports", "lms.progress -> lms.reports"),
        ("lms/web/__init__.py", "lms.db", "lms.web -> lms.db"),
        ("lms/content/__init__.py", "authoring", "lms.content -> authoring"),
        ("authoring/commands/main.py", "lms.lrs", "authoring.commands.main -> lms.lrs"),
        ("authoring/commands/main.py", "sqlalchemy", "authoring.commands.main -> sqlalchemy"),
    ],
)
def test_an_import_against_the_rules_is_refused_by_name(tree: Path, module: str, forbidden: str, arrow: str):
    path = tree / module
    before = path.read_text()
    path.write_text(f"{before}\nimport {forbidden}\n")
    try:
        result = lint(tree)
    finally:
        path.write_text(before)
    assert result.returncode == 1
    assert arrow in result.stdout


def test_a_new_folder_must_find_its_layer(tree: Path):
    (tree / "lms/newcomer").mkdir()
    (tree / "lms/newcomer/__init__.py").touch()
    try:
        result = lint(tree)
    finally:
        shutil.rmtree(tree / "lms/newcomer")
    assert result.returncode == 1
    assert "lms.newcomer" in result.stdout
