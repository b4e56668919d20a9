"""Colour alone says nothing (WCAG 1.4.1): one man in twelve sees red and green alike, and printers have no colours."""

import re

from authoring.checks.prose import sentences
from authoring.source.problems import Problems
from authoring.tree.model import CourseTree

GERMAN = (
    r"(?:dunkel|hell)?(?:rot|grün|blau|gelb|orange|orangefarben|lila|violett|grau|schwarz|weiß|rosa|pink|türkis|braun)"
)
NOUNS = r"Rot|Grün|Blau|Gelb|Orange|Lila|Violett|Grau|Schwarz|Weiß|Rosa|Türkis|Braun"
DRAWN = (
    r"Balken|Linien?|Kurven?|Flächen?|Felde?r?n?|Säulen?|Punkten?|Punkte|Bereiche?n?|Kreise?n?|Zeilen?|Spalten?|Zellen?|"
    r"Markierung(?:en)?|Kästchen|Segmente?n?|Streifen|Ringe?|Knopf|Knöpfe|Schaltflächen?|Pfeile?n?|Teile?n?|Gebieten?|"
    r"Gemeinden|Regionen|Abschnitte?n?|Texte?n?|Wörtern?|Stellen?|Rahmen|Umriss|Symbole?n?|Kästen|Kasten|Hälfte|Töne"
)
PAINTED = (
    r"markiert|eingefärbt|gefärbt|hervorgehoben|unterlegt|hinterlegt|dargestellt|gezeichnet|umrandet|gekennzeichnet|"
    r"geschrieben|gedruckt|eingezeichnet|unterstrichen|angezeigt|gehalten"
)
COLOUR = {
    "de": re.compile(
        rf"\b{GERMAN}e[nrms]?\s+(?:\w+\s+)?(?:{DRAWN})\b|\b(?:in|auf)\s+(?:{NOUNS}|{GERMAN}e[rm]\s+Farbe)\b|"
        rf"\b(?:{GERMAN}|{NOUNS})\s+(?:{PAINTED}|bedeutet|heißt|steht für)\b|"
        rf"\b{GERMAN}\s+(?:ist|sind|war|waren|erschein\w+|leucht\w+)\b|"
        rf"\b(?:ist|sind|erschein\w+|leucht\w+)\s+{GERMAN}(?=[.,;:!?]|$)"
    ),
    "en": re.compile(
        r"\b(?:red|green|blue|yellow|orange|purple|grey|gray|pink)\s+(?:\w+\s+)?(?:bars?|lines?|areas?|columns?|points?|"
        r"cells?|rows?|regions?|parts?|segments?|fields?|buttons?|arrows?)\b|"
        r"\b(?:in|marked|shown|highlighted|drawn)\s+(?:in\s+)?(?:red|green|blue|yellow|orange|purple|grey|gray)\b"
    ),
}
NAMES = {
    "de": "rot grün blau gelb orange lila violett grau schwarz weiß rosa pink türkis braun".split(),  # noqa: SIM905
    "en": "red green blue yellow orange purple grey gray pink".split(),  # noqa: SIM905 - reads better as a text
}
"""Without one of these there is no colour."""
MARK = re.compile(
    r"\b(links|rechts|oben|unten|ober\w+|unter(?:e[nrs]?|ste\w*)|mittler\w+|link\w|recht\w|gestrichelt\w*|gepunktet\w*|"
    r"durchgezogen\w*|schraffiert\w*|gemustert\w*|Muster\w*|beschrift\w+|Beschriftung\w*|fett\w*|dicke?r?|gekreuzt\w*|"
    r"Stern\w*|Kreuz\w*|Symbol\w*|Raute\w*|dashed|dotted|solid|left|right|upper|lower|top|bottom|labelled|hatched)\b",
    re.IGNORECASE,
)


def colour_alone(course: CourseTree, problems: Problems) -> None:
    language = course.language[:2] if course.language[:2] in COLOUR else "de"
    colour = COLOUR[language]
    for lesson in course.lessons():
        words = lesson.document.vocabulary.lower()
        for passage in lesson.document.passages if any(name in words for name in NAMES[language]) else ():
            for sentence in sentences(passage.words) if colour.search(passage.words) else ():
                if (found := colour.search(sentence)) and not MARK.search(sentence):
                    place = passage.place(lesson.source, found[0])
                    message, hint = (
                        "“{words}”: is colour all that tells them apart?",
                        "name a second mark, such as a label",
                    )
                    problems.report("colour-only", place, message, hint, words=found[0])
