"""`authoring translations`: which lessons there are in which languages, and what is older than its original."""

import json
import re
from argparse import Namespace
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Column, Table

from authoring.build.course import compiled
from authoring.cache.cache_file import kept_for
from authoring.locale import AuthorLocale
from authoring.source.files import Folder
from authoring.source.problems import Problems, SourcePlace
from authoring.terminal import progress_bar
from authoring.terminal.course_root import misused, root_of
from authoring.tree.finished_lesson import FinishedVariant, Outline
from authoring.tree.language_variants import original, segments
from authoring.tree.lesson_file import lesson_source, parse_lesson

OF = re.compile(r"^of:.*\n(?:[ \t]+.*\n|\n(?=[ \t]))*", re.MULTILINE)


def translations(arguments: Namespace, locale: AuthorLocale) -> int:
    """Reports coverage and age, or with --mark notes that the named files are made of today's originals."""
    root = root_of(arguments.path or next(iter(arguments.mark or ()), Path()), locale)
    if isinstance(root, str):
        return misused(root)
    if arguments.mark:
        return _mark_all(root, arguments.mark, locale)
    with closing(kept_for(root)) as cache, progress_bar.shown(locale) as told:
        outline = compiled(root, locale, cache, told=told).outline
    if arguments.format == "json":
        print(json.dumps(_as_json(outline), ensure_ascii=False, indent=1))
    else:
        Console().print(_table(outline, locale))
    return 0


def _tags(outline: Outline) -> list[str]:
    return sorted({variant.tag for lesson in outline.lessons() for variant in lesson.variants})


def _as_json(outline: Outline) -> dict[str, Any]:
    return {
        "language": outline.language,
        "lessons": [
            {
                "id": lesson.id,
                "source": lesson.name,
                "variants": [
                    {
                        "language": one.tag,
                        "source": one.name,
                        "segments": one.segments,
                        "outdated": list(one.outdated),
                        "reviewed": one.reviewed,
                    }
                    for one in lesson.variants
                ],
            }
            for lesson in outline.lessons()
        ],
    }


def _table(outline: Outline, locale: AuthorLocale) -> Table | str:
    tags = _tags(outline)
    if not tags:
        message = "No lesson has a translation yet. Write lesson.en.md beside lesson.md to begin one."
        return locale.gettext(message)
    table = Table(Column(locale.gettext("lesson"), overflow="fold"), *tags)
    lessons = list(outline.lessons())
    for lesson in lessons:
        variants = {one.tag: one for one in lesson.variants}
        table.add_row(lesson.name, *(_state(variants.get(tag), locale) for tag in tags))
    table.add_section()
    table.add_row(locale.gettext("all"), *(_coverage(tag, outline, locale) for tag in tags))
    return table


def _state(variant: FinishedVariant | None, locale: AuthorLocale) -> str:
    if variant is None:
        return "–"
    if not variant.outdated:
        return locale.gettext("up to date")
    message = "{count} of {all} parts are older"
    return locale.gettext(message).format(count=len(variant.outdated), all=variant.segments)


def _coverage(tag: str, outline: Outline, locale: AuthorLocale) -> str:
    lessons = list(outline.lessons())
    there = [one for lesson in lessons for one in lesson.variants if one.tag == tag]
    fresh = sum(not one.outdated for one in there)
    message = "{there} of {all}, {fresh} up to date"
    return locale.gettext(message).format(there=len(there), all=len(lessons), fresh=fresh)


def _mark_all(root: Path, files: Iterable[Path], locale: AuthorLocale) -> int:
    problems = Problems(locale)
    folder = Folder(root, problems)
    for file in files:
        marked = _marked(folder, file)
        if marked is None:
            message = "{path} is no translation beside its lesson; such a file is called lesson.en.md or lesson.ls.md."
            return misused(locale.gettext(message).format(path=file))
        file.write_text(marked, encoding="utf-8")
        print(locale.gettext("{path}: made of the original as it is now.").format(path=file))
    return 0


def _marked(folder: Folder, file: Path) -> str | None:
    """The file's text with today's digests of its original; None when it is no variant."""
    try:
        name = file.resolve().relative_to(folder.root).as_posix()
    except ValueError:
        return None
    first = original(name, folder)
    if first == name or not folder.has(name):
        return None
    here = SourcePlace(name)
    source, text = lesson_source(folder, first, here), folder.text(name, here)
    if not source or not text:
        return None
    lesson = parse_lesson(source, "de", Problems(folder.problems.locale))
    return _with_digests(text.text, segments(lesson))


def _with_digests(text: str, of: Mapping[str, str]) -> str:
    head, fence, body = text.removeprefix("---\n").partition("\n---\n")
    kept = OF.sub("", head + "\n")
    lines = "".join(f"  {segment}: {digest}\n" for segment, digest in of.items())
    return f"---\n{kept}of:\n{lines}{fence.removeprefix(chr(10))}{body}"
