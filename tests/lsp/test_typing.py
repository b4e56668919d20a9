"""The language server, driven by a client over standard input and output: problems while typing, completion."""

import pytest
from lsprotocol import types

from tests.authoring.sources import lesson, write_course
from tests.lsp.editor import editor

FALL = "modul/fall.md"
pytestmark = [pytest.mark.anyio, pytest.mark.xdist_group("lsp")]


@pytest.fixture(scope="module")
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="module")
async def ed(tmp_path_factory):
    root = write_course(tmp_path_factory.mktemp("kurs"))
    async with editor(root, tmp_path_factory.mktemp("home")) as opened:
        await opened.open(FALL)
        yield opened


def labels(items: list[types.CompletionItem]) -> list[str]:
    return [item.label for item in items]


async def test_problems_come_while_somebody_types_and_go_again(ed):
    found = await ed.type(FALL, lesson("Größe 👍 [Text](fehlt.md)"))
    assert [(one.code, one.severity) for one in found] == [("link-broken", types.DiagnosticSeverity.Error)]
    assert found[0].message == "there is no file fehlt.md; correct the path or add the file"
    assert found[0].range == types.Range(types.Position(6, 16), types.Position(6, 24))
    assert found[0].code_description.href.endswith("problems.md#link-broken")
    assert await ed.type(FALL, lesson("Text")) == []


async def test_half_typed_files_are_answered_whatever_is_in_them(ed):
    for text in (
        "",
        "---",
        "---\nid",
        "---\nid: fall\n---\n:::{",
        lesson(":::{choice} #\n- [x"),
        "\ufeff\0\ud800",
        "👍",
    ):
        await ed.type(FALL, text)
    assert await ed.type(FALL, lesson("Text")) == []


async def test_blocks_begin_with_what_they_must_have(ed):
    await ed.type(FALL, lesson(":::"))
    found = {item.label: item for item in await ed.complete(FALL, ":::")}
    assert {":::{choice}", ":::{pyramid}", ":::{note}", ":::{pool}"} <= found.keys()
    choice = found[":::{choice}"]
    assert choice.insert_text_format is types.InsertTextFormat.Snippet
    assert choice.text_edit.new_text.startswith(":::{choice}\n${1:question}\n\n- [x] ")
    assert choice.text_edit.range == types.Range(types.Position(6, 0), types.Position(6, 3))
    assert "data: $1\nyear: $2\ntitle: $3\nalt: $4\n" in found[":::{pyramid}"].text_edit.new_text


@pytest.mark.parametrize(
    ("text", "mark", "label", "kept"),
    [
        ("[Wort](glossary:sa", "glossary:sa", "glossary:saldo", "[Wort]("),
        ("Ä 👍 [Text](an", "(an", "andere.md", "Ä 👍 [Text]("),
        ("[Text](andere.md#", "#", "andere.md#ein-abschnitt", "[Text]("),
        ("![Bild](", "](", "media/bild.png", "![Bild]("),
        (":::{pyramid} #p\ndata: al", "data: al", "alter", "data: "),
        (":::{timeseries} #p\ndata: werte\nx: y", "x: y", "year", "x: "),
        (":::{timeseries} #p\ndata: werte\ny: [births, ", "births, ", "deaths", "y: [births, "),
        (":::{pyramid} #p\nda", "\nda", "data", ""),
        (":::{numeric} #n\n:tol", ":tol", ":tolerance:", ""),
        (":::{true-false} #t\n:a", "\n:a", ":answer:", ""),
        ("{{kommune.ein", "kommune.ein", "kommune.einwohner", "{{"),
        ("- [{{kommune.ein", "kommune.ein", "kommune.einwohner", "- [{{"),
        ("Text[^q\n\n[^quelle]: Amt", "[^q", "quelle", "Text[^"),
    ],
)
async def test_names_are_completed_where_they_may_stand(ed, text, mark, label, kept):
    await ed.type(FALL, lesson(text))
    found = {item.label: item for item in await ed.complete(FALL, mark)}
    assert label in found
    line = ed.texts[FALL].splitlines()[found[label].text_edit.range.start.line]
    start = found[label].text_edit.range.start.character
    assert line.encode("utf-16-le")[: start * 2].decode("utf-16-le") == kept


async def test_nothing_is_completed_in_code(ed):
    await ed.type(FALL, lesson("```\n[Wort](gl\n```"))
    assert await ed.complete(FALL, "gl") == []


async def test_lists_of_modules_and_lessons_are_completed(ed):
    text = (ed.root / "modul/module.yaml").read_text()
    await ed.open("modul/module.yaml", text.replace("  - andere.md", "  - an"))
    assert labels(await ed.complete("modul/module.yaml", "  - an")) == ["andere.md", "fall.md", "quiz.md"]
    await ed.type("modul/module.yaml", text + "com")
    assert "completion" in labels(await ed.complete("modul/module.yaml", "com"))
    await ed.type("modul/module.yaml", text)
    await ed.type("modul/module.yaml", text + "completion:\n  lessons: [")
    assert labels(await ed.complete("modul/module.yaml", "lessons: [")) == ["fall", "andere"]
    await ed.type("modul/module.yaml", text)
    ed.close("modul/module.yaml")


async def test_a_typed_heading_mends_the_link_in_another_file(ed):
    await ed.open("modul/andere.md")
    assert [one.code for one in await ed.type(FALL, lesson("[Text](andere.md#neu)"))] == ["link-broken"]
    ed.diagnostics.pop(ed.uri(FALL))
    await ed.type("modul/andere.md", ed.texts["modul/andere.md"] + "\n## Neu\n\nText.\n")
    assert await ed.problems(FALL) == []
    ed.close("modul/andere.md")
    await ed.type(FALL, lesson("Text"))


async def test_a_new_lesson_is_checked_before_it_is_listed(ed):
    found = await ed.open("modul/neu.md", "---\nid: neu\ntitle: Neu\nminutes: 5\n---\n\n[x](nirgends.md)\n")
    assert {one.code for one in found} >= {"lesson-unlisted"}
    found = await ed.type("modul/neu.md", "---\nid: neu\ntitle: Neu\nminuten: 5\n---\n\nText\n")
    assert {one.code for one in found} == {"lesson-unlisted", "field-unknown"}
    ed.close("modul/neu.md")


async def test_files_outside_of_any_course_are_left_alone(ed, tmp_path):
    (tmp_path / "notiz.md").write_text(":::{choice}")
    ed.client.text_document_did_open(
        types.DidOpenTextDocumentParams(
            types.TextDocumentItem((tmp_path / "notiz.md").as_uri(), "markdown", 1, ":::{choice}")
        )
    )
    at = types.TextDocumentIdentifier((tmp_path / "notiz.md").as_uri())
    asked = types.CompletionParams(at, types.Position(0, 3))
    assert await ed.client.text_document_completion_async(asked) == []
    assert (tmp_path / "notiz.md").as_uri() not in ed.diagnostics


async def test_what_other_programs_save_is_noticed(ed):
    glossary = (ed.root / "glossary.yaml").read_text()
    assert [one.code for one in await ed.type(FALL, lesson("[Wort](glossary:neu)"))] == ["link-broken"]
    ed.diagnostics.pop(ed.uri(FALL))
    (ed.root / "glossary.yaml").write_text(glossary + "- id: neu\n  term: Neu\n  definition: Ein neues Wort.\n")
    assert await ed.problems(FALL) == []
    (ed.root / "glossary.yaml").write_text(glossary)


async def test_of_thousands_of_problems_a_file_shows_the_first_and_says_how_many_more(ed):
    found = await ed.type(FALL, lesson("\n\n".join("[x](nirgends.md)" for _ in range(5000))))
    assert len(found) == 201
    assert found[0].message == "4800 more problems in this file are not shown; mend these first."
    assert found[0].severity is types.DiagnosticSeverity.Information
    await ed.type(FALL, lesson("Text"))


async def test_the_language_of_a_setting_comes_before_the_editors(tmp_path):
    root = write_course(tmp_path / "kurs")
    async with editor(root, tmp_path, language="en", options={"language": "de"}) as ed:
        found = await ed.open(FALL, lesson("[Text](fehlt.md)"))
    assert {one.message.partition(" ")[0] for one in found if one.code == "link-broken"} == {"eine"}


async def test_an_editor_without_snippets_gets_plain_text_and_german_if_it_asks(tmp_path):
    root = write_course(tmp_path / "kurs")
    async with editor(
        root, tmp_path, snippets=False, language="de-DE", options={"handbook": "https://example.org/h/"}
    ) as ed:
        found = await ed.open(FALL, lesson(":::\n\n[Text](fehlt.md)"))
        assert "link-broken" in {one.code for one in found}
        broken = next(one for one in found if one.code == "link-broken")
        assert (
            broken.message == "eine Datei fehlt.md gibt es nicht; berichtigen Sie den Pfad oder legen Sie die Datei an"
        )
        assert broken.code_description.href == "https://example.org/h/problems.html#link-broken"
        choice = next(item for item in await ed.complete(FALL, ":::") if item.label == ":::{choice}")
        assert choice.text_edit.new_text == (
            ":::{choice}\nFrage\n\n- [x] richtig — warum\n- [ ] falsch — warum nicht\n:::\n"
        )
        await ed.save(FALL)
        assert "link-broken" in {one.code for one in await ed.problems(FALL)}
