"""How many requests a key may make, and that its last use is seen."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from lms.db.times import now
from lms.db.units import Units
from lms.lrs.http import service
from lms.lrs.keys.credentials import Credential, every
from lms.lrs.keys.rate_limits import RateExceeded, RateLimits
from tests.lrs.conftest import Key
from tests.lrs.statements import statement

pytestmark = pytest.mark.anyio


def credential(rate: int | None) -> Credential:
    return Credential("k", "Werkzeug", ("all",), {}, None, datetime(2026, 1, 1, tzinfo=UTC), rate=rate)


@given(st.integers(1, 50), st.lists(st.floats(0, 5), max_size=300))
def test_no_minute_holds_more_than_twice_the_rate(rate: int, pauses: list[float]):
    moment, allowed = 0.0, []
    rates = RateLimits(clock=lambda: moment)
    for pause in pauses:
        moment += pause
        with suppress(RateExceeded):
            rates.take(credential(rate))
            allowed.append(moment)
    for start in allowed:
        assert sum(start <= one < start + 60 for one in allowed) <= 2 * rate


def test_who_waits_as_long_as_told_is_let_in():
    moment = 0.0
    rates = RateLimits(1, clock=lambda: moment)
    rates.take(credential(None))
    with pytest.raises(RateExceeded) as refused:
        rates.take(credential(None))
    moment += refused.value.wait
    rates.take(credential(None))


async def test_a_key_over_its_rate_hears_429_and_when_to_come_back(
    client: httpx.AsyncClient, new_key: Callable[..., Key]
):
    slow = httpx.BasicAuth(*new_key("all", rate=2))
    answers = [await client.get("/statements", auth=slow) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert int(answers[2].headers["retry-after"]) in range(1, 31)
    assert "2 requests a minute" in answers[2].text
    assert (await client.get("/statements")).status_code == 200  # another key


async def test_what_was_stored_is_answered_although_its_key_s_use_cannot_be_noted(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise OperationalError("UPDATE", {}, Exception("disk full"))

    monkeypatch.setattr(service, "note_use", fail)
    answer = await client.post("/statements", json=statement())
    assert answer.status_code == 200
    assert (await client.get("/statements", params={"statementId": answer.json()[0]})).status_code == 200


async def test_the_last_use_of_a_key_is_seen_within_the_hour(client: httpx.AsyncClient, units: Units, key: Key):
    await client.get("/statements")
    with units.reading() as db:
        first = {one.key: one.used for one in every(db)}[key[0]]
    assert first
    assert now() - first < timedelta(minutes=1)
    await client.get("/statements")
    with units.reading() as db:
        assert {one.key: one.used for one in every(db)}[key[0]] == first
