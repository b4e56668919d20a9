"""JSON that is ambiguous or hostile is refused cheaply; what is accepted keeps its bytes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.xapi.wire import DEEPEST, Malformed, decode, join, members, split

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(value=VALUES, indent=st.sampled_from([None, 1]), escape=st.booleans())
def test_what_json_writes_is_read(value: object, indent: int | None, escape: bool):
    raw = json.dumps(value, indent=indent, ensure_ascii=escape).encode()
    assert decode(raw) == value


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b'{"a":1,"a":2}', "twice"),
        (b'{"a":{"b":1, "b" :2}}', "twice"),
        (b'[{"\\u0061b":1,"ab":":\\":"}]', "twice"),
        (b'{":":1,":":":"}', "twice"),
        (b'{"a":NaN}', "malformed"),
        (b'{"a":Infinity}', "malformed"),
        (b'{"a":1e999}', "out of range"),
        (b'{"a":"\\ud800"}', "truncated"),
        (b'{"a":"\xff"}', "UTF-8"),
        (b'{"a":"\xed\xa0\x80"}', "UTF-8"),
        (b"\xef\xbb\xbf{}", "malformed"),
        (b'{"a":1}{', "trailing"),
        (b"", "truncated"),
        (b"[" * 1_000_000, "deeper"),
        (b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1), "deeper"),
        (b'{"a":' * 500 + b"1" + b"}" * 500, "deeper"),
        (b"[1" + b"0" * 5000 + b"]", "out of range"),
    ],
)
def test_what_two_readers_could_understand_differently_is_refused(raw: bytes, why: str):
    with pytest.raises(Malformed, match=why):
        decode(raw)


@given(pairs=st.lists(st.tuples(st.text(), VALUES), min_size=1, max_size=5), data=st.data())
def test_a_key_given_twice_is_always_seen(pairs: list[tuple[str, object]], data: st.DataObject):
    pairs.append((data.draw(st.sampled_from([key for key, _ in pairs])), data.draw(VALUES)))
    colon = data.draw(st.sampled_from([":", " :", ": ", "\n:\t"]))
    raw = "{" + ",".join(json.dumps(key) + colon + json.dumps(value) for key, value in pairs) + "}"
    with pytest.raises(Malformed, match="twice"):
        decode(raw.encode())


@given(value=st.dictionaries(st.text(), VALUES, max_size=4))
def test_members_keep_their_bytes(value: dict[str, object]):
    raw = json.dumps(value).encode()
    assert decode(join(members(raw))) == value
    assert [decode(one) for one in split(b"[" + raw + b" ," + raw + b"]")] == [value, value]


def test_numbers_stay_as_they_were_written():
    assert members(b'{"a": 1.50, "b":1E2}') == {"a": b"1.50", "b": b"1E2"}
