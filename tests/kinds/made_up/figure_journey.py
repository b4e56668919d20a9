"""A figure of the made-up kind, from its Markdown to a learner's page and a comparison. Run in a copy of the tree."""

import sys
from pathlib import Path

from litestar.testing import TestClient

import lms
from authoring.locale import locale
from authoring.lsp.snippets import snippet
from lms.app import create_app
from lms.cli import main as lms_main
from lms.course import unpacking
from lms.db.engine import make_engine
from lms.db.units import Units
from lms.settings import Settings
from lms.web.charts import DRAWINGS
from tests import make
from tests.authoring.commands import authoring
from tests.authoring.sources import lesson, write_course

COPY, WORK = Path(sys.argv[1]), Path(sys.argv[2])
FIGURE = ":::{{share-bar}} #anteil\ndata: alter\nyear: {year}\nbelow: 1\ntitle: {title}\nalt: Ein Balken.\n:::"
QUESTION = ":::::{choice} #frage\nWas stimmt?\n\n::INNER::\n\n- [x] {#dies} Dies\n- [ ] {#das} Das\n:::::"
ADDRESS = "/modules/modul/lessons/fall"


def course(name: str, title: str, *, year: int = 2020) -> Path:
    figure = FIGURE.format(year=year, title=title)
    inner = figure.replace("#anteil", "#innen").replace(title, f"{title} innen")
    return write_course(
        WORK / name,
        {"modul/fall.md": lesson(f"Ein Absatz.\n\n{figure}\n\n{QUESTION.replace('::INNER::', inner)}\n")},
    )


def command(*arguments: str) -> None:
    assert lms_main([*arguments]) == 0, arguments


assert Path(lms.__file__).is_relative_to(COPY)
assert "share-bar" in DRAWINGS
written = snippet("share-bar", ":::", locale("de"))
assert "below: $" in written, written
old, new = course("alt", "Anteil der Kinder"), course("neu", "Anteil der Jüngsten")
broken = authoring("check", course("kaputt", "Anteil", year=1900))
assert "block-data" in broken.out, broken
assert authoring("check", old).status == 0, authoring("check", old)
bundle = WORK / "kurs.course"
said = authoring("build", old, "-o", bundle)
assert said.status == 0, said
assert unpacking.read(bundle).course.data_set("alter")
told = authoring("diff", old, new).out
assert "Anteil der Kinder" in told, told
assert "Anteil der Jüngsten" in told, told
assert authoring("diff", old, new, "--html", WORK / "seiten").status in (0, 1)
pages = "".join(page.read_text() for page in (WORK / "seiten").rglob("*.html"))
for title in ("Anteil der Kinder", "Anteil der Jüngsten"):
    assert f"<figcaption>{title}</figcaption>" in pages, title

command("migrate")
command("publish", str(bundle))
settings = Settings()
engine = make_engine(settings.url)
with TestClient(create_app(settings)) as client:
    browser = make.seat(make.browser(client), Units(engine), settings, "learner", "lea@example.org")
    assert "<figcaption>Anteil der Kinder</figcaption>" in browser.get("/").text
    browser.post("/modules/modul/start")
    page = browser.get(ADDRESS).text
engine.dispose()
for title in ("Anteil der Kinder", "Anteil der Kinder innen"):
    assert f"<figcaption>{title}</figcaption>" in page, title
assert "<td>46 %</td>" in page, page
print("done")
