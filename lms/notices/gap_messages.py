"""What operators are told about their pages at the command line."""

from collections.abc import Iterator
from pathlib import Path

from lms.notices.model import PageText, WrittenPages

NAMES = {
    "impressum": "the imprint (impressum.md)",
    "datenschutz": "the privacy statement (datenschutz.md)",
    "barrierefreiheit": "the accessibility statement (barrierefreiheit.md)",
}
NO_FOLDER = "`lms pages FOLDER` writes drafts, LMS_PAGES_DIR names the folder"
ADD = "`lms pages` writes a draft, a file with nothing but a link leads to where it is"


def sentences(written: WrittenPages, folder: Path | None) -> Iterator[str]:
    """One a line; nothing when everything is there and filled in."""
    if written.missing:
        *others, last = (NAMES[name] for name in written.missing)
        names = f"{', '.join(others)} and {last}" if others else last
        verb = "is" if len(written.missing) == 1 else "are"
        yield f"{names} {verb} missing; {ADD if folder else NO_FOLDER}"
    if folder:
        yield from (f"{folder}/{problem}" for problem in written.problems)
        yield from (f"{folder}/{_open(text)}" for text in written.unfinished)


def gaps(written: WrittenPages, folder: Path) -> Iterator[str]:
    """Every gap with its line."""
    for text in written.unfinished:
        yield from (f"{folder / text.file}:{line}: [[{words}]]" for line, words in text.gaps)


def _open(text: PageText) -> str:
    line, first = text.gaps[0]
    count = len(text.gaps)
    return f"{text.file}:{line}: {count} {'gap is' if count == 1 else 'gaps are'} left, the first is [[{first}]]"
