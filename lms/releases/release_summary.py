"""A release in words for the command line: what changed, and what it means for how many people."""

import json
from collections.abc import Iterable, Iterator, Mapping

from lms.course.changes import ToldChange
from lms.disclosure import ShownCount
from lms.releases.preview import ReleasePreview

WORDS = {
    "unaffected": "not affected",
    "gained": "gain points",
    "kept": "keep points for an answer that is wrong now",
    "tries": "get their tries back",
    "passed": "pass a quiz thereby",
    "satisfied": "finish a module thereby",
    "again": "are asked a replaced question again",
    "lessons": "see new mandatory lessons (the rule they began with is enough for them)",
    "minutes": "have a longer module before them",
}


def preview_text(found: ReleasePreview, minimum: int) -> str:
    return "\n".join(_preview(found, minimum))


def preview_json(found: ReleasePreview) -> str:
    return json.dumps(
        {
            "title": found.title,
            "old": found.old,
            "new": found.new,
            "objections": found.objections,
            "changes": _sentences(found.told),
            "people": figures(found.figures),
            "minutes": dict(found.minutes),
        },
        ensure_ascii=False,
    )


def figures(shown: Mapping[str, ShownCount]) -> dict[str, int | None]:
    """Persons by what happens to them; None where the group is too small to be told."""
    return {measure: one.n for measure, one in shown.items()}


def figure(shown: ShownCount, minimum: int) -> str:
    return f"< {minimum}" if shown.n is None else f"{shown.n:,}".replace(",", "\u202f")


def lines(shown: Mapping[str, ShownCount], minimum: int) -> Iterator[str]:
    """Those lines that somebody is in, one a figure."""
    wanted = [(figure(one, minimum), WORDS[measure]) for measure, one in shown.items() if one.n != 0]
    width = max((len(number) for number, _ in wanted), default=0)
    yield from (f"{number:>{width}}  {words}" for number, words in wanted)


def _preview(found: ReleasePreview, minimum: int) -> Iterator[str]:
    if found.old is None:
        yield f"{found.title}: version {found.new[:12]} would be the first one; nobody is in the course yet"
        return
    if found.old == found.new:
        yield f"{found.title}: version {found.new[:12]} is current already; publishing it would change nothing"
        return
    yield f"{found.title}: version {found.old[:12]} would become {found.new[:12]}; nothing was changed"
    for title, block in (
        ("would be refused", found.objections),
        ("what changes", _sentences(found.told)),
        ("minutes", [f"{title}: {more:+d}" for title, more in found.minutes]),
        ("people in the course", list(lines(found.figures, minimum)) or ["nobody"]),
    ):
        if block:
            yield ""
            yield title
            yield from (f"  {one}" for one in block)


def _sentences(told: Iterable[ToldChange]) -> list[str]:
    return [one.sentence(str) + (f" ({one.reason})" if one.reason else "") for one in told]
