"""Publishes the course to the preview after every save in which nothing is wrong, and says how it stands."""

import asyncio
import gc
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from authoring.build.course import Compiled, compiled
from authoring.cache.cache_file import Cache
from authoring.locale import AuthorLocale
from authoring.preview.page_spots import Spot, Spots, edited_line, spot
from authoring.source.problems import Problem
from authoring.tree.data_set import Known
from lms.course import bundle, packing
from lms.rehearsal import LmsError, Rehearsal


@dataclass(frozen=True)
class PreviewState:
    """How the course stands. `number` counts saves, `digest` names what the pages show (empty: nothing yet)."""

    number: int = 0
    digest: str = ""
    problems: tuple[tuple[Problem, tuple[Spot, ...]], ...] = ()
    """Each with the places in the pages that it is about."""
    failed: str = ""
    """Why the last good version is still shown although there may be no problem in the sources."""
    current: bool = False
    """Whether the pages show what is in the files."""
    edited: Spot | None = None
    """Of the lesson that was saved."""
    drawn: tuple[Spot, ...] = ()
    """Where data that were saved are drawn."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """Names of language variants by their tags."""


class Publisher:
    def __init__(self, root: Path, locale: AuthorLocale, cache: Cache, rehearsal: Rehearsal) -> None:
        self.root, self.locale = root.resolve(), locale
        self.standing = PreviewState()
        self._cache, self._rehearsal = cache, rehearsal
        self._known: Known = {}
        self._texts: dict[str, str] = {}
        self._changed = asyncio.Condition()

    async def read(self, paths: Iterable[Path] = ()) -> None:
        """Reads the course anew after `paths` were saved, and tells everybody who waits."""
        self.standing = await asyncio.to_thread(self._read, [*paths])
        async with self._changed:
            self._changed.notify_all()

    async def after(self, number: int) -> PreviewState:
        """The standing, once it is newer than the save of that number."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.standing.number > number)
        return self.standing

    def _read(self, paths: list[Path]) -> PreviewState:
        before = self.standing
        try:
            result = compiled(self.root, self.locale, self._cache, known=self._known)
            spots = Spots(result.outline)
            found = tuple((one, spots.of(one.file, one.line)) for one in result.problems)
            new = replace(before, number=before.number + 1, problems=found, failed="", current=False)
            new = replace(new, edited=self._edited(result, paths), drawn=self._drawn(spots, paths))
            return self._published(result, new) if result.problems.ok else new
        except (LmsError, bundle.BundleError) as error:
            return replace(before, number=before.number + 1, failed=str(error), current=False)
        except Exception as error:  # noqa: BLE001 - whatever it is, the author goes on writing and the pages stay
            traceback.print_exception(error)
            why = self.locale.gettext("The course could not be read: {why}").format(why=repr(error))
            return replace(before, number=before.number + 1, failed=why, current=False)

    def _published(self, result: Compiled, standing: PreviewState) -> PreviewState:
        digest = self._rehearsal.publish(packing.packed(result.text(), result.media))
        gc.freeze()  # versions hold no cycles; looking for some at each save took longer than all else
        return replace(standing, digest=digest, current=True, languages=self._rehearsal.languages())

    def _drawn(self, spots: Spots, paths: list[Path]) -> tuple[Spot, ...]:
        """The places to look at after data were saved."""
        saved = {path.stem for path in paths if path.parent == self.root / "data"}
        return tuple(spot for name in sorted(saved) for spot in spots.drawing(name))

    def _edited(self, result: Compiled, paths: list[Path]) -> Spot | None:
        """Where to look after a save: what changed in the lesson, if it was one."""
        spots: list[Spot | None] = []
        for name in result.outline.names:
            path = result.outline.folder.root / name
            if name in self._texts and path not in paths:
                continue
            text = path.read_text(encoding="utf-8", errors="replace")
            known = self._texts.get(name)
            self._texts[name] = text
            if known is not None and known != text:
                spots.append(spot(result.outline, name, edited_line(known, text)))
        return spots[0] if len(spots) == 1 else None
