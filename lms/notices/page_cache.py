"""The pages as the running service has them: read at start, and again whenever a file changes."""

import logging
from pathlib import Path
from time import monotonic
from typing import LiteralString

from lms.notices.model import Notice, WrittenPages
from lms.notices.page_files import Stamp, read, stamp
from lms.settings import Settings
from lms.web.locale import Locale
from lms.web.render import FooterLink

GLANCE = 1.0  # seconds for which nobody looks at the folder again
log = logging.getLogger("lms.notices")


def _(message: LiteralString) -> LiteralString:
    """Marks a message for the catalogues; it is translated when shown."""
    return message


LABELS = {"impressum": _("Imprint"), "datenschutz": _("Privacy"), "barrierefreiheit": _("Accessibility")}
"""What the footer calls them, in every language that pages have: these words are what people look for."""


class Notices:
    """The pages of one service; nothing while no folder is set."""

    def __init__(self, settings: Settings) -> None:
        self.folder: Path | None = settings.pages_dir
        self._language = settings.languages[0]
        self._written = WrittenPages()
        self._stamp: Stamp | None = None
        self._next = 0.0

    def current(self) -> WrittenPages:
        """What is written now. A file that was spoilt meanwhile keeps its earlier text; the log says so."""
        if self.folder and monotonic() >= self._next:
            try:
                self.read()
            except OSError as error:
                log.warning("%s cannot be read: %s", self.folder, error.strerror)
            self._next = monotonic() + GLANCE
        return self._written

    def read(self) -> WrittenPages:
        """As `current`, without waiting; OSError when the folder cannot be read."""
        if self.folder and (seen := stamp(self.folder)) != self._stamp:
            before = {text.file: text for notice in self._written.notices for text in notice.texts.values()}
            self._written = read(self.folder, self._language, before)
            if self._stamp is not None:  # `lms serve` tells what was wrong at the start
                for problem in self._written.problems:
                    log.warning("%s/%s", self.folder, problem)
            self._stamp = seen
        return self._written

    def links(self, locale: Locale) -> tuple[FooterLink, ...]:
        """The footer of every page, for somebody who reads in `locale`."""
        return tuple(_link(notice, locale) for notice in self.current().notices)


def _link(notice: Notice, locale: Locale) -> FooterLink:
    """The label is in the page's own language where the service has no word for it."""
    tag = notice.spoken(locale)
    text = notice.texts[tag]
    label = LABELS.get(notice.name)
    return FooterLink(
        title=locale.gettext(label) if label else text.title,
        href=text.link or notice.href,
        language="" if label or tag == locale.language else tag,
        leads_to="" if tag == locale.language else tag,
    )
