"""A chart of a lesson as a figure: drawn, described, and with its numbers."""

from markupsafe import Markup

from lms.course.model import Course, PyramidBlock, TimeseriesBlock
from lms.web.locale import Locale

FIGURE = Markup(
    '<figure class="lr-chart" role="group" aria-label="{title}">'
    "<figcaption><strong>{title}</strong></figcaption><p>{alt}</p>{sentence}</figure>"
)


def figure(block: TimeseriesBlock | PyramidBlock, course: Course, locale: Locale) -> Markup:  # noqa: ARG001
    """The block's figure in the reader's language."""
    sentence = Markup("<p>{}</p>").format(block.sentence) if block.sentence else Markup()
    return FIGURE.format(title=block.title, alt=block.alt, sentence=sentence)
