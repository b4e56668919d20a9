"""What a release does to some registrations: read what is stored, grade it again, find what follows. Writes nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal
from uuid import UUID

from sqlalchemy.orm import Session

from lms.content.versions_met import VersionsMet
from lms.course.changes.item_changes import other_key
from lms.course.model import Module
from lms.course.places.place_questions import AskedItem, form_of
from lms.errors import NotFound
from lms.items import Item
from lms.lrs.record.interned_terms import Terms
from lms.lrs.record.statements_about import said_about
from lms.lrs.record.stored import StoredStatement
from lms.people.tables import RegistrationRow
from lms.progress import stored_progress
from lms.progress.concluding import Conclusion, conclusion
from lms.progress.drawn_questions import drawn_for
from lms.progress.model import Progress
from lms.releases.plan import ReleasePlan
from lms.releases.regrading import Regraded, StoredAnswer, regrade
from lms.xapi.vocabulary import Extension, VerbId

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

    plan: ReleasePlan
    versions: VersionsMet
    terms: Terms
    asked: dict[tuple[str, str, str], Item] = field(default_factory=dict)
    forms: dict[tuple[str, str, str], tuple[Item | None, bool]] = field(default_factory=dict)

    def examine(self, db: Session, registrations: Sequence[RegistrationRow]) -> list[Examined]:
        known = self._known(db, [one.id for one in registrations])
        answers = self._answers(db, [key for key, one in known.items() if one.items.keys() & self.plan.touched])
        regraded = {key: self._regrade(said, known[key]) for key, said in answers.items()}
        open_ones = [one.id for one in registrations if self._concludes(one, known, regraded.get(one.id, ()))]
        whole = stored_progress.as_progress(stored_progress.read(db, open_ones)) if open_ones else {}
        return [
            self._examined(
                one, known.get(one.id, Progress()), whole.get(one.id), regraded.get(one.id, []), answers.get(one.id, {})
            )
            for one in registrations
        ]

    def _known(self, db: Session, registrations: Sequence[UUID]) -> dict[UUID, Progress]:
        """Of each its start and end, and what is known of the items that the release is about."""
        items = sorted({*self.plan.touched, *self.plan.differences.asked_again})
        return stored_progress.as_progress(stored_progress.read_items(db, registrations, items))

    def _concludes(
        self, registration: RegistrationRow, known: Mapping[UUID, Progress], regraded: Sequence[Regraded]
    ) -> bool:
        """Whether something may follow for the quiz or the module, for which all progress is needed."""
        here = known.get(registration.id)
        other_rule = registration.module_id in self.plan.other_rules
        return here is not None and (any(one.better for one in regraded) or (other_rule and not here.satisfied))

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
        self,
        registration: RegistrationRow,
        known: Progress,
        whole: Progress | None,
        regraded: Sequence[Regraded],
        answers: Mapping[str, Sequence[StoredStatement]],
    ) -> Examined:
        module = self.plan.course.module(registration.module_id)
        concluded = self._conclude(registration, module, whole, regraded) if whole and module else Conclusion()
        effects = frozenset(self._effects(registration, known, regraded, concluded, module))
        languages = {item_id: _language(said[0]) for item_id, said in answers.items()}
        return Examined(registration, regraded, concluded, effects, languages)

    def _conclude(
        self, registration: RegistrationRow, module: Module, whole: Progress, regraded: Sequence[Regraded]
    ) -> Conclusion:
        better = {one.item.id: one.after(whole.item(one.item.id)) for one in regraded}
        after = replace(whole, items={**whole.items, **better})
        versions = (module, *self.versions.earlier(registration.course_id, module.id, registration.created))
        newest, *earlier = (drawn_for(one, registration.user_id, registration.run, after) for one in versions)
        return conclusion(newest, after, earlier)

    def _regrade(self, answers: Mapping[str, Sequence[StoredStatement]], known: Progress) -> list[Regraded]:
        found = (self._regrade_item(item_id, said, known) for item_id, said in answers.items())
        return [one for one in found if one]

    def _regrade_item(self, item_id: str, said: Sequence[StoredStatement], known: Progress) -> Regraded | None:
        before = [one for one in said if one.seq <= self.plan.release.through]
        answers = [answer for one in before if (answer := self._answer(one, item_id))]
        corrected = item_id in self.plan.corrected
        return regrade(answers, known.item(item_id), len(said) - len(before), corrected=corrected)

    def _answer(self, said: StoredStatement, item_id: str) -> StoredAnswer | None:
        """Read by the version that asked: only that one knows which gap a text was typed into."""
        document, item = said.document(), self.plan.item(item_id, _language(said))[1]
        response, revision = document.get("result", {}).get("response"), document.get("context", {}).get("revision")
        if response is None:
            return None
        key = (revision or "", item_id, _language(said))
        if key not in self.asked:
            self.asked[key] = self._then(key, item) if item.positional else item
        form = document.get("context", {}).get("extensions", {}).get(Extension.FORM)
        if not isinstance(form, str):
            return StoredAnswer(said.id, response, bool(said.success), self.asked[key], item)
        place = (item_id, key[2], form)
        if place not in self.forms:
            self.forms[place] = self._form(item, form, key[2])
        now, corrected = self.forms[place]
        return StoredAnswer(said.id, response, bool(said.success), self.asked[key], now, corrected) if now else None

    def _form(self, item: Item, form: str, language: str) -> tuple[Item | None, bool]:
        """The question with the figures of the place that it was asked about, and whether they answer it otherwise now.

        None where it makes no sense about this place any more: the answer stays what it was.
        """
        now = form_of(item, self.plan.new.atlas, form, language)
        if not isinstance(now, AskedItem):
            return None, False
        before = form_of(item, self.plan.atlas, form, language) if item.id in self.plan.other_figures else now
        return now.item, isinstance(before, AskedItem) and other_key(before.item, now.item)

    def _then(self, key: tuple[str, str, str], item: Item) -> Item:
        """The item in an earlier version; as it is now where another tool answered it without naming one."""
        revision, item_id, language = key
        try:
            course = self.versions.library.version(self.versions.db, revision).course
        except NotFound:
            return item
        found = next((one for _, _, one in course.items(language) if one.id == item_id), item)
        return found if found.kind == item.kind else item

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
