"""A question asked of every place at once gets the answers that each place alone would get."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from lms.course.model import Column, DataSet, Places
from lms.course.places.all_places import Everywhere
from lms.course.places.atlas import Atlas
from lms.course.places.place_questions import AskedItem, Degenerate, expressions_of, flaw, flaws, form_of, values_of
from lms.expressions import Condition, Expression, FigureTerm, Missing, Nature, Reason, Value, evaluate, figures
from lms.expressions.grammar import SIGNS, Absolute, Calculation, Comparison, Joined, Negative, Number, Rounded
from lms.items import ChoiceItem, Item, MultipleChoiceItem, NumericItem
from lms.items.choice import Choice
from lms.items.numeric import NumericData
from lms.items.text import Text
from tests.course.walking import walked

ASKED = [FigureTerm(scope, name, None) for scope in ("kommune", "land") for name in ("alte", "junge", "ort")]
NATURES = [
    Nature(digits=digits, census=census, sources=frozenset({data}))
    for digits in (0, 2)
    for census, data in (("", "eins"), ("Zensus 2011", "zwei"), ("Zensus 2022", "drei"))
]
numbers = st.decimals(min_value=-1000, max_value=1000, places=2) | st.sampled_from([Decimal(0), Decimal("9e14")])
values = (
    st.builds(Value, numbers, st.sampled_from(NATURES))
    | st.just(Value("Musterort", Nature(text=True)))
    | st.just(Missing(Reason.NO_FIGURE, "alte"))
)
expressions = st.recursive(
    st.sampled_from(ASKED) | st.builds(Number, st.sampled_from([Decimal(0), Decimal("12.5"), Decimal("1e20")])),
    lambda inner: (
        st.builds(Negative, inner)
        | st.builds(Absolute, inner)
        | st.builds(Rounded, inner, st.integers(0, 3))
        | st.builds(Calculation, st.sampled_from("+-*/"), inner, inner)
    ),
    max_leaves=8,
)


conditions = st.recursive(
    st.builds(Comparison, st.sampled_from(SIGNS), expressions, expressions),
    lambda inner: st.builds(Joined, st.sampled_from(["und", "oder"]), inner, inner),
    max_leaves=3,
)


@given(expressions | conditions, st.fixed_dictionaries(dict.fromkeys(ASKED, values)))
def test_a_planned_expression_comes_to_what_a_walk_through_it_says(expression: Expression | Condition, asked) -> None:
    assert evaluate(expression, asked.__getitem__) == walked(expression, asked)


def test_an_expression_asks_for_each_figure_once() -> None:
    figure = ASKED[0]
    expression = Calculation("/", figure, Calculation("+", figure, ASKED[1]))
    asked: list[FigureTerm] = []
    evaluate(expression, lambda one: asked.append(one) or Value(Decimal(1)))
    assert asked == [figure, ASKED[1]]
    assert list(figures(expression)) == [figure, figure, ASKED[1]]


KEYS = ("01001001", "01001002", "01001", "01002000", "01")
cells = st.none() | st.integers(0, 3) | st.just(10**16)
tables = st.fixed_dictionaries({(key, year): st.tuples(cells, cells) for key in KEYS for year in (2013, 2023)})


def atlas(table: dict[tuple[str, int], tuple[int | None, int | None]]) -> Atlas:
    columns = (
        Column(name="ags", label="AGS", type="text"),
        Column(name="name", label="Name", type="text"),
        Column(name="year", label="Jahr", type="integer"),
        Column(name="alte", label="Alte", type="integer", figure="alte"),
        Column(name="junge", label="Junge", type="number", figure="junge"),
    )
    data = DataSet(
        id="erfunden",
        title="Erfundene Orte",
        unit="Personen",
        columns=columns,
        rows=tuple((key, f"Ort {key}", year, *pair) for (key, year), pair in table.items()),
        source="erfunden",
        licence="CC0-1.0",
        attribution="erfunden",
        date="2023",
        places=Places(key="ags", name="name"),
        census_base={2011: "Zensus 2011", 2022: "Zensus 2022"},
    )
    return Atlas((data,), "01001001")


def said(*sources: str) -> Text:
    return Text(html="", plain=" ".join(f"{{{{{source}}}}}" for source in sources), values=sources)


def asking(source: str) -> NumericItem:
    return NumericItem(id="zahl", prompt=said("kommune.name"), answer=Decimal(0), from_data=NumericData(answer=source))


QUESTIONS: tuple[Item, ...] = (
    asking("runden(100 * kommune.alte(2023) / kommune.junge(2023); 1)"),
    asking("kommune.alte(2023) / land.alte(2023) - kreis.junge(2013)"),
    asking("kommune.alte(2023) - kommune.alte(2013)"),
    asking("kreis.name"),
    asking("1 / 0"),
    ChoiceItem(
        id="wahl",
        prompt=said(),
        choices=(
            Choice(id="a", text=said("kommune.alte(2023)"), correct=True),
            Choice(id="b", text=said("kommune.junge(2013)")),
        ),
    ),
    ChoiceItem(
        id="richtung",
        prompt=said("kommune.name"),
        choices=(
            Choice(id="mehr", text=said(), where="kommune.alte(2023) > kommune.alte(2013)"),
            Choice(id="weniger", text=said(), where="kommune.alte(2023) < kommune.alte(2013)"),
            Choice(id="jung", text=said(), where="kommune.junge(2023) > kommune.alte(2023) und land.alte(2023) ≠ 0"),
        ),
    ),
    MultipleChoiceItem(
        id="mehrere",
        prompt=said(),
        choices=(
            Choice(id="mehr", text=said(), where="kommune.alte(2023) >= kommune.alte(2013)"),
            Choice(id="anders", text=said(), where="sonst"),
        ),
    ),
)


@settings(max_examples=60)
@given(tables)
def test_every_place_gets_the_answer_it_would_get_alone(table) -> None:
    places = atlas(table)
    everywhere = Everywhere(places)
    for item in QUESTIONS:
        columns = everywhere.values(expressions_of(item))
        alone = [values_of(expressions_of(item), places, place.key)[1] for place in everywhere.places]
        assert [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)] == alone
        assert list(flaws(item, everywhere)) == [flaw(item, places, place.key) for place in everywhere.places]


def test_a_figure_too_large_to_calculate_with_counts_as_none() -> None:
    places = atlas({(key, year): (10**16, 1) for key in KEYS for year in (2013, 2023)})
    assert set(flaws(asking("kommune.alte(2023)"), Everywhere(places))) == {Reason.NO_FIGURE}


@settings(max_examples=60)
@given(tables)
def test_a_question_whose_key_follows_from_figures_has_one_wherever_it_can_be_asked(table) -> None:
    places = atlas(table)
    question = QUESTIONS[-2]
    for place in places.choosable():
        asked = form_of(question, places, place.key, "de")
        if isinstance(asked, AskedItem):
            assert isinstance(asked.item, ChoiceItem)
            assert [one.where for one in asked.item.choices] == [None] * 3
            assert [asked.item.grade(one.id).success for one in asked.item.choices].count(True) == 1
        else:
            assert isinstance(asked, Degenerate)
