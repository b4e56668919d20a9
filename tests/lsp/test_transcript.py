"""The session in the handbook is a real one."""

from pathlib import Path

import pytest
from lsprotocol import types

from tests.authoring.sources import lesson, write_course
from tests.lsp.editor import editor

PAGE = Path(__file__).parents[2] / "docs/authors/editor.md"
FALL = "modul/fall.md"
pytestmark = [pytest.mark.anyio, pytest.mark.xdist_group("lsp")]


@pytest.fixture
def anyio_backend():
    return "asyncio"


async def test_the_handbook_shows_what_a_session_says(tmp_path):
    async with editor(write_course(tmp_path / "kurs"), tmp_path, language="de") as ed:
        await ed.open(FALL)
        found = await ed.type(FALL, lesson("Der [Saldo](glossary:salod) ist negativ."))
        said = [
            f"{one.range.start.line + 1}:{one.range.start.character + 1} {one.code}: {one.message}" for one in found
        ]
        asked = types.CodeActionParams(ed.document(FALL), found[0].range, types.CodeActionContext(found))
        said += [one.title for one in await ed.client.text_document_code_action_async(asked)]
        await ed.type(FALL, lesson("Der [Saldo](glossary:saldo) ist negativ."))
        hovered = await ed.client.text_document_hover_async(types.HoverParams(**ed.cursor(FALL, "glossary:sal")))
        said += hovered.contents.value.split("\n\n")
    shown = PAGE.read_text()
    assert [line for line in said if f"    {line}\n" not in shown] == []
