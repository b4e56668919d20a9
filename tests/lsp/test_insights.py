"""What is known of questions stands at their lines in the editor."""

import json

import pytest
from lsprotocol import types

from tests.authoring.sources import write_course
from tests.authoring.test_insights import insights
from tests.lsp.editor import editor

QUIZ = "modul/quiz.md"
pytestmark = [pytest.mark.anyio, pytest.mark.xdist_group("lsp")]


@pytest.fixture
def anyio_backend():
    return "asyncio"


async def test_a_question_has_its_figures_where_it_stands_now_and_none_of_another_course(tmp_path):
    root = write_course(tmp_path / "kurs")
    file = insights(root)
    async with editor(root, tmp_path) as opened:
        (hint,) = await opened.open(QUIZ)
        assert (hint.severity, hint.source) == (types.DiagnosticSeverity.Hint, "insights")
        assert hint.message == "80 persons, 62 % right at once (50 % to 70 %), discrimination 0.31"
        assert hint.range.start.line == 6
        (hint,) = await opened.type(QUIZ, opened.texts[QUIZ].replace(":::{choice}", "Mehr Text.\n\n:::{choice}"))
        assert hint.range.start.line == 8
        file.write_text(json.dumps(json.loads(file.read_text()) | {"course": "anderer"}))
        assert await opened.save(QUIZ) == []
        assert opened.messages == ["These insights are about the course anderer, not about kurs."]
        opened.messages.clear()
