"""An extension may hold anything, also what only looks like an agent: erasing a person passes over it."""

import pytest

from lms.lrs.erasure.erase_person import _identifier


@pytest.mark.parametrize(
    "lookalike",
    [
        {"account": "kein Konto"},
        {"account": {"name": "ohne Ort"}},
        {"account": None},
        {"mbox": 5},
        {"mbox_sha1sum": []},
    ],
)
def test_what_only_looks_like_an_agent_is_nobody(lookalike: dict):
    assert _identifier(lookalike) is None
