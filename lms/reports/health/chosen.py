"""Which options were chosen at the first answer, as far as that may be told without pointing at a few persons.

An option that fewer than the smallest group chose is hidden, and so is one that fewer than that left out. Where
each person chose exactly one option and the hidden ones could be worked out from the rest, the next smallest wrong
option is hidden too. This breakdown is fixed and nobody can filter it, so no second table undoes that
(docs/decisions/0020-cell-keys.md, "rest").
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lms.items import Item
from lms.items.model import LIST
from lms.reports.completion import Protection


@dataclass(frozen=True, slots=True)
class OptionShare:
    """`share` of persons who chose it, from 0 to 1; None: too few, or too few others.

    `correct` is None where the figures of a place say whether it is right.
    """

    id: str
    correct: bool | None
    share: float | None


def chosen(item: Item, responses: Iterable[str], protection: Protection) -> tuple[OptionShare, ...]:
    """The options of a choice in the author's order; nothing for kinds whose answers people type or arrange."""
    options = item.interaction().get("choices", ())
    if not options:
        return ()
    given = [frozenset(response.split(LIST)) if response else frozenset() for response in responses]
    counts = Counter(option for one in given for option in one)
    right = frozenset(option for pattern in item.correct_responses() for option in pattern.split(LIST))
    ids = [option["id"] for option in options]
    exclusive = all(len(one) == 1 for one in given)
    hidden = _hidden(ids, counts, right, len(given), protection.minimum, exclusive=exclusive)
    by_place = bool(item.key_expressions())
    return tuple(
        OptionShare(
            one,
            None if by_place else one in right,
            None if one in hidden else counts[one] / len(given) if given else 0.0,
        )
        for one in ids
    )


def _hidden(
    ids: Sequence[str], counts: Mapping[str, int], right: frozenset[str], n: int, minimum: int, *, exclusive: bool
) -> set[str]:
    hidden = {one for one in ids if 0 < counts.get(one, 0) < minimum or 0 < n - counts.get(one, 0) < minimum}
    if not exclusive:
        return hidden
    waiting = sorted((one for one in ids if one not in hidden and counts.get(one, 0)), key=lambda one: counts[one])
    for one in sorted(waiting, key=lambda one: one in right):
        if not _tells([counts.get(other, 0) for other in hidden], minimum):
            break
        hidden.add(one)
    return hidden


def _tells(sizes: Sequence[int], minimum: int) -> bool:
    """Whether the sum of hidden counts, which n and the shown ones give away, says how large one of them is."""
    return bool(sizes) and (len(sizes) == 1 or sum(sizes) in {len(sizes), len(sizes) * (minimum - 1)})
