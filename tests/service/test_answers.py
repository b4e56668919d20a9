"""What every answer carries, and how requests end that cannot be answered."""

import re

import pytest
from litestar import Litestar, get
from litestar.testing import TestClient
from sqlalchemy.exc import OperationalError

from lms.app import addresses, create_app
from lms.db.units import Units
from lms.settings import Settings
from tests import make

JSON = {"accept": "application/json"}


def test_the_service_is_healthy_while_the_database_answers(client: TestClient):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_without_its_database_the_service_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch):
    async def fail(*_: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(Units, "read", fail)
    assert client.get("/healthz").status_code == 503
    client.cookies.set("lernraum", "s.whoever")
    answer = client.get("/account")
    assert answer.status_code == 503
    assert "gerade nicht erreichbar" in answer.text


@pytest.mark.parametrize("path", ["/", "/login", "/nowhere", "/static/mark.svg", "/healthz"])
def test_a_head_request_is_answered_as_get_without_the_body(client: TestClient, path: str):
    asked, got = client.head(path), client.get(path)
    assert (asked.status_code, asked.content) == (got.status_code, b"")
    assert asked.headers["content-type"] == got.headers["content-type"]


@pytest.mark.parametrize("path", ["/login", "/nowhere", "/static/mark.svg", "/healthz", "/account"])
def test_every_answer_tells_the_browser_what_to_refuse(client: TestClient, path: str):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "img-src 'self' data:" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


def test_a_pages_scripts_carry_the_nonce_of_its_policy_and_each_answer_has_another(client: TestClient):
    first, second = client.get("/login"), client.get("/login")
    nonces = [
        re.findall(r"'nonce-([^']+)'", answer.headers["content-security-policy"])[0] for answer in (first, second)
    ]
    assert nonces[0] != nonces[1]
    assert set(re.findall(r'nonce="([^"]+)"', first.text)) == {nonces[0]}


def test_static_files_are_kept_for_an_hour(client: TestClient):
    assert client.get("/static/mark.svg").headers["cache-control"] == "max-age=3600, public"


@pytest.mark.parametrize("path", ["/nowhere", "/static/nowhere.css", "/static/../app.py", "/modules/a/b/c/d"])
def test_an_unknown_address_gets_a_friendly_page(client: TestClient, path: str):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Diese Seite finden wir nicht" in answer.text


def test_someone_signed_in_keeps_the_frame_on_an_unknown_address(signed_in):
    assert "Mein Konto" in signed_in().get("/nowhere").text


def test_programs_get_a_problem_document(client: TestClient):
    answer = client.get("/nowhere", headers=JSON)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 404
    unseated = client.get("/account", headers=JSON)
    assert (unseated.status_code, unseated.json()["detail"]) == (401, "Please sign in first.")


def test_an_address_that_only_takes_forms_says_so(client: TestClient):
    answer = client.get("/logout")
    assert answer.status_code == 405
    assert "nimmt nur Formulare entgegen" in answer.text
    assert "POST" in answer.headers["allow"]


def test_the_wrong_role_is_told_so(signed_in):
    answer = signed_in("learner").get("/admin")
    assert answer.status_code == 403
    assert "für Menschen mit anderen Aufgaben" in answer.text


def test_too_large_a_form_is_refused(settings: Settings, signed_in):
    settings.__dict__["max_body"] = 2000
    answer = signed_in().post("/account/details", data={"name": "x" * 3000, "language": "de"})
    assert answer.status_code == 413
    assert "zu viel auf einmal" in answer.text


def test_an_error_inside_stays_inside(settings: Settings, app: Litestar, request: pytest.FixtureRequest):  # noqa: ARG001
    @get("/broken")
    async def broken() -> None:
        raise RuntimeError("the secret reason")

    of_its_own = settings.model_copy(update={"max_body": 54_321})
    request.addfinalizer(addresses.cache_clear)  # no other service of this process has such a page
    addresses(of_its_own.max_body).register(broken)
    with TestClient(create_app(of_its_own), raise_server_exceptions=False) as client:
        answer = client.get("/broken", headers={"accept": "text/html"})
        assert answer.status_code == 500
        assert "Bei uns ist etwas schiefgegangen" in answer.text
        assert "secret reason" not in answer.text + client.get("/broken", headers=JSON).text


def test_what_somebody_typed_does_not_stand_in_the_log(
    app: Litestar, client: TestClient, caplog: pytest.LogCaptureFixture
):
    with app.state["engine"].begin() as connection:
        connection.exec_driver_sql("ALTER TABLE people_user RENAME TO people_user_gone")
    form = {"csrf": make.csrf(client.get("/login").text), "email": "ada@example.org", "password": "x"}
    assert client.post("/login", data=form).status_code >= 500
    assert "people_user" in caplog.text
    assert "ada@example.org" not in caplog.text


def test_the_schema_page_of_the_framework_is_off(client: TestClient):
    assert client.get("/schema").status_code == 404


@pytest.mark.parametrize(
    ("asked", "language"),
    [("", "de"), ("en-GB,en;q=0.9", "en"), ("fr", "de"), ("fr,en;q=0.5", "en"), ("de-AT", "de"), ("*;q=x,,;", "de")],
)
def test_pages_speak_the_language_that_the_browser_asks_for(client: TestClient, asked: str, language: str):
    page = client.get("/login", headers={"accept-language": asked}).text
    assert f'<html lang="{language}"' in page


def test_a_link_chooses_the_language_for_good(client: TestClient):
    assert '<html lang="en"' in client.get("/login?lang=en").text
    assert '<html lang="en"' in client.get("/login").text
    assert '<html lang="en"' in client.get("/nowhere").text
    assert '<html lang="de"' in client.get("/login?lang=de").text
    assert '<html lang="de"' in client.get("/login?lang=xx").text


def test_the_first_language_of_the_settings_is_the_default(settings: Settings, app: Litestar):  # noqa: ARG001
    english = settings.model_copy(update={"languages": ("en", "de")})
    with TestClient(create_app(english)) as client:
        assert '<html lang="en"' in client.get("/login", headers={"accept": "text/html"}).text
