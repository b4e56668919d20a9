"""Puts the figures of a place into texts: what each value comes to, which place stood in, and where it comes from."""

from dataclasses import dataclass, field

from lms.course.places.atlas import Atlas, Place
from lms.course.places.place_questions import AskedItem
from lms.expressions import Missing, evaluate, figures, parse, written
from lms.items.text import Text

NONE = {"de": "[keine Angabe]", "en": "[no figure]"}


@dataclass
class Filling:
    """Fills the texts of one page for the place `key`, and remembers what was used for the note below them."""

    atlas: Atlas
    key: str
    language: str
    stand_ins: dict[str, Place] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)
    missing: bool = False
    used: bool = False

    def __call__(self, text: Text) -> Text:
        """Each value on its own: where the place has no figure, the county's or state's is shown with its name."""
        if not text.values:
            return text
        return text.filled([self._shown(source) for source in text.values])

    def note(self, asked: AskedItem) -> None:
        """What a question used, which is filled as a whole."""
        if asked.form:
            self.used = True
            self.sources |= asked.sources
            self.stand_ins |= {place.key: place for place in asked.stand_ins}

    def _shown(self, source: str) -> str:
        self.used = True
        expression = parse(source)
        reading = self.atlas.reading(self.key, figures(expression))
        value = evaluate(expression, reading)
        if isinstance(value, Missing):
            self.missing = True
            return NONE.get(self.language.partition("-")[0], NONE["en"])
        self.sources |= value.sources
        named = reading.stand_ins
        self.stand_ins |= {place.key: place for place in named}
        behind = f" ({', '.join(place.name for place in named)})" if named else ""
        return f"{written(value, self.language)}{behind}"
