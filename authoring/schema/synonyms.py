"""What authors write when they do not remember our word: other tools' names, German names, plurals."""

from collections.abc import Sequence

from authoring.source.slug import slug
from authoring.source.spelling import close

SYNONYMS = {
    "choice": "auswahl einfachauswahl single-choice singlechoice radio question frage",
    "multiple-choice": "mehrfachauswahl mc multiplechoice multiple checkbox checkboxes multi-select",
    "numeric": "zahl number zahleneingabe numerisch",
    "fill-in": "lueckentext lücke luecke luecken cloze gap gaps blank blanks fillin",
    "matching": "zuordnung paare match pairs",
    "true-false": "wahr-falsch richtig-falsch ja-nein yes-no truefalse boolean stimmt",
    "sequencing": "reihenfolge sequence ordering order ranking sortieren sort",
    "performance": "rechnung schritte steps procedure",
    "likert": "skala einschaetzung einschätzung scale rating umfrage survey",
    "long-fill-in": "freitext eigener-text essay text textarea long-answer arbeitsheft",
    "pool": "vorrat pools fragenpool question-pool",
    "timeseries": "zeitreihe linie line chart diagramm",
    "pyramid": "pyramide bevoelkerungspyramide population-pyramid",
    "note": "hinweis notiz info",
    "tip": "tipp",
    "warning": "achtung warnung caution attention danger",
    "example": "beispiel praxisbeispiel",
    "workbook": "arbeitsblatt",
    "points": "punkte punkt score marks",
    "tries": "versuche versuch attempts try",
    "hint": "tipp hilfe help",
    "correct": "richtig feedback-correct right",
    "incorrect": "falsch wrong false",
    "partial": "teilweise partly",
    "shuffle": "mischen random zufall",
    "answer": "antwort loesung lösung solution value",
    "tolerance": "toleranz spielraum margin",
    "unit": "einheit",
    "reply": "antwort rueckmeldung rückmeldung feedback musterloesung",
    "limit": "zeichen laenge länge max",
    "draw": "ziehen anzahl count number pick",
    "case": "grossschreibung",
    "alt": "alternativtext bildbeschreibung",
    "title": "titel ueberschrift",
    "minutes": "minuten dauer duration",
}


def intended(word: str, known: Sequence[str]) -> str:
    """The known word that was meant, of which `word` is another name or which is spelt alike; else nothing."""
    name = slug(word)
    others = (one for one in known if name in map(slug, SYNONYMS.get(one, "").split()))
    return next(others, "") or close(word.casefold(), known)
