"""Imprint, privacy statement, accessibility statement: in the footer of every page, in the reader's language."""

import re
from pathlib import Path

import pytest
from litestar.testing import TestClient
from sqlalchemy.exc import OperationalError

from lms.db.units import Units

ENGLISH = {"accept-language": "en"}


def footer(page: str) -> list[str]:
    """The links, each as `attributes>title`."""
    inside = page.split('<nav class="lr-footer__pages"', 1)
    return re.findall(r"<a ([^<]*)</a>", inside[1].split("</nav>", 1)[0]) if len(inside) > 1 else []


def main(page: str) -> str:
    return page.split("<main", 1)[1].split("</main>", 1)[0]


def test_without_pages_the_footer_has_none(open_service):
    client: TestClient = open_service(pages_dir=None)
    assert footer(client.get("/").text) == []
    assert client.get("/pages/impressum").status_code == 404


def test_every_page_leads_to_the_three_in_their_order(open_service, folder: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("hilfe", "barrierefreiheit", "datenschutz", "impressum"):
        (folder / f"{name}.md").write_text(f"# Titel von {name}\n\nText\n")
    client: TestClient = open_service()
    wanted = [
        'href="/pages/impressum">Impressum',
        'href="/pages/datenschutz">Datenschutz',
        'href="/pages/barrierefreiheit">Barrierefreiheit',
        'href="/pages/hilfe">Titel von hilfe',
    ]
    for path in ("/", "/login", "/glossary", "/gibt-es-nicht"):
        assert footer(client.get(path).text) == wanted, path

    async def fail(*_: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(Units, "read", fail)
    client.cookies.set("lernraum", "s.whoever")
    answer = client.get("/glossary")
    assert (answer.status_code, footer(answer.text)) == (503, wanted)


def test_a_page_shows_its_text_below_one_heading_and_is_marked_in_the_footer(open_service, folder: Path):
    (folder / "impressum.md").write_text(
        "# Impressum & mehr\n\nKreis Beispiel\nMarkt 1\n\n#### Kontakt\n<info@example.org>, [Seite](https://example.org)\n\n"
        "# Kontakt\n[Dort](datenschutz.md#zweck), [hier](#kontakt)\n\n| Amt | Ort |\n|--|--|\n| A | B |\n"
    )
    (folder / "datenschutz.md").write_text("Titel\n=====\n")
    page = open_service().get("/pages/impressum").text
    assert "<title>Impressum &amp; mehr – " in page
    assert page.count("<h1") == 1
    shown = main(page)
    assert "<h1>Impressum &amp; mehr</h1>" in shown
    assert "Kreis Beispiel<br>\nMarkt 1" in shown
    assert '<h2 id="kontakt">Kontakt</h2>' in shown
    assert '<h2 id="kontakt-1">Kontakt</h2>' in shown
    assert '<a href="mailto:info@example.org">' in shown
    assert '<a href="https://example.org">Seite</a>' in shown
    assert '<a href="/pages/datenschutz#zweck">Dort</a>, <a href="#kontakt">' in shown
    assert 'tabindex="0" aria-label="Amt, Ort"' in shown
    assert '<th scope="col">Amt</th>' in shown
    assert footer(page)[0] == 'href="/pages/impressum" aria-current="page">Impressum'


def test_nothing_dangerous_comes_through(open_service, folder: Path):
    (folder / "impressum.md").write_text(
        "# T\n\n<script>alert(1)</script> <b onclick=x>fett</b>\n\n[x](javascript:alert(1)) ![Bild](https://example.org/x.png)"
    )
    shown = main(open_service().get("/pages/impressum").text)
    assert not re.search(r"<script|<b |<img|href=.javascript", shown)
    assert "&lt;script&gt;" in shown


def test_a_page_is_shown_in_the_readers_language(open_service, folder: Path):
    (folder / "impressum.md").write_text("# Impressum\n\nDeutsch\n")
    (folder / "impressum.en.md").write_text("# Legal notice\n\nEnglish\n")
    (folder / "impressum.ls.md").write_text("# Wer wir sind\n\nLeicht\n")
    client: TestClient = open_service()
    assert "<h1>Impressum</h1>" in client.get("/pages/impressum").text
    page = client.get("/pages/impressum", headers=ENGLISH).text
    assert "<h1>Legal notice</h1>" in page
    assert footer(page)[0] == 'href="/pages/impressum" aria-current="page">Imprint'
    assert [*re.findall(r'href="\?reading=([\w-]+)"', page)] == ["de", "de-simple", "en"]
    easy = client.get("/pages/impressum?reading=de-simple").text
    assert '<h1 lang="de-simple">Wer wir sind</h1>' in easy
    assert 'href="?reading=de-simple" hreflang="de-simple" lang="de-simple" aria-current="true">Leichte Sprache' in easy
    assert "Wer wir sind" in client.get("/pages/impressum").text, "the choice is kept, as with lessons"


def test_where_only_another_language_is_there_it_is_marked(open_service, folder: Path):
    (folder / "impressum.md").write_text("# Impressum\n\nText\n")
    (folder / "hilfe.md").write_text("# Hilfe\n\nText\n")
    page = open_service().get("/pages/hilfe", headers=ENGLISH).text
    assert footer(page) == [
        'href="/pages/impressum" hreflang="de">Imprint',
        'href="/pages/hilfe" lang="de" hreflang="de" aria-current="page">Hilfe',
    ]
    assert '<h1 lang="de">Hilfe</h1>' in page
    assert '<div class="lr-prose" lang="de">' in page
    assert 'one language only: <span lang="de">Deutsch</span>' in " ".join(main(page).split()).replace("</p>", "")


def test_a_name_without_language_is_in_the_first_language_of_the_service(open_service, folder: Path):
    (folder / "impressum.md").write_text("# Legal notice\n\nText\n")
    (folder / "impressum.de.md").write_text("# Impressum\n\nText\n")
    client: TestClient = open_service(languages=("en", "de"))
    assert "<h1>Legal notice</h1>" in client.get("/pages/impressum", headers=ENGLISH).text
    assert "<h1>Impressum</h1>" in client.get("/pages/impressum", headers={"accept-language": "de"}).text


@pytest.mark.parametrize("text", ["{}", "<{}>\n", "[Impressum des Kreises]({})\n"])
def test_a_file_with_nothing_but_a_link_leads_there(open_service, folder: Path, text: str):
    goal = "https://kreis.example.org/impressum?a=1&b=2"
    (folder / "impressum.md").write_text(text.format(goal))
    client: TestClient = open_service()
    assert footer(client.get("/").text) == [f'href="{goal.replace("&", "&amp;")}">Impressum']
    answer = client.get("/pages/impressum")
    assert (answer.status_code, answer.headers["location"]) == (303, goal)


@pytest.mark.parametrize("name", ["impressum", "datenschutz", "barrierefreiheit"])
def test_the_address_that_people_try_leads_to_the_page(open_service, name: str):
    assert open_service().get(f"/{name}").headers["location"] == f"/pages/{name}"


def test_what_is_still_missing_is_marked_and_said(open_service, folder: Path):
    (folder / "impressum.md").write_text("# Impressum\n\n[[Name der Behörde]], vertreten durch [[Name]]\n")
    shown = main(open_service().get("/pages/impressum").text)
    assert "Diese Seite ist ein Entwurf" in shown
    assert "<mark>[[Name der Behörde]]</mark>, vertreten" in shown


def test_a_changed_file_shows_without_restart_and_a_spoilt_one_keeps_its_text(
    open_service, folder: Path, caplog: pytest.LogCaptureFixture
):
    file = folder / "impressum.md"
    file.write_text("# Impressum\n\nAlt\n")
    client: TestClient = open_service()
    assert "Alt" in client.get("/pages/impressum").text
    file.write_text("# Impressum\n\nGanz neu\n")
    (folder / "hilfe.md").write_text("# Hilfe\n")
    page = client.get("/pages/impressum").text
    assert "Ganz neu" in page
    assert len(footer(page)) == 2
    file.write_bytes(b"# Impressum\n\n\xe4\n")
    assert "Ganz neu" in client.get("/pages/impressum").text
    assert "impressum.md:3: this is not UTF-8" in caplog.text
    file.unlink()
    assert client.get("/pages/impressum").status_code == 404
    (folder / "hilfe.md").unlink()
    folder.rmdir()
    assert client.get("/pages/hilfe").status_code == 200, "what cannot be looked at stays as it was"
