"""How many opened an item's hint before their first answer, and how those who did and who did not fared.

Where a page ran without scripts nobody knows; these persons are left out, not counted as a no. What is shown about all
and about those who are known tells of the rest together, so a few unknown ones are hidden among some of the others,
chosen by their record keys. The two facilities are shown when at least the smallest group, or nobody, was right and was
not right in each group: with the margins known, one small cell of that table would be told by the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lms.disclosure import Cell, cell_key, protect, record_key
from lms.reports.completion import Protection
from lms.reports.health.first_answers import FirstAnswer
from lms.reports.health.measures import Estimate, bounded_share, facility

Given = Mapping[str, FirstAnswer]


@dataclass(frozen=True, slots=True)
class HintGroup:
    """Persons who did, or did not, open the hint."""

    n: int
    facility: Estimate


@dataclass(frozen=True, slots=True)
class HintUse:
    """`opened` is the share of `n` persons, only a bound if `bounded`; the groups are None where they are too small."""

    n: int
    opened: Estimate
    bounded: bool = False
    opened_it: HintGroup | None = None
    left_it: HintGroup | None = None

    def without_groups(self) -> "HintUse":
        """For where the facility of all must not be told, which those of the groups add up to."""
        return replace(self, opened_it=None, left_it=None)


def hint_use(given: Given, secret: bytes, protection: Protection, enough: int) -> HintUse | None:
    """Of the first answers by actor; None where fewer than `enough` persons can be told about."""
    known = _known(given, secret, protection.minimum)
    if len(known) < enough:
        return None
    opened = {actor: one for actor, one in known.items() if one.hint_opened}
    left = {actor: one for actor, one in known.items() if not one.hint_opened}
    share, bounded = bounded_share(len(opened) / len(known), len(known), protection.minimum)
    n = _n("hint", known, secret, protection)
    if min(len(opened), len(left)) < enough or not all(_safe(one, protection.minimum) for one in (opened, left)):
        return HintUse(n, share, bounded)
    groups = (
        HintGroup(_n(name, group, secret, protection), facility([one.scaled for one in group.values()]))
        for name, group in (("opened", opened), ("left", left))
    )
    return HintUse(n, share, bounded, *groups)


def _known(given: Given, secret: bytes, minimum: int) -> Given:
    """Those of whom it is known, less so many that the others may be worked out together."""
    unknown = {actor: one for actor, one in given.items() if one.hint_opened is None}
    waiting = sorted(given.keys() - unknown.keys(), key=lambda actor: (record_key(secret, actor), actor))
    while waiting and not _safe(unknown, minimum):
        actor = waiting.pop()
        unknown[actor] = given[actor]
    return {actor: given[actor] for actor in waiting}


def _safe(group: Given, minimum: int) -> bool:
    """Whether nobody, or at least the smallest group, was right; and was not."""
    right = sum(one.scaled == 1 for one in group.values())
    return all(count == 0 or count >= minimum for count in (right, len(group) - right))


def _n(name: str, group: Given, secret: bytes, protection: Protection) -> int:
    keys = cell_key(record_key(secret, actor) for actor in group)
    return protect([Cell(name, len(group), keys)], protection.minimum, protection.noise)[0].n or 0
