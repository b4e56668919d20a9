"""Meine Kommune: find one's municipality or county by name or key, choose it, choose another, forget it."""

import re
import unicodedata

from sqlalchemy.orm import Session

from lms.course.places import official_keys
from lms.course.places.atlas import Atlas, Place
from lms.db.times import now
from lms.player.learning.figures_place import home
from lms.player.learning.reader import Reader
from lms.web.pages.kommune import ChoosePlace, PlaceLine
from lms.web.preferences import local

SHOWN, LONGEST = 50, 100
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def find(_db: Session, reader: Reader, key: str) -> Place | None:
    found = (bundle.atlas.place(official_keys.typed(key)) for bundle in reader.published)
    return next((place for place in found if place), None)


def choosing(db: Session, reader: Reader, query: str, back: str, problem: str = "") -> ChoosePlace:
    atlas = next((bundle.atlas for bundle in reader.published if bundle.atlas.data), Atlas(()))
    current = home(db, reader.user_id, atlas, now())
    place = atlas.place(current.key)
    query = query[:LONGEST].strip()
    hits = search(atlas, query) if query else []
    return ChoosePlace(
        place=place.name if place else "",
        whose=current.whose,
        query=query,
        found=tuple(PlaceLine(one.key, one.name, one.around) for one in hits[:SHOWN]),
        more=max(0, len(hits) - SHOWN),
        places=sum(1 for _ in atlas.choosable()),
        next=local(back),
        signed_in=reader.user_id is not None,
        problem=problem,
    )


def search(atlas: Atlas, query: str) -> list[Place]:
    """Places by key (AGS or ARS) or by a part of their name, beginnings first; ü, ue and u are the same to it."""
    query = " ".join(query.split())
    key = official_keys.typed(query)
    if key:
        place = atlas.place(key)
        return [place] if place else []
    digits = re.sub(r"\s", "", query)
    if digits.isascii() and digits.isdigit():
        return [place for place in atlas.choosable() if place.key.startswith(digits)]
    wanted = folded(query)
    found = []
    for place in atlas.choosable():
        names = folded(place.name)
        ranks = [_rank(name, word) for name, word in zip(names, wanted, strict=True)]
        if min(ranks) < NOT:
            found.append((min(ranks), names[0], place.key, place))
    return [place for *_, place in sorted(found, key=lambda one: one[:3])]


NOT = 3


def _rank(name: str, wanted: str) -> int:
    """How well a name fits: it is it, it or one of its words begins so, it holds it, or not at all."""
    if name == wanted:
        return 0
    if re.search(rf"(?:^|[\s(/-]){re.escape(wanted)}", name):
        return 1
    return 2 if wanted in name else NOT


def folded(text: str) -> tuple[str, str]:
    """The text as people type it without umlauts: with ue for ü, and with u."""
    low = text.casefold()
    plain = "".join(one for one in unicodedata.normalize("NFKD", low) if not unicodedata.combining(one))
    return low.translate(_UMLAUTS), plain
