"""`authoring fmt`: writes missing ids, once, and nothing else."""

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot

from authoring.build.course import compiled
from authoring.build.missing_ids import missing_ids
from authoring.locale import locale
from authoring.source.problems import Problems
from tests.authoring.commands import authoring
from tests.authoring.sources import REAL, SOUND, lesson, write_course

FALL = "modul/fall.md"
WITHOUT = lesson("""\
:::{choice}
Welche Geburtenziffer hielte die Bevölkerung langfristig konstant?

- [ ] 1,4
- [x] Über zwei — Richtig.
* [ ] Über zwei Drittel
:::

:::{choice} #nach-zahlen
Wie viele leben in {{kommune.name}}?

- [{{kommune.einwohner(2023) > 2.000}}] Mehr als zweitausend
- [{{sonst}}] {#weniger} Weniger
:::

:::{multiple-choice} #mehrere
Was gehört dazu?

- [x] {#geburten} Geburten
- [x] Sterbefälle
:::

:::{matching}
Was gehört wozu?

- Einwohnerzahl → Bestand
- Schülerzahl → Bestand
- Geburten → Bewegung
- → Weder noch
:::

:::{fill-in}
Geburten minus [[Sterbefälle|Gestorbene]] ist der natürliche [[Saldo]].
[[Beides]] zählt.
:::

:::{timeseries}
data: werte
y: [births]
title: Größe der Jahrgänge
alt: Eine Linie fällt.
:::""").replace("id: fall\n", "")


def written(folder: Path, *names: str) -> dict[str, str]:
    return {name: (folder / name).read_bytes().decode() for name in names}


def test_ids_come_from_the_text(tmp_path):
    write_course(tmp_path, {FALL: WITHOUT})
    said = authoring("fmt", ".", cwd=tmp_path)
    assert (said.status, said.out) == (0, "20 ids written into modul/fall.md\n")
    assert written(tmp_path, FALL)[FALL] == snapshot("""\
---
id: fall
title: Fall
minutes: 5
---

:::{choice} #welche-geburtenziffer-hielte-die-bevoelkerung
Welche Geburtenziffer hielte die Bevölkerung langfristig konstant?

- [ ] {#1-4} 1,4
- [x] {#ueber-zwei} Über zwei — Richtig.
* [ ] {#ueber-zwei-drittel} Über zwei Drittel
:::

:::{choice} #nach-zahlen
Wie viele leben in {{kommune.name}}?

- [{{kommune.einwohner(2023) > 2.000}}] {#mehr-als-zweitausend} Mehr als zweitausend
- [{{sonst}}] {#weniger} Weniger
:::

:::{multiple-choice} #mehrere
Was gehört dazu?

- [x] {#geburten} Geburten
- [x] {#sterbefaelle} Sterbefälle
:::

:::{matching} #was-gehoert-wozu
Was gehört wozu?

- {#einwohnerzahl} Einwohnerzahl → {#bestand} Bestand
- {#schuelerzahl} Schülerzahl → {#bestand} Bestand
- {#geburten} Geburten → {#bewegung} Bewegung
- → {#weder-noch} Weder noch
:::

:::{fill-in} #geburten-minus-ist-der-natuerliche
Geburten minus [[Sterbefälle|Gestorbene]]{#geburten-minus} ist der natürliche [[Saldo]]{#der-natuerliche}.
[[Beides]]{#zaehlt} zählt.
:::

:::{timeseries} #groesse-der-jahrgaenge
data: werte
y: [births]
title: Größe der Jahrgänge
alt: Eine Linie fällt.
:::
""")
    assert compiled(tmp_path, locale("en")).course


def test_check_writes_nothing_and_ends_with_status_1(tmp_path):
    write_course(tmp_path, {FALL: WITHOUT})
    said = authoring("fmt", ".", "--check", cwd=tmp_path, LANG="de")
    assert (said.status, said.out) == (1, "20 Ids fehlen in modul/fall.md\n")
    assert written(tmp_path, FALL)[FALL] == WITHOUT
    assert authoring("fmt", "modul/quiz.md", "--check", cwd=tmp_path).status == 0


def test_yaml_gets_its_ids_as_text_edits(tmp_path):
    write_course(
        tmp_path,
        {
            "course.yaml": "# Kommentar\n" + SOUND["course.yaml"].replace("id: kurs\n", ""),
            "modul/module.yaml": SOUND["modul/module.yaml"].replace("id: modul", "id:   # kommt noch"),
            "glossary.yaml": "-   term:   Über-  Alterung # so\n    definition: >-\n      Text.\n"
            "- {term: Saldo, definition: X}\n",
        },
    )
    assert authoring("fmt", ".", cwd=tmp_path).status == 0
    assert written(tmp_path, "course.yaml", "modul/module.yaml", "glossary.yaml") == snapshot(
        {
            "course.yaml": """\
# Kommentar
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
            "modul/module.yaml": """\
id: modul   # kommt noch
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
            "glossary.yaml": """\
-   id: ueber-alterung
    term:   Über-  Alterung # so
    definition: >-
      Text.
- {id: saldo, term: Saldo, definition: X}
""",
        }
    )
    assert compiled(tmp_path, locale("en")).course


def test_line_ends_byte_order_marks_and_decomposed_letters_stay(tmp_path):
    text = "\ufeff" + lesson(":::{choice}\nWas za\u0308hlt?\n\n- [x] Bevo\u0308lkerung \n- [ ] B\n:::").replace(
        "\n", "\r\n"
    )
    write_course(tmp_path, {FALL: text})
    assert authoring("fmt", ".", cwd=tmp_path).status == 0
    assert written(tmp_path, FALL)[FALL] == text.replace("{choice}", "{choice} #was-zaehlt").replace(
        "[x]", "[x] {#bevoelkerung}"
    ).replace("[ ]", "[ ] {#b}")


def test_new_ids_are_unique_in_the_course(tmp_path):
    block = ":::{choice}\nEine Frage\n\n- [x] Ja\n- [ ] Ja!\n:::"
    write_course(
        tmp_path, {FALL: lesson(f"{block}\n\n{block}"), "modul/andere.md": lesson(block).replace("id: fall\n", "")}
    )
    authoring("fmt", ".", cwd=tmp_path)
    ids = re.findall(r"choice\} #(\S+)", "".join(written(tmp_path, FALL, "modul/andere.md").values()))
    assert ids == ["eine-frage", "eine-frage-2", "eine-frage-3"]
    assert compiled(tmp_path, locale("en")).course


def test_the_id_of_a_gap_does_not_say_the_answer(tmp_path):
    write_course(tmp_path, {FALL: lesson(":::{fill-in} #q\nDer Saldo [[der Saldo]] und [[x]]\n:::")})
    authoring("fmt", ".", cwd=tmp_path)
    assert "[[der Saldo]]{#gap} und [[x]]{#saldo-und}" in written(tmp_path, FALL)[FALL]


IDS = re.compile(r" ?#[a-z0-9-]+(?=\r?$)| \{#[a-z0-9-]+\}|(?<=- )\{#[a-z0-9-]+\} |\{#[a-z0-9-]+\}", re.MULTILINE)
KEY = re.compile(r"^id: .*\r?\n", re.MULTILINE)


def without_ids(text: str) -> str:
    return KEY.sub("", IDS.sub("", text))


WORDS = st.text(st.sampled_from("aäßé 1,-.“u\u0308"), min_size=1, max_size=12).filter(lambda text: text.strip(" -.,“"))
OPTION = st.builds("- [{}] {}{}".format, st.sampled_from("x "), st.sampled_from(["", "{#a} "]), WORDS)
CHOICE = st.builds(
    lambda name, prompt, options: "\n".join([f":::{{{name}}}", prompt, "", *options, ":::"]),
    st.sampled_from(["choice", "multiple-choice", "choice} #fest", "matching"]).map(lambda name: name.rstrip("}")),
    WORDS,
    st.lists(OPTION | WORDS.map(lambda text: f"- {text} → {text}"), max_size=4),
)
FILL = st.builds(":::{{fill-in}}\n{} [[{}]] {}\n:::".format, WORDS, WORDS, WORDS)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks=st.lists(CHOICE | FILL | WORDS, max_size=5), ending=st.sampled_from(["\n", "\r\n"]))
def test_formatting_again_changes_nothing_and_the_first_time_only_ids(tmp_path_factory, blocks, ending):
    text = lesson("\n\n".join(blocks)).replace("\n", ending)
    folder = write_course(tmp_path_factory.mktemp("kurs"), {FALL: text})
    edits = missing_ids(folder, folder, Problems(locale("en")))
    for edit in edits:
        edit.write(folder)
    after = written(folder, FALL)[FALL]
    assert without_ids(after) == without_ids(text)
    assert missing_ids(folder, folder, Problems(locale("en"))) == []
    for name in SOUND:
        content = SOUND[name]
        assert name == FALL or (folder / name).read_bytes() == (
            content if isinstance(content, bytes) else content.encode()
        )


def test_data_sets_are_never_touched(tmp_path):
    tables = {name: text for name, text in (SOUND | REAL).items() if name.endswith(".csv")}
    write_course(tmp_path, REAL | {FALL: WITHOUT})
    authoring("fmt", ".", cwd=tmp_path)
    assert written(tmp_path, *tables) == tables


def test_a_file_that_cannot_be_read_is_named_and_ends_with_status_1(tmp_path):
    write_course(tmp_path, {FALL: lesson(":::{choice}\nNie geschlossen"), "glossary.yaml": "- term: [\n"})
    said = authoring("fmt", ".", cwd=tmp_path)
    assert said.status == 1
    assert [line.split(": ")[1] for line in said.err.splitlines()[:-1]] == ["error yaml", "error directive-unclosed"]
    assert written(tmp_path, FALL)[FALL] == lesson(":::{choice}\nNie geschlossen")


def test_a_lesson_that_is_not_listed_is_named_because_it_gets_no_ids(tmp_path):
    write_course(tmp_path, {"modul/vergessen.md": lesson(":::{choice}\nEine Frage\n\n- [x] Ja\n- [ ] Nein\n:::")})
    said = authoring("fmt", ".", cwd=tmp_path)
    assert said.status == 0
    assert said.err.startswith("modul/vergessen.md:1:1: warning lesson-unlisted: ")
    assert "Every id is there" not in said.out
