"""A small course in a folder, to be broken in one place at a time."""

import io
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

FRONT = "---\nid: fall\ntitle: Fall\nminutes: 5\n---\n"


def picture(ending: str = "png", size: tuple[int, int] = (4, 3), **how: object) -> bytes:
    """A picture of one colour."""
    target = io.BytesIO()
    Image.new("RGB", size, "teal").save(target, {"jpg": "JPEG"}.get(ending, ending), **how)
    return target.getvalue()


SOUND: dict[str, str | bytes] = {
    "course.yaml": """\
id: kurs
namespace: https://example.org/kurs
title: Kurs
language: de
summary: Ein Kurs.
licence: CC-BY-SA-4.0
kommune:
  example: "15081030"
checks:
  oldest: 30
modules:
  - modul
""",
    "glossary.yaml": """\
- id: saldo
  term: Saldo
  definition: Zugänge minus Abgänge.
  planned: true
""",
    "modul/module.yaml": """\
id: modul
title: Modul
summary: Ein Modul.
good_for: Alle.
goals:
  - Prüfen
lessons:
  - fall.md
  - andere.md
quiz: quiz.md
""",
    "modul/fall.md": f"{FRONT}\nEin Absatz.\n",
    "modul/andere.md": """\
---
id: andere
title: Andere Lektion
minutes: 5
---

## Ein Abschnitt

Text.

Rechnen Sie auf dem [Arbeitsblatt](media/blatt.pdf).

![Eine Kurve fällt.](media/bild.png)
""",
    "modul/quiz.md": """\
---
id: quiz
title: Quiz
minutes: 5
---

:::{choice} #quiz-frage
Was stimmt?

- [x] {#dies} Dies
- [ ] {#das} Das
:::
""",
    "modul/media/bild.png": picture(),
    "modul/media/blatt.pdf": "PDF",
    "data/werte.csv": "year,births,deaths,note\n2020,10,12,a\n2021,9,13,b\n",
    "data/werte.yaml": """\
title: Werte
unit: Personen
columns:
  year: {label: Jahr, type: integer}
  births: {label: Geburten, type: integer}
  deaths: {label: Sterbefälle, type: integer}
  note: {label: Bemerkung, type: text}
source: Erfundene Werte
licence: CC0-1.0
attribution: Beispielamt
date: "2022"
""",
    "data/orte.csv": "ags,name,year,population,area\n15081030,Musterort,2013,1100,10\n15081030,Musterort,2023,1000,10\n"
    "15081045,Beispielort,2023,3000,20\n15081,Musterkreis,2013,90000,\n15081,Musterkreis,2023,80000,\n15,Musterland,2023,2000000,\n",
    "data/orte.yaml": """\
title: Orte
unit: Personen; km²
dimensions: [ags, year]
places: {key: ags, name: name}
columns:
  ags: {label: AGS, type: text}
  name: {label: Name, type: text}
  year: {label: Jahr, type: integer}
  population: {label: Bevölkerung, type: integer, unit: Personen, figure: einwohner}
  area: {label: Fläche, type: number, unit: km², figure: flaeche}
source: Erfundene Werte
licence: CC0-1.0
attribution: Beispielamt
date: "2023"
""",
    "data/alter.csv": "year,age,male,female\n2020,0,5,4.5\n2020,1,6,5\n2050,0,3,3\n2050,1,4,4\n",
    "data/alter.yaml": """\
title: Alter
unit: Tausend
columns:
  year: {label: Jahr, type: integer}
  age: {label: Alter, type: integer}
  male: {label: Männer, type: number}
  female: {label: Frauen, type: number}
source: Erfundene Werte
licence: CC0-1.0
attribution: Beispielamt
date: "2022"
""",
}


MODEL = Path(__file__).parents[2] / "course_content/demografie/data"
REAL = {
    f"data/{name}.{kind}": (MODEL / f"{name}.{kind}").read_text()
    for name in (
        *("de-modell-bestand", "de-modell-sterblichkeit", "de-modell-geburten", "de-modell-wanderung", "de-varianten"),
        *("de-einzelalter", "nrw-pflegequoten", "staaten-altersstruktur"),
    )
    for kind in ("csv", "yaml")
}
"""Real figures for blocks that calculate: a table of a hundred rows is nothing to write by hand."""


def write_course(folder: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """The sound course in `folder` with some files replaced, added or (None) left out.

    Of the real figures those come along that a change names: to read all of them is more work than the rest.
    """
    named = "".join(text for text in (changes or {}).values() if isinstance(text, str))
    real = {name: content for name, content in REAL.items() if Path(name).stem in named}
    for name, content in {**SOUND, **real, **(changes or {})}.items():
        if content is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def lesson(text: str) -> str:
    """A lesson with the front matter of `fall`."""
    return f"{FRONT}\n{text}\n"
