"""Only our own pages can send forms."""

from litestar.testing import TestClient

from tests import make


def test_a_form_without_its_word_changes_nothing_and_says_so(signed_in):
    client: TestClient = signed_in()
    del client.headers["x-csrf-token"]
    answer = client.post("/account/details", data={"name": "Anders", "language": "de"})
    assert answer.status_code == 403
    assert "Dieses Formular gilt nicht mehr." in answer.text
    assert "Anders" not in client.get("/account").text


def test_the_word_of_another_browser_is_refused(client: TestClient, signed_in):
    foreign = make.csrf(client.get("/login").text)
    other: TestClient = signed_in()
    other.headers["x-csrf-token"] = foreign
    assert other.post("/logout").status_code == 403


def test_every_page_carries_another_word_and_each_of_them_holds(signed_in):
    client: TestClient = signed_in()
    del client.headers["x-csrf-token"]
    words = [make.csrf(client.get("/account").text) for _ in range(2)]
    assert words[0] != words[1]
    for word in words:
        assert client.post("/preferences", data={"csrf": word, "theme": "dark"}).status_code == 303


def test_a_form_in_another_encoding_is_refused_politely(signed_in):
    client: TestClient = signed_in()
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/account/details", content=b"name=%ff%fe", headers=form).status_code == 400
    assert client.post("/account/details", content=b"name=%00", headers=form).status_code == 400
    assert client.post("/account/details", content=b"\xff\xfe", headers=form).status_code == 400
    assert client.post("/account/details", content=b"a=1&" * 2000, headers=form).status_code == 400
    multipart = {"content-type": "multipart/form-data; boundary=x"}
    assert client.post("/account/details", content=b"nothing of that kind", headers=multipart).status_code == 400


def test_a_nul_in_an_address_is_not_found(signed_in):
    client: TestClient = signed_in()
    assert client.get("/modules/%00").status_code == 404
    assert client.get("/login?next=%00").status_code == 404
