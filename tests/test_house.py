"""What the whole tree promises: no machine's address, no secret, a pin for everything, a reason beside every ignore."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LARGEST_PICTURE = 200_000

FORBIDDEN = {
    "address of a package index": re.compile(r"pypi\.(?:org|python)|pythonhosted\.org|registry\.npmjs|\bindex-url\b"),
    "path of somebody's machine": re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/\w"),
    "private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"),
    "access token": re.compile(r"\b(?:gh[pousr]_\w{30,}|glpat-[\w-]{20}|AKIA[0-9A-Z]{16}|xox[bp]-[\w-]{20,})"),
}


def tracked() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode != 0:
        pytest.skip("not a Git working tree")
    return [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_tracked_file_holds_an_address_a_machine_path_or_a_secret(what: str):
    found = []
    for path in tracked():
        if path == Path(__file__):
            continue
        lines = path.read_bytes().decode(errors="replace").splitlines()
        place = path.relative_to(ROOT)
        found += [f"{place}:{number}: {line}" for number, line in enumerate(lines, 1) if FORBIDDEN[what].search(line)]
    assert found == []


def test_what_others_made_stays_out_of_git():
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    assert [name for name in names if name.startswith("lms/web/static/kern/")] == []
    assert [name for name in names if name.endswith(("uv.lock", ".mo", ".woff2", ".min.css", ".min.js", ".whl"))] == []


def test_pictures_in_the_documentation_are_small():
    large = {path.name: path.stat().st_size for path in (ROOT / "docs").rglob("*.png")}
    assert {name: size for name, size in large.items() if size > LARGEST_PICTURE} == {}


def test_every_ignored_rule_carries_its_reason():
    lines = (ROOT / "pyproject.toml").read_text().split("[tool.ruff.lint]")[1].split("[tool.pytest")[0].splitlines()
    ignoring = [line for line in lines if re.search(r'"[A-Z]+\d*"', line) and "select =" not in line]
    assert ignoring
    assert [line for line in ignoring if not re.search(r" # \w", line)] == []


def test_every_dependency_is_pinned():
    def names(lines: list[str]) -> set[str]:
        found = (re.match(r"[\w.-]+", line) for line in lines)
        return {re.sub(r"[._]", "-", match[0]).lower() for match in found if match}

    def pinned(file: str) -> list[str]:
        return [line for line in (ROOT / "requirements" / file).read_text().splitlines() if "==" in line]

    wanted = project()
    assert names(wanted["project"]["dependencies"]) - names(pinned("run.txt")) == set()
    assert names(wanted["dependency-groups"]["test"]) - names(pinned("run.txt") + pinned("dev.txt")) == set()


def test_no_tool_for_tests_is_among_the_pins_of_the_service():
    pins = (ROOT / "requirements/run.txt").read_text().lower()
    found = [
        tool for tool in ("faker", "polyfactory", "pytest", "hypothesis", "ruff", "cosmic-ray") if f"{tool}==" in pins
    ]
    assert found == []


def test_the_build_names_exact_versions():
    assert [line for line in project()["build-system"]["requires"] if "==" not in line] == []


def test_make_help_lists_every_target():
    makefile = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    help_text = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert sorted(re.findall(r"^  make (\S+) +\S", help_text, re.MULTILINE)) == sorted(phony[1].split())


def test_there_is_no_module_for_everything_and_no_promise_in_a_comment():
    sources = [path for path in tracked() if path.suffix == ".py"]
    assert [path.name for path in sources if path.stem in {"utils", "helpers", "common", "misc"}] == []
    promise = re.compile(r"#.*\b(?:TODO|FIXME|XXX)\b")
    assert [path.name for path in sources if path != Path(__file__) and promise.search(path.read_text())] == []
