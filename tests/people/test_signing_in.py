"""Signing in and out, through the login page."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import select

from lms.app import create_app
from lms.db.times import now
from lms.db.units import Units
from lms.people import throttle
from lms.people.tables import BrowserSessionRow, ThrottleRow, UserRow
from lms.people.throttle import FREE_FOR_ACCOUNT, FREE_FOR_ADDRESS
from lms.settings import Settings
from tests import make

ADA = "ada@example.org"


@pytest.fixture
def ada(units: Units, settings: Settings):
    return make.person(units, settings, ADA, name="Ada Beispiel")


def sign_in(client: TestClient, email: str = ADA, password: str = make.PASSWORD, **fields: str):
    word = make.csrf(client.get("/login").text)
    return client.post("/login", data={"csrf": word, "email": email, "password": password, **fields})


@pytest.mark.usefixtures("ada")
def test_the_right_password_leads_to_the_wanted_page(client: TestClient):
    answer = sign_in(client, next="/account")
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert "Ada Beispiel" in client.get("/account").text


@pytest.mark.usefixtures("ada")
def test_capital_letters_and_spaces_in_the_address_do_not_matter(client: TestClient):
    assert sign_in(client, email=" ADA@Example.org ").status_code == 303


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("elsewhere", ["https://böse.example.org/", "//elsewhere.example.org", "/\\elsewhere", "x"])
def test_signing_in_never_leads_to_another_site(client: TestClient, elsewhere: str):
    assert sign_in(client, next=elsewhere).headers["location"] == "/"


@pytest.mark.usefixtures("ada")
def test_a_wrong_password_and_an_unknown_address_get_the_same_page(client: TestClient):
    wrong, unknown = sign_in(client, password="falsch"), sign_in(client, email="nobody@example.org")
    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert "gehören nicht zusammen" in wrong.text
    assert "gehören nicht zusammen" in unknown.text


def test_a_disabled_account_cannot_sign_in_and_is_signed_out(client: TestClient, units: Units, ada):
    from lms.db.times import now
    from lms.people import users

    sign_in(client)
    with units.writing() as db:
        users.disable(db, ada.id, now())
    assert client.get("/account").status_code == 303
    assert sign_in(client).status_code == 401


@pytest.mark.usefixtures("ada")
def test_guessing_has_to_wait_even_with_the_right_password(client: TestClient):
    for _ in range(FREE_FOR_ACCOUNT):
        assert sign_in(client, password="geraten").status_code == 401
    slowed = sign_in(client)
    assert slowed.status_code == 429
    assert 0 < int(slowed.headers["retry-after"]) <= 30
    assert "in 1 Minute wieder" in slowed.text


def test_signing_in_frees_the_account_and_not_the_address_it_came_from(units: Units):
    """Else everybody with one account of their own could guess at others without end."""
    own, other = (throttle.watches(b"geheim", f"{name}@example.org", "192.0.2.1") for name in ("own", "other"))
    with units.writing() as db:
        for _ in range(FREE_FOR_ADDRESS):
            throttle.failed(db, other, now())
        throttle.failed(db, own, now())
        throttle.succeeded(db, own)
    with units.reading() as db:
        counts = {row.key: row.failures for row in db.scalars(select(ThrottleRow))}
        assert throttle.wait(db, own, now()) > timedelta(0)
    assert own[0].key not in counts
    assert counts[own[1].key] == FREE_FOR_ADDRESS + 1


@pytest.mark.usefixtures("ada")
def test_the_table_of_failures_names_nobody(client: TestClient, units: Units):
    sign_in(client, password="geraten")
    with units.reading() as db:
        keys = db.scalars(select(ThrottleRow.key)).all()
    assert len(keys) == 2
    assert all(len(key) == 64 for key in keys)


@pytest.mark.usefixtures("ada")
def test_signing_in_changes_the_browsers_token(client: TestClient):
    client.get("/login")
    before = client.cookies["lernraum"]
    sign_in(client)
    first = client.cookies["lernraum"]
    assert before != first
    client.cookies.set("lernraum", before)
    assert client.get("/account").status_code == 303


@pytest.mark.usefixtures("ada")
def test_only_a_hash_of_the_token_is_stored(client: TestClient, units: Units):
    sign_in(client)
    with units.reading() as db:
        row = db.scalars(select(BrowserSessionRow)).one()
    assert client.cookies["lernraum"] not in {row.token_hash, str(row.id)}


@pytest.mark.usefixtures("ada")
def test_signing_out_ends_the_sign_in_for_good(client: TestClient):
    sign_in(client)
    token = client.cookies["lernraum"]
    word = make.csrf(client.get("/account").text)
    assert client.post("/logout", data={"csrf": word}).headers["location"] == "/"
    client.cookies.set("lernraum", token)
    assert client.get("/account").status_code == 303


def test_without_signing_in_the_login_page_remembers_where_one_wanted_to_go(client: TestClient):
    answer = client.get("/account")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=/account")


def test_a_sign_in_that_ran_out_says_so(client: TestClient, units: Units, ada):  # noqa: ARG001
    sign_in(client)
    with units.writing() as db:
        row = db.scalars(select(BrowserSessionRow)).one()
        row.expires = row.created
    assert client.get("/account").headers["location"] == "/login?next=/account"
    assert "Ihre Anmeldung ist beendet" in client.get("/login").text


def test_a_sign_in_lasts_longer_when_somebody_does_something(client: TestClient, units: Units, ada):  # noqa: ARG001
    from datetime import timedelta

    sign_in(client)
    word = make.csrf(client.get("/account").text)
    with units.writing() as db:
        row = db.scalars(select(BrowserSessionRow)).one()
        row.seen -= timedelta(days=3)
        row.expires -= timedelta(days=3)
        before = row.expires
    client.get("/account")
    with units.reading() as db:
        assert db.scalars(select(BrowserSessionRow.expires)).one() == before
    answer = client.post("/preferences", data={"csrf": word, "theme": "dark"})
    assert "lernraum=" in answer.headers["set-cookie"]
    with units.reading() as db:
        assert db.scalars(select(BrowserSessionRow.expires)).one() > before


def test_a_password_is_hashed_again_when_the_settings_changed(settings: Settings, units: Units, ada):
    stricter = settings.model_copy(update={"password_rounds": 2})
    with TestClient(create_app(stricter)) as client:
        assert sign_in(make.browser(client)).status_code == 303
    with units.reading() as db:
        assert ",t=2," in (db.get_one(UserRow, ada.id).password_hash or "")


def test_with_https_the_cookie_is_bound_to_the_host(settings: Settings, ada):  # noqa: ARG001
    secure = settings.model_copy(update={"base_url": "https://lernen.example.org"})
    with TestClient(create_app(secure), base_url="https://lernen.example.org") as client:
        answer = sign_in(make.browser(client))
        [cookie] = [one for one in answer.headers.get_list("set-cookie") if one.startswith("__Host-")]
        assert cookie.startswith("__Host-lernraum=s.")
        for part in ("HttpOnly", "Secure", "Path=/", "SameSite=lax", "Max-Age=1209600"):
            assert part in cookie
        assert "max-age=31536000" in answer.headers["strict-transport-security"]


async def sign_in_and_write(app: Litestar, email: str) -> list[int]:
    """A browser of its own: sign in, change something twice, sign out."""
    transport = httpx.ASGITransport(app=app)  # pyrefly: ignore
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver.local") as browser:
        browser.headers["accept"] = "text/html"
        word = make.csrf((await browser.get("/login")).text)
        answers = [await browser.post("/login", data={"csrf": word, "email": email, "password": make.PASSWORD})]
        browser.headers["x-csrf-token"] = make.csrf((await browser.get("/account")).text)
        answers += [
            await browser.post("/account/details", data={"name": name, "language": "de"}) for name in ("Eins", "Zwei")
        ]
        answers.append(await browser.post("/logout"))
        return [answer.status_code for answer in answers]


@pytest.mark.parametrize("people", [16, 1], ids=["sixteen people", "one person sixteen times"])
def test_sixteen_browsers_sign_in_and_write_at_once(app: Litestar, units: Units, settings: Settings, people: int):
    emails = [f"person{number}@example.org" for number in range(people)]
    for email in emails:
        make.person(units, settings, email)

    async def all_at_once() -> list[list[int]]:
        return await asyncio.gather(*(sign_in_and_write(app, email) for email in emails * (16 // people)))

    assert asyncio.run(all_at_once()) == [[303, 303, 303, 303]] * 16


def test_sixteen_wrong_guesses_at_once_are_refused_and_counted(app: Litestar, units: Units, ada):  # noqa: ARG001
    async def guess(word: str, cookie: str) -> int:
        transport = httpx.ASGITransport(app=app)  # pyrefly: ignore
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver.local") as browser:
            browser.cookies.set("lernraum", cookie)
            form = {"csrf": word, "email": ADA, "password": "geraten"}
            return (await browser.post("/login", data=form, headers={"accept": "text/html"})).status_code

    with TestClient(app) as client:
        word = make.csrf(client.get("/login", headers={"accept": "text/html"}).text)
        cookie = client.cookies["lernraum"]

    async def all_at_once() -> list[int]:
        return await asyncio.gather(*(guess(word, cookie) for _ in range(16)))

    statuses = asyncio.run(all_at_once())
    assert set(statuses) <= {401, 429}
    with units.reading() as db:
        counted = db.scalars(select(ThrottleRow.failures)).all()
    assert set(counted) == {statuses.count(401)}
