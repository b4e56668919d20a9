"""What a release says about a registration: `scored`, and what follows; always under the same ids."""

from collections.abc import Iterator
from uuid import UUID, uuid5

from lms.progress.learning_statements import Saying
from lms.releases.examination import Examined
from lms.releases.plan import ReleasePlan
from lms.xapi.said import Learner, Occasion, Said


def statements(plan: ReleasePlan, home_page: str, found: Examined) -> Iterator[Said]:
    """All that the record does not say yet."""
    module = plan.course.module(found.registration.module_id)
    said = _saying(plan, home_page, found)
    for one in found.regraded:
        if one.says:
            language = found.languages[one.item.id]
            lesson, _ = plan.item(one.item.id, language)
            yield said.reading(language).scored(
                lesson, one.item, original=one.original, scaled=one.scaled, returned=one.returned
            )
    concluded = found.concluded
    if module and module.quiz and concluded.verdict and concluded.verdict.passed:  # no release lets anybody fail
        yield from said.finished(module.quiz) if concluded.first else ()
        yield said.judged(module.quiz, concluded.verdict.score, success=True)
    if concluded.satisfied:
        yield from said.module_done()


def _saying(plan: ReleasePlan, home_page: str, found: Examined) -> Saying:
    course, registration = plan.course, found.registration
    module = course.module(registration.module_id)
    on = Occasion(
        learner=Learner(home_page, registration.actor),
        registration=registration.id,
        revision=plan.new.digest,
        time=plan.release.moment,
        course=course.iri("course", course.id),
        module=course.iri("module", registration.module_id),
        language=course.language,
        release=plan.release.id,
    )

    def name(verb: str, about: str) -> UUID:
        """Of release and original for `scored`; of release, registration and activity for what follows."""
        return uuid5(plan.release.id, about if verb == "scored" else f"{registration.id} {verb} {about}")

    return Saying(on, course, module or course.modules[0], name)
