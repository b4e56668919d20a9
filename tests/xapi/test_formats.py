"""The forms of strings: what is in, what is out, by the standards that define them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.xapi import formats


@pytest.mark.parametrize(
    "text",
    [
        "http://example.com",
        "https://user@example.com:8080/a/b?c=d&e=[f#g".replace("[", "%5B"),
        "https://[2001:db8::1]:443/x",
        "https://user@[::1]/",
        "https://user:word@[2001:db8::1]:8443/x?y",
        "urn:uuid:0193aa00-0000-7000-8000-000000000001",
        "tag:example.org,2026:x",
        "http://example.com/فعل/خواندن",
        "mailto:lena@example.org",
        "https://example.org/ä?ö=ü#ß",
    ],
)
def test_iris(text: str):
    assert formats.is_iri(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.org",
        "/a",
        "//example.org/a",
        "http://exa mple.org",
        "http:",
        "1http://x",
        "http://x/%zz",
        "a b:c",
        "http://x/<y>",
        'http://x/"',
        "http://x/\\",
        "http://x/{y}",
        "http://x/#a#b",
        "https://user@[::1/",
        "https://a@b@[::1]/",
        "ab=c://should.fail.com",
        "http://x\n",
    ],
)
def test_no_iris(text: str):
    assert not formats.is_iri(text)


@pytest.mark.parametrize(
    "tag", ["de", "de-DE", "zh-Hant-TW", "sl-rozaj-biske", "de-CH-1901", "en-a-bbb-x-a", "x-own", "i-klingon"]
)
def test_language_tags(tag: str):
    assert formats.is_language(tag)


@pytest.mark.parametrize("tag", ["", "d", "de_DE", "de-", "deutschland", "12", "en-a", "a-DE", "de-DE-", "en-us-x"])
def test_no_language_tags(tag: str):
    assert not formats.is_language(tag)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-22T10:15:00Z", datetime(2026, 11, 22, 10, 15, tzinfo=UTC)),
        ("2026-11-22t10:15:00.1234567z", datetime(2026, 11, 22, 10, 15, 0, 123456, tzinfo=UTC)),
        ("2026-11-22T10:15:00+05:30", datetime(2026, 11, 22, 4, 45, tzinfo=UTC)),
        ("2026-11-22T10:15:00+0100", datetime(2026, 11, 22, 9, 15, tzinfo=UTC)),
        ("2026-11-22T10:15:00", datetime(2026, 11, 22, 10, 15, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2017, 1, 1, tzinfo=UTC)),
    ],
)
def test_times(text: str, moment: datetime):
    assert formats.parse_time(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22",
        "2026-11-22 10:15:00Z",
        "2026-11-22T25:00:00Z",
        "2026-11-22T10:15:00-00:00",
        "2026-11-22T10:15:00-00",
        "2026-11-22T10:15Z",
        "0000-01-01T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "9999-12-31T23:59:59-01:00",
        "٢٠٢٦-11-22T10:15:00Z",
    ],
)
def test_no_times(text: str):
    with pytest.raises(ValueError, match=r"timestamp|moment"):
        formats.parse_time(text)


@given(
    moment=st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29)),  # noqa: DTZ001
    minutes=st.integers(-23 * 60, 23 * 60),
)
def test_a_written_time_is_read_as_the_same_moment(moment: datetime, minutes: int):
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert formats.parse_time(formats.write_time(aware)) == aware
    if minutes:
        assert formats.parse_time(aware.isoformat()) == aware


@pytest.mark.parametrize(
    ("duration", "cut"),
    [("PT1.239S", "PT1.23S"), ("PT1,999S", "PT1,99S"), ("PT1.2S", "PT1.2S"), ("PT0.125M", "PT0.125M")],
)
def test_durations_are_cut_never_rounded(duration: str, cut: str):
    assert formats.to_hundredths(duration) == cut
