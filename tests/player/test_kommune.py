"""Meine Kommune: found by name and key, chosen, changed, forgotten; lessons show its figures and say whose they are."""

import pytest

from lms.course.calculating_blocks import CompareBlock
from lms.course.model import Column, Course, DataSet, Places
from lms.course.places.atlas import Atlas
from lms.course.places.place_questions import Degenerate, Flaw, asked_of, form_of
from lms.course.places.ranking import own_name
from lms.course.places.text_figures import Filling
from lms.expressions import Missing, Reason, evaluate, figures, parse
from lms.items import ChoiceItem, NumericItem
from lms.items.choice import Choice
from lms.items.numeric import NumericData
from lms.items.text import Text
from lms.player.places.place_search import search
from tests.player.course import LESSON, course
from tests.player.learner import Learner, region, words


def table(name: str, rows: list[tuple], figure: str, *, unit: str = "Personen", census: str | None = None) -> DataSet:
    columns = (
        Column(name="ags", label="AGS", type="text"),
        Column(name="name", label="Name", type="text"),
        Column(name="year", label="Jahr", type="integer"),
        Column(
            name="value", label="Wert", type="number" if unit != "Personen" else "integer", unit=unit, figure=figure
        ),
    )
    return DataSet(
        id=name,
        title=name,
        unit=unit,
        columns=columns,
        rows=tuple(rows),
        source=f"Quelle {name}",
        licence="CC0-1.0",
        attribution="Beispielamt",
        date="2023",
        census_base=census,
        places=Places(key="ags", name="name"),
    )


PEOPLE = table(
    "einwohner",
    [
        ("14627230", "Beispielstadt", 2023, 29127),
        ("14627230", "Beispielstadt", 2013, 31000),
        ("15082180", "Köthen", 2023, 24974),
        ("14627", "Landkreis Beispiel", 2023, 240000),
        ("14627", "Landkreis Beispiel", 2013, 240000),
        ("05913", "Dortmund", 2023, 595000),
        ("14", "Sachsenland", 2023, 4000000),
    ],
    "einwohner",
    census="Zensus 2011",
)
OLD = table(
    "alter", [("14627", "Landkreis Beispiel", 2020, 57.9)], "altenquotient", unit="je 100", census="Zensus 2011"
)
NEW = table("zensus", [("14627230", "Beispielstadt", 2022, 30000)], "zensus_einwohner", census="Zensus 2022")
ATLAS = Atlas((PEOPLE, OLD, NEW), "14627230")


def shown(source: str, key: str = "14627230", language: str = "de") -> str:
    text = Text(html='<p><span data-value="0"></span></p>', plain=f"{{{{{source}}}}}", values=(source,))
    return Filling(ATLAS, key, language)(text).plain


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("kommune.name", "Beispielstadt"),
        ("kommune.einwohner(2023)", "29.127"),
        ("runden(100 * kommune.einwohner(2023) / kommune.einwohner(2013) - 100; 1)", "−6,0"),
        ("kommune.einwohner(2023) / land.einwohner(2023) * 1.000", "7,3"),
        ("betrag(-2,5)", "2,5"),
        ("2 + 3 * (4 - 1)", "11"),
        ("--2", "2"),
        ("kommune.altenquotient(2020)", "57,9 (Landkreis Beispiel)"),
        ("kreis.altenquotient(2020)", "57,9"),
        ("1 / 0", "[keine Angabe]"),
        ("land.altenquotient(2020)", "[keine Angabe]"),
    ],
)
def test_an_expression_comes_to_a_value_or_says_that_there_is_none(source, said):
    assert shown(source) == said


def test_english_texts_write_numbers_their_way():
    assert shown("kommune.einwohner(2023)", language="en") == "29,127"
    assert shown("kreis.altenquotient(2020)", language="en") == "57.9"


def test_a_name_in_a_table_is_escaped_in_the_page():
    atlas = Atlas((table("orte", [("14627230", "<b>Ort</b> & Co", 2023, 1)], "einwohner"),), "14627230")
    text = Text(html='<p>In <span data-value="0"></span></p>', plain="In {{kommune.name}}", values=("kommune.name",))
    filled = Filling(atlas, "14627230", "de")(text)
    assert filled.html == '<p>In <span class="lr-value">&lt;b&gt;Ort&lt;/b&gt; &amp; Co</span></p>'


def test_figures_of_different_counts_are_not_compared():
    expression = parse("kommune.zensus_einwohner(2022) - kommune.einwohner(2023)")
    reading = ATLAS.reading("14627230", [])
    both = ATLAS.reading("14627230", figures(expression))
    assert reading.answering == {}
    value = evaluate(expression, both)
    assert isinstance(value, Missing)
    assert value.reason is Reason.COUNTS


def test_a_town_is_never_compared_with_its_county():
    # Köthen has no figure of 2013, and neither has a county of its own here: nothing is made up
    assert shown("kommune.einwohner(2023) - kommune.einwohner(2013)", key="15082180") == "[keine Angabe]"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("köthen", ["Köthen"]),
        ("Koethen", ["Köthen"]),
        ("kothen", ["Köthen"]),
        ("  BEISPIEL ", ["Beispielstadt", "Landkreis Beispiel"]),
        ("14627230", ["Beispielstadt"]),
        ("14 6 27 230", ["Beispielstadt"]),
        ("146270060230", ["Beispielstadt"]),
        ("05913000", ["Dortmund"]),
        ("14627", ["Landkreis Beispiel"]),
        ("146", ["Beispielstadt", "Landkreis Beispiel"]),
        ("99999999", []),
        ("Sachsenland", []),
        ("[", []),
    ],
)
def test_places_are_found_by_name_with_or_without_umlauts_and_by_key(query, names):
    assert sorted(place.name for place in search(ATLAS, query)) == names


def numeric(answer: str, share: str | None = None) -> NumericItem:
    return NumericItem(
        id="frage",
        prompt=Text(
            html='<p>In <span data-value="0"></span>?</p>', plain="In {{kommune.name}}?", values=("kommune.name",)
        ),
        answer=0,
        from_data=NumericData(answer=answer, share=share),
    )


def test_a_numeric_question_asks_for_the_learners_own_place():
    item = numeric("kommune.einwohner(2023) - kommune.einwohner(2013)", "0.1")
    asked = asked_of(item, ATLAS, "14627230", "de")
    assert asked.form == "14627230"
    assert asked.item.prompt.plain == "In Beispielstadt?"
    assert asked.item.grade(asked.item.parse({"response": ["-1.873"]})).success
    assert asked.item.grade(asked.item.parse({"response": ["-1.700"]})).success
    assert not asked.item.grade(asked.item.parse({"response": ["0"]})).success


def test_where_a_form_makes_no_sense_the_example_is_asked_for():
    item = numeric("kommune.einwohner(2023) - kommune.einwohner(2013)")
    assert form_of(item, ATLAS, "15082180", "de") == Degenerate(Reason.NO_FIGURE)
    assert asked_of(item, ATLAS, "15082180", "de").form == "14627230"


def choice(*texts: str) -> ChoiceItem:
    choices = tuple(
        Choice(
            id=f"o{number}",
            text=Text(html='<span data-value="0"></span>', plain=f"{{{{{text}}}}}", values=(text,)),
            correct=number == 0,
        )
        for number, text in enumerate(texts)
    )
    prompt = Text(html="<p>Was?</p>", plain="Was?")
    return ChoiceItem(id="frage", prompt=prompt, choices=choices)


def test_a_distractor_that_equals_the_answer_is_found():
    item = choice("kommune.einwohner(2023)", "kommune.einwohner(2023) * 1")
    assert form_of(item, ATLAS, "14627230", "de") == Degenerate(Flaw.SAME)


def test_the_same_item_and_the_same_form_give_the_same_question():
    item = numeric("kommune.einwohner(2023)")
    assert asked_of(item, ATLAS, "14627230", "de") == asked_of(item, ATLAS, "14627230", "de")
    assert item.digest() == numeric("kommune.einwohner(2023)").digest()
    assert item.digest() != numeric("kommune.einwohner(2013)").digest()


COMPARED = CompareBlock(
    id="vergleich",
    data="einwohner",
    name="name",
    value="value",
    year=2023,
    mark="Dortmund",
    title="Orte",
    alt="Balken.",
)


@pytest.mark.parametrize(
    ("key", "name"),
    [("15082180", "Köthen"), ("14627999", "Landkreis Beispiel"), ("14", "Sachsenland"), ("99999", None)],
)
def test_a_place_is_compared_as_itself_or_as_what_it_lies_in(key, name):
    assert own_name(COMPARED, PEOPLE, key) == name


def with_comparison(made: Course) -> Course:
    """A comparison as the last block of the first lesson."""
    module = made.modules[0]
    first = module.lessons[0]
    variant = first.variants["de"]
    lesson = first.model_copy(
        update={"variants": {"de": variant.model_copy(update={"blocks": (*variant.blocks, COMPARED)})}}
    )
    return made.model_copy(
        update={"modules": (module.model_copy(update={"lessons": (lesson, *module.lessons[1:])}), *made.modules[1:])}
    )


@pytest.fixture
def asked(publishing, signed_in, units) -> Learner:
    """Somebody in a course that asks about places; its first lesson is begun."""
    made = with_comparison(course(numeric("kommune.einwohner(2023)", "0.01")))
    publishing(made.model_copy(update={"data": (PEOPLE, OLD, NEW), "example_place": "14627230"}))
    learner = Learner(signed_in(), units)
    learner.begin()
    return learner


def test_a_place_is_chosen_changed_and_forgotten(asked: Learner):
    assert "Als Beispiel dient Beispielstadt" in words(asked.see(LESSON))
    assert "Köthen" in asked.see("/kommune?q=koethen")
    assert asked.do("/kommune", {"key": "15082180", "next": LESSON}) == LESSON
    assert "Zahlen für Köthen" in words(asked.see(LESSON))
    assert "Ihre Wahl: Köthen" in words(asked.see("/kommune"))
    asked.do("/kommune/forget", {"next": "/kommune"})
    assert "Beispiel, solange Sie nicht gewählt haben: Beispielstadt" in words(asked.see("/kommune"))


def test_a_comparison_marks_the_chosen_place_until_another_is_marked(asked: Learner):
    assert "Dortmund: 595.000" in words(asked.see(LESSON))
    asked.do("/kommune", {"key": "15082180", "next": LESSON})
    assert "Köthen: 24.974" in words(asked.see(LESSON))
    assert "Beispielstadt: 29.127" in words(asked.see(f"{LESSON}?vergleich.mark=Beispielstadt"))


def test_an_unknown_key_is_refused_with_a_sentence_and_nobody_is_sent_elsewhere(asked: Learner):
    answer = asked.client.post("/kommune", data={"key": "99999999<b>"})
    assert answer.status_code == 422
    assert "99999999&lt;b&gt;“ gibt es in diesem Kurs nicht" in answer.text
    assert asked.do("/kommune", {"key": "05913000", "next": "https://example.org/"}) == "/"
    assert "Ihre Wahl: Dortmund" in words(asked.see("/kommune"))


def test_the_answer_is_graded_and_recorded_for_the_place_that_was_asked_about(asked: Learner):
    asked.do("/kommune", {"key": "15082180", "next": LESSON})
    assert "In Köthen" in words(region(asked.see(LESSON), "frage"))
    asked.answer("frage", {"response": "24.974", "form": "15082180"})
    said = next(one for one in asked.statements() if one["verb"]["id"].endswith("/answered"))
    assert said["result"]["success"]
    assert said["context"]["extensions"]["https://w3id.org/lernraum/xapi/extensions/form"] == "15082180"
    asked.do("/kommune", {"key": "14627230", "next": LESSON})
    assert "In Köthen" in words(region(asked.see(LESSON), "frage"))  # what was answered stays what was asked


@pytest.mark.parametrize("form", ["", "14627230", "nan", "15082180 "])
def test_a_form_for_another_place_is_refused_and_not_stored(asked: Learner, form: str):
    asked.do("/kommune", {"key": "15082180", "next": LESSON})
    answer = asked.client.post(f"{LESSON}/items/frage", data={"attempt": 1, "response": "24974", "form": form})
    assert answer.status_code == 422
    assert "Diese Frage galt einem anderen Ort" in answer.text
    assert not [one for one in asked.said() if one.startswith("answered")]
