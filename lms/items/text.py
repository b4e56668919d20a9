"""Values of which questions are made: models that do not change, and passages of text."""

import re
from collections.abc import Sequence
from html import escape

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value: it does not change, and it knows no field that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


VALUE = re.compile(r'<span data-value="(\d{1,4})"></span>')


class Text(Frozen):
    """A passage twice: `html` as the compiler cleaned it, `plain` for statements, search and screen readers.

    `values` are expressions. What one comes to belongs where `html` has `<span data-value="0"></span>` with its number,
    and `plain` its source in double braces.
    """

    html: str
    plain: str
    values: tuple[str, ...] = ()

    def filled(self, shown: Sequence[str]) -> "Text":
        """With what its values come to, as plain text; it is escaped here."""
        if not self.values:
            return self
        marked = dict(enumerate(f'<span class="lr-value">{escape(one)}</span>' for one in shown))
        return Text(html=VALUE.sub(lambda found: marked.get(int(found[1]), ""), self.html), plain=self.told(shown))

    def told(self, shown: Sequence[str]) -> str:
        """The plain text with what its values come to."""
        plain = self.plain
        for source, one in zip(self.values, shown, strict=True):
            plain = plain.replace(f"{{{{{source}}}}}", one, 1)
        return plain
