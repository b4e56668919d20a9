"""Renders what stood in one version: passages, questions with their keys, charts; media are copied beside the page."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from markupsafe import Markup

from authoring.release.named_versions import NamedVersion
from lms.course.model import Block, Figured, HtmlBlock, Lesson
from lms.items import Item
from lms.items.text import Text
from lms.web.charts import Chart
from lms.web.compiled_html import GAP, LINK
from lms.web.figures import figure
from lms.web.locale import Locale
from lms.web.pages.review import Question, ReviewOption, VersionSide


@dataclass(frozen=True)
class Sides:
    """One version's half of the pages; `folder` is where its media go, `used` collects their paths."""

    version: NamedVersion
    folder: str
    locale: Locale
    used: set[str] = field(default_factory=set)

    def lesson(self, lesson_id: str, other: Lesson | None) -> VersionSide:
        """The passages and charts of a lesson that the other version does not have just so."""
        known = self._blocks(other) if other else []
        blocks = [block for block in self._blocks(self._lesson(lesson_id)) if block not in known]
        passages = tuple(self._html(block.text) for block in blocks if isinstance(block, HtmlBlock))
        return VersionSide(passages, charts=tuple(chart for block in blocks if (chart := self._chart(block))))

    def item(self, item_id: str) -> VersionSide:
        lessons = [lesson for module in self.version.course.modules for lesson in module.all_lessons()]
        items = (item for lesson in lessons for item in lesson.items(self.version.course.language))
        found = next((item for item in items if item.id == item_id), None)
        return VersionSide(question=self._question(found)) if found else VersionSide()

    def lesson_of(self, lesson_id: str) -> Lesson | None:
        return self._lesson(lesson_id)

    def _lesson(self, lesson_id: str) -> Lesson | None:
        found = (module.lesson(lesson_id) for module in self.version.course.modules)
        return next((lesson for lesson in found if lesson), None)

    def _blocks(self, lesson: Lesson | None) -> Sequence[Block]:
        return lesson.variant(self.version.course.language).blocks if lesson else ()

    def _chart(self, block: Block) -> Chart | None:
        return figure(block, self.version.course, self.locale) if isinstance(block, Figured) else None

    def _question(self, item: Item) -> Question:
        feedback = (item.feedback.correct, item.feedback.partial, item.feedback.incorrect)
        options = self._options(item)
        prompt = Markup(GAP.sub("<span class='rv-gap'>…</span>", self._html(item.prompt)))  # noqa: S704 - ours
        return Question(
            prompt=prompt,
            options=options,
            solution="" if options else item.solution(self.version.course.language),
            hints=tuple(map(self._html, item.hints)),
            feedback=tuple(self._html(text) for text in feedback if text),
            points=item.points,
            tries=item.tries or 0,
        )

    def _options(self, item: Item) -> tuple[ReviewOption, ...]:
        return tuple(
            ReviewOption(
                Markup("{} → {}").format(self._html(one.text), self._html(one.target))
                if one.target
                else self._html(one.text),
                one.correct,
                one.where,
                self._html(one.feedback) if one.feedback else None,
            )
            for one in item.marked()
        )

    def _html(self, text: Text) -> Markup:
        """Figures of a place stand there as they are written in the source."""
        filled = text.filled([f"{{{{{source}}}}}" for source in text.values])
        return Markup(LINK.sub(self._address, filled.html))  # noqa: S704 - the compiler's sanitizer made it

    def _address(self, found: re.Match[str]) -> str:
        """Media lie beside the page; lessons and glossary entries are not on it, so their links lead nowhere."""
        attribute, kind, target = found[1], found[2], html.unescape(found[3])
        if kind != "asset" or target not in self.version.assets:
            return 'class="rv-link"'
        self.used.add(target)
        return f'{attribute}="{quote(f"{self.folder}/{target}")}"'
