"""What a content repository holds: the files beside this module, a course, the schemas of its YAML."""

from collections.abc import Iterator
from pathlib import Path

from authoring.locale import AuthorLocale
from authoring.repository.scaffold import PathTaken, create
from authoring.repository.tools import Requirement, requirement
from authoring.schema.json_schema import write_schemas
from authoring.source.slug import slug

FILES = Path(__file__).parent / "files"
HIDDEN = "dot-"  # so that Git does not take the files for its own while they lie here
RUN = ("dot-githooks/pre-commit", "ci/pruefen.sh", "ci/veroeffentlicht.sh")
COURSE = "kurs"
WHERE = {
    False: "Für eine neue Fassung ändern Sie diese Zeile.",
    True: "Diese Datei fehlt noch. Wer den Quelltext hat, macht sie mit: pip wheel --no-deps -w werkzeuge QUELLTEXT",
}


def lay_out(folder: Path, locale: AuthorLocale) -> None:
    """Raises Taken, and writes nothing, when something is at the folder's place."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()) or (folder.is_dir() and any(folder.iterdir())):
        raise PathTaken
    named = folder.absolute().name
    create(folder / COURSE, named)
    tools = requirement()
    tools.fetch(folder)
    for name, text in _files(_title(named), tools):
        path = folder / name.replace(HIDDEN, ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        if name in RUN:
            path.chmod(0o755)
    write_schemas(folder / "schema", locale)


def _title(named: str) -> str:
    return named.replace("-", " ").strip().capitalize() or slug(named)


def _files(title: str, tools: Requirement) -> Iterator[tuple[str, str]]:
    marks = {"@TITLE@": title, "@COURSE@": COURSE, "@TOOLS@": tools.line, "@WHERE@": WHERE[tools.missing]}
    for path in sorted(FILES.rglob("*")):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            for mark, value in marks.items():
                text = text.replace(mark, value)
            yield path.relative_to(FILES).as_posix(), text
