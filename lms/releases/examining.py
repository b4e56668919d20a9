"""What a release does to some registrations: read what is stored, grade it again, find what follows. Writes nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID

from sqlalchemy.orm import Session

from lms.content.versions import Versions
from lms.course.model import Module
from lms.lrs.selecting import said_about
from lms.lrs.statements import StoredStatement
from lms.lrs.terms import Terms
from lms.people.tables import RegistrationRow
from lms.progress import kept
from lms.progress.concluding import Conclusion, conclusion
from lms.progress.model import Progress
from lms.releases.plan import Plan
from lms.releases.regrading import Answer, Regraded, regrade
from lms.xapi.vocabulary import VerbId

Effect = Literal["gained", "kept", "tries", "passed", "satisfied", "again", "lessons", "minutes"]


@dataclass(frozen=True, slots=True)
class Examined:
    """A registration with what the release finds in it; `languages` in which the items were answered."""

    registration: RegistrationRow
    regraded: Sequence[Regraded]
    concluded: Conclusion
    effects: frozenset[Effect]
    languages: Mapping[str, str]


@dataclass(frozen=True)
class Examiner:
    """Works through registrations of one course, batch by batch."""

    plan: Plan
    versions: Versions
    terms: Terms

    def examine(self, db: Session, registrations: Sequence[RegistrationRow]) -> list[Examined]:
        by_id = {one.id: one for one in registrations}
        progress = self._progress(db, by_id)
        answered = [key for key, known in progress.items() if known.items.keys() & self.plan.touched]
        answers = self._answers(db, answered)
        return [self._examined(one, progress.get(one.id, Progress()), answers.get(one.id, {})) for one in registrations]

    def _progress(self, db: Session, registrations: Mapping[UUID, RegistrationRow]) -> dict[UUID, Progress]:
        """All that is known of those whose results may change; of the others what is needed to count them."""
        asked = {*self.plan.touched, *self.plan.differences.asked_again}
        some = kept.as_progress(kept.read_items(db, registrations, sorted(asked)))
        whole = [
            key
            for key, known in some.items()
            if known.items.keys() & self.plan.touched
            or (registrations[key].module_id in self.plan.other_rules and not known.satisfied)
        ]
        return some | (kept.as_progress(kept.read(db, whole)) if whole else {})

    def _answers(self, db: Session, registrations: Sequence[UUID]) -> dict[UUID, dict[str, list[StoredStatement]]]:
        """By registration and item, in the order in which they were stored."""
        iris = {self.plan.course.iri("item", one): one for one in self.plan.touched}
        found: dict[UUID, dict[str, list[StoredStatement]]] = {}
        if registrations:
            for said in said_about(db, self.terms, registrations, VerbId.ANSWERED.value, sorted(iris)):
                if said.registration and said.object:
                    found.setdefault(said.registration, {}).setdefault(iris[said.object], []).append(said)
        return found

    def _examined(
        self, registration: RegistrationRow, known: Progress, answers: Mapping[str, Sequence[StoredStatement]]
    ) -> Examined:
        languages = {item_id: _language(said[0]) for item_id, said in answers.items()}
        regraded = [one for item_id, said in answers.items() if (one := self._regrade(item_id, said, known))]
        after = replace(
            known, items={**known.items, **{one.item.id: one.after(known.item(one.item.id)) for one in regraded}}
        )
        module = self.plan.course.module(registration.module_id)
        concluded = Conclusion()
        if module and (any(one.better for one in regraded) or module.id in self.plan.other_rules):
            earlier = self.versions.earlier(registration.course_id, module.id, registration.created)
            concluded = conclusion(module, after, earlier) if known.started else concluded
        effects = frozenset(self._effects(registration, known, regraded, concluded, module))
        return Examined(registration, regraded, concluded, effects, languages)

    def _regrade(self, item_id: str, said: Sequence[StoredStatement], known: Progress) -> Regraded | None:
        before = [one for one in said if one.seq <= self.plan.release.through]
        answers = [
            Answer(one.id, response, bool(one.success), self.plan.item(item_id, _language(one))[1])
            for one in before
            if (response := one.document().get("result", {}).get("response")) is not None
        ]
        corrected = item_id in self.plan.corrected
        return regrade(answers, known.item(item_id), len(said) - len(before), corrected=corrected)

    def _effects(
        self,
        registration: RegistrationRow,
        known: Progress,
        regraded: Sequence[Regraded],
        concluded: Conclusion,
        module: Module | None,
    ) -> Iterator[Effect]:
        if any(one.gained for one in regraded):
            yield "gained"
        if any(one.kept for one in regraded):
            yield "kept"
        if any(one.returned for one in regraded):
            yield "tries"
        if concluded.verdict and concluded.verdict.passed:
            yield "passed"
        if concluded.satisfied:
            yield "satisfied"
        if known.satisfied or module is None:
            return
        more = self.plan.differences.effects.get(registration.module_id)
        if any(known.item(item_id).attempts for item_id in self.plan.differences.asked_again):
            yield "again"
        if more and more.lessons:
            yield "lessons"
        if more and more.minutes > 0:
            yield "minutes"


def _language(said: StoredStatement) -> str:
    return said.document().get("context", {}).get("language", "")
