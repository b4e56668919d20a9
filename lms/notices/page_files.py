"""Reads a folder of pages: which file is which page in which language, and what is wrong with it."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import LiteralString

from lms.notices.model import REQUIRED, Notice, PageProblem, PageText, WrittenPages
from lms.notices.rendering import Rendering
from lms.web.language_names import EASY, SIMPLE, is_language

LARGEST = 200_000
LONGEST = 60
FILE = re.compile(r"(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)(?:\.(?P<tag>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*))?\.md")
README = "readme.md"  # for those who look after the folder
Stamp = tuple[tuple[str, int, int], ...]


def _(message: LiteralString) -> LiteralString:
    """Marks a message for the catalogues; it is translated when shown."""
    return message


def stamp(folder: Path) -> Stamp:
    """What changes when a file of the folder does: names, times, sizes. Raises OSError when it cannot be listed."""
    found = [entry for entry in folder.iterdir() if _is_page(entry)]
    return tuple(sorted((entry.name, (stat := entry.stat()).st_mtime_ns, stat.st_size) for entry in found))


def read(folder: Path, language: str, before: Mapping[str, PageText]) -> WrittenPages:
    """All pages; names without a language are in `language`.

    Of a file with which something is wrong the text in `before` (by file name) stays, where there is one.
    """
    problems: list[PageProblem] = []
    texts: dict[str, dict[str, PageText]] = {}
    names = [name for name, *_ in stamp(folder)]
    places = {name: place for name in names if (place := _place(name, language, problems))}
    for file, (name, tag) in places.items():
        text = _text(folder / file, {known for known, _ in places.values()}, problems) or before.get(file)
        if text and text.link and not text.title and name not in REQUIRED:
            problems.append(PageProblem(file, 1, _("a link needs a title here: write [Title](https://…)")))
        elif text and tag in texts.setdefault(name, {}):
            problems.append(
                PageProblem(
                    file, 0, _("{other} is the same page in the same language"), {"other": texts[name][tag].file}
                )
            )
        elif text:
            texts[name][tag] = text
    order = sorted((name for name in texts if texts[name]), key=_place_in_footer)
    return WrittenPages(tuple(Notice(name, texts[name], language) for name in order), tuple(problems))


def _is_page(entry: Path) -> bool:
    hidden = entry.name.startswith(".") or entry.name.lower() == README
    return entry.suffix.lower() == ".md" and not hidden and entry.is_file()


def _place(file: str, language: str, problems: list[PageProblem]) -> tuple[str, str] | None:
    """The page and the language tag that a file name stands for."""
    found = FILE.fullmatch(file)
    if not found or len(found["name"]) > LONGEST:
        message = _("this name cannot be an address; use small letters, digits and hyphens, such as {name}")
        problems.append(PageProblem(file, 0, message, {"name": _better(file)}))
        return None
    tag = found["tag"] or language
    if tag == EASY:
        return found["name"], f"{language}{SIMPLE}"
    if not is_language(tag):
        message = _("“{tag}” is no language; write .en for English, .ls for easy language, hyphens instead of dots")
        problems.append(PageProblem(file, 0, message, {"tag": tag}))
        return None
    return found["name"], tag


def _better(file: str) -> str:
    """`ueber-uns.md` for `Über uns.md`."""
    words = file[: -len(".md")].lower()
    for letter, written in {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}.items():
        words = words.replace(letter, written)
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return f"{re.sub('[^a-z0-9]+', '-', plain)[:LONGEST].strip('-') or 'page'}.md"


def _text(path: Path, known: set[str], problems: list[PageProblem]) -> PageText | None:
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        problems.append(PageProblem(path.name, 0, _("it cannot be read: {reason}"), {"reason": error.strerror}))
        return None
    if size > LARGEST:
        message = _("it has {size} bytes, a page has at most {most}; make two of it")
        problems.append(PageProblem(path.name, 0, message, {"size": size, "most": LARGEST}))
        return None
    try:
        source = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.append(PageProblem(path.name, line, _("this is not UTF-8; save the file as UTF-8")))
        return None
    rendering = Rendering(path.name, source, known)
    text = rendering.text()
    problems += rendering.problems
    return text


def _place_in_footer(name: str) -> tuple[int, str]:
    return REQUIRED.index(name) if name in REQUIRED else len(REQUIRED), name
