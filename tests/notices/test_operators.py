"""What operators are told: which pages are missing, what is wrong in which line, what is still to be filled in."""

import re
import socket
from pathlib import Path

import pytest

from lms.cli import main
from lms.db.engine import make_engine
from lms.db.units import Units
from lms.notices.page_files import LARGEST
from lms.settings import Settings
from tests import make

THREE = ("impressum", "datenschutz", "barrierefreiheit")


@pytest.fixture
def shell(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The environment of an operator whose folder is still empty."""
    monkeypatch.setenv("LMS_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("LMS_PAGES_DIR", str(settings.pages_dir))
    return monkeypatch


@pytest.fixture
def overview(open_service, settings: Settings):
    """`overview()`: the text of the administration's first page."""

    def read(**changed: object) -> str:
        client = open_service(**changed)
        engine = make_engine(settings.url)
        make.seat(client, Units(engine), settings, "operator", "betrieb@example.org")
        engine.dispose()
        page = client.get("/admin").text.split("<main", 1)[1].split("</main>", 1)[0]
        return " ".join(re.sub(r"<[^>]+>", " ", page).split())

    return read


def finished(folder: Path, *names: str) -> None:
    for name in names:
        (folder / f"{name}.md").write_text(f"# {name}\n\nText\n")


@pytest.mark.usefixtures("shell")
def test_drafts_are_written_once_and_name_their_gaps(folder: Path, capsys: pytest.CaptureFixture[str]):
    (folder / "impressum.md").write_text("https://kreis.example.org/impressum")
    assert main(["pages"]) == 0
    said = capsys.readouterr().out
    assert f"written: {folder / 'datenschutz.md'}" in said
    assert re.search(r"datenschutz\.md:3: \d+ gaps are left, the first is \[\[Entwurf", said)
    assert "start the service" not in said, "the setting is there already"
    assert (folder / "impressum.md").read_text() == "https://kreis.example.org/impressum"
    statement = (folder / "datenschutz.md").read_text()
    assert "`lernraum` |" in statement
    assert "14 Tage nach der letzten Handlung" in statement
    (folder / "datenschutz.md").write_text("# Datenschutz\n\n[[Name]]\n")
    assert main(["pages"]) == 0
    assert "written:" not in capsys.readouterr().out
    assert main(["pages", "--check"]) == 1
    assert f"{folder / 'datenschutz.md'}:3: [[Name]]\n" in capsys.readouterr().err


def test_drafts_say_how_the_service_is_set(folder: Path, shell: pytest.MonkeyPatch):
    shell.setenv("LMS_BASE_URL", "https://lernen.example.org")
    shell.setenv("LMS_SESSION_DAYS", "3")
    shell.setenv("LMS_LANGUAGES", "en,de")
    assert main(["pages"]) == 0
    statement = (folder / "datenschutz.de.md").read_text()
    for words in ("unter https://lernen.example.org über", "`__Host-lernraum`", "3 Tage nach der letzten Handlung"):
        assert words in statement


def test_every_cookie_stands_in_the_draft(folder: Path, shell: pytest.MonkeyPatch):
    del shell
    assert main(["pages"]) == 0
    listed = set(re.findall(r"^\| `([\w-]+)` \|", (folder / "datenschutz.md").read_text(), re.MULTILINE))
    source = "".join(path.read_text() for path in (Path(__file__).parents[2] / "lms").rglob("*.py"))
    assert listed == {"lernraum", *re.findall(r'^\w+_COOKIE = "([\w-]+)"', source, re.MULTILINE)}


@pytest.mark.usefixtures("shell")
def test_finished_pages_are_fine(folder: Path, capsys: pytest.CaptureFixture[str]):
    finished(folder, *THREE)
    assert main(["pages", "--check"]) == 0
    assert "no gap is left" in capsys.readouterr().out


FAULTY = [
    ("impressum.md", b"# T\n\n\xfc", "impressum.md:3: this is not UTF-8"),
    ("impressum.md", b"", "impressum.md:1: there is no title"),
    ("impressum.md", b"Kreis Beispiel\n", "impressum.md:1: there is no title"),
    ("impressum.md", b"---\ntitle: x\n---\n# T\n", "impressum.md:1: front matter has no meaning here"),
    ("impressum.md", b"# T\n" + b"x" * LARGEST, f"impressum.md: it has {LARGEST + 4} bytes"),
    ("impressum.md", b"# T\n\n![Wappen](wappen.png)\n", "impressum.md:3: pictures are not shown here"),
    ("impressum.md", b"# T\n\n[x](www.example.org)\n", "impressum.md:3: the link www.example.org leads nowhere"),
    ("impressum.md", b"# T\n\n[x](hilfe.md)\n", "impressum.md:3: the link leads to hilfe.md, but there is no such"),
    ("Über uns.md", b"# T\n", "Über uns.md: this name cannot be an address; .* such as ueber-uns.md"),
    ("IMPRESSUM.MD", b"# T\n", "IMPRESSUM.MD: this name cannot be an address; .* such as impressum.md"),
    ("impressum.alt.md", b"# T\n", "impressum.alt.md: “alt” is no language"),
    ("hilfe.md", b"https://example.org/hilfe", "hilfe.md:1: a link needs a title here"),
]


@pytest.mark.usefixtures("shell")
@pytest.mark.parametrize(("name", "content", "said"), FAULTY, ids=[said for _, _, said in FAULTY])
def test_what_is_wrong_is_said_with_its_place(
    folder: Path, name: str, content: bytes, said: str, capsys: pytest.CaptureFixture[str]
):
    (folder / name).write_bytes(content)
    assert main(["pages", "--check"]) == 1
    assert re.search(re.escape(f"{folder}/") + said, capsys.readouterr().err)


@pytest.mark.usefixtures("shell")
def test_two_files_for_the_same_language_are_one_too_many(folder: Path, capsys: pytest.CaptureFixture[str]):
    finished(folder, "impressum", "impressum.de")
    assert main(["pages", "--check"]) == 1
    assert "is the same page in the same language" in capsys.readouterr().err


@pytest.mark.usefixtures("shell")
def test_notes_for_those_who_look_after_the_folder_are_no_pages(folder: Path, capsys: pytest.CaptureFixture[str]):
    finished(folder, *THREE, "README", ".entwurf")
    assert main(["pages", "--check"]) == 0
    assert "wrong" not in capsys.readouterr().err


def test_without_a_folder_the_command_asks_for_one(shell: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    shell.setenv("LMS_PAGES_DIR", "")
    assert main(["pages"]) == 1
    assert "name the folder" in capsys.readouterr().err


def test_a_server_says_what_is_missing_and_open(
    folder: Path, shell: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    shell.setattr("lms.cli.serve.Granian.serve", lambda _: None)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        serve = ["serve", "--port", str(probe.getsockname()[1])]
    finished(folder, "impressum")
    (folder / "datenschutz.md").write_text("# Datenschutz\n\n[[Name]] [[Ort]]\n")
    assert main(serve) == 0
    told = capsys.readouterr().err
    assert "lms serve: the accessibility statement (barrierefreiheit.md) is missing; `lms pages`" in told
    assert f"lms serve: {folder}/datenschutz.md:3: 2 gaps are left, the first is [[Name]]" in told
    shell.setenv("LMS_PAGES_DIR", "")
    assert main(serve) == 0
    assert "(impressum.md), the privacy statement (datenschutz.md) and the acc" in capsys.readouterr().err
    shell.setenv("LMS_PAGES_DIR", str(folder / "nirgends"))
    assert main(serve) == 1
    assert f"LMS_PAGES_DIR: {folder / 'nirgends'} cannot be read: No such file" in capsys.readouterr().err


def test_the_administration_says_how_to_add_what_is_missing(overview):
    said = overview(pages_dir=None)
    assert "Es fehlen: Impressum ( impressum.md ) Datenschutz ( datenschutz.md ) Barrierefreiheit" in said
    assert "Setzen Sie LMS_PAGES_DIR auf diesen Ordner" in said


def test_the_administration_says_what_is_open_in_which_file(overview, folder: Path):
    finished(folder, "impressum")
    (folder / "datenschutz.md").write_text("# Datenschutz\n\n[[Name]] [[Ort]]\n")
    (folder / "barrierefreiheit.md").write_bytes(b"# T\n\n\xfc\n")
    said = overview()
    assert f"Legen Sie sie in den Ordner {folder}" in said
    assert "datenschutz.md : 2 Lücken, die erste in Zeile 3" in said
    assert "barrierefreiheit.md , Zeile 3: Das ist kein UTF-8" in said


def test_the_administration_says_nothing_when_all_is_well(overview, folder: Path):
    finished(folder, *THREE)
    assert "Impressum" not in overview()
