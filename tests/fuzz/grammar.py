"""Statements as the specification's tables allow them (xAPI 1.0.3 Data 2.2 to 2.4, 4), and ones broken in one place."""

import copy
import uuid
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

Json = Any
Path = tuple[str | int, ...]
HOST = "https://beispiel.example.org"
text = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
filled = text.filter(bool)
iris = st.sampled_from([
    f"{HOST}/a", "http://example.com/xapi/verbs#gelesen", "urn:uuid:6f3c0a9e-5d4e-4a59-9d05-4b0f5b6b2d10",
    "tag:example.org,2026:x", "https://[::1]:8443/p?q=%C3%A4#f", f"{HOST}/Ä", "mailto:x@example.org",
])  # fmt: skip
uuids = st.uuids().map(str) | st.uuids(version=4).map(lambda one: str(one).upper())
languages = st.sampled_from(["de", "en-US", "zh-Hant-TW", "sl-rozaj", "es-419", "de-1996", "x-klasse", "i-klingon"])
durations = st.sampled_from(["PT1S", "P3W", "P1Y2M3DT4H5M6.78S", "PT0.5H", "P1DT12H", "PT36M", "P0D"])
times = st.sampled_from([
    "2026-11-22T09:00:00Z", "2026-11-22T09:00:00.123456+01:00", "2024-02-29T23:59:59.1-05:30",
    "1999-12-31T00:00:00.000Z", "2026-11-22T09:00:00,5Z",
])  # fmt: skip
numbers = st.integers(-1000, 1000) | st.floats(-1000, 1000, allow_nan=False)
maps = st.dictionaries(languages, text, max_size=2)
values = st.recursive(
    st.none() | st.booleans() | numbers | text,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(text, inner, max_size=2),
    max_leaves=4,
)
extensions = st.dictionaries(iris, values, max_size=2)
hashes = st.sampled_from(["a" * 40, "0123456789ABCDEFabcd" * 2])


def some(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Json]]:
    return st.fixed_dictionaries(required, optional=optional)


identified = st.one_of(
    some({"mbox": st.just("mailto:lernende@example.org")}, {}),
    some({"mbox_sha1sum": hashes}, {}),
    some({"openid": iris}, {}),
    some({"account": some({"homePage": iris, "name": filled}, {})}, {}),
)
agents = st.builds(dict.__or__, identified, some({}, {"name": text, "objectType": st.just("Agent")}))
members = st.lists(agents, min_size=1, max_size=2)
groups = st.one_of(
    some({"objectType": st.just("Group"), "member": members}, {"name": text}),
    st.builds(dict.__or__, identified, some({"objectType": st.just("Group")}, {"name": text, "member": members})),
)
actors = agents | groups


def components() -> st.SearchStrategy[list[Json]]:
    one = some({"id": filled}, {"description": maps})
    return st.lists(one, max_size=3, unique_by=lambda item: item["id"])


patterns = {"correctResponsesPattern": st.lists(text, max_size=2)}
described = {"name": maps, "description": maps, "type": iris, "moreInfo": iris, "extensions": extensions}
interactions = st.one_of(
    some({"interactionType": st.sampled_from(["choice", "sequencing"])}, {"choices": components(), **patterns}),
    some({"interactionType": st.just("likert")}, {"scale": components(), **patterns}),
    some({"interactionType": st.just("matching")}, {"source": components(), "target": components(), **patterns}),
    some({"interactionType": st.just("performance")}, {"steps": components(), **patterns}),
    some({"interactionType": st.sampled_from(["true-false", "fill-in", "long-fill-in", "numeric", "other"])}, patterns),
    st.just({}),
)
definitions = st.builds(dict.__or__, interactions, some({}, described))
activities = some({"id": iris}, {"objectType": st.just("Activity"), "definition": definitions})
references = some({"objectType": st.just("StatementRef"), "id": uuids}, {})
verbs = some({"id": iris}, {"display": maps})
scores = st.tuples(st.integers(-99, 0), st.integers(0, 99), st.integers(100, 200)).flatmap(
    lambda three: some(
        {}, {"scaled": st.floats(-1, 1), "min": st.just(three[0]), "raw": st.just(three[1]), "max": st.just(three[2])}
    )
)
results = some(
    {},
    {
        "score": scores,
        "success": st.booleans(),
        "completion": st.booleans(),
        "response": text,
        "duration": durations,
        "extensions": extensions,
    },
)
relations = st.lists(activities, max_size=2) | activities
about_anything = {
    "registration": uuids,
    "instructor": actors,
    "team": groups,
    "contextActivities": some({}, dict.fromkeys(("parent", "grouping", "category", "other"), relations)),
    "language": languages,
    "statement": references,
    "extensions": extensions,
}
contexts = some({}, about_anything)
contexts_of_activities = some({}, {**about_anything, "revision": text, "platform": text})
attachments = st.lists(
    some(
        {
            "usageType": iris,
            "display": maps,
            "contentType": st.sampled_from(["text/plain", "image/png", "text/html; charset=utf-8"]),
            "length": st.integers(0, 10**6),
            "sha2": st.sampled_from(["e" * 64, "0A" * 28]),
            "fileUrl": iris,
        },
        {"description": maps},
    ),
    max_size=1,
)


def said(objects: st.SearchStrategy[Json], context: st.SearchStrategy[Json], **more: Any) -> st.SearchStrategy[Json]:
    return some(
        {"actor": actors, "verb": verbs, "object": objects, **more},
        {"result": results, "context": context, "timestamp": times, "attachments": attachments},
    )


people = groups | agents.map(lambda one: {**one, "objectType": "Agent"})  # else it would be an Activity (Data 2.4.4)
inner = said(activities, contexts_of_activities, objectType=st.just("SubStatement")) | said(
    references | people, contexts, objectType=st.just("SubStatement")
)
statements = st.one_of(
    said(activities, contexts_of_activities),
    said(activities, contexts_of_activities),
    said(references | people | inner, contexts),
).flatmap(lambda one: some({}, {"id": uuids, "version": st.just("1.0.3")}).map(lambda more: {**one, **more}))


def places(value: Json, path: Path = ()) -> Iterator[Path]:
    """Every place inside a value, outermost first; what stands in extensions is nobody's business."""
    yield path
    if path and path[-1] == "extensions":
        return
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from places(item, (*path, key))


def at(value: Json, path: Path) -> Json:
    for step in path:
        value = value[step]
    return value


WRONG = (
    None,
    True,
    7,
    "",
    "x",
    [],
    {},
    "2026-13-01T00:00:00Z",
    str(uuid.UUID(int=1))[:-1],
    "kein Ort",
    1.5,
    ["x"],
    "de_DE",
    "PT",
    "P",
    "2026-11-22T09:00:00-00:00",
    "Agent",
    "Group",
    "Activity",
    -1,
    "http://adlnet.gov/expapi/verbs/voided",
)


@st.composite
def broken(draw: st.DrawFn) -> tuple[Json, Path, str]:
    """A statement with one change, where it was made and which it was; the change may turn out to be allowed."""
    one = copy.deepcopy(draw(statements))
    path = draw(st.sampled_from([place for place in places(one) if place]))
    holder, last = at(one, path[:-1]), path[-1]
    change = draw(st.sampled_from(["remove", "replace", "rename", "add"]))
    if change == "remove":
        del holder[last]
    elif change == "replace":
        holder[last] = draw(st.sampled_from(WRONG))
    elif change == "rename" and isinstance(holder, dict):
        key = str(last)
        holder[key.upper() if key.upper() != key else f"{key}x"] = holder.pop(last)
    elif isinstance(holder, dict):
        holder["unbekannt"] = draw(values)
    return one, path, change
