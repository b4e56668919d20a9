"""An answer counts once, a forged one not at all, and no page tells what would be right."""

import re
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from litestar.testing import TestClient

from lms.items.model import Feedback
from lms.lrs.record.store import StatementStore
from lms.lrs.record.vouching import Vouch
from lms.progress.learning_statements import authority
from lms.progress.listener import Projection
from lms.xapi.conformity import problems
from lms.xapi.profile import document
from lms.xapi.vocabulary import Extension, VerbId
from tests.player.course import LESSON, MODULE, QUIZ, RIGHT, WRONG, course, item_wahl, items, text
from tests.player.learner import Learner, region, words
from tests.progress.world import CENSUS

FORGED = {
    "wahl": {"response": "z"},
    "auswahl": {"response": ["a", "z"]},
    "saldo": {"response": "zwölf"},
    "luecken": {"gap-minus": "x" * 101},
    "paare": {"match-geburt": "irgendwas"},
}


def test_the_same_form_sent_twice_counts_once_and_the_first_answer_stands(learner: Learner):
    learner.begin()
    learner.answer("auswahl", WRONG["auswahl"])
    learner.answer("auswahl", RIGHT["auswahl"])
    assert learner.said().count("answered auswahl") == 1
    assert "Noch nicht richtig." in region(learner.see(LESSON), "auswahl")
    assert "noch 1 Versuch" in words(region(learner.see(LESSON), "auswahl"))


def test_nobody_skips_a_try(learner: Learner):
    learner.begin()
    before = learner.said()
    skipped = learner.client.post(f"{LESSON}/items/auswahl", data={"attempt": 2, **RIGHT["auswahl"]})
    assert skipped.status_code == 422
    assert learner.said() == before
    learner.answer("auswahl", WRONG["auswahl"])
    assert learner.client.post(f"{LESSON}/items/auswahl", data={"attempt": 3, **RIGHT["auswahl"]}).status_code == 422
    learner.answer("auswahl", RIGHT["auswahl"], 2)
    assert learner.said().count("answered auswahl") == 2


def test_many_clicks_at_once_are_one_try(learner: Learner):
    learner.begin()
    client, path = learner.client, f"{LESSON}/items/auswahl"

    def click(_: int) -> int:
        return client.post(path, data={"attempt": 1, **WRONG["auswahl"]}).status_code

    with ThreadPoolExecutor(8) as clicks:
        assert set(clicks.map(click, range(8))) == {303}
    assert learner.said().count("answered auswahl") == 1


def test_two_starts_at_once_are_one_registration(learner: Learner):
    def start(_: int) -> int:
        return learner.client.post(f"{MODULE}/start").status_code

    with ThreadPoolExecutor(6) as clicks:
        assert set(clicks.map(start, range(6))) == {303}
    assert learner.said() == ["registered bewegung", "initialized aufgaben"]


@pytest.mark.parametrize(
    ("sent", "recorded"),
    [
        ({"hint": "yes"}, True),
        ({"hint": "no"}, False),
        ({"hint": ""}, None),  # the page ran without scripts
        ({}, None),
        ({"hint": "x" * 5000}, None),
        ({"hint": ["<b>", "yes"]}, None),
    ],
)
def test_whether_a_hint_was_opened_is_said_where_it_is_known(learner: Learner, sent: dict, recorded: bool | None):
    learner.begin()
    learner.answer("wahl", RIGHT["wahl"] | sent)
    learner.answer("saldo", RIGHT["saldo"] | {"hint": "yes"})  # which has none
    with_hint, without = (one["context"]["extensions"] for one in learner.statements()[-2:])
    assert with_hint.get(Extension.HINT_OPENED) is recorded
    assert Extension.HINT_OPENED not in without
    assert all(problems(one, document()) == [] for one in learner.statements())


def test_a_hint_that_was_opened_before_a_refused_answer_stays_opened(learner: Learner):
    learner.begin()
    refused = learner.client.post(f"{LESSON}/items/wahl", data={"attempt": 1, "hint": "yes"})
    assert refused.status_code == 422
    assert '<input type="hidden" name="hint" value="yes">' in region(refused.text, "wahl")


@pytest.mark.parametrize("item_id", FORGED)
def test_a_forged_or_overlong_answer_is_explained_at_its_question_and_not_stored(learner: Learner, item_id: str):
    learner.begin()
    answer = learner.client.post(f"{LESSON}/items/{item_id}", data={"attempt": 1, **FORGED[item_id]})
    assert answer.status_code == 422
    shown = region(answer.text, item_id)
    assert f'id="error-{item_id}"' in shown
    assert f"error-{item_id}" in shown.split("aria-describedby=", 1)[1]
    assert "<form" in shown
    assert learner.said() == ["registered bewegung", "initialized aufgaben"]


def test_what_was_typed_stays_beside_its_error(learner: Learner):
    learner.begin()
    answer = learner.client.post(f"{LESSON}/items/saldo", data={"attempt": 1, "response": "<b>zwölf</b>"})
    shown = region(answer.text, "saldo")
    assert "„&lt;b&gt;zwölf&lt;/b&gt;“ ist keine Zahl." in shown
    assert 'value="&lt;b&gt;zwölf&lt;/b&gt;"' in shown
    assert 'aria-invalid="true"' in shown


@pytest.mark.parametrize("attempt", ["", "0x1", "-1", "7", "9" * 30, "¹"])
def test_a_form_without_a_sensible_try_is_not_stored(learner: Learner, attempt: str):
    learner.begin()
    answer = learner.client.post(f"{LESSON}/items/wahl", data={"attempt": attempt, "response": "a"})
    assert answer.status_code == 422
    assert "Bitte laden Sie" in region(answer.text, "wahl")
    assert learner.said() == ["registered bewegung", "initialized aufgaben"]


def test_an_empty_answer_uses_up_no_try(learner: Learner):
    learner.begin()
    answer = learner.client.post(f"{LESSON}/items/auswahl", data={"attempt": 1})
    assert answer.status_code == 422
    assert "Bitte beantworten Sie zuerst die Frage." in answer.text
    assert "noch 2 Versuche" in words(region(learner.see(LESSON), "auswahl"))


def test_nobody_answers_in_a_module_that_was_not_begun(learner: Learner):
    assert learner.client.post(f"{LESSON}/items/wahl", data={"attempt": 1, "response": "a"}).status_code == 409
    assert learner.said() == []


def test_a_script_gets_the_question_alone_as_the_page_shows_it(learner: Learner):
    learner.begin()
    script = {"accept": "application/json"}
    answer = learner.client.post(f"{LESSON}/items/wahl", data={"attempt": 1, **RIGHT["wahl"]}, headers=script)
    news = answer.json()
    assert answer.status_code == 200
    assert news["item"].strip() == region(learner.see(LESSON), "wahl")
    assert words(news["open"]) == "noch 4 Fragen offen"
    refused = learner.client.post(f"{LESSON}/items/saldo", data={"attempt": 1, "response": "zwölf"}, headers=script)
    assert refused.status_code == 422
    assert "ist keine Zahl" in refused.json()["item"]


def test_a_script_learns_how_the_quiz_stands(learner: Learner):
    learner.do(f"{QUIZ}/enter")
    answer = learner.client.post(
        f"{QUIZ}/items/probe-1", data={"attempt": 1, "response": "ja"}, headers={"accept": "application/json"}
    )
    assert "1 von 4 Punkten" in words(answer.json()["quiz"])


def test_a_question_looks_the_same_whatever_its_key(publishing, signed_in, units):
    """The one law behind not telling: another key, the same bytes."""
    publishing(course(item_wahl(right="a"), *items()[1:]))
    learner = Learner(signed_in(), units)
    learner.begin()
    before = region(learner.see(LESSON), "wahl")
    publishing(course(item_wahl(right="c"), *items()[1:]))
    after = region(learner.see(LESSON), "wahl")
    assert _without_word(before) == _without_word(after)


def test_unanswered_questions_show_no_feedback_and_statements_no_key(learner: Learner):
    learner.begin()
    page = learner.see(LESSON)
    assert "Genau." not in page
    assert "Sterbefälle" not in page
    learner.answer("wahl", WRONG["wahl"])
    assert "Genau." not in learner.see(LESSON)
    assert all("correctResponsesPattern" not in one["object"]["definition"] for one in learner.statements())


def test_options_keep_their_order_for_a_try(learner: Learner):
    learner.begin()
    assert _without_word(region(learner.see(LESSON), "auswahl")) == _without_word(
        region(learner.see(LESSON), "auswahl")
    )


def test_what_was_said_about_an_answer_is_still_said_after_a_release(publishing, signed_in, units):
    publishing(course(*items()))
    learner = Learner(signed_in(), units)
    learner.begin()
    learner.answer("wahl", WRONG["wahl"])
    wahl = item_wahl().model_copy(update={"feedback": Feedback(incorrect=text("Neuer Satz."))})
    publishing(course(wahl, *items()[1:]))
    shown = region(learner.see(LESSON), "wahl")
    assert "Das meint etwas anderes." in shown
    assert "Neuer Satz." not in shown


def test_an_earlier_better_answer_is_the_one_that_counts(learner: Learner):
    learner.begin()
    learner.answer("auswahl", {"response": ["b"]})
    learner.answer("auswahl", WRONG["auswahl"], attempt=2)
    shown = words(region(learner.see(LESSON), "auswahl"))
    assert "Teilweise richtig." in shown
    assert "Es zählt Ihr bestes Ergebnis." in shown


def test_one_answer_is_one_statement_with_its_version_and_try(learner: Learner):
    learner.begin()
    learner.answer("wahl", RIGHT["wahl"])
    statement = learner.statements()[-1]
    context = statement["context"]
    assert statement["object"]["id"] == "https://kurs.example.org/demo/item/wahl"
    assert len(context["revision"]) == 64
    extensions = {key.rsplit("/", 1)[1]: value for key, value in context["extensions"].items()}
    assert extensions == {"item-digest": item_wahl().digest(), "attempt": 1}


def test_statements_name_the_language_that_was_read_not_the_one_of_the_buttons(learner: Learner):
    learner.client.headers["accept-language"] = "en"
    learner.begin()
    learner.answer("wahl", RIGHT["wahl"])
    statement = learner.statements()[-1]
    assert statement["context"]["language"] == "de"
    assert statement["object"]["definition"]["name"] == {"de": "<p>Was stimmt?</p>"}
    assert 'lang="de" id="prompt-wahl"' in learner.see(LESSON)


def test_someone_else_starts_afresh(learner: Learner, signed_in):
    learner.begin()
    learner.answer("wahl", RIGHT["wahl"])
    other: TestClient = signed_in()
    assert "Lektion beginnen" in other.get(LESSON).text


def _without_word(html: str) -> str:
    """Without what every form carries: a word against forgery, and the number of the publication."""
    return re.sub(r'name="(csrf|version)" value="[^"]+"', "", html)


def test_a_voided_answer_can_be_given_again(learner: Learner):
    learner.begin()
    learner.answer("wahl", {"response": "b"})
    (answered,) = [one for one in learner.statements() if one["verb"]["id"].endswith("/answered")]
    lms = authority("https://lernraum.example.org")
    void = {
        "id": str(uuid4()),
        "actor": lms,
        "verb": {"id": VerbId.VOIDED.value},
        "object": {"objectType": "StatementRef", "id": answered["id"]},
    }
    with learner.units.writing() as db:
        StatementStore(listeners=[Projection(CENSUS).project]).append(db, [void], authority=lms, vouch=Vouch())
    learner.answer("wahl", {"response": "a"})
    assert "Richtig beantwortet." in words(region(learner.see(LESSON), "wahl"))
