"""Mutation testing, one folder at a time: which planted faults do its tests not notice?

    python -m tests.mutation                      a sample of every folder
    python -m tests.mutation lms/items --sample 0 every fault in one folder
    python -m tests.mutation --report             what was found so far

Faults are made and run by cosmic-ray in a copy of the tree. What was run is kept in build/mutation: a run that was
stopped goes on where it was. A sample is drawn by its seed, so that two runs plant the same faults.
"""

import json
import random
import shutil
import sqlite3
import subprocess
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "build/mutation"
SECONDS = 120  # after which a mutant counts as noticed: it does not end
TESTS = {
    "lms/items": "tests/items tests/kinds/test_every_kind.py",
    "lms/disclosure": "tests/disclosure tests/reports",
    "lms/progress": "tests/progress tests/audit",
    "lms/releases": "tests/releases",
    "lms/people": "tests/people tests/service/test_answers.py",
    "lms/privacy": "tests/privacy",
    "lms/lrs/erasure": "tests/privacy tests/lrs/test_store.py tests/forwarding",
    "lms/xapi": "tests/xapi",
}
"""Folders with guards, and the tests that hold them."""
CONFIG = """\
[cosmic-ray]
module-path = "{folder}"
timeout = {seconds}.0
excluded-modules = []
test-command = "{python} -m pytest {tests} -x -q -n0 -p no:cacheprovider -k 'not postgresql'"

[cosmic-ray.distributor]
name = "local"
"""


def main() -> int:
    parser = ArgumentParser(
        prog="python -m tests.mutation", description=__doc__, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", metavar="FOLDER", help=f"one of {', '.join(TESTS)} (all)")
    parser.add_argument("--sample", type=int, default=40, help="how many faults in each folder, 0 for all (40)")
    parser.add_argument("--seed", type=int, default=1, help="which ones (1)")
    parser.add_argument("--report", action="store_true", help="only say what was found so far")
    asked = parser.parse_args()
    unknown = [one for one in asked.folders if one not in TESTS]
    if unknown:
        parser.error(f"{', '.join(unknown)} is none of {', '.join(TESTS)}")
    for folder in asked.folders or TESTS:
        if not asked.report:
            run(folder, asked)
        report(folder)
    return 0


def run(folder: str, asked: Namespace) -> None:
    session, config, tree = (KEPT / f"{folder.replace('/', '-')}{end}" for end in (".sqlite", ".toml", ""))
    copied(tree)
    KEPT.mkdir(parents=True, exist_ok=True)
    config.write_text(CONFIG.format(folder=folder, seconds=SECONDS, python=sys.executable, tests=TESTS[folder]))
    if not session.exists():
        ray("init", str(config), str(session), cwd=tree)
        draw(session, asked)
    ray("exec", str(config), str(session), cwd=tree)


def copied(tree: Path) -> None:
    """What Git tracks as it stands now, with the assets that the build hook made."""
    shutil.rmtree(tree, ignore_errors=True)
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tree / name)
    shutil.copytree(ROOT / "lms/web/static/kern", tree / "lms/web/static/kern", dirs_exist_ok=True)


def draw(session: Path, asked: Namespace) -> None:
    """Leaves a sample of the faults in the session; those in annotations change nothing at run time and go first."""
    with sqlite3.connect(session) as db:
        db.execute("DELETE FROM mutation_specs WHERE operator_name LIKE '%BinaryOperator_BitOr%'")  # `int | None`
        jobs = sorted(job for (job,) in db.execute("SELECT job_id FROM mutation_specs"))
        kept = jobs if not asked.sample else random.Random(asked.seed).sample(jobs, min(asked.sample, len(jobs)))
        marks = ",".join("?" * len(kept))
        db.execute(f"DELETE FROM mutation_specs WHERE job_id NOT IN ({marks})", kept)
        db.execute("DELETE FROM work_items WHERE job_id NOT IN (SELECT job_id FROM mutation_specs)")


def ray(*words: str, cwd: Path) -> None:
    subprocess.run([Path(sys.executable).parent / "cosmic-ray", *words], cwd=cwd, check=True)


def results(session: Path) -> Iterator[tuple[dict, dict]]:
    told = subprocess.run(
        [Path(sys.executable).parent / "cosmic-ray", "dump", session], capture_output=True, text=True, check=True
    )
    for line in told.stdout.splitlines():
        item, result = json.loads(line)
        if result:
            yield item["mutations"][0], result


def report(folder: str) -> None:
    session = KEPT / f"{folder.replace('/', '-')}.sqlite"
    if not session.exists():
        print(f"{folder}: not run yet")
        return
    found = list(results(session))
    survived = [(where, result) for where, result in found if result["test_outcome"] == "survived"]
    print(f"{folder}: {len(found)} faults planted, {len(found) - len(survived)} noticed, {len(survived)} survived")
    for where, result in survived:
        print(f"  {where['module_path']}:{where['start_pos'][0]} {where['operator_name'].removeprefix('core/')}")
        changed = [
            line for line in (result["diff"] or "").splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")
        ]
        print("".join(f"      {line}\n" for line in changed), end="")


if __name__ == "__main__":
    sys.exit(main())
