"""Links say where they lead (WCAG 2.4.4), also to people who hear nothing but the links of a page one after another."""

import re

from authoring.source.problems import Problems
from authoring.tree.model import CourseTree

ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
FILE = re.compile(
    r"[^\s/]+\.(pdf|csv|xlsx?|docx?|odt|ods|pptx?|zip|md|html?|mp3|mp4|vtt|png|jpe?g|svg|webp|gif|avif)", re.IGNORECASE
)
CLICK = re.compile(r"(bitte )?(klicken|tippen|drücken) sie|(hier|jetzt) (klicken|tippen)|click here", re.IGNORECASE)
WORD = re.compile(r"\w+")
EMPTY = {
    "de": """
        hier da dort daran dazu davon darüber mehr weiter weitere weiteres weiteren infos info information informationen
        lesen liest lest weiterlesen nachlesen sie du bitte klick klicken klickt tippen auf unter über diese diesen
        dieser dieses diesem link links seite webseite website internetseite homepage adresse url download herunterladen
        laden siehe sehen ansehen anzeigen öffnen details erfahren zur zum zu der die das den dem des ein eine einen
        einem und oder in im am an pdf datei dokument jetzt gleich ganze ganzen nächste nächsten vorige vorigen
        vorherige zurück anfang starten start los gehts geht es folgende folgenden genauer finden findet man um
    """,
    "en": """
        here there more further info information read reading you please click tap on under this these that link links
        page webpage website site address url download see view show open details learn find out about the a an and or
        in at to of pdf file document now next previous back start go following
    """,
}
"""Words that say nothing about a goal, however many of them stand together."""
NOTHING = {language: frozenset(words.split()) for language, words in EMPTY.items()}


def link_texts(course: CourseTree, problems: Problems) -> None:
    nothing = NOTHING.get(course.language[:2], frozenset())
    for lesson in course.lessons():
        for link in lesson.document.links:
            words = link.words
            if words is None:
                continue
            if not words:
                message, hint = "the link has no words", "say between [ and ] where it leads"
            elif ADDRESS.fullmatch(words) or FILE.fullmatch(words):
                message, hint = "{words} as the words of a link", "write what is found there, such as a title"
            elif CLICK.match(words) or nothing.issuperset(WORD.findall(words.casefold())):
                message, hint = "the link “{words}” does not say where it leads", "make what is found there the link"
            else:
                continue
            problems.report("link-text", link.words_at(lesson.source), message, hint, words=words)
