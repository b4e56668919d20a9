"""`authoring init`, with nothing of this source tree: the built wheel in an environment of its own."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
LESSON = "kurs/erstes-modul/erste-lektion.md"
BROKEN = "[Text](fehlt.md)"
pytestmark = pytest.mark.xdist_group("wheel")


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel; `home` is where its cache goes."""

    bin: Path
    home: Path

    def run(self, *command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.home),
            "LANG": "de_DE.UTF-8",
            **{f"GIT_{who}_{what}": "Muster" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        }
        return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Installed:
    folder = tmp_path_factory.mktemp("wheel")
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert uv, "make installs uv"
    built = subprocess.run(
        [uv, "build", "--wheel", "-q", "-o", folder, ROOT], capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    venv.create(folder / "venv", symlinks=os.name != "nt")
    python = folder / "venv/bin/python"
    wheel = next(folder.glob("*.whl"))
    subprocess.run([uv, "pip", "install", "-q", "--no-deps", "--python", python, wheel], check=True)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder / "venv")}))
    (site / "others.pth").write_text(sysconfig.get_path("purelib"))  # what it depends on, without what is editable
    return Installed(folder / "venv/bin", folder)


@pytest.fixture(scope="module")
def made(installed, tmp_path_factory) -> Path:
    """A repository with its first commit; tests leave it as they found it."""
    parent = tmp_path_factory.mktemp("inhalt")
    said = installed.run("authoring", "init", "unser-kurs", cwd=parent)
    assert (said.returncode, said.stderr) == (0, "")
    assert "Git-Repository angelegt; vor jedem Commit prüft es, was vorgemerkt ist." in said.stdout
    folder = parent / "unser-kurs"
    git(installed, folder, "add", ".")
    assert git(installed, folder, "commit", "-m", "Anfang").returncode == 0
    return folder


@pytest.fixture
def repository(installed, made):
    yield made
    git(installed, made, "reset", "-q", "--hard", "main")
    git(installed, made, "clean", "-q", "-d", "-f", "-x")


def git(installed: Installed, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return installed.run("git", *words, cwd=folder)


def append(folder: Path, text: str) -> None:
    with (folder / LESSON).open("a") as file:
        file.write(f"\n{text}\n")


def test_nothing_comes_from_the_source_tree(installed, tmp_path):
    look = "import authoring, lms; print(authoring.__file__, lms.__file__)"
    found = installed.run("python", "-c", look, cwd=tmp_path).stdout
    assert found.count(str(installed.home)) == 2
    assert str(ROOT) not in found


def test_the_new_course_is_called_like_the_folder(repository):
    course = yaml.safe_load((repository / "kurs/course.yaml").read_text())
    assert (course["id"], course["title"]) == ("unser-kurs", "Unser Kurs")


def test_the_hook_refuses_what_is_staged_broken_and_accepts_it_mended(installed, repository):
    sound = (repository / LESSON).read_text()
    append(repository, BROKEN)
    place = f"{LESSON}:{len((repository / LESSON).read_text().splitlines())}:8"
    git(installed, repository, "add", LESSON)
    (repository / LESSON).write_text(sound)  # what lies in the folder does not count
    said = git(installed, repository, "commit", "-m", "Kaputt")
    assert said.returncode == 1
    assert f"{place}: error link-broken: eine Datei fehlt.md gibt es nicht" in said.stderr
    assert "Nichts wurde festgehalten." in said.stderr
    append(repository, "Ein Satz.")
    git(installed, repository, "add", LESSON)
    append(repository, BROKEN)
    assert git(installed, repository, "commit", "-m", "Heil").returncode == 0
    git(installed, repository, "reset", "-q", "--hard", "HEAD~1")


def test_without_the_command_the_hook_says_how_to_get_it(installed, repository, tmp_path):
    for name in ("git", "sh", "env"):
        (tmp_path / name).symlink_to(shutil.which(name) or "")
    append(repository, "Ein Satz.")
    elsewhere = Installed(tmp_path, installed.home)
    path = os.environ["PATH"]
    os.environ["PATH"] = str(tmp_path)
    try:
        said = git(elsewhere, repository, "commit", "-a", "-m", "Ungeprüft")
    finally:
        os.environ["PATH"] = path
    assert said.returncode == 1
    assert "pip install -r requirements.txt" in said.stderr


def test_the_script_of_ci_leaves_the_course_and_a_comparison_with_main(installed, repository):
    git(installed, repository, "checkout", "-q", "-b", "entwurf")
    append(repository, "Ein Satz mehr.")
    git(installed, repository, "commit", "-q", "-a", "-m", "Ein Satz mehr")
    said = installed.run("ci/pruefen.sh", cwd=repository)
    assert said.returncode == 0, said.stderr
    assert "== kurs mit main vergleichen" in said.stdout
    assert (repository / "ergebnis/kurs.course").stat().st_size > 1000
    assert LESSON in (repository / "ergebnis/kurs-vergleich.txt").read_text()
    assert list((repository / "ergebnis/kurs-vergleich").glob("*.html"))
    assert "ergebnis" not in git(installed, repository, "status", "--short").stdout
    append(repository, BROKEN)
    broken = installed.run("ci/pruefen.sh", cwd=repository)
    assert broken.returncode == 1
    assert "link-broken" in broken.stdout
    git(installed, repository, "checkout", "-q", "-f", "main")
    git(installed, repository, "branch", "-q", "-D", "entwurf")


def test_an_id_that_was_released_and_is_gone_is_said_before_the_commit_and_by_ci(installed, repository):
    """Released is what has the newest tag, else main: there the id is gone already."""
    quiz = repository / "kurs/erstes-modul/quiz.md"
    git(installed, repository, "tag", "veroeffentlicht-1")
    quiz.write_text(re.sub(r"#[a-z-]+$", "#andere-frage", quiz.read_text(), count=1, flags=re.MULTILINE))
    said = git(installed, repository, "commit", "-a", "-m", "Andere Id")
    assert said.returncode == 0
    assert "kurs/erstes-modul/quiz.md:2:5: warning id-vanished: die Frage " in said.stderr
    append(repository, "Ein Satz.")
    assert "id-vanished" in git(installed, repository, "commit", "-a", "-m", "Ein Satz").stderr
    assert "id-vanished" in installed.run("ci/pruefen.sh", cwd=repository).stdout
    git(installed, repository, "tag", "veroeffentlicht-2")
    append(repository, "Noch ein Satz.")
    assert "id-vanished" not in git(installed, repository, "commit", "-a", "-m", "Noch ein Satz").stderr
    git(installed, repository, "tag", "-d", "veroeffentlicht-1", "veroeffentlicht-2")
    git(installed, repository, "reset", "-q", "--hard", "HEAD~3")


def test_a_course_at_the_top_is_checked_like_one_in_a_folder(installed, repository):
    for path in sorted((repository / "kurs").iterdir()):
        git(installed, repository, "mv", f"kurs/{path.name}", path.name)
    lesson = repository / "erstes-modul/erste-lektion.md"
    sound = lesson.read_text()
    lesson.write_text(f"{sound}\n{BROKEN}\n")
    git(installed, repository, "add", ".")
    said = git(installed, repository, "commit", "-m", "Nach oben")
    assert said.returncode == 1
    assert "erstes-modul/erste-lektion.md:" in said.stderr
    assert "link-broken" in said.stderr
    lesson.write_text(sound)
    assert git(installed, repository, "commit", "-a", "-m", "Nach oben").returncode == 0
    told = installed.run("ci/pruefen.sh", cwd=repository)
    assert told.returncode == 0, told.stderr
    assert (repository / "ergebnis/kurs.course").stat().st_size > 1000
    git(installed, repository, "reset", "-q", "--hard", "HEAD~1")


def test_the_tools_come_along_as_they_were_installed(installed, made):
    """Here from a package file; `pip install -r requirements.txt` finds it in the repository."""
    (line,) = (one for one in (made / "requirements.txt").read_text().splitlines() if not one.startswith("#"))
    assert line == f"./werkzeuge/{next(installed.home.glob('*.whl')).name}"
    assert line in (made / "README.md").read_text()
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}") or ""
    command = (uv, "pip", "install", "--dry-run", "--offline", "--no-deps", "--python", installed.bin / "python")
    found = installed.run(*command, "-r", "requirements.txt", cwd=made)
    assert found.returncode == 0, found.stderr


def test_both_forges_call_the_one_script_and_settings_name_what_is_there(repository):
    for name in (".github/workflows/kurs.yml", ".gitlab-ci.yml"):
        assert "ci/pruefen.sh" in str(yaml.safe_load((repository / name).read_text()))
    settings = json.loads((repository / ".vscode/settings.json").read_text())
    assert [name for name in settings["yaml.schemas"] if not (repository / name).is_file()] == []
    server = tomllib.loads((repository / ".helix/languages.toml").read_text())["language-server"]["authoring"]
    assert [server["command"], *server["args"]] == ["authoring", "lsp"]
    assert settings["glspc.server.initializationOptions"] == server["config"] == {"language": "de"}
    assert [settings["glspc.server.command"], *settings["glspc.server.commandArguments"]] == ["authoring", "lsp"]
    marks = [
        path
        for path in repository.rglob("*")
        if path.is_file() and re.search(rb"@(TITLE|COURSE|TOOLS|WHERE)@", path.read_bytes())
    ]
    assert marks == []


def test_the_handbook_comes_along(installed, tmp_path):
    look = "from authoring.lsp.handbook import Handbook; print(Handbook().problem('yaml'))"
    assert installed.run("python", "-c", look, cwd=tmp_path).stdout.startswith(f"file://{installed.home}")


def test_a_folder_with_something_in_it_is_refused_and_stays_as_it_was(installed, tmp_path):
    (tmp_path / "notiz.txt").write_text("wichtig")
    said = installed.run("authoring", "init", ".", cwd=tmp_path)
    assert said.returncode == 2
    assert ". ist nicht leer; nennen Sie einen neuen Ordner." in said.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["notiz.txt"]


def test_inside_of_another_repository_no_second_one_is_made(installed, repository):
    said = installed.run("authoring", "init", "innen", cwd=repository)
    assert "Der Ordner liegt schon in einem Git-Repository" in said.stdout
    assert not (repository / "innen/.git").exists()
    assert (repository / "innen/.githooks/pre-commit").stat().st_mode & 0o111
