"""What operators do in pages."""

import re

import pytest
from litestar.testing import TestClient

from lms.admin.find_people import PAGE
from lms.cli import main
from lms.db.units import Units
from lms.lrs.keys.key_scopes import SCOPES
from lms.settings import Settings
from tests import make


@pytest.fixture
def operator(signed_in) -> TestClient:
    return signed_in("operator", "operator@example.org")


def test_people_are_found_page_by_page(operator: TestClient, units: Units, settings: Settings):
    for number in range(PAGE + 5):
        make.person(units, settings, f"person{number:02}@example.org", name=f"Person {number:02}")
    seen: list[str] = []
    path = "/admin/users?sort=name"
    while path:
        page = operator.get(path).text
        seen += re.findall(r"person\d\d@example\.org", page)
        found = re.search(r'<a href="([^"]+)">Weitere Konten', page)
        path = found[1].replace("&amp;", "&") if found else ""
    assert seen == [f"person{number:02}@example.org" for number in range(PAGE + 5)]


def test_roles_are_said_in_the_language_of_the_page(operator: TestClient):
    page = operator.get("/admin/users").text
    assert ">Betrieb</td>" in page
    assert ">operator</td>" not in page


def test_searching_ignores_capitals_umlauts_too_and_takes_signs_as_they_are(
    operator: TestClient, units: Units, settings: Settings
):
    make.person(units, settings, "oezlem@example.org", name="Özlem Beispiel")
    make.person(units, settings, "hundert@example.org", name="100 % Beispiel")
    assert "oezlem@example.org" in operator.get("/admin/users", params={"q": "özLEM"}).text
    percent = operator.get("/admin/users", params={"q": "%"}).text
    assert "hundert@example.org" in percent
    assert "oezlem@example.org" not in percent
    assert "niemand gefunden" in operator.get("/admin/users", params={"q": "nobody"}).text


@pytest.mark.parametrize("query", ["sort=password_hash", "after=nonsense", "sort=created&after=", "q=" + "x" * 500])
def test_odd_queries_are_answered(operator: TestClient, query: str):
    assert operator.get(f"/admin/users?{query}").status_code in {200, 404}


def test_a_disabled_person_is_signed_out_at_once(operator: TestClient, signed_in):
    ada: TestClient = signed_in(email="ada@example.org")
    page = operator.get("/admin/users?q=ada@").text
    action = re.search(r'action="(/admin/users/[^"]+/disable)"', page)
    assert action
    assert operator.post(action[1]).status_code == 303
    assert ada.get("/account").status_code == 303
    assert "kann sich nicht mehr anmelden" in operator.get("/admin/users").text
    assert operator.post(action[1].replace("disable", "enable")).status_code == 303


def test_nobody_locks_themselves_out(operator: TestClient, units: Units):
    from lms.people import users

    with units.reading() as db:
        own = users.get(db, "operator@example.org").id
    assert f"/admin/users/{own}/disable" not in operator.get("/admin/users").text
    assert operator.post(f"/admin/users/{own}/disable").status_code == 409
    assert operator.post("/admin/users/nobody/disable").status_code == 404


def test_a_new_keys_secret_is_shown_once_and_opens_the_record(operator: TestClient, client: TestClient):
    answer = operator.post("/admin/keys", data={"name": "Ein Werkzeug", "scope": "statements/read"})
    key, secret = re.findall(r"<dd><code>([^<]+)</code>", answer.text)
    assert secret not in operator.get("/admin/keys").text
    versions = {"X-Experience-API-Version": "1.0.3"}
    assert client.get("/xapi/statements", auth=(key, secret), headers=versions).status_code == 200
    renewed = operator.post(f"/admin/keys/{key}/rotate").text
    assert "Das alte Geheimnis gilt ab jetzt nicht mehr." in renewed
    assert secret not in renewed
    assert "Zuletzt benutzt" in operator.get("/admin/keys").text
    operator.post(f"/admin/keys/{key}/revoke")
    assert client.get("/xapi/statements", auth=(key, secret), headers=versions).status_code == 401


def test_every_right_of_a_key_says_what_it_allows(operator: TestClient):
    page = operator.get("/admin/keys").text
    assert all(f"<code>{scope}</code>: " in page for scope in SCOPES)
    assert "<code>all/read</code>: alles lesen" in page


def test_a_key_without_name_or_scope_is_refused(operator: TestClient):
    for fields in (
        {"name": "", "scope": "statements/read"},
        {"name": "Werkzeug"},
        {"name": "W", "scope": "everything"},
    ):
        answer = operator.post("/admin/keys", data=fields)
        assert answer.status_code == 400
        assert "braucht einen Namen" in answer.text


def test_organisations_and_versions_are_listed(
    operator: TestClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("LMS_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("LMS_DATABASE_URL", settings.database_url)
    assert "noch keine Organisationen" in operator.get("/admin/organisations").text
    main(["organisations", "create", "Kreis Beispiel"])
    main(["organisations", "create", "Gemeinde A", "--parent", "Kreis Beispiel"])
    page = operator.get("/admin/organisations").text
    assert "– Gemeinde A" in page
    assert "AGS" not in page
    main(["organisations", "create", "Gemeinde B", "--ags", "99999001", "--territory-date", "2026-01-01"])
    page = operator.get("/admin/organisations").text
    assert all(word in page for word in ("AGS", "99999001", "2026-01-01"))
    assert "ARS" not in page
    bundle = str(make.bundle_file(settings.data_dir))
    main(["publish", bundle])
    page = operator.get("/admin/versions").text
    assert "Diese sehen Lernende" in page
    assert ">Git<" not in page
    main(["publish", bundle, "--commit", "abcdef0123456789"])
    assert "<code>abcdef012345</code>" in operator.get("/admin/versions").text


@pytest.mark.parametrize("path", ["", "/users", "/organisations", "/versions", "/keys"])
def test_only_operators_come_in(signed_in, client: TestClient, path: str):
    assert signed_in("coordinator").get(f"/admin{path}").status_code == 403
    assert client.get(f"/admin{path}").status_code == 303
