"""The language server, driven by a client: to a definition, to all places of a name, to a new name, and what hovers."""

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.authoring.sources import SOUND, lesson, write_course
from tests.lsp.editor import editor

FALL, QUIZ = "modul/fall.md", "modul/quiz.md"
TEXT = lesson("Ü 👍 [Wort](glossary:saldo), [dort](andere.md#ein-abschnitt), [Frage](quiz.md#quiz-frage).\n\n"
    ":::{timeseries} #linie\ndata: werte\ny: [births]\ntitle: Werte\nalt: Geburten\n:::")  # fmt: skip
pytestmark = [pytest.mark.anyio, pytest.mark.xdist_group("lsp")]


@pytest.fixture(scope="module")
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="module")
async def ed(tmp_path_factory):
    english = SOUND[QUIZ].replace("id: quiz\n", "").replace("minutes: 5\n", "").replace("Was stimmt?", "What?")
    root = write_course(tmp_path_factory.mktemp("kurs"), {FALL: TEXT, "modul/quiz.en.md": english})
    async with editor(root, tmp_path_factory.mktemp("home")) as opened:
        await opened.open(FALL)
        await opened.open(QUIZ)
        yield opened
        opened.messages.clear()


def places(ed, found) -> list[tuple[str, int]]:
    return sorted((one.uri.removeprefix(f"{ed.root.as_uri()}/"), one.range.start.line + 1) for one in found)


@pytest.mark.parametrize(
    ("name", "mark", "where"),
    [
        (FALL, "glossary:sal", [("glossary.yaml", 1)]),
        (FALL, "](ande", [("modul/andere.md", 1)]),
        (FALL, "#ein-ab", [("modul/andere.md", 7)]),
        (FALL, "#quiz-fr", [(QUIZ, 7)]),
        (FALL, "data: wer", [("data/werte.csv", 1), ("data/werte.yaml", 1)]),
    ],
)
async def test_a_name_leads_to_where_it_is_defined(ed, name, mark, where):
    asked = types.DefinitionParams(**ed.cursor(name, mark))
    assert places(ed, await ed.client.text_document_definition_async(asked)) == where


async def test_all_places_of_an_id_are_found_across_files_and_languages(ed):
    asked = types.ReferenceParams(
        context=types.ReferenceContext(include_declaration=True), **ed.cursor(QUIZ, "#quiz-f")
    )
    found = await ed.client.text_document_references_async(asked)
    assert places(ed, found) == [(FALL, 7), ("modul/quiz.en.md", 5), (QUIZ, 7)]


def applied(text: str, edits: list[types.TextEdit]) -> str:
    """The text with edits of single lines in UTF-16 positions."""
    lines = [line.encode("utf-16-le") for line in text.split("\n")]
    for edit in sorted(edits, key=lambda one: one.range.start.character, reverse=True):
        line, start, end = edit.range.start.line, edit.range.start.character * 2, edit.range.end.character * 2
        lines[line] = lines[line][:start] + edit.new_text.encode("utf-16-le") + lines[line][end:]
    return "\n".join(line.decode("utf-16-le") for line in lines)


@pytest.mark.parametrize(
    ("place", "old", "new", "files"),
    [
        ((QUIZ, "#quiz-f"), "quiz-frage", "eine-frage", {FALL, QUIZ, "modul/quiz.en.md"}),
        ((QUIZ, "{#di"), "{#dies}", "{#das-hier}", {QUIZ, "modul/quiz.en.md"}),
        ((FALL, "glossary:sal"), "saldo", "bilanz", {FALL, "glossary.yaml"}),
    ],
)
async def test_renaming_changes_every_place_and_nothing_else(ed, place, old, new, files):
    asked = types.RenameParams(new_name=new.strip("{#}"), **ed.cursor(*place))
    edit = await ed.client.text_document_rename_async(asked)
    changed = {uri.removeprefix(f"{ed.root.as_uri()}/"): edits for uri, edits in edit.changes.items()}
    assert changed.keys() == files
    for file, edits in changed.items():
        text = (ed.root / file).read_text()
        assert applied(text, edits) == text.replace(old, new)


async def test_renaming_warns_that_answers_stay_with_the_old_id(ed):
    ed.messages.clear()
    await ed.client.text_document_rename_async(types.RenameParams(new_name="neu", **ed.cursor(QUIZ, "#quiz-f")))
    assert ed.messages == [
        "In a published course answers belong to the id quiz-frage and do not move to neu: rename only new ones."
    ]


@pytest.mark.parametrize(
    ("name", "mark", "wanted", "why"),
    [
        (QUIZ, "#quiz-f", "andere", "The id andere is taken; choose another one."),
        (QUIZ, "#quiz-f", "Größe", "Größe is not an id: use lower-case letters"),
        (QUIZ, "{#di", "das", "The id das is taken"),
        (FALL, "](ande", "neu", "is the name of a file or a heading"),
    ],
)
async def test_an_id_that_cannot_be_is_refused_with_a_sentence(ed, name, mark, wanted, why):
    with pytest.raises(JsonRpcException, match=why):
        await ed.client.text_document_rename_async(types.RenameParams(new_name=wanted, **ed.cursor(name, mark)))


@pytest.mark.parametrize(
    ("name", "mark", "parts"),
    [
        (FALL, "glossary:sal", ["**Saldo**", "Zugänge minus Abgänge."]),
        (FALL, "data: wer", ["**Werte** (Personen)", "- `births`: Geburten", "2 rows, as of 2022"]),
        (FALL, "](ande", ["**Andere Lektion**", "`andere`, 5 minutes"]),
        (FALL, "\nalt", ["`alt`: what the figure shows"]),
        (QUIZ, "Was st", ["Was stimmt?", "- ☑ **Dies**\n- ☐ Das"]),
    ],
)
async def test_what_is_named_or_asked_hovers(ed, name, mark, parts):
    found = await ed.client.text_document_hover_async(types.HoverParams(**ed.cursor(name, mark)))
    assert [part for part in parts if part not in found.contents.value] == []


async def test_an_option_hovers_with_the_condition_under_which_it_is_right(ed):
    options = "- [{{kommune.einwohner(2023) > 9}}] {#ja} Ja\n- [{{sonst}}] {#nein} Nein"
    await ed.type(FALL, lesson(f":::{{choice}} #viele\nSind es viele?\n\n{options}\n:::"))
    found = await ed.client.text_document_hover_async(types.HoverParams(**ed.cursor(FALL, "Sind es")))
    assert "- `{{kommune.einwohner(2023) > 9}}` Ja\n- `{{sonst}}` Nein" in found.contents.value


async def test_the_outline_of_a_lesson_has_its_blocks(ed):
    found = await ed.client.text_document_document_symbol_async(types.DocumentSymbolParams(ed.document(QUIZ)))
    assert [(one.name, one.detail) for one in found] == [("choice", "quiz-frage")]


async def test_a_word_that_was_meant_otherwise_and_missing_ids_are_mended(ed):
    found = await ed.type(
        FALL, lesson("Ü 👍 [x](modul/../andree.md)\n\n:::{choice}\nWas?\n\n- [x] Ja\n- [ ] Nein\n:::")
    )
    context = types.CodeActionContext(found)
    whole = types.Range(types.Position(0, 0), types.Position(20, 0))
    asked = types.CodeActionParams(ed.document(FALL), whole, context)
    actions = {one.title: one for one in await ed.client.text_document_code_action_async(asked)}
    text = ed.texts[FALL]
    for title, action in actions.items():
        if title == "Write andere.md":
            text = applied(text, action.edit.changes[ed.uri(FALL)])
    assert "[x](modul/../andere.md)" in text
    edits = actions["Write the missing ids of this file"].edit.changes[ed.uri(FALL)]
    mended = applied(ed.texts[FALL], edits)
    assert ":::{choice} #was\n" in mended
    assert "- [x] {#ja} Ja\n- [ ] {#nein} Nein" in mended
    await ed.type(FALL, TEXT)
