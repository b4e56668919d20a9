"""What surrounds every page: language, theme, navigation, messages; nothing inline, nothing from elsewhere."""

import re

import pytest
from litestar.routes import HTTPRoute
from litestar.testing import TestClient

from lms.app import addresses
from lms.web.preferences import language, local
from tests import make


def choose(client: TestClient, page: str = "/", **chosen: str) -> str:
    word = make.csrf(client.get(page).text)
    answer = client.post("/preferences", data={"csrf": word, "back": page, **chosen})
    assert answer.status_code == 303
    return answer.headers["location"]


def test_the_language_is_chosen_with_a_form_and_kept(client: TestClient):
    assert '<html lang="de">' in client.get("/").text
    assert choose(client, "/glossary", language="en") == "/glossary"
    page = client.get("/glossary").text
    assert '<html lang="en">' in page
    assert "Skip to content" in page
    choose(client, language="xx")
    assert '<html lang="en">' in client.get("/").text


def test_the_browsers_language_counts_until_one_is_chosen(client: TestClient):
    assert '<html lang="en">' in client.get("/", headers={"accept-language": "en-GB,en;q=0.9"}).text
    choose(client, language="de")
    assert '<html lang="de">' in client.get("/", headers={"accept-language": "en-GB,en;q=0.9"}).text


def test_the_theme_is_the_systems_until_one_is_chosen(client: TestClient):
    assert "data-kern-theme" not in client.get("/").text
    choose(client, theme="dark")
    page = client.get("/").text
    assert '<html lang="de" data-kern-theme="dark">' in page
    assert re.search(r'value="dark" aria-pressed="true"', page)
    choose(client, theme="auto")
    assert "data-kern-theme" not in client.get("/").text


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org/", "/\\example.org", "example", "/a\nb", ""])
def test_the_form_sends_nobody_elsewhere(back: str):
    assert local(back) == "/"


def test_an_accounts_language_stands_between_the_cookie_and_the_browser():
    assert language({}, "de", own="en") == "en"
    assert language({"lernraum-language": "de"}, "en", own="en") == "de"
    assert language({"lernraum-language": "xx"}, "fr") == "de"


def test_visitors_and_learners_and_coordinators_find_their_ways(client: TestClient, signed_in):
    assert ways(client.get("/").text) == ["Module", "Glossar"]
    assert ways(signed_in().get("/").text) == ["Module", "Mein Lernstand", "Glossar"]
    assert "Berichte" in ways(signed_in("coordinator").get("/").text)


def test_the_page_that_is_shown_is_marked_in_the_navigation(client: TestClient):
    assert '<a href="/glossary" aria-current="page">' in client.get("/glossary").text


def test_reports_are_marked_in_the_navigation_on_all_their_pages(signed_in):
    client: TestClient = signed_in("coordinator")
    assert '<a href="/reports/completion" aria-current="page">' in client.get("/reports/completion").text
    assert '<a href="/reports/completion" aria-current="true">' in client.get("/reports/releases").text


@pytest.mark.parametrize(
    ("address", "goal"),
    [
        ("/modules", "/"),
        ("/modules/", "/"),
        ("/modules/eins/lessons", "/modules/eins"),
        ("/modules/eins/lessons/anfang/items/", "/modules/eins/lessons/anfang"),
        ("/reports", "/reports/completion"),
        ("/reports/", "/reports/completion"),
        ("/admin/users/42", "/admin/users"),
        ("/admin/keys/42", "/admin/keys"),
    ],
)
def test_a_shortened_address_leads_to_the_list(client: TestClient, address: str, goal: str):
    answer = client.get(address)
    assert (answer.status_code, answer.headers["location"]) == (303, goal)


def test_every_address_above_a_page_answers():
    answered = {route.path for route in addresses(0).routes if isinstance(route, HTTPRoute)}
    above = {path.rpartition("/")[0] or "/" for path in answered if not path.startswith(("/static", "/assets"))}
    assert sorted(above - answered) == []


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(client: TestClient):
    page = client.get("/").text
    assert " style=" not in page
    assert "<style" not in page
    assert not re.search(r"\son\w+=", page)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
    for address in re.findall(r'(?:src|href)="(/static/[^"]+)"', page):
        assert client.get(address).status_code == 200, address


def ways(page: str) -> list[str]:
    navigation = page.split('<nav class="lr-nav"', 1)[1].split("</nav>", 1)[0]
    return re.findall(r"<a[^>]*>([^<]+)</a>", navigation)
