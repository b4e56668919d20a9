"""Drawings, numbers, sentences and sources of charts."""

import json
import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from lms.web.charts import chart
from lms.web.charts.drawing.line_names import apart
from lms.web.charts.drawing.scale import Unit, inside, ticks
from tests.charts.figures import AGES, BALANCE, data, lines, pyramid

BOTH = [(lines(mark={1972: "1972: erstmals mehr Sterbefälle"}), BALANCE), (pyramid(), AGES)]


def sheets(svg):
    return ET.fromstring(f"<both>{svg}</both>")


@pytest.mark.parametrize(("block", "numbers"), BOTH, ids=["lines", "pyramid"])
def test_a_drawing_has_name_description_and_no_inline_style(block, numbers):
    drawn = chart(block, numbers, "de").svg
    assert 'style="' not in drawn
    assert "fill=" not in drawn
    ids = [element.get("id") for element in sheets(drawn).iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for svg in sheets(drawn):
        assert svg.get("role") == "img"
        assert svg.find(f"*[@id='{svg.get('aria-labelledby')}']").text == block.title
        assert svg.find(f"*[@id='{svg.get('aria-describedby')}']").text == block.alt
        assert svg.get("viewBox").startswith("0 0 ")


@pytest.mark.parametrize(("block", "numbers"), BOTH, ids=["lines", "pyramid"])
def test_everything_drawn_stays_on_the_sheet(block, numbers):
    for svg in sheets(chart(block, numbers, "de").svg):
        width, height = map(float, svg.get("viewBox").split()[2:])
        for element in svg.iter("text"):
            assert 0 <= float(element.get("x")) <= width
            assert 0 < float(element.get("y")) <= height


def test_lines_are_told_apart_without_colour():
    drawn = chart(lines(), BALANCE, "de").svg
    for svg in sheets(drawn):
        words = [element.text for element in svg.iter("text")]
        assert {"Geburten", "Sterbefälle", "Tsd. Personen"} <= set(words)
        shapes = {e.get("d") for e in svg.iter("path") if "chart-dot" in e.get("class")}
        assert len(shapes) == 2


def test_text_of_authors_is_escaped():
    drawn = chart(lines(y=("rest",), title="<b>", alt='"&'), BALANCE, "de").svg
    assert "<b>" not in drawn
    assert "Übrige &lt;3" in drawn


def test_a_missing_value_interrupts_the_line():
    svg = sheets(chart(lines(y=("rest",)), BALANCE, "de").svg)[0]
    path = next(e.get("d") for e in svg.iter("path") if e.get("class").startswith("chart-line"))
    assert path.count("M") == 2


def test_the_numbers_of_lines_are_a_table():
    table = chart(lines(y=("births", "rest")), BALANCE, "de").table
    assert [table.header, *table.rows[:2]] == snapshot(
        [("Jahr", "Geburten", "Übrige <3 (Prozent)"), ("1970", "1.040.000", "1,5"), ("1971", "1.010.000", "–")]
    )
    assert chart(lines(), BALANCE, "en").table.rows[0] == ("1970", "1,040,000", "970,000")


def test_the_numbers_of_a_pyramid_come_in_groups_of_five():
    table = chart(pyramid(), AGES, "de").table
    assert len(table.rows) == 20
    assert [table.header, table.rows[0]] == snapshot(
        [
            (
                "Alter",
                "Männer 2024 (Tsd. Personen)",
                "Frauen 2024 (Tsd. Personen)",
                "Männer 2050 (Tsd. Personen)",
                "Frauen 2050 (Tsd. Personen)",
            ),
            ("0–4", "1.490,0", "1.442,5", "1.490,0", "1.442,5"),
        ]
    )


def test_sentences_say_what_there_is_to_see():
    one = data(
        [("year", "Jahr", "integer", None), *((n, n.title(), "number", "Index, 2000 = 100") for n in ("a", "b", "c"))],
        [(2000, 100.0, 100.0, 100.0), (2010, 140.0, 80.0, 100.0), (2020, 120.0, 60.0, 101.5)],
    )
    said = [
        chart(lines(), BALANCE, "de").sentence,
        chart(lines(), BALANCE, "en").sentence,
        chart(lines(y=("deaths",)), BALANCE, "de").sentence,
        chart(lines(y=("a",)), one, "de").sentence,
        chart(lines(y=("a", "b", "c")), one, "de").sentence,
        chart(pyramid(), AGES, "de").sentence,
        chart(pyramid(compare=None), AGES, "en").sentence,
        chart(pyramid(sentence="Von Hand."), AGES, "de").sentence,
    ]
    assert said == snapshot(
        [
            "Seit 1972 verläuft die Linie „Sterbefälle“ über der Linie „Geburten“.",
            "Since 1972 the line “Sterbefälle” has been above the line “Geburten”.",
            "Sterbefälle: 970 Tsd. Personen im Jahr 1970, 963 Tsd. Personen im Jahr 1973.",
            "A: 100 im Jahr 2000, 120 im Jahr 2020; am höchsten 140 im Jahr 2010.",
            "2020 am höchsten: A mit 120; am niedrigsten: B mit 60.",
            (
                "Am breitesten ist 2024 das Alter 60 mit 1,17 Mio. Personen. "
                "2050 ist es das Alter 85 mit 1,12 Mio. Personen."
            ),
            "In 2024 the pyramid is widest at age 60: 1.17 million people.",
            "Von Hand.",
        ]
    )


def test_the_source_names_maker_and_licence():
    drawn = chart(lines(), BALANCE, "de")
    assert drawn.source == snapshot(
        "Quelle: Statistisches Amt Beispielstadt, Tabelle 1. "
        "© Statistisches Amt Beispielstadt, 2024. Lizenz: DL-DE-BY-2.0"
    )
    assert drawn.notes == "Ausgedacht."
    assert drawn.script is None


def test_a_year_that_the_data_do_not_have_is_named():
    with pytest.raises(ValueError, match="has no year 2030; it has 2024, 2050"):
        chart(pyramid(compare=2030), AGES, "de")


def test_groups_of_ages_are_drawn_in_order():
    grouped = data(
        [(n, n, "integer", "Personen") for n in ("year", "age", "male", "female")],
        [(2020, "100+", 1, 5), (2020, "0-4", 40, 38), (2020, "5-9", 45, 44)],
    )
    table = chart(pyramid(year=2020, compare=None), grouped, "de").table
    assert [row[0] for row in table.rows] == ["0–4", "5–9", "100+"]


def test_the_data_of_a_pyramid_cannot_end_their_script_element():
    wicked = AGES.model_copy(update={"rows": tuple((*row[:1], f"{row[1]}</script>", *row[2:]) for row in AGES.rows)})
    told = chart(pyramid(), wicked, "de").json
    assert "<" not in told
    assert json.loads(told)["measures"]["people"]["notes"]["2024"][0] == "Am breitesten: Alter 60</script>"


def test_one_year_has_no_other_to_choose():
    still = AGES.model_copy(update={"rows": AGES.rows[:100]})
    form = chart(pyramid(compare=None), still, "de").form
    assert form is not None
    assert [field.name for field in form.fields] == ["pyramide.measure"]


@given(st.floats(-1e7, 1e7), st.floats(1e-3, 1e7), st.integers(2, 8))
def test_ticks_hold_the_values_and_are_round(low, span, about):
    found = ticks(low, low + span, about)
    slack = span * 1e-6 + 1e-6
    assert found[0] <= low + slack
    assert found[-1] >= low + span - slack
    assert 2 <= len(found) <= about + 3


@given(st.integers(1800, 2100), st.integers(1, 300), st.integers(2, 12))
def test_years_stay_within_the_axis(first, span, about):
    years = inside(first, first + span, about)
    assert all(first <= year <= first + span for year in years)
    assert len(years) <= about + 1


@given(st.lists(st.floats(0, 300), min_size=1, max_size=8))
def test_names_at_the_ends_of_lines_do_not_overlap(wanted):
    middles = apart(wanted, [30.0] * len(wanted), 0, 300)
    ordered = sorted(middles)
    assert all(later - earlier >= 30 - 1e-6 for earlier, later in pairwise(ordered))
    assert max(middles) <= 285 + 1e-6


@pytest.mark.parametrize(
    ("unit", "value", "german", "english"),
    [
        ("Personen", 1_357_304, "1,36 Mio. Personen", "1.36 million people"),
        ("Tsd. Personen", 677.4, "677 Tsd. Personen", "677 thousand people"),
        ("Personen", -228_195, "−228 Tsd. Personen", "−228 thousand people"),
        ("Prozent", 14.61, "14,6 Prozent", "14.6 per cent"),
        ("Personen", 1159, "1.159 Personen", "1,159 people"),
    ],
)
def test_amounts_read_like_spoken_numbers(unit, value, german, english):
    assert Unit.of(unit, "de").amount(value) == german
    assert Unit.of(unit, "en").amount(value) == english


def test_colours_stand_only_in_the_stylesheet():
    drawn = chart(pyramid(), AGES, "de").svg + chart(lines(), BALANCE, "de").svg
    assert not re.search(r"#[0-9a-f]{3,6}\b|rgb\(|oklch\(|currentColor", drawn)
