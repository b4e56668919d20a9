"""Why a version must not become current as it is: each reason in a sentence that says what to do."""

from collections.abc import Collection, Iterator, Sequence
from typing import Literal

from lms.course.changes import Change
from lms.errors import Conflict
from lms.releases.plan import ReleasePlan

Consent = Literal["back", "other-course"]
CONSENTS: tuple[Consent, ...] = ("back", "other-course")
"""What an operator may want all the same."""


class Objection(Conflict):
    """The release is refused; the message lists every reason."""


def objections(made: ReleasePlan, before: Sequence[str], accepted: Collection[str]) -> Iterator[str]:
    """`before`: digests of the earlier publications, newest first."""
    digest = made.new.digest
    for change in made.differences.refusals:
        if digest not in before or change.kind != "meaning-changed":  # on the way back each step was confirmed once
            yield _refusal(change)
    if digest in before and "back" not in accepted:
        yield (
            f"version {digest[:12]} is older than the one that is running: it was current before; "
            "to go back to it, say --accept back (points and passes stay)"
        )
    modules = {module.id for module in made.old.modules}
    if modules and modules.isdisjoint(module.id for module in made.course.modules) and "other-course" not in accepted:
        yield (
            f"no module of the running version ({', '.join(sorted(modules)[:3])}) is in the bundle; if this is another "
            "course, give it another id in course.yaml; if all modules are to go, say --accept other-course"
        )


def _refusal(change: Change) -> str:
    where = change.where
    if change.kind == "reused":
        return f"the id {where.id} was a {change.before} and is a {change.after} now; give the new one another id"
    what = f"the option {where.option} of the item {where.item}" if where.option else f"the item {where.item}"
    return (
        f"{what} in {where.source or where.lesson} has kept its id, but seems to ask something else; give it a new id, "
        "or confirm in the source with `change:` that it asks the same, and build again"
    )
