"""A course with every kind of item in its first lesson, a second lesson to read, and a quiz of four points."""

from decimal import Decimal

from lms.course.model import Course, GlossaryEntry, HtmlBlock, ItemBlock, Lesson, LessonVariant, Module
from lms.items import ChoiceItem, FillInItem, Item, MatchingItem, MultipleChoiceItem, NumericItem
from lms.items.choice import Choice
from lms.items.fill_in import Gap
from lms.items.matching import Side
from lms.items.model import Feedback
from lms.items.text import Text

MODULE = "/modules/bewegung"
LESSON = f"{MODULE}/lessons/aufgaben"
READING = f"{MODULE}/lessons/lesen"
QUIZ = f"{MODULE}/lessons/probe"

RIGHT = {
    "wahl": {"response": "a"},
    "auswahl": {"response": ["b", "c"]},
    "saldo": {"response": "−228.195 Personen"},
    "luecken": {"gap-minus": "sterbefälle", "gap-plus": "Zuzüge"},
    "paare": {"match-geburt": "bewegung", "match-einwohner": "bestand"},
}
WRONG = {
    "wahl": {"response": "b"},
    "auswahl": {"response": ["d"]},
    "saldo": {"response": "7"},
    "luecken": {"gap-minus": "x", "gap-plus": "y"},
    "paare": {"match-geburt": "bestand", "match-einwohner": "bewegung"},
}


def text(words: str) -> Text:
    return Text(html=words, plain=words)


def item_wahl(*, right: str = "a") -> ChoiceItem:
    options = (("a", "Dieses", "Genau."), ("b", "Jenes", "Das meint etwas anderes."), ("c", "Keines", "Doch."))
    choices = (
        Choice(id=key, text=text(words), correct=key == right, feedback=text(said)) for key, words, said in options
    )
    return ChoiceItem(id="wahl", prompt=text("<p>Was stimmt?</p>"), choices=tuple(choices), hints=(text("Lesen Sie."),))


def items() -> tuple[Item, ...]:
    return (
        item_wahl(),
        MultipleChoiceItem(
            id="auswahl",
            prompt=text("<p>Welche?</p>"),
            choices=tuple(Choice(id=key, text=text(f"Wahl {key}"), correct=key in "bc") for key in "abcd"),
            tries=2,
            feedback=Feedback(partial=text("Ein Teil stimmt.")),
        ),
        NumericItem(
            id="saldo", prompt=text("<p>Wie viele?</p>"), answer=Decimal(-228195), tolerance=Decimal(5), unit="Personen"
        ),
        FillInItem(
            id="luecken",
            prompt=Text(
                html='<p>Geburten − <span data-gap="minus"></span> + <span data-gap="plus"></span></p>', plain="Lücken"
            ),
            gaps=(Gap(id="minus", accepted=("Sterbefälle",)), Gap(id="plus", accepted=("Zuzüge",))),
        ),
        MatchingItem(
            id="paare",
            prompt=text("<p>Was gehört wozu?</p>"),
            sources=(Side(id="geburt", text=text("Geburt")), Side(id="einwohner", text=text("Einwohnerzahl"))),
            targets=(Side(id="bestand", text=text("Bestand")), Side(id="bewegung", text=text("Bewegung"))),
            pairs={"geburt": "bewegung", "einwohner": "bestand"},
        ),
    )


def quiz_item(number: int) -> ChoiceItem:
    choices = (Choice(id="ja", text=text("Ja"), correct=True), Choice(id="nein", text=text("Nein")))
    return ChoiceItem(id=f"probe-{number}", prompt=text(f"<p>Stimmt {number}?</p>"), choices=choices, tries=2)


def lesson(lesson_id: str, title: str, words: str, *asked: Item) -> Lesson:
    said = HtmlBlock(id=f"{lesson_id}-text", text=text(words))
    blocks = (said, *(ItemBlock(id=item.id, item=item) for item in asked))
    return Lesson(
        id=lesson_id, minutes=5, variants={"de": LessonVariant(title=title, blocks=blocks)}, source=f"{lesson_id}.md"
    )


def course(*asked: Item) -> Course:
    link = '<p>Mehr im <a href="lesson:lesen#ende">Text</a> und beim <a href="glossary:saldo">Saldo</a>.</p>'
    module = Module(
        id="bewegung",
        title="Bevölkerung in Bewegung",
        summary="Vier Zahlen genügen.",
        good_for="Alle, die rechnen.",
        goals=("Mit Salden rechnen",),
        lessons=(
            lesson("aufgaben", "Aufgaben aller Art", link, *(asked or items())),
            lesson("lesen", "Nur lesen", '<h2 id="ende">Nichts zu tun</h2>'),
        ),
        quiz=lesson("probe", "Was bleibt", "<p>Zum Schluss.</p>", *(quiz_item(number) for number in range(1, 5))),
    )
    return Course(
        id="demo",
        namespace="https://kurs.example.org/demo",
        title="Ein Kurs über Bevölkerung",
        summary="Zum Ausprobieren.",
        language="de",
        licence="CC-BY-SA-4.0",
        modules=(module,),
        glossary=(
            GlossaryEntry(id="saldo", term="Saldo", definition=text("Der Unterschied."), also=("Bilanz",)),
            GlossaryEntry(id="aelter", term="Älter werden", definition=text("Was alle tun.")),
        ),
    )
