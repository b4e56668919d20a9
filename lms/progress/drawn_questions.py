"""The questions of one registration: what its learner drew in this run."""

from uuid import UUID

from lms.course.model import Module
from lms.course.pools import Draw, drawn
from lms.progress.model import Progress


def drawn_for(module: Module, learner: UUID, run: int, progress: Progress) -> Module:
    """The module as this registration is asked. Whoever reads a rule or a score reads it of this module."""
    answered = {item_id: item.scaled for item_id, item in progress.items.items() if item.attempts}
    return drawn(module, Draw(learner, run, answered))
