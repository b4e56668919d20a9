"""`authoring schema`: what editors are told of YAML agrees with what the compiler thinks of it."""

import json
import re
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from authoring.commands.schema import schema
from authoring.locale import locale
from authoring.schema import DATA_BLOCKS, Written
from authoring.schema.json_schema import FILES, schemas
from authoring.schema.validate import validate
from authoring.source.files import Folder, Source
from authoring.source.problems import Problems
from authoring.source.yaml_reader import read
from authoring.tree.language_variants import VARIANT
from authoring.tree.load import load
from tests.authoring.commands import authoring
from tests.authoring.sources import SOUND

COURSE = Path(__file__).parents[2] / "course_content/demografie"
VALIDATORS = {name: Draft202012Validator(one) for name, one in schemas(locale("de")).items()}


class Core(yaml.SafeLoader):
    """YAML 1.2 as editors read it: `no` is a word, a date is a text."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?(0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?", "-+0123456789"),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), [*first, ""])


def model(name: str) -> type[Written]:
    kind = name.removeprefix("block-")
    return DATA_BLOCKS[kind] if kind in DATA_BLOCKS else FILES[name][0]


def json_of(text: str) -> Any:
    """Keys are texts in JSON."""
    return json.loads(json.dumps(yaml.load(text, Core)))


def texts(root: Path) -> list[tuple[str, str, str]]:
    """All YAML of a course: the name of its schema, where it stands, and the YAML itself."""
    problems = Problems(locale("de"))
    tree = load(Folder(root, problems), problems)
    found = [("course", "course.yaml", root / "course.yaml"), ("glossary", "glossary.yaml", root / "glossary.yaml")]
    found += [("module", path.parent.name, path) for path in root.glob("*/module.yaml")]
    found += [("data", path.name, path) for path in root.glob("data/*.yaml")]
    whole = [(name, place, path.read_text()) for name, place, path in found]
    for path in root.glob("*/*.md"):
        head = path.read_text().split("---\n")[1]
        whole.append(("variant" if VARIANT.fullmatch(path.name) else "lesson", path.name, head))
    for lesson in tree.lessons():
        for one in lesson.interactive:
            if one.directive.name in DATA_BLOCKS:
                body = "\n".join(lesson.source.lines[slice(*one.directive.body)])
                whole.append((f"block-{one.directive.name}", f"{lesson.name}:{one.directive.line + 1}", body))
    return whole


def test_every_yaml_of_the_shipped_course_is_valid():
    found = texts(COURSE)
    assert {name.partition("-")[0] for name, _, _ in found} == {
        "course",
        "glossary",
        "module",
        "data",
        "lesson",
        "variant",
        "block",
    }
    errors = [
        f"{place}: {error.message}"
        for name, place, text in found
        for error in VALIDATORS[name].iter_errors(json_of(text))
    ]
    assert errors == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("course", "title: Ohne alles andere"),
        ("course", SOUND["course.yaml"].replace("language: de", "language: Deutsch")),
        ("course", SOUND["course.yaml"].replace("https://example.org/kurs", "https://example.org/kurs/")),
        ("course", SOUND["course.yaml"].replace('"15081030"', '"99"')),
        ("course", SOUND["course.yaml"].replace("id: kurs", "id: Mein Kurs")),
        ("course", SOUND["course.yaml"] + "farbe: blau\n"),
        ("module", SOUND["modul/module.yaml"].replace("goals:\n  - Prüfen", "goals: []")),
        ("module", SOUND["modul/module.yaml"] + "completion:\n  mastery: 7\n"),
        ("module", SOUND["modul/module.yaml"].replace("quiz: quiz.md", "quiz: [quiz.md]")),
        ("glossary", "- id: saldo\n  term: Saldo\n"),
        ("glossary", "saldo: Zugänge minus Abgänge"),
        ("data", SOUND["data/werte.yaml"].replace("type: integer", "type: zahl")),
        ("data", SOUND["data/werte.yaml"].replace("licence: CC0-1.0", "licence: frei für alle")),
        ("lesson", "title: Fall\nminutes: 5 Minuten"),
        ("lesson", "title: Fall\nminutes: 61"),
        ("variant", "title: Case\nminutes: 5"),
        ("block-pyramid", "data: alter\nyear: heute\ntitle: Alter\nalt: Ein Bild"),
        ("block-timeseries", "data: werte\ny: []\ntitle: Werte\nalt: Ein Bild"),
        ("block-quotient", "data: alter\nyear: 2020\nlimits: [20]\ntitle: Alter\nalt: Ein Bild"),
    ],
)
def test_what_the_compiler_refuses_the_schema_refuses(name, text):
    assert list(VALIDATORS[name].iter_errors(json_of(text)))
    problems = Problems(locale("en"))
    located = read(Source("x.yaml", text), problems)
    if name == "glossary":
        entries = located.value if isinstance(located.value, list) else [located.value]
        assert not all(isinstance(entry, dict) and "definition" in entry for entry in entries)
    else:
        validate(model(name), located, problems)
        assert not problems.ok


def test_texts_may_look_like_numbers_as_for_the_compiler():
    assert VALIDATORS["data"].is_valid(json_of(SOUND["data/werte.yaml"].replace('"2022"', "2022")))


def test_every_key_is_described_in_german():
    def keys(part: Any) -> list[tuple[str, Any]]:
        inner = [
            found
            for value in (part.values() if isinstance(part, dict) else part if isinstance(part, list) else ())
            for found in keys(value)
        ]
        own = part.get("properties", {}) if isinstance(part, dict) else {}
        return (
            [*own.items(), *inner]
            if isinstance(own, dict) and all(isinstance(one, dict) for one in own.values())
            else inner
        )

    english = locale("en")
    told = {
        name: [(key, value.get("description")) for key, value in keys(one)]
        for name, one in schemas(locale("de")).items()
    }
    assert {
        name: [key for key, text in found if not text]
        for name, found in told.items()
        if not all(text for _, text in found)
    } == {}
    plain = {
        name: {text for key, value in keys(one) if (text := value.get("description"))}
        for name, one in schemas(english).items()
    }
    assert [text for name, found in told.items() for _, text in found if text in plain[name]] == []


def test_the_published_schemas_are_what_the_code_says():
    folder = Path(__file__).parents[2] / "docs/authors/schema"
    wanted = schemas(locale("de"))
    assert {path.name for path in folder.iterdir()} == {f"{name}.schema.json" for name in wanted}
    assert [name for name in wanted if json.loads((folder / f"{name}.schema.json").read_text()) != wanted[name]] == []


def test_the_command_writes_one_file_a_schema(tmp_path):
    said = authoring("schema", tmp_path / "neu", LANG="de_DE.UTF-8")
    assert said.out == f"{len(VALIDATORS)} Schemas in {tmp_path / 'neu'} geschrieben.\n"
    assert json.loads((tmp_path / "neu/course.schema.json").read_text()) == VALIDATORS["course"].schema


def test_without_a_folder_all_schemas_come_to_standard_output_and_a_file_is_no_folder(tmp_path, capsys):
    (tmp_path / "datei").write_text("")
    assert schema(Namespace(folder=None), locale("de")) == 0
    assert json.loads(capsys.readouterr().out).keys() == VALIDATORS.keys()
    assert schema(Namespace(folder=tmp_path / "datei"), locale("de")) == 2
