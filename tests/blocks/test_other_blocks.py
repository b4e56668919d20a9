"""Balance, ratios, comparison, care and school: what they say, what they refuse, the same in browser and server."""

from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.items.number import readings
from lms.web.charts.drawing import amount_bars
from lms.web.charts.drawing.svg import WIDE
from lms.web.figures import figure
from lms.web.locale import locale
from lms.web.numbers import fixed, signed
from tests.blocks.stage import blocks, shown
from tests.demography import javascript

GERMAN = locale("de")


def chart(course, name, **asked):
    drawn = figure(blocks(course)[name], course, GERMAN, {f"{name}.{key}": value for key, value in asked.items()})
    assert drawn is not None
    return drawn


def figures(drawn):
    return {one.key: one.text for one in drawn.figures}


def test_a_balance_adds_up_and_says_where_it_would_lead(course):
    start = chart(course, "bilanz-beispielstadt")
    assert figures(start) == {"natural": "−63", "migration": "+65", "change": "+2", "rate": "+0,2", "end": "12.402"}
    emptied = chart(course, "bilanz-beispielstadt", arrivals="100")
    assert "hätte sie sich in" in emptied.sentence
    assert emptied.sentence.endswith("halbiert.")
    impossible = chart(course, "bilanz-beispielstadt", departures="999999")
    assert "eine solche Bilanz kann es nicht geben" in impossible.sentence
    for typed in ("1.234", "1 234", "1,234", "1234"):
        assert chart(course, "bilanz-beispielstadt", births=typed).table.rows[0][1] == "+1.234"
    assert (
        chart(course, "bilanz-beispielstadt", births="-5")
        .remarks[0]
        .startswith("Geburten: Rechnen lässt sich nur mit 0")
    )


def test_ratios_follow_their_limits(course):
    assert figures(chart(course, "quotienten-2024")) == {"youth": "31,8", "aged": "38,8", "total": "70,6"}
    later = chart(course, "quotienten-2024", old="70")
    assert later.sentence.startswith("Auf 100 Menschen von 20 bis 69 Jahren")
    assert figures(later)["aged"] < "38,8"


def test_a_comparison_ranks_and_marks(course):
    drawn = chart(course, "altenquotient-der-staaten", mark="Japan")
    assert figures(drawn)["rank"] == "1 / 4"
    assert drawn.sentence.startswith("Japan: 52,0, Platz 1 von 4.")
    assert [row[1] for row in drawn.table.rows] == ["Japan", "Frankreich", "Deutschland", "Polen"]
    assert "keine Wahl" not in chart(course, "viele-jahrgaenge").sentence
    assert "steht hier nicht zur Wahl" in chart(course, "viele-jahrgaenge", mark="200").remarks[0]


def test_care_need_is_population_times_share(course):
    start, less = chart(course, "pflegebedarf"), chart(course, "pflegebedarf", percent="80")
    assert figures(start)["change"] == "0,0 %"
    assert figures(less)["change"] == "−20,0 %"
    assert start.remarks[0] == "Lernmodell, keine amtliche Prognose."
    assert start.table.rows[-1][0] == "85+"


def test_who_is_born_comes_to_school(course):
    drawn = chart(course, "schulanfang")
    assert [row[0] for row in drawn.table.rows] == ["2025", "2026", "2027", "2028", "2029", "2030"]
    assert drawn.table.rows[-1][1] == "673 Tsd."  # 673,4 Tsd. were born in 2024 and lived at its end
    assert drawn.remarks[0] == "Lernmodell, keine amtliche Prognose."
    assert figures(chart(course, "schulanfang", moved="10"))["end"] == "741 Tsd."


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("bilanz-beispielstadt", {"births": "250", "departures": "12000"}),
        ("bilanz-beispielstadt", {"births": "12,5", "arrivals": "−3", "deaths": ""}),
        ("bilanz-beispielstadt", {"population": "13.401", "births": "1.234", "deaths": "zwölf", "arrivals": "1 234,4"}),
        ("quotienten-2024", {"young": "15", "old": "75"}),
        ("altenquotient-der-staaten", {"mark": "Polen"}),
        ("viele-jahrgaenge", {"mark": "3"}),
        ("pflegebedarf", {"percent": "117"}),
        ("schulanfang", {"moved": "-13", "size": "17"}),
    ],
    ids=str,
)
def test_the_browser_says_what_the_server_says(page_of, name, asked):
    names = {f"{name}.{key}": value for key, value in asked.items()}
    served = shown(page_of(name, urlencode(names), script=False))
    page = page_of(name)
    for field, value in names.items():
        page.locator(f"[name='{field}']").evaluate(
            "(at, value) => { at.value = value; at.dispatchEvent(new Event('input', {bubbles: true})) }", value
        )
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert shown(page) == served


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8))
def test_bars_stay_on_the_sheet(values):
    zero, scale = amount_bars.axis(WIDE, values)
    assert all(-0.01 <= zero + value * scale <= WIDE.width + 0.01 for value in values)


@settings(max_examples=5)
@given(st.lists(st.tuples(st.floats(-1e9, 1e9), st.integers(0, 3)), min_size=50, max_size=50))
def test_numbers_are_written_alike_on_both_sides(pairs):
    ties = [(one / 8, digits) for one in range(-40, 40) for digits in range(3)]
    calls = [(name, value, digits, language) for value, digits in [*pairs, *ties] for name, language in NAMES]
    told = [one["value"] for one in javascript.in_node(calls, javascript.MODULE.with_name("numbers.js"))]
    ours = [
        {"fixed": fixed, "signed": signed}[name](value, digits, language) for name, value, digits, language in calls
    ]
    assert told == ours


NAMES = (("fixed", "de"), ("signed", "en"))


TYPED = st.one_of(
    st.text("0123456789., '’-−+%", max_size=12),
    st.from_regex(r"[+−-]? ?[0-9]{1,3}([., ’\u202f][0-9]{3}){0,3}([.,][0-9]{1,4})?( %)?", fullmatch=True),
)


@settings(max_examples=5)
@given(st.lists(TYPED, min_size=100, max_size=100))
def test_numbers_are_read_alike_on_both_sides(typed):
    module = javascript.MODULE.with_name("numbers.js")
    said = javascript.in_node([("readings", one, "%") for one in typed], module)
    assert [one["value"] for one in said] == [[float(value) for value in readings(one, "%")] for one in typed]
