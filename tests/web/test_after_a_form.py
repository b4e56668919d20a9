"""What the page after a form says: what we declared, once, translated, and never what a stranger wrote."""

import base64
import json
import re
import tracemalloc
from html import unescape
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from litestar.testing import TestClient

from lms.app import create_app
from lms.db.units import Units
from lms.settings import Settings
from lms.web.messages import Message, Messages
from tests import make

COOKIE = "lernraum-flash"
TWO_THOUSAND_MILLION = b"WyJ7YTo-MjAwMDAwMDAwMH0iLCJpbmZvIix7ImEiOiJ4In1d"
MEGABYTE = 1_000_000
DISABLED = {"de": " kann sich nicht mehr anmelden.", "en": " can no longer sign in."}


def of_ours(settings: Settings, **changes: Any) -> Messages:
    """Seals as the service itself does."""
    return Messages(bytes.fromhex((settings.data_dir / "secret.key").read_text()), https=False, **changes)


def cookie_of(messages: Messages, message: Message, **values: str) -> str:
    return messages.see_other("/", message, **values).cookies[0].value or ""


def shown(client: TestClient, cookie: bytes | None = None) -> tuple[str, str, list[str]]:
    """The page without what is new in every answer, the message on it, and whether the cookie was deleted."""
    answer = client.get("/", headers=[] if cookie is None else [(b"cookie", COOKIE.encode() + b"=" + cookie)])
    assert answer.status_code == 200
    page = re.sub(r'(nonce|value|content)="[^"]*"', "", answer.text)
    message = re.search(r'class="lr-flash[^>]*>.*?<p>(.*?)</p>', answer.text, re.DOTALL)
    deleted = [one for one in answer.headers.get_list("set-cookie") if one.startswith(f"{COOKIE}=")]
    return page, unescape(message[1]) if message else "", deleted


def said(client: TestClient) -> str:
    return shown(client)[1]


fields = st.sampled_from([
    "a", "a:>2000000000", "a.__class__", "a.__class__.__mro__", "a[0]", "a!r", "a!r:^999999999", "0", "", "name",
    "a:{a}", "a:%Y", "place", "self", "message.translations",
])  # fmt: skip
texts = st.one_of(
    st.text(max_size=30),
    fields.map(lambda one: f"{{{one}}}"),
    st.sampled_from([one.value for one in Message] + [one.name for one in Message]),
)
contents = st.tuples(
    texts, st.one_of(texts, st.integers()), st.dictionaries(st.sampled_from(["a", "name", "place"]), texts)
)
packed = contents.map(lambda one: base64.urlsafe_b64encode(json.dumps(one).encode()))
sealed_by_guess = st.tuples(packed, st.one_of(st.binary(max_size=40), st.binary(min_size=32, max_size=32))).map(
    lambda pair: pair[0] + b"." + pair[1].hex().encode()
)


@hypothesis_settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cookie=st.one_of(st.binary(max_size=200), packed, sealed_by_guess, packed.map(lambda one: one * 20)))
@example(cookie=TWO_THOUSAND_MILLION)
def test_no_cookie_that_is_not_ours_changes_a_page(client: TestClient, cookie: bytes):
    assume(not any(byte in cookie for byte in b";\0\r\n"))  # another cookie begins, or no server takes the header
    client.get("/")
    page, message, deleted = shown(client, cookie)
    assert (page, message) == (shown(client)[0], "")
    assert all("Max-Age=0" in one for one in deleted)


@hypothesis_settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_character_changed_makes_a_message_none(client: TestClient, settings: Settings, data: st.DataObject):
    ours = cookie_of(of_ours(settings), Message.PERSON_ENABLED, name="Ada Beispiel")
    assert shown(client, ours.encode())[1] == "Ada Beispiel kann sich wieder anmelden."
    place = data.draw(st.integers(0, len(ours) - 1))
    other = data.draw(st.sampled_from("ABCabc019-_=.").filter(lambda one: one != ours[place]))
    assert shown(client, (ours[:place] + other + ours[place + 1 :]).encode())[1] == ""


@pytest.mark.parametrize("width", [2_000_000_000, 50_000_000])
def test_a_width_in_a_cookie_costs_no_memory(client: TestClient, width: int):
    cookie = base64.urlsafe_b64encode(f'["{{a:>{width}}}","info",{{"a":"x"}}]'.encode())
    assert width != 2_000_000_000 or cookie == TWO_THOUSAND_MILLION
    shown(client, cookie)
    tracemalloc.start()
    shown(client, cookie)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5 * MEGABYTE


def test_what_is_not_ours_too_old_or_too_long_is_deleted(client: TestClient, settings: Settings):
    ours = of_ours(settings)
    foreign = Messages(b"another secret", https=False)
    for cookie in (
        "x",
        TWO_THOUSAND_MILLION.decode(),
        cookie_of(foreign, Message.SIGNED_OUT),
        cookie_of(of_ours(settings, clock=lambda: 0), Message.SIGNED_OUT),
        cookie_of(ours, Message.PERSON_ENABLED, name="x" * 5_000),
        cookie_of(ours, Message.PERSON_ENABLED, place="Musterstadt"),
    ):
        _, message, deleted = shown(client, cookie.encode())
        assert message == ""
        [only] = deleted
        assert "Max-Age=0" in only


@pytest.mark.parametrize(
    ("language", "expected"), [("de", "Sie sind abgemeldet."), ("en", "You are signed out.")], ids=["German", "English"]
)
def test_a_message_is_shown_once_in_the_readers_language(signed_in, language: str, expected: str):
    client: TestClient = signed_in()
    client.cookies.set("lernraum-language", language)
    client.post("/logout")
    assert [said(client), said(client)] == [expected, ""]


@pytest.mark.parametrize("language", ["de", "en"], ids=["German", "English"])
@pytest.mark.parametrize("name", ["Ada Beispiel", "{name.__class__:>2000000000}", "%(name)s {0}", "🂡" * 200])
def test_a_name_in_a_message_is_plain_text(signed_in, units: Units, settings: Settings, name: str, language: str):
    person = make.person(units, settings, "ada@example.org", name=name)
    client: TestClient = signed_in("operator")
    client.cookies.set("lernraum-language", language)
    client.post(f"/admin/users/{person.id}/disable")
    assert [said(client), said(client)] == [name + DISABLED[language], ""]


@pytest.mark.parametrize("address", ["https://lernen.example.org", "http://lernen.example.org"])
def test_the_cookie_of_a_message_is_secure_when_the_others_are(settings: Settings, units: Units, address: str):
    there = settings.model_copy(update={"base_url": address})
    with TestClient(create_app(there), base_url=address) as client:
        browser = make.seat(make.browser(client), units, there, "learner", "ada@example.org")
        secure = ["Secure" in one for one in browser.post("/logout").headers.get_list("set-cookie")]
    assert secure == [there.https] * 2
