"""Small items for tests, and hypothesis strategies that make any valid one."""

from decimal import Decimal

from hypothesis import strategies as st

from lms.items import (
    ChoiceItem,
    FillInItem,
    LikertItem,
    LongFillInItem,
    MatchingItem,
    MultipleChoiceItem,
    NumericItem,
    PerformanceItem,
    SequencingItem,
    TrueFalseItem,
)
from lms.items.choice import Choice
from lms.items.fill_in import Gap
from lms.items.likert import Point
from lms.items.matching import Side
from lms.items.model import Feedback
from lms.items.performance import NumberExpected, Task, WordsExpected
from lms.items.sequencing import Step
from lms.items.text import Text


def text(plain: str) -> Text:
    return Text(html=f"<p>{plain}</p>", plain=plain)


FEEDBACK = Feedback(correct=text("Genau."), partial=text("Fast."), incorrect=text("Noch nicht."))

CHOICE = ChoiceItem(
    id="ersatzniveau",
    prompt=text("Welche Geburtenziffer hielte die Bevölkerung konstant?"),
    choices=(
        Choice(id="a", text=text("1,4"), feedback=text("Das ist etwa der heutige Wert.")),
        Choice(id="b", text=text("2,1"), correct=True),
        Choice(id="c", text=text("3,0")),
    ),
    feedback=FEEDBACK,
)
MULTIPLE = MultipleChoiceItem(
    id="bilanz",
    prompt=text("Was gehört in die Bevölkerungsbilanz?"),
    choices=(
        Choice(id="geburten", text=text("Geburten"), correct=True, feedback=text("Ja, sie kommen hinzu.")),
        Choice(id="zuzuege", text=text("Zuzüge"), correct=True),
        Choice(id="heiraten", text=text("Heiraten"), feedback=text("Heiraten ändern die Zahl nicht.")),
        Choice(id="umzuege", text=text("Umzüge im Ort")),
    ),
    feedback=FEEDBACK,
)
NUMERIC = NumericItem(
    id="saldo", prompt=text("Wie groß war der Saldo?"), answer=Decimal(-228195), unit="Personen", feedback=FEEDBACK
)
FILL_IN = FillInItem(
    id="luecken",
    prompt=text("Geburten minus … ist der natürliche …"),
    gaps=(Gap(id="a", accepted=("Sterbefälle", "Gestorbene")), Gap(id="b", accepted=("Saldo",))),
    feedback=FEEDBACK,
)
MATCHING = MatchingItem(
    id="quellen",
    prompt=text("Was steht wo?"),
    sources=(Side(id="mieten", text=text("Mieten")), Side(id="schueler", text=text("Schülerzahlen"))),
    targets=(
        Side(id="zensus", text=text("Zensus 2022")),
        Side(id="schulstatistik", text=text("Schulstatistik")),
        Side(id="wahlen", text=text("Wahlstatistik")),
    ),
    pairs={"mieten": "zensus", "schueler": "schulstatistik"},
    feedback=FEEDBACK,
)
TRUE_FALSE = TrueFalseItem(id="stimmt", prompt=text("Der Zensus zählt alle."), answer=False, feedback=FEEDBACK)
SEQUENCING = SequencingItem(
    id="schritte",
    prompt=text("In welcher Reihenfolge?"),
    steps=tuple(Step(id=step, text=text(step)) for step in ("fragen", "zaehlen", "rechnen", "zeigen")),
    feedback=FEEDBACK,
)
PERFORMANCE = PerformanceItem(
    id="bilanz-rechnen",
    prompt=text("Rechnen Sie die Bilanz."),
    steps=(
        Task(id="saldo", text=text("Geburten minus Sterbefälle"), expected=NumberExpected(answer=-12), unit="Personen"),
        Task(id="rate", text=text("je 1.000"), expected=NumberExpected(answer=Decimal("-1.25"), tolerance="0.25")),
        Task(id="wort", text=text("So heißt das"), expected=WordsExpected(accepted=("Sterbeüberschuss", "Defizit"))),
    ),
    feedback=FEEDBACK,
)
LIKERT = LikertItem(
    id="sicher",
    prompt=text("Wie sicher sind Sie?"),
    scale=(
        Point(id="gar-nicht", text=text("gar nicht"), feedback=text("Das wird.")),
        Point(id="etwas", text=text("etwas")),
        Point(id="sehr", text=text("sehr")),
    ),
    reply=text("Danke."),
)
LONG = LongFillInItem(id="arbeitsheft", prompt=text("Was heißt das für Sie?"), reply=text("Vergleichen Sie."))
ONE_OF_EACH = [
    *(CHOICE, MULTIPLE, TRUE_FALSE, NUMERIC, FILL_IN, MATCHING, SEQUENCING, PERFORMANCE),
    *(LIKERT, LONG),
]

ids = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
words = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12).filter(str.strip)
typed = st.text(
    st.one_of(st.sampled_from("[,].{}= äöüßẞ"), st.characters(exclude_categories=["Cc", "Cs"])), max_size=40
)
texts = words.map(text)
decimals = st.decimals(-(10**14), 10**14, places=4)


@st.composite
def choice_items(draw: st.DrawFn) -> ChoiceItem:
    options = draw(st.lists(ids, min_size=2, max_size=6, unique=True))
    right = draw(st.sampled_from(options))
    choices = tuple(Choice(id=option, text=draw(texts), correct=option == right) for option in options)
    return ChoiceItem(id=draw(ids), prompt=draw(texts), choices=choices)


@st.composite
def multiple_choice_items(draw: st.DrawFn) -> MultipleChoiceItem:
    options = draw(st.lists(ids, min_size=2, max_size=6, unique=True))
    right = draw(st.sets(st.sampled_from(options), min_size=1))
    choices = tuple(Choice(id=option, text=draw(texts), correct=option in right) for option in options)
    return MultipleChoiceItem(id=draw(ids), prompt=draw(texts), choices=choices)


@st.composite
def numeric_items(draw: st.DrawFn) -> NumericItem:
    tolerance = draw(st.decimals(0, 1000, places=3))
    return NumericItem(id=draw(ids), prompt=draw(texts), answer=draw(decimals), tolerance=tolerance)


@st.composite
def fill_in_items(draw: st.DrawFn) -> FillInItem:
    gaps = tuple(
        Gap(id=gap, accepted=tuple(draw(st.lists(words, min_size=1, max_size=3))))
        for gap in draw(st.lists(ids, min_size=1, max_size=4, unique=True))
    )
    modes = st.sampled_from(["ignore", "match"])
    return FillInItem(id=draw(ids), prompt=draw(texts), gaps=gaps, case=draw(modes), spacing=draw(modes))


@st.composite
def matching_items(draw: st.DrawFn) -> MatchingItem:
    sides = draw(st.lists(ids, min_size=4, max_size=8, unique=True))
    half = draw(st.integers(2, len(sides) - 2))
    sources, targets = sides[:half], sides[half:]
    return MatchingItem(
        id=draw(ids),
        prompt=draw(texts),
        sources=tuple(Side(id=side, text=draw(texts)) for side in sources),
        targets=tuple(Side(id=side, text=draw(texts)) for side in targets),
        pairs={source: draw(st.sampled_from(targets)) for source in sources},
    )


@st.composite
def true_false_items(draw: st.DrawFn) -> TrueFalseItem:
    return TrueFalseItem(id=draw(ids), prompt=draw(texts), answer=draw(st.booleans()))


@st.composite
def sequencing_items(draw: st.DrawFn) -> SequencingItem:
    steps = draw(st.lists(ids, min_size=2, max_size=6, unique=True))
    return SequencingItem(
        id=draw(ids), prompt=draw(texts), steps=tuple(Step(id=step, text=draw(texts)) for step in steps)
    )


@st.composite
def performance_items(draw: st.DrawFn) -> PerformanceItem:
    numbers = st.builds(NumberExpected, answer=decimals, tolerance=st.decimals(0, 1000, places=3))
    spelled = st.builds(WordsExpected, accepted=st.lists(words, min_size=1, max_size=3).map(tuple))
    steps = draw(st.lists(ids, min_size=2, max_size=4, unique=True))
    tasks = (Task(id=step, text=draw(texts), expected=draw(numbers | spelled)) for step in steps)
    return PerformanceItem(id=draw(ids), prompt=draw(texts), steps=tuple(tasks))


@st.composite
def likert_items(draw: st.DrawFn) -> LikertItem:
    points = draw(st.lists(ids, min_size=2, max_size=6, unique=True))
    scale = tuple(Point(id=point, text=draw(texts)) for point in points)
    return LikertItem(id=draw(ids), prompt=draw(texts), scale=scale)


@st.composite
def long_fill_in_items(draw: st.DrawFn) -> LongFillInItem:
    return LongFillInItem(id=draw(ids), prompt=draw(texts), limit=draw(st.integers(40, 20_000)))


open_kinds = [likert_items(), long_fill_in_items()]
graded_kinds = [
    *(choice_items(), multiple_choice_items(), true_false_items(), numeric_items(), fill_in_items()),
    *(matching_items(), sequencing_items(), performance_items()),
]
kinds = [*graded_kinds, *open_kinds]
any_item = st.one_of(kinds)
graded_item = st.one_of(graded_kinds)


def forms(item):  # noqa: PLR0911 — one case a kind
    """Forms as a browser may send them for an item; some fields are missing."""
    match item:
        case ChoiceItem() | MultipleChoiceItem():
            return st.fixed_dictionaries({"response": st.lists(st.sampled_from([c.id for c in item.choices]))})
        case TrueFalseItem():
            return st.fixed_dictionaries({"response": st.lists(st.sampled_from(["true", "false"]), max_size=1)})
        case NumericItem():
            return st.fixed_dictionaries({"response": st.lists(decimals.map(str), min_size=1, max_size=1)})
        case FillInItem():
            return st.fixed_dictionaries(
                {}, optional={f"gap-{gap.id}": st.lists(typed, max_size=1) for gap in item.gaps}
            )
        case MatchingItem():
            targets = st.lists(st.sampled_from([side.id for side in item.targets]), max_size=1)
            return st.fixed_dictionaries({}, optional={f"match-{side.id}": targets for side in item.sources})
        case SequencingItem():
            return st.permutations([step.id for step in item.steps]).map(tuple).map(item.fields)
        case PerformanceItem():
            answers = {"number": decimals.map(str), "words": typed}
            return st.fixed_dictionaries(
                {},
                optional={f"step-{step.id}": st.lists(answers[step.expected.kind], max_size=1) for step in item.steps},
            )
        case LikertItem():
            return st.fixed_dictionaries({"response": st.lists(st.sampled_from([point.id for point in item.scale]))})
        case LongFillInItem():
            return st.fixed_dictionaries({"response": st.lists(typed, max_size=1)})
