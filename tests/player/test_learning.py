"""From the catalogue to a finished module, as somebody without JavaScript goes."""

from uuid import UUID

from litestar.testing import TestClient

from tests.player.course import LESSON, MODULE, QUIZ, READING, RIGHT, WRONG
from tests.player.learner import Learner, region, words


def test_visitors_see_the_catalogue_and_are_asked_to_sign_in_when_starting(client: TestClient, published):
    assert published.title in client.get("/").text
    assert f'href="/login?next={MODULE}"' in client.get(MODULE).text
    assert f'href="/login?next={LESSON}"' in client.get(LESSON).text
    client.get("/")
    word = {"x-csrf-token": client.get("/").text.split('name="csrf" value="')[1].split('"')[0]}
    assert client.post(f"{MODULE}/start", headers=word).headers["location"].startswith("/login?next=")


def test_an_empty_installation_says_so(client: TestClient):
    assert "Noch ist nichts veröffentlicht" in client.get("/").text
    assert client.get(MODULE).status_code == 404


def test_looking_around_writes_nothing(learner: Learner):
    for path in ("/", MODULE, LESSON, QUIZ, f"{MODULE}/why", "/progress", "/glossary"):
        learner.see(path)
    assert learner.said() == []
    assert "Lektion beginnen" in learner.see(LESSON)


def test_beginning_a_module_opens_its_first_lesson_once(learner: Learner):
    assert learner.begin() == LESSON
    assert learner.begin() == LESSON
    learner.do(f"{LESSON}/enter")
    assert learner.said() == ["registered bewegung", "initialized aufgaben"]


def test_entering_a_lesson_begins_the_module_too(learner: Learner):
    learner.do(f"{READING}/enter")
    assert learner.said() == ["registered bewegung", "initialized lesen"]


def test_every_kind_of_question_is_asked_answered_and_explained(learner: Learner):
    learner.begin()
    page = learner.see(LESSON)
    for item_id, fields in RIGHT.items():
        assert all(f'name="{name}"' in region(page, item_id) for name in fields)
        assert learner.answer(item_id, fields) == f"{LESSON}#item-{item_id}"
        assert "Richtig beantwortet." in region(learner.see(LESSON), item_id)
    answers = [one for one in learner.statements() if "result" in one]
    assert all(one["result"]["score"]["scaled"] == 1 for one in answers)
    assert [one["result"]["response"] for one in answers] == [
        "a",
        "b[,]c",
        "-228195",
        "sterbefälle[,]Zuzüge",
        "einwohner[.]bestand[,]geburt[.]bewegung",
    ]


def test_what_is_said_carries_ids_that_old_clients_can_read(learner: Learner):
    learner.begin()
    learner.answer("wahl", RIGHT["wahl"])
    learner.do(f"{READING}/enter")
    learner.do(f"{READING}/finish")
    ids = [id_ for one in learner.statements() for id_ in (one["id"], one["context"]["registration"])]
    assert {UUID(id_).version for id_ in ids} == {4}
    assert len(ids) > 8


def test_a_wrong_answer_is_explained_and_can_be_tried_again(learner: Learner):
    learner.begin()
    learner.answer("wahl", WRONG["wahl"])
    shown = region(learner.see(LESSON), "wahl")
    assert "Noch nicht richtig." in shown
    assert "Das meint etwas anderes." in shown
    assert "<form" not in shown
    assert f'href="{LESSON}?again=wahl#item-wahl"' in shown
    again = region(learner.see(f"{LESSON}?again=wahl"), "wahl")
    assert 'name="attempt" value="2"' in again
    learner.answer("wahl", RIGHT["wahl"], attempt=2)
    assert "Genau." in region(learner.see(LESSON), "wahl")


def test_tries_run_out(learner: Learner):
    learner.begin()
    assert "noch 2 Versuche" in region(learner.see(LESSON), "auswahl")
    learner.answer("auswahl", WRONG["auswahl"])
    assert "noch 1 Versuch" in words(region(learner.see(LESSON), "auswahl"))
    learner.answer("auswahl", {"response": ["b"]}, attempt=2)
    shown = region(learner.see(f"{LESSON}?again=auswahl"), "auswahl")
    assert "Teilweise richtig." in shown
    assert "Ein Teil stimmt." in shown
    assert "Noch einmal versuchen" not in shown
    learner.answer("auswahl", RIGHT["auswahl"], attempt=3)
    assert learner.said().count("answered auswahl") == 2


def test_a_lesson_ends_when_every_question_was_answered_once(learner: Learner):
    learner.begin()
    refused = learner.client.post(f"{LESSON}/finish")
    assert refused.status_code == 422
    assert "5 Fragen sind noch unbeantwortet" in refused.text
    assert f'href="{LESSON}#item-paare"' in refused.text
    for item_id, fields in WRONG.items():
        learner.answer(item_id, fields)
    assert learner.do(f"{LESSON}/finish") == READING
    assert learner.do(f"{LESSON}/finish") == READING
    assert learner.said()[-3:] == ["experienced aufgaben", "completed aufgaben", "initialized lesen"]
    assert "abgeschlossen" in learner.see(LESSON)


def test_the_quiz_says_what_it_asks_for_and_how_it_stands(learner: Learner):
    learner.begin()
    assert "mindestens 70\xa0% der Punkte" in learner.see(QUIZ)
    learner.quiz(True, False)
    page = words(learner.see(QUIZ))
    assert "1 von 4 Punkten" in page
    assert "2,8 von 4 Punkten (70\xa0%)" in page
    assert "2 Fragen sind noch offen: Frage 3 , Frage 4" in page


def test_whoever_passes_the_quiz_after_the_lessons_has_finished_the_module(learner: Learner):
    learner.all_lessons()
    learner.quiz(True, True, True)
    assert "passed probe" not in learner.said()
    learner.answer("probe-4", {"response": "nein"}, lesson=QUIZ)
    assert learner.said()[-6:] == [
        "answered probe-4",
        "experienced probe",
        "completed probe",
        "passed probe",
        "completed bewegung",
        "satisfied bewegung",
    ]
    assert "Bestanden am" in learner.see(QUIZ)
    assert "Das Modul ist abgeschlossen." in learner.see(QUIZ)
    assert "Dieses Modul ist abgeschlossen" in learner.see(f"{MODULE}/why")
    assert "Abgeschlossen am" in learner.see("/")
    learner.answer("probe-4", {"response": "ja"}, attempt=2, lesson=QUIZ)
    assert learner.said().count("passed probe") == learner.said().count("satisfied bewegung") == 1


def test_the_quiz_can_come_first(learner: Learner):
    learner.quiz(True, True, True, True)
    assert "satisfied bewegung" not in learner.said()
    assert "Einige Lektionen sind noch nicht abgeschlossen." in learner.see(QUIZ)
    learner.all_lessons()
    assert learner.said()[-2:] == ["completed bewegung", "satisfied bewegung"]


def test_a_quiz_is_failed_only_when_no_try_can_save_it_and_then_a_new_run_can_begin(learner: Learner):
    learner.all_lessons()
    learner.quiz(False, False, False, False)
    assert "failed probe" not in learner.said()
    assert "Bei einigen haben Sie noch einen Versuch" in learner.see(QUIZ)
    learner.quiz(False, False, attempt=2)
    assert learner.said()[-1] == "failed probe"
    assert "Diesmal nicht bestanden" in learner.see(QUIZ)
    assert "Modul erneut beginnen" in learner.see(MODULE)
    learner.answer("probe-3", {"response": "ja"}, attempt=2, lesson=QUIZ)
    assert learner.said().count("failed probe") == 1
    learner.do(f"{MODULE}/start", {"again": "yes"})
    learner.do(f"{MODULE}/start", {"again": "yes"})
    assert learner.said().count("registered bewegung") == 2
    assert "Durchgang 2" in learner.see("/progress")
    assert "Quiz beginnen" in learner.see(QUIZ)


def test_a_new_run_needs_a_reason(learner: Learner):
    learner.begin()
    learner.do(f"{MODULE}/start", {"again": "yes"})
    assert learner.said().count("registered bewegung") == 1


def test_why_not_finished_names_each_part_with_a_link(learner: Learner):
    learner.begin()
    learner.answer("wahl", RIGHT["wahl"])
    page = learner.see(f"{MODULE}/why")
    said = words(page)
    assert "Abgeschlossen, wenn alle 2 Lektionen bearbeitet und im Quiz mindestens 70\xa0% erreicht sind." in said
    assert "3 Teile fehlen noch" in said
    assert "4 Fragen sind noch unbeantwortet:" in said
    assert f'href="{LESSON}#item-auswahl"' in page
    assert f'href="{READING}"' in page
    assert f'href="{QUIZ}"' in page
    assert "0 von 2,8 nötigen Punkten" in said


def test_people_go_on_where_they_were(learner: Learner):
    learner.begin()
    learner.answer("saldo", RIGHT["saldo"])
    assert f'href="{LESSON}#item-saldo"' in learner.see("/")
    for item_id, fields in RIGHT.items():
        learner.answer(item_id, fields)
    learner.do(f"{LESSON}/finish")
    assert "Weiter, wo Sie waren" in learner.see("/")
    assert f'href="{READING}"' in learner.see("/")
    assert "1 von 2 erledigt" in learner.see("/progress")


def test_links_lead_to_lessons_terms_and_their_definitions(learner: Learner):
    learner.begin()
    page = learner.see(LESSON)
    assert f'href="{READING}#ende"' in page
    assert '<a href="/glossary#saldo" class="lr-term">' in page
    assert "Der Unterschied." in page
    glossary = learner.see("/glossary")
    assert 'id="saldo"' in glossary
    assert glossary.index("Älter werden") < glossary.index("Saldo")


def test_the_quiz_has_a_short_address(learner: Learner):
    assert learner.client.get(f"{MODULE}/quiz").headers["location"] == QUIZ


def test_what_is_not_there_is_not_found(learner: Learner):
    for path in ("/modules/x", "/modules/x/why", f"{MODULE}/lessons/x", "/modules/x/lessons/aufgaben"):
        assert learner.client.get(path).status_code == 404
    learner.begin()
    assert learner.client.post(f"{LESSON}/items/probe-1", data={"attempt": 1, "response": "ja"}).status_code == 404
