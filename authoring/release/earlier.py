"""The version that people are already in, for a check beside it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from authoring.cache import Cache
from authoring.locale import Locale
from authoring.release.versions import version
from lms.course.model import Course


def earlier(name: str, root: Path, locale: Locale, cache: Cache) -> Course:
    """The version called `name`, as `authoring diff` reads it; a revision is one of the repository around `root`.

    Raises NoVersion, or Faulty when its source does not compile.
    """
    with TemporaryDirectory(prefix="authoring-earlier-") as folder:
        return version(name, root, Path(folder), locale, cache).course
