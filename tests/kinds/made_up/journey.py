"""A question of the made-up kind, from its Markdown to what an auditor makes of it. Run in a copy of the tree."""

import json
import subprocess
import sys
from pathlib import Path
from random import Random

from litestar.testing import TestClient

import lms
from authoring.locale import locale
from authoring.lsp.snippets import snippet
from lms.app import create_app
from lms.cli import main as lms_main
from lms.course import unpacking
from lms.db.engine import make_engine
from lms.db.units import Units
from lms.demo.form_answers import filled
from lms.items import KINDS
from lms.settings import Settings
from tests import make
from tests.authoring.commands import authoring
from tests.authoring.sources import lesson, write_course

COPY, WORK, VERIFY = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
QUESTION = ":::{{percent}}\n:answer: {answer}\n:correct: Genau.\n\nWie viele Menschen in Musterstadt leben allein?\n:::"
ADDRESS = "/modules/modul/lessons/fall"


def course(name: str, answer: int) -> Path:
    text = QUESTION.format(answer=answer)
    root = write_course(WORK / name, {"modul/fall.md": lesson(f"Ein Absatz.\n\n{text}\n")})
    assert authoring("fmt", root).status == 0
    return root


def command(*arguments: str) -> None:
    assert lms_main([*arguments]) == 0, arguments


assert Path(lms.__file__).is_relative_to(COPY)
assert "percent" in KINDS
assert "{percent}" in snippet("percent", ":::", locale("de"))
old, new = course("alt", 40), course("neu", 60)
broken = write_course(
    WORK / "kaputt", {"modul/fall.md": lesson(QUESTION.format(answer=400).replace("}\n", "} #frage\n", 1))}
)
assert "answer" in authoring("check", broken).out
assert authoring("check", old).status == 0
bundle = WORK / "kurs.course"
said = authoring("build", old, "-o", bundle)
assert said.status == 0, said
item = next(item for _, _, item in unpacking.read(bundle).course.items("de") if item.kind == "percent")
told = authoring("diff", old, new).out
assert "40 %" in told, told
assert "60 %" in told, told
assert authoring("diff", old, new, "--html", WORK / "seiten").status in (0, 1)
assert any("60 %" in page.read_text() for page in (WORK / "seiten").rglob("*.html"))

command("migrate")
command("publish", str(bundle))
settings = Settings()
engine = make_engine(settings.url)
with TestClient(create_app(settings)) as client:
    browser = make.seat(make.browser(client), Units(engine), settings, "learner", "lea@example.org")
    browser.post("/modules/modul/start")
    assert 'inputmode="numeric"' in browser.get(ADDRESS).text
    wrong = filled(item, 1, Random(1), knows=False)
    refused = browser.post(f"{ADDRESS}/items/{item.id}", data={"attempt": "1", "response": "viele"})
    assert refused.status_code == 422, refused.text
    assert browser.post(f"{ADDRESS}/items/{item.id}", data={"attempt": "1", **wrong}).status_code == 303
    answer = browser.post(
        f"{ADDRESS}/items/{item.id}", data={"attempt": "2", "response": "42 %"}, headers={"accept": "application/json"}
    )
    assert "Genau." in answer.json()["item"], answer.text
    assert "42 %" in browser.get(ADDRESS).text
engine.dispose()

record = WORK / "alles.jsonl"
command("statements", "export", "-o", str(record))
answered = [line for line in record.read_text().splitlines() if "/answered" in line and '"response"' in line]
assert sorted(json.loads(line)["statement"]["result"]["response"] for line in answered) == ["42", wrong["response"][0]]
command("audit", str(WORK / "audit"))
verdict = subprocess.run([sys.executable, VERIFY, WORK / "audit"], capture_output=True, text=True, check=False)
assert verdict.returncode != 0
assert "percent" in verdict.stdout + verdict.stderr, verdict
print("done")
