"""Where the authors' handbook is: at an address that a setting names, else beside the program."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import authoring
from authoring.source.problems import ADVICE

PACKAGE = Path(authoring.__file__).parent
PLACES = (PACKAGE / "handbook", PACKAGE.parent / "docs" / "authors")
"""In an installed package, and in the source tree."""


@dataclass(frozen=True)
class Handbook:
    """`address` is where its pages are published, without a slash at the end."""

    address: str = ""

    def page(self, name: str) -> str:
        """The address of a page such as `items/choice`; empty when there is none."""
        if self.address:
            return f"{self.address}/{quote(name)}.html"
        found = (folder / f"{name}.md" for folder in PLACES)
        return next((path.as_uri() for path in found if path.is_file()), "")

    def problem(self, code: str) -> str:
        page = self.page("checks" if code in ADVICE else "problems")
        return f"{page}#{code}" if page else ""
