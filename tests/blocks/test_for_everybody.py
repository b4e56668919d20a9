"""Blocks for everybody: axe finds nothing, 320 pixels are enough, and a path by keyboard through what is announced."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.blocks.stage import shown

BLOCKS = (
    *("sandkasten", "erst-schaetzen", "pyramide-mit-grenzen", "bilanz-beispielstadt", "quotienten-2024"),
    *("altenquotient-der-staaten", "viele-jahrgaenge", "pflegebedarf", "schulanfang"),
)

CUT = """() => [
    ...[...document.querySelectorAll("svg text")].filter(at => {
        const box = at.getBoundingClientRect(), sheet = at.ownerSVGElement.getBoundingClientRect();
        return box.width && (box.left < sheet.left - 0.5 || box.right > sheet.right + 0.5);
    }),
    ...[...document.querySelectorAll(".chart-field")].filter(at => at.scrollWidth > at.clientWidth),
].map(at => at.textContent.trim())"""
"""Words of a drawing that do not end on its sheet, and fields that are wider than their column."""


@pytest.mark.parametrize("block", BLOCKS)
def test_axe_finds_nothing_and_320_pixels_are_enough(page_of, block):
    page = page_of(block, viewport={"width": 320, "height": 700})
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    assert page.evaluate(CUT) == []
    page.locator("details summary").click()
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    page.emulate_media(color_scheme="dark")
    found += Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
    assert [f"{one['id']}: {node['target']}: {node['failureSummary']}" for one in found for node in one["nodes"]] == []


@pytest.mark.parametrize("media", ["screen", "print"])
def test_nothing_of_a_sandbox_is_cut_off(page_of, media):
    page = page_of("sandkasten", viewport={"width": 760, "height": 900})
    page.emulate_media(media=media)
    cut = page.evaluate(CUT)
    page.emulate_media(media="screen")
    assert cut == []


def test_a_projection_is_found_set_and_heard_by_keyboard_alone(page_of):
    page = page_of("sandkasten")
    tree = page.locator("figure").aria_snapshot()
    for wanted in (
        'slider "Kinder je Frau"',
        'slider "Lebenserwartung bei Geburt im Jahr 2049"',
        'slider "Wanderungssaldo im Jahr"',
        'img "Bevölkerung bis 2049"',
        'img "Altersaufbau 2049, als Umriss 2024"',
        'link "Zurück auf Anfang"',
    ):
        assert wanted in tree
    page.keyboard.press("Tab")
    fertility = page.get_by_role("slider", name="Kinder je Frau")
    expect(fertility).to_be_focused()
    expect(fertility).to_have_attribute("aria-valuetext", "1,44")
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    expect(fertility).to_have_attribute("aria-valuetext", "1,50")
    heard = page.locator("figure [aria-live=polite]")
    expect(heard).to_contain_text("Ergebnis: 78,")
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    expect(page.get_by_role("slider", name="Lebenserwartung")).to_have_attribute("aria-valuetext", "90,0 Jahre")
    page.keyboard.press("Tab")
    page.keyboard.press("Home")
    migration = page.get_by_role("slider", name="Wanderungssaldo")
    expect(migration).to_have_attribute("aria-valuetext", "−200 Tsd. Personen")
    for goal in ("Zurück auf Anfang", "Zahlen als Tabelle zeigen"):
        page.keyboard.press("Tab")
        assert goal in (page.evaluate("document.activeElement.textContent") or "")
    page.keyboard.press("Enter")
    rows = page.get_by_role("row")
    expect(rows).to_have_count(7)
    assert rows.nth(6).get_by_role("rowheader").inner_text() == "2049"
    told = page.locator(".chart-sentence").inner_text()
    assert rows.nth(6).get_by_role("cell").nth(0).inner_text() in told  # the table says what the sentence says


SET_TO = (
    """wanted => (at => at.ariaValueText ?? at.selectedOptions?.[0].textContent)(document.activeElement) === wanted"""
)


def test_a_pyramid_is_found_set_and_heard_by_keyboard_alone(page_of):
    page = page_of("pyramide-mit-grenzen", reduced_motion="reduce")
    for focused, key, changed in (
        ("Abspielen", "", ""),
        ("Jahr", "ArrowLeft", "2000"),
        ("Umriss", "ArrowDown", "2020"),
        ("Balken zeigen", "ArrowDown", "Prozent aller Menschen"),
        ("Erwerbsalter beginnt mit", "ArrowLeft", "19 Jahre"),
        ("und endet vor", "PageUp", ""),
    ):
        page.keyboard.press("Tab")
        name = page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()")
        assert name.startswith(focused)
        if key:
            page.keyboard.press(key)
        if changed:
            page.wait_for_function(SET_TO, arg=changed)
    expect(page.locator("figure [aria-live=polite]")).to_contain_text("2000")
    said = shown(page)
    assert said["table"][1] == "Männer 2000 (Prozent)"
    assert "Altenquotient" in page.locator("figure").aria_snapshot()


def test_without_script_a_form_asks_the_server(page_of):
    page = page_of("sandkasten", script=False)
    page.locator("[name='sandkasten.tfr']").focus()
    page.keyboard.press("End")
    page.get_by_role("button", name="Berechnen").click()
    assert "sandkasten.tfr=2.5" in page.url
    assert "mehr als Ende 2024" in page.locator(".chart-sentence").inner_text()


def test_a_guess_comes_before_the_result(page_of):
    page = page_of("erst-schaetzen")
    assert page.get_by_role("slider").count() == 0
    field = page.get_by_role("textbox", name="Ihre Schätzung")
    expect(field).to_have_value("83,58")
    field.fill("80,5")
    page.get_by_role("button", name="Ergebnis zeigen").click()
    page.locator("figure[data-ready]").wait_for()
    expect(page.locator(".chart-remarks")).to_contain_text("Geschätzt haben Sie 80,50 Mio. Menschen")
    page.get_by_role("slider", name="Kinder je Frau").focus()
    page.keyboard.press("End")
    expect(page.locator(".chart-remarks")).to_contain_text("Geschätzt haben Sie 80,50 Mio. Menschen")
