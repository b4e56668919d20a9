"""Our xAPI profile: what each kind of statement that the LMS says looks like, as the profile specification writes it.

`docs/xapi-profile.jsonld` is this document, written out; `lms.xapi.conformity` checks statements against it.
"""

from typing import Any

from lms.xapi.vocabulary import PROFILE, ActivityType, Extension, VerbId

CONTEXT = "https://w3id.org/xapi/profiles/context"
CONFORMS_TO = "https://w3id.org/xapi/profiles#1.0"
VERSION = f"{PROFILE}/v1.0"
PUBLISHED = "2026-11-22T00:00:00Z"
SCORE = ("scaled", "raw", "min", "max")
Json = dict[str, Any]


def document() -> Json:
    """The profile in JSON-LD."""
    return {
        "@context": CONTEXT,
        "id": PROFILE,
        "type": "Profile",
        "conformsTo": CONFORMS_TO,
        "prefLabel": {"en": "Lernraum", "de": "Lernraum"},
        "definition": {
            "en": "What Lernraum says about learning in modules, lessons and items, without time measurement.",
            "de": "Was Lernraum über das Lernen in Modulen, Lektionen und Aufgaben sagt, ohne Zeiten zu messen.",
        },
        "author": {"type": "Organization", "name": "Lernraum"},
        "versions": [{"id": VERSION, "generatedAtTime": PUBLISHED}],
        "concepts": _concepts(),
        "templates": _templates(),
    }


def _concepts() -> list[Json]:
    return [
        _extension(
            Extension.ITEM_DIGEST,
            {"en": "Item digest", "de": "Prüfsumme der Aufgabe"},
            {
                "en": "SHA-256 of everything in the item that matters for its meaning and grading.",
                "de": "SHA-256 über alles in der Aufgabe, was für Bedeutung und Bewertung zählt.",
            },
            '{"type": "string", "pattern": "^[0-9a-f]{64}$"}',
        ),
        _extension(
            Extension.ATTEMPT,
            {"en": "Attempt", "de": "Versuch"},
            {
                "en": "Which try of the learner at the item this answer is, counted from 1.",
                "de": "Der wievielte Versuch der Person an der Aufgabe dies ist, ab 1 gezählt.",
            },
            '{"type": "integer", "minimum": 1}',
        ),
        _extension(
            Extension.FORM,
            {"en": "Form", "de": "Fassung"},
            {
                "en": "The official key of the place whose figures the item asked for; with the revision, all that "
                "grading the answer again needs.",
                "de": "Der amtliche Schlüssel des Orts, nach dessen Zahlen die Aufgabe fragte; mit der Version alles, "
                "was eine erneute Bewertung braucht.",
            },
            '{"type": "string", "pattern": "^([0-9]{5}|[0-9]{8})$"}',
        ),
        _extension(
            Extension.HINT_OPENED,
            {"en": "Hint opened", "de": "Hinweis geöffnet"},
            {
                "en": "Whether a hint of the item was opened before this try was answered; left out where that is not "
                "known, because the page ran without scripts, or where the item has no hint.",
                "de": "Ob vor der Antwort auf diesen Versuch ein Hinweis der Aufgabe geöffnet war; fehlt, wo das nicht "
                "bekannt ist, weil die Seite ohne Skripte lief, oder wo die Aufgabe keinen Hinweis hat.",
            },
            '{"type": "boolean"}',
        ),
        _extension(
            Extension.ATTEMPTS_RETURNED,
            {"en": "Attempts returned", "de": "Zurückgegebene Versuche"},
            {
                "en": "Up to which attempt a release gave the tries at the item back, because its key was wrong.",
                "de": "Bis zu welchem Versuch eine Veröffentlichung die Versuche an der Aufgabe zurückgegeben hat, "
                "weil der Lösungsschlüssel falsch war.",
            },
            '{"type": "integer", "minimum": 1}',
        ),
        _extension(
            Extension.RELEASE,
            {"en": "Release", "de": "Veröffentlichung"},
            {
                "en": "The release of a new version that said this, not something the learner did.",
                "de": "Die Veröffentlichung einer neuen Fassung, aus der dies folgt, ohne dass die Person etwas tat.",
            },
            '{"type": "string", "format": "uuid"}',
        ),
    ]


def _extension(iri: Extension, label: Json, definition: Json, schema: str) -> Json:
    return {
        "id": iri.value,
        "type": "ContextExtension",
        "inScheme": VERSION,
        "prefLabel": label,
        "definition": definition,
        "inlineSchema": schema,
    }


def _templates() -> list[Json]:
    module, lesson, item = ActivityType.MODULE, ActivityType.LESSON, ActivityType.ITEM
    completion = [_rule("$.result.completion", all=[True]), _no("$.result.score")]
    silent = [_no("$.result")]
    return [
        _template("registered", VerbId.REGISTERED, module, "A learner took up a module.", silent),
        _template("initialized", VerbId.INITIALIZED, lesson, "A lesson was opened for the first time.", silent),
        _template("experienced", VerbId.EXPERIENCED, lesson, "A lesson was read to its end.", silent),
        _template("answered", VerbId.ANSWERED, item, "An item was answered, and graded if it has a key.", _answer()),
        _template("completed-lesson", VerbId.COMPLETED, lesson, "A lesson was finished.", completion),
        _template("completed-module", VerbId.COMPLETED, module, "All lessons of a module were finished.", completion),
        _template("passed", VerbId.PASSED, lesson, "The quiz reached its mastery score.", _verdict(success=True)),
        _template("failed", VerbId.FAILED, lesson, "The quiz stayed below its mastery score.", _verdict(success=False)),
        _template("satisfied", VerbId.SATISFIED, module, "The completion rule of the module was met.", silent),
        _template("scored", VerbId.SCORED, item, "A release graded an answer again.", _regrading()),
    ]


def _template(name: str, verb: VerbId, about: ActivityType, definition: str, rules: list[Json]) -> Json:
    return {
        "id": f"{PROFILE}/templates/{name}",
        "type": "StatementTemplate",
        "inScheme": VERSION,
        "prefLabel": {"en": name.replace("-", " ")},
        "definition": {"en": definition},
        "verb": verb.value,
        "objectActivityType": about.value,
        "rules": [*_always(about), *rules],
    }


def _always(about: ActivityType) -> list[Json]:
    """The actor is a pseudonym, the version of the content is named, and time is not measured."""
    relations = [_yes("$.context.contextActivities.grouping[*].id"), _no("$.context.contextActivities.category")]
    if about is not ActivityType.MODULE:
        relations.append(_yes("$.context.contextActivities.parent[*].id"))
    return [
        _yes("$.id"),
        _yes("$.timestamp"),
        _yes("$.actor.account.homePage"),
        _yes("$.actor.account.name"),
        _no("$.actor.name"),
        _yes("$.context.registration"),
        _yes("$.context.revision"),
        _yes("$.context.language"),
        *relations,
        _no("$.result.duration"),
    ]


def _score() -> list[Json]:
    return [_yes(f"$.result.score.{part}") for part in SCORE]


def _item_digest() -> list[Json]:
    return [_yes(f"$.context.extensions['{Extension.ITEM_DIGEST.value}']")]


def _answer() -> list[Json]:
    """The response, never the key: correctResponsesPattern would tell it to every reader of statements.

    Items without a right answer have no score, and a text of the learner's own is not said at all.
    """
    return [
        _may("$.result.response"),
        _may("$.result.success"),
        *(_may(f"$.result.score.{part}") for part in SCORE),
        *_item_digest(),
        _yes(f"$.context.extensions['{Extension.ATTEMPT.value}']"),
        _yes("$.object.definition.interactionType"),
        _no("$.object.definition.correctResponsesPattern"),
    ]


def _verdict(*, success: bool) -> list[Json]:
    return [_rule("$.result.success", all=[success]), *_score()]


def _regrading() -> list[Json]:
    return [
        _yes("$.result.success"),
        *_score(),
        *_item_digest(),
        _yes("$.context.statement.id"),
        _no("$.result.response"),
        _no("$.object.definition.correctResponsesPattern"),
    ]


def _rule(location: str, presence: str = "included", **values: Any) -> Json:
    return {"location": location, "presence": presence, **values}


def _yes(location: str) -> Json:
    return _rule(location)


def _may(location: str) -> Json:
    return _rule(location, "recommended")


def _no(location: str) -> Json:
    return _rule(location, "excluded")
