"""The page about one's own account."""

from litestar.testing import TestClient

from lms.db.units import Units
from tests import make


def test_the_page_shows_who_one_is_and_where_one_is_signed_in(signed_in):
    page = signed_in(email="ada@example.org").get("/account").text
    assert "ada@example.org" in page
    assert "Firefox, Linux" in page
    assert "Ihr zufälliger Name" in page


def test_name_and_language_can_be_changed(signed_in):
    client: TestClient = signed_in()
    answer = client.post("/account/details", data={"name": "  Neuer   Name ", "language": "en"})
    assert answer.status_code == 303
    page = client.get("/account").text
    assert "Neuer Name" in page
    assert "My account" in page
    client.cookies.delete("lernraum-language")
    assert "My account" in client.get("/account").text  # the account remembers it, not only the browser


def test_an_empty_name_is_refused_with_a_sentence(signed_in):
    answer = signed_in().post("/account/details", data={"name": "   ", "language": "de"})
    assert answer.status_code == 400
    assert "Ein Name hat 1 bis 200 Buchstaben." in answer.text


def change(client: TestClient, current: str, new: str, again: str | None = None):
    return client.post("/account/password", data={"current": current, "new": new, "again": again or new})


def test_a_new_password_replaces_the_old_one_and_signs_others_out(signed_in, client: TestClient):
    mine: TestClient = signed_in(email="ada@example.org")
    word = make.csrf(client.get("/login").text)
    client.post("/login", data={"csrf": word, "email": "ada@example.org", "password": make.PASSWORD})
    assert client.get("/account").status_code == 200
    assert change(mine, make.PASSWORD, "ein ganz anderes Wort").status_code == 303
    assert mine.get("/account").status_code == 200
    assert client.get("/account").status_code == 303


def test_what_is_wrong_with_a_new_password_is_said(signed_in):
    client: TestClient = signed_in(email="ada@example.org")
    for answer, said in (
        (change(client, make.PASSWORD, "kurz"), "zu kurz"),
        (change(client, make.PASSWORD, "x" * 201), "zu lang"),
        (change(client, make.PASSWORD, "Ada@example.org"), "nicht die E-Mail-Adresse"),
        (change(client, make.PASSWORD, "lang genug ist es", "aber nicht gleich"), "nicht beide Male"),
        (change(client, "falsch geraten", "lang genug ist es"), "jetzige Passwort stimmt nicht"),
    ):
        assert answer.status_code == 400
        assert said in answer.text


def test_one_can_sign_out_elsewhere_and_everywhere(signed_in, client: TestClient):
    mine: TestClient = signed_in(email="ada@example.org")
    word = make.csrf(client.get("/login").text)
    client.post("/login", data={"csrf": word, "email": "ada@example.org", "password": make.PASSWORD})
    assert mine.post("/account/sign-out", data={"which": "others"}).status_code == 303
    assert client.get("/account").status_code == 303
    assert mine.get("/account").status_code == 200
    mine.post("/account/sign-out", data={"which": "all"})
    assert mine.get("/account").status_code == 303


def test_one_cannot_sign_out_somebody_else(signed_in, units: Units):
    from sqlalchemy import select

    from lms.people.tables import BrowserSessionRow

    mine: TestClient = signed_in()
    other: TestClient = signed_in()
    with units.reading() as db:
        for session_id in db.scalars(select(BrowserSessionRow.id)):
            mine.post("/account/sign-out", data={"which": str(session_id)})
    assert other.get("/account").status_code == 200
    other.headers["x-csrf-token"] = make.csrf(other.get("/account").text)
    assert other.post("/account/sign-out", data={"which": "nonsense"}).status_code == 404
