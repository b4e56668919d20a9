"""Shows differences in the terminal: one line each with its place, then the texts and what it means for people."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, TextIO

from rich.console import Console
from rich.text import Text

from authoring.locale import AuthorLocale
from authoring.release.named_versions import NamedVersion
from authoring.terminal.problem_report import visible
from lms.course.changes import Change, Differences
from lms.course.changes.story import tell
from lms.web.locale import locale as pages

URGENT, WEIGHTY = frozenset({"meaning-changed", "reused"}), frozenset({"key-fixed", "rule-changed", "replaced"})
MOST_LINES, WIDEST = 6, 300


def sentence(change: Change, locale: AuthorLocale) -> str:
    """What became different, in the words that learners and coordinators read too."""
    return tell(change).sentence(pages(locale.language).gettext)


def place(change: Change, old: NamedVersion, new: NamedVersion) -> str:
    """`file:line:column` in the new source, of what is gone in the old one; only the file where there is no source."""
    here = change.where
    ids = tuple(identifier for identifier in ((here.item, here.option) if here.option else (here.id,)) if identifier)
    for version in (new, old):
        if found := version.places.get(ids):
            return f"{found.file}:{found.line}:{found.column}"
    return change.where.source or new.name


def consequences(change: Change, locale: AuthorLocale) -> Iterator[str]:
    """What it means for people who are in the course, and what the author has to do."""
    if change.kind == "meaning-changed":
        yield locale.gettext(
            "if it asks the same, write :change: wording — and why; if the key was wrong, :change: key — and why; "
            "if it asks something else, give it a new id (delete the id, run authoring fmt)"
        )
    if change.kind == "reused":
        yield locale.gettext("give it a new id: delete the id and run authoring fmt")
    if change.replays:
        yield locale.gettext("answers are graded again; nobody loses points")
    if change.asked_again:
        message = "asked again: who answered {id} is asked this one too"
        yield locale.gettext(message).format(id=change.was.item)
    if change.mandatory:
        yield locale.gettext("mandatory for those who have not finished the module")
    if change.minutes:
        message = "minutes: {minutes}"
        yield locale.gettext(message).format(minutes=f"{change.minutes:+d}".replace("-", "−"))


def for_people(
    differences: Differences, old: NamedVersion, new: NamedVersion, locale: AuthorLocale, file: TextIO
) -> None:
    console = Console(file=file, highlight=False, soft_wrap=True)
    for change in differences.changes:
        line = Text(visible(place(change, old, new)), style="bold")
        line.append(": ", style="not bold")
        line.append(change.kind, style=_colour(change))
        line.append(f" {change.where.id}" if change.where.id else "", style="not bold")
        line.append(f": {visible(sentence(change, locale))}", style="not bold")
        console.print(line)
        for mark, text, style in (("−", change.before, "red"), ("+", change.after, "green")):
            for part in _lines(text):
                console.print(Text(f"    {mark} {visible(part)}", style=style))
        if change.note:
            message = "reason: {reason}"
            console.print(Text(f"    {locale.gettext(message).format(reason=visible(change.note.reason))}"))
        for meant in consequences(change, locale):
            console.print(Text(f"    → {visible(meant)}"))
    console.print(Text(summary(differences, locale)))


def _colour(change: Change) -> str:
    return "bold red" if change.kind in URGENT else "bold yellow" if change.kind in WEIGHTY else "bold green"


def _lines(text: str) -> list[str]:
    lines = [line if len(line) <= WIDEST else f"{line[:WIDEST]}…" for line in text.splitlines()]
    return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], "…"]


def summary(differences: Differences, locale: AuthorLocale) -> str:
    """Such as “12 differences, 1 of them is open”."""
    count, open_ones = len(differences.changes), len(differences.refusals)
    if not count:
        return locale.gettext("No differences.")
    said = locale.ngettext("{count} difference", "{count} differences", count).format(count=count)
    if open_ones:
        one, many = "{count} of them has to be cleared up", "{count} of them have to be cleared up"
        said += ", " + locale.ngettext(one, many, open_ones).format(count=open_ones)
    return said


def as_json(differences: Differences, old: NamedVersion, new: NamedVersion, locale: AuthorLocale, file: TextIO) -> None:
    told = {
        "course": differences.course_id,
        "old": old.name,
        "new": new.name,
        "changes": [_as_json(change, old, new, locale) for change in differences.changes],
        "effects": {
            module: {"lessons": list(effect.lessons), "minutes": effect.minutes}
            for module, effect in differences.effects.items()
        },
    }
    json.dump(told, file, ensure_ascii=False, indent=2)
    file.write("\n")


def _as_json(change: Change, old: NamedVersion, new: NamedVersion, locale: AuthorLocale) -> dict[str, Any]:
    ids = ("module", "lesson", "item", "option")
    return {
        **asdict(change),
        "where": {name: getattr(change.where, name) for name in ids},
        "was": {name: getattr(change.was, name) for name in ids},
        "note": change.note.model_dump() if change.note else None,
        "place": place(change, old, new),
        "message": sentence(change, locale),
        "refuses": change.refuses,
        "asked_again": change.asked_again,
    }
