"""Statements as learners cause them: the same pool for the same seed, fresh ids for every request."""

import json
import random
import uuid
from dataclasses import dataclass
from typing import Any

HOME = "https://kurse.example.org"
ADL = "http://adlnet.gov/expapi"
VERBS = {"initialized": 10, "experienced": 25, "answered": 45, "completed": 15, "passed": 5}
SLOT = "00000000-0000-4000-8000-00000000face"


@dataclass(frozen=True)
class Pool:
    """What is said, and whom and what queries may ask for."""

    texts: tuple[tuple[bytes, bytes], ...]
    agents: tuple[dict[str, Any], ...]
    registrations: tuple[str, ...]
    items: tuple[str, ...]
    modules: tuple[str, ...]
    course: str

    def body(self, count: int, choose: random.Random) -> tuple[bytes, list[str]]:
        """The body of a POST with so many new statements, and their ids; one is sent without brackets."""
        ids = [str(uuid.UUID(int=choose.getrandbits(128), version=4)) for _ in range(count)]
        said = [id_.encode().join(choose.choice(self.texts)) for id_ in ids]
        return (said[0] if count == 1 else b"[" + b",".join(said) + b"]"), ids


def pool(seed: int = 1, size: int = 2_000, learners: int = 1_000) -> Pool:
    choose = random.Random(seed)
    agents = tuple(
        {"objectType": "Agent", "account": {"homePage": HOME, "name": _uuid(choose)}} for _ in range(learners)
    )
    registrations = tuple(_uuid(choose) for _ in range(learners * 2))
    modules = tuple(f"{HOME}/module/modul-{number}" for number in range(8))
    items = tuple(f"{HOME}/item/frage-{number}" for number in range(160))
    texts = []
    for _ in range(size):
        who = choose.randrange(learners)
        registration = registrations[who * 2 + choose.randrange(2)]
        said = _statement(choose, agents[who], registration, modules, items)
        before, after = json.dumps(said, separators=(",", ":")).encode().split(SLOT.encode())
        texts.append((before, after))
    return Pool(tuple(texts), agents, registrations, items, modules, f"{HOME}/course/kurs")


def _statement(
    choose: random.Random, actor: dict[str, Any], registration: str, modules: tuple[str, ...], items: tuple[str, ...]
) -> dict[str, Any]:
    verb = choose.choices(list(VERBS), list(VERBS.values()))[0]
    number = choose.randrange(len(items))
    module = modules[number % len(modules)]
    lesson = f"{HOME}/lesson/lektion-{number // 4}"
    said: dict[str, Any] = {
        "id": SLOT,
        "actor": actor,
        "verb": {"id": f"{ADL}/verbs/{verb}", "display": {"de": verb, "en": verb}},
        "object": {"objectType": "Activity", "id": lesson},
        "timestamp": f"2026-11-{choose.randrange(1, 23):02d}T09:{choose.randrange(60):02d}:00.000Z",
        "context": {
            "registration": registration,
            "revision": "b7" * 32,
            "language": "de",
            "contextActivities": {
                "parent": [{"objectType": "Activity", "id": module}],
                "grouping": [{"objectType": "Activity", "id": f"{HOME}/course/kurs"}],
            },
            "extensions": {f"{HOME}/extensions/item-digest": "c4" * 32, f"{HOME}/extensions/attempt": 1},
        },
    }
    if verb == "answered":
        right = choose.random() < 0.7  # about as often as people are right
        said["object"] = {
            "objectType": "Activity",
            "id": items[number],
            "definition": {
                "type": f"{ADL}/activities/cmi.interaction",
                "interactionType": "choice",
                "choices": [{"id": one, "description": {"de": f"Antwort {one}"}} for one in "abcd"],
            },
        }
        score = {"scaled": int(right), "raw": int(right), "min": 0, "max": 1}
        said["result"] = {"success": right, "response": choose.choice("abcd"), "score": score}
        said["context"]["contextActivities"]["parent"] = [{"objectType": "Activity", "id": lesson}]
        said["context"]["contextActivities"]["grouping"].insert(0, {"objectType": "Activity", "id": module})
    elif verb in {"completed", "passed"}:
        said["result"] = {"completion": True, "duration": f"PT{choose.randrange(2, 40)}M"}
    return said


def _uuid(choose: random.Random) -> str:
    return str(uuid.UUID(int=choose.getrandbits(128), version=4))
