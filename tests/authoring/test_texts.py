"""Every text that authors can meet is there in German."""

import ast
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import authoring
from authoring.locale import FOLDER, from_environment, locale
from authoring.locale.compiled_messages import messages
from authoring.locale.po_files import catalogue, compiled
from authoring.schema.validate import SENTENCES

ROOT = Path(authoring.__file__).parent
NAMED = {"message", "hint", "one", "advice"}
CALLED = {"report", "gettext", "ngettext", "_", "command", "Broken", "NoVersion", "Unreadable"}


def _texts(node: ast.AST) -> Iterator[str]:
    """The sentences in an expression: constants that hold a space or a field."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and re.search(r"\w.* |\{", part.value):
            yield part.value


def message_ids() -> set[str]:
    found = {text for sentence in SENTENCES.values() for text in sentence if text}
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Assign):
                names = {name.id for name in ast.walk(node.targets[0]) if isinstance(name, ast.Name)}
                if names & NAMED:
                    found.update(_texts(node.value))
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in CALLED:
                    direct = [part for part in node.args if isinstance(part, (ast.Constant, ast.IfExp))]
                    found.update(text for part in direct for text in _texts(part))
    return found


@pytest.fixture(scope="module")
def german():
    return catalogue((FOLDER / "de").glob("*.po"), "de")


def test_every_message_has_a_german_text(german):
    known = {text for one in german if one.id for text in (one.id if isinstance(one.id, tuple) else (one.id,))}
    assert sorted(message_ids() - known) == []


def test_german_texts_name_the_same_fields(german):
    for one in german:
        if one.id and isinstance(one.id, str):
            assert set(re.findall(r"\{\w+\}", one.string)) == set(re.findall(r"\{\w+\}", one.id)), one.id
            assert one.string, one.id


def test_no_message_has_two_german_texts():
    """The later file would win, also where its words are wrong."""
    catalogues = (FOLDER / "de").glob("*.po")
    found = Counter(str(one.id) for path in catalogues for one in read_po(path.open("rb"), locale="de") if one.id)
    assert [message for message, count in found.items() if count > 1] == []


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_MESSAGES": "de_AT", "LANG": "en_GB"}, "de"),
        ({"LC_ALL": "", "LANG": "de"}, "de"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_locale_environment_decides_the_language(environment, language):
    assert from_environment(environment) is locale(language)


@pytest.mark.parametrize("harm", [b"", b"x" * 99, None])
def test_messages_are_kept_between_starts_and_never_wrong(tmp_path, monkeypatch, harm):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "po" / "de").mkdir(parents=True)
    po = tmp_path / "po" / "de" / "messages.po"
    for word in ("Haus", "Heim"):
        po.write_text(
            f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "house"\nmsgstr "{word}"\n'
        )
        fresh = compiled([po], "de")
        assert word.encode() in fresh
        assert messages(tmp_path / "po", "de") == fresh
        (kept,) = (tmp_path / "lernraum").glob("*.mo")  # that of the older messages is gone
        if harm is None:
            kept.unlink()
        else:
            kept.write_bytes(harm)
        assert messages(tmp_path / "po", "de") == messages(tmp_path / "po", "de") == fresh


def test_what_reads_translations_is_loaded_once(tmp_path):
    said = "locale('de').gettext('No problems.'), 'babel' in sys.modules"
    look = f"import sys; from authoring.locale import locale; print({said})"
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    command = [sys.executable, "-c", look]
    said = [
        subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout for _ in range(2)
    ]
    assert said == ["Keine Probleme. True\n", "Keine Probleme. False\n"]
