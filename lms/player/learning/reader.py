"""Who reads, as every page asks for it: a learner or nobody in particular, and what is published now."""

from dataclasses import dataclass
from uuid import UUID

from lms.content.library import Library
from lms.course.bundle import Bundle
from lms.web.locale import Locale


@dataclass(frozen=True)
class Reader:
    """Who reads which published courses; nobody in particular has no id."""

    user_id: UUID | None
    published: tuple[Bundle, ...]
    locale: Locale
    library: Library
