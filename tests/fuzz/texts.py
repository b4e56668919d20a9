"""Statements as texts that make a reader stumble: members named like ours where anything goes, numbers at the edge,
what only an LRS says, activities without their array, and every character of a name escaped or not.
"""

import copy
import json
import random
from typing import Any

from hypothesis import strategies as st

from tests.fuzz.grammar import iris, places, statements
from tests.lrs.statements import AUTHORITY

Json = Any
NUMBERS = (
    "-0", "-0.0", "0.0", "1E5", "1e-400", "5e-324", "1.7976931348623157e308", "1e400", "9007199254740993", "0.1",
    "18446744073709551616", "-9223372036854775809", "9" * 400, "0.1000000000000000055511151231257827", "1.0", "1e22",
)  # fmt: skip
OURS = (
    "contextActivities", "context", "object", "objectType", "stored", "authority", "id", "actor", "verb", "statements",
    "SubStatement", "parent", "definition", "attachments", "account", "Id", "\0", "\u2028", "𝄞", 'a"b\\', "",
)  # fmt: skip
_NUMBER = "\ue000{}\ue001"  # stands for a number until the text is written
SLOT = "00000000-0000-4000-8000-00000000face"  # for an id that nobody used before
numbers = st.sampled_from(NUMBERS).map(_NUMBER.format)
names = st.sampled_from(OURS)
anything = st.recursive(
    st.none() | st.booleans() | numbers | names | st.text(st.characters(codec="utf-8"), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=8,
)
copies = statements.map(lambda one: {"objectType": "SubStatement", "contextActivities": "x", "statement": one, **one})
home = {"homePage": AUTHORITY["account"]["homePage"], "name": "x\0y"}
values = anything | copies | st.just(home)
additions = st.fixed_dictionaries(
    {},
    optional={
        "stored": st.sampled_from(["2020-01-01T00:00:00Z", "2020-01-01T00:00:00.1234567+01:00"]),
        "authority": st.sampled_from([
            AUTHORITY,
            {"mbox": "mailto:lrs@example.org"},
            {"objectType": "Group", "member": [AUTHORITY, {"mbox": "mailto:a@example.org"}]},
        ]),
        "timestamp": st.sampled_from(["2026-11-22T09:00:00Z", "2026-11-22t10:00:00,5+01:00"]),
        "version": st.sampled_from(["1.0.0", "1.0.3", "2.0.0"]),
    },
)  # fmt: skip
single = {"id": "https://beispiel.example.org/einzeln", "definition": {"extensions": {"urn:x:y": {"parent": {}}}}}
only_in_two = {
    "contextAgents": [{"objectType": "contextAgent", "agent": {"mbox": "mailto:lernende@example.org", "name": "L"}}]
}


@st.composite
def texts(draw: st.DrawFn) -> bytes:
    """Most are accepted."""
    said = {name: part for name, part in copy.deepcopy(draw(statements)).items() if name != "id"}
    said |= draw(additions)
    inner = said["object"] if said["object"].get("objectType") == "SubStatement" else said
    for one in {id(said): said, id(inner): inner}.values():
        if draw(st.booleans()):
            context = one.setdefault("context", {})
            if draw(st.booleans()):
                context.setdefault("contextActivities", {})[draw(st.sampled_from(["parent", "other"]))] = single
            if draw(st.integers(0, 3)) == 0:
                context |= only_in_two
            context["extensions"] = draw(st.dictionaries(iris, values, max_size=3))
    for path in [place for place in places(said) if place and place[-1] == "extensions"]:
        if draw(st.booleans()):
            holder = said
            for step in path:
                holder = holder[step]
            holder["https://beispiel.example.org/mehr"] = draw(values)
    choose = random.Random(draw(st.integers(0, 2**32)))
    if choose.random() < 0.5:
        said["id"] = _NUMBER.format(f'"{SLOT}"')
    return written(said, choose, choose.choice([0, 0, 0.1, 1])).encode()


def written(value: Json, choose: random.Random, escaped: float) -> str:
    """JSON in which each character is escaped with this probability, with spaces and breaks where they may stand."""
    gap = choose.choice(["", "", " ", "\n", "\r\n\t"])
    match value:
        case dict():
            members = [
                f"{gap}{_string(name, choose, escaped)}{gap}:{gap}{written(part, choose, escaped)}"
                for name, part in value.items()
            ]
            return "{" + ",".join(members) + gap + "}"
        case list():
            return "[" + ",".join(gap + written(part, choose, escaped) for part in value) + gap + "]"
        case str() if value.startswith("\ue000") and value.endswith("\ue001"):
            return value[1:-1]
        case str():
            return _string(value, choose, escaped)
        case _:
            return json.dumps(value)


def _string(text: str, choose: random.Random, escaped: float) -> str:
    return '"' + "".join(_escaped(one) if choose.random() < escaped else _plain(one) for one in text) + '"'


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def _plain(character: str) -> str:
    return json.dumps(character, ensure_ascii=False)[1:-1]
