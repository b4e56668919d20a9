"""The sandbox: what it says, what it refuses, and that browser and server say the same to the last digit."""

from urllib.parse import urlencode

import pytest

from lms.course.model import ProjectionBlock
from lms.web.charts.form import Slider
from lms.web.figures import figure
from lms.web.locale import locale
from tests.blocks.stage import blocks, shown

GERMAN = locale("de")


def chart(course, block="sandkasten", asked=None, **changes):
    one = blocks(course)[block].model_copy(update=changes)
    return figure(one, course, GERMAN, asked or {})


def figures(drawn):
    return {one.key: one.text for one in drawn.figures}


def test_at_the_start_births_and_deaths_are_those_that_were_counted(course):
    drawn = chart(course)
    first = drawn.table.rows[1]
    assert first[0] == "2029"
    assert first[2:4] == ("677 Tsd.", "1.007 Tsd.")
    assert drawn.remarks[0] == "Lernmodell, keine amtliche Prognose."
    assert "so viele Geburten (677 Tsd.) und Sterbefälle (1.007 Tsd.) wie nach dieser Quelle" in drawn.remarks[1]
    assert "Destatis" in drawn.remarks[1]


def test_the_sentence_and_the_figures_follow_the_assumptions(course):
    start, more = chart(course), chart(course, asked={"sandkasten.tfr": "2.1"})
    assert figures(start)["total"] == "78,17 Mio."
    assert start.sentence.startswith(
        "Unter diesen Annahmen leben am 31.12.2049 78,17 Mio. Menschen in Deutschland, 6,5 %"
    )
    assert figures(more)["total"] > figures(start)["total"]
    assert "mehr als Ende 2024" in more.sentence
    assert figures(chart(course, asked={"sandkasten.migration": "0"}))["change"].startswith("−")


def test_an_authors_sentence_stays_until_something_is_set(course):
    assert chart(course, sentence="Es werden weniger.").sentence == "Es werden weniger."
    assert chart(course, asked={"sandkasten.tfr": "2.1"}, sentence="Es werden weniger.").sentence.startswith("Unter")


def test_official_variants_stand_on_the_same_day_only(course):
    table = chart(course).table
    assert table.header[-2:] == ("15. kBV V2 (G2-L2-W2)", "16. kBV V2 (G2-L2-W2)")
    assert [row[0] for row in table.rows] == ["2024", "2029", "2034", "2039", "2044", "2049"]
    assert table.rows[-1][-1] == "–"  # the 16th speaks of 2040 and 2050


@pytest.mark.parametrize(
    ("asked", "value", "remark"),
    [
        ("40", 2.5, "Kinder je Frau: Rechnen lässt sich nur mit 0,80 bis 2,50, darum wurde 2,50 genommen."),
        ("-3", 0.8, "Kinder je Frau: Rechnen lässt sich nur mit 0,80 bis 2,50, darum wurde 0,80 genommen."),
        ("NaN", 1.44, "Kinder je Frau: „NaN“ ist keine Zahl, darum blieb der Wert."),
        ("<script>", 1.44, "Kinder je Frau: „<script>“ ist keine Zahl, darum blieb der Wert."),
        ("inf", 2.5, "Kinder je Frau: Rechnen lässt sich nur mit 0,80 bis 2,50, darum wurde 2,50 genommen."),
        ("1e999", 2.5, "Kinder je Frau: Rechnen lässt sich nur mit 0,80 bis 2,50, darum wurde 2,50 genommen."),
    ],
)
def test_a_forged_form_is_put_right_with_a_sentence(course, asked, value, remark):
    drawn = chart(course, asked={"sandkasten.tfr": asked})
    assert drawn.form.fields[0].value == value
    assert drawn.remarks[0] == remark


def test_a_decimal_comma_is_read(course):
    assert chart(course, asked={"sandkasten.tfr": "2,1"}).form.fields[0].value == 2.1


def test_first_the_guess_then_the_result(course):
    before = chart(course, "erst-schaetzen")
    assert before.figures == ()
    assert before.script is None
    assert "Schätzen Sie zuerst." in before.sentence
    assert "78," not in before.svg + before.sentence
    after = chart(course, "erst-schaetzen", {"erst-schaetzen.guess": "81,5"})
    assert after.remarks[0].startswith(
        "Geschätzt haben Sie 81,50 Mio. Menschen, das Modell sagt 79,12 Mio.: ein Unterschied von 2,38"
    )
    assert after.form.hidden == (("erst-schaetzen.guess", "81.5"),)
    assert chart(course, "erst-schaetzen", {"erst-schaetzen.guess": "viele"}).figures == ()


@pytest.mark.parametrize("typed", ["81,5", "81.5", " 81,50 Mio.", "+81,5"])
def test_a_guess_is_read_as_people_write_it(course, typed):
    assert chart(course, "erst-schaetzen", {"erst-schaetzen.guess": typed}).form.hidden[0][1] == "81.5"


def test_a_guess_beyond_the_limits_is_put_right_with_a_sentence(course):
    assert (
        chart(course, "erst-schaetzen", {"erst-schaetzen.guess": "80.000.000"})
        .remarks[0]
        .endswith("Rechnen lässt sich nur mit 0,00 bis 251,00, darum wurde 251,00 genommen.")
    )


@pytest.mark.parametrize(("typed", "people"), [("38.000", 38_000), ("38000", 38_000), ("38 000 Menschen", 38_000)])
def test_a_guess_in_a_small_town_may_have_a_point_between_thousands(typed, people):
    field = Slider("ort.guess", "Ihre Schätzung", 0, 120_000, 1, 42_345, unit="Menschen", kind="text")
    assert field.written("de") == "42.345"
    assert field.read({"ort.guess": typed}, GERMAN)[0].value == people


@pytest.mark.parametrize(
    "asked",
    [
        {"tfr": "2.1", "e0": "90", "migration": "400"},
        {"tfr": "0.8", "e0": "75", "migration": "-200"},
        {"tfr": "1.44", "e0": "86.3", "migration": "0"},
        {"tfr": "1.99", "e0": "84.7", "migration": "154"},
    ],
    ids=lambda asked: " ".join(asked.values()),
)
def test_the_browser_says_what_the_server_says(page_of, asked):
    names = {f"sandkasten.{name}": value for name, value in asked.items()}
    served = shown(page_of("sandkasten", urlencode(names), script=False))
    page = page_of("sandkasten")
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    for name, value in names.items():
        page.locator(f"[name='{name}']").evaluate(
            "(at, value) => { at.value = value; at.dispatchEvent(new Event('input', {bubbles: true})) }", value
        )
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert shown(page) == served
    assert requests == []


def test_a_scenario_of_an_address_can_be_moved_on(page_of):
    page = page_of("sandkasten", "sandkasten.tfr=2.1")
    assert page.locator("[data-for='sandkasten.tfr']").inner_text() == "2,10"
    page.get_by_role("link", name="Zurück auf Anfang").click()
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert shown(page) == shown(page_of("sandkasten", script=False))


def test_a_block_is_a_value_with_its_data_sets(course):
    block = blocks(course)["sandkasten"]
    assert isinstance(block, ProjectionBlock)
    assert block.data_sets[-1] == "de-varianten"
