"""The authors' handbook is compiled: wrong examples give the problem they stand under, all others none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from authoring.build.course import compiled
from authoring.locale import locale
from authoring.release.vanished import vanished
from authoring.schema import ADMONITIONS, DATA_BLOCKS, DIRECTIVES, ITEMS, VERSION_OPTIONS, fields_of
from authoring.source.problems import ADVICE, CODES, COMPARED, MISTAKES, Severity
from lms.course.model import Course
from tests.authoring.sources import FRONT, SOUND, write_course

HANDBOOK = Path(__file__).parents[2] / "docs" / "authors"
FENCE = re.compile(r"^(`{3,})(markdown|yaml|csv)(?: (\S+))?\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
TOP_KEY = re.compile(r"^(?=\w+:)", re.MULTILINE)
CODED = ("problems.md", "checks.md")
"""The pages with a heading for each code."""
WITHOUT_EXAMPLE = {
    *("encoding", "file-size", "glossary-missing", "item-refused"),
    *("media-unreadable", "media-unsafe", "module-unlisted", "nul-byte", "symlink"),
}


@dataclass(frozen=True)
class Example:
    """A code block of the handbook; YAML may be a part of a file and is put into the sound one."""

    page: str
    heading: str
    name: str
    text: str
    wrong: bool


def examples(page: Path) -> Iterator[Example]:
    text = page.read_text()
    for match in FENCE.finditer(text):
        before = text[: match.start()]
        headings = re.findall(r"^#+ (.*)$", FENCE.sub("", before), re.MULTILINE)
        name = match[3] or ("modul/fall.md" if match[2] == "markdown" else "")
        wrong = before.rstrip().endswith("Falsch:")
        if name:
            yield Example(page.relative_to(HANDBOOK).as_posix(), headings[-1].strip("`"), name, match[4], wrong)


EXAMPLES = [example for page in sorted(HANDBOOK.rglob("*.md")) for example in examples(page)]


def merged(name: str, part: str) -> str:
    """A file of the sound course in which the keys of `part` replace its own."""
    if name.endswith(".md"):
        return part if part.startswith("---") else FRONT + "\n" + part
    if not name.endswith("e.yaml") or name not in SOUND:
        return part
    keys: dict[str, str] = {}
    for chunk in TOP_KEY.split(part)[1:]:
        key = chunk.partition(":")[0]
        keys[key] = keys.get(key, "") + chunk
    kept = [chunk for chunk in TOP_KEY.split(SOUND[name]) if chunk.partition(":")[0] not in keys]
    return "".join(kept) + "".join(keys.values())


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Course | None:
    """The sound course, as it was released before."""
    return compiled(write_course(tmp_path_factory.mktemp("sound")), locale("en")).course


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.page} {example.heading}")
def test_the_example_says_what_the_handbook_says(example, tmp_path, sound):
    folder = write_course(tmp_path, {example.name: merged(example.name, example.text)})
    beside = partial(vanished, sound) if example.heading in COMPARED else None
    found = {problem.code for problem in compiled(folder, locale("en"), beside=beside).problems}
    if example.wrong and example.page == "checks.md":
        assert found == {example.heading}
    elif example.wrong:
        assert example.heading in found
    else:
        assert found == set()


def sections(page: str) -> dict[str, str]:
    """What a page says about each code, without its examples."""
    prose = FENCE.sub("", (HANDBOOK / page).read_text())
    return dict(re.findall(r"^###? `(\S+)`\n\n(.*?)(?=^##|\Z)", prose, re.MULTILINE | re.DOTALL))


def test_every_code_has_its_heading_and_says_how_severe_it_is():
    mistakes, advice = sections("problems.md"), sections("checks.md")
    assert [*mistakes] == sorted(mistakes)
    assert sorted(mistakes) == sorted(MISTAKES)
    assert sorted(advice) == sorted(ADVICE)
    for code, text in (mistakes | advice).items():
        said = {"Eine Warnung:": Severity.WARNING, "Ein Hinweis:": Severity.HINT}
        assert next((one for words, one in said.items() if text.startswith(words)), Severity.ERROR) == CODES[code], code


def test_every_code_has_a_wrong_and_a_right_example():
    pages = [example for example in EXAMPLES if example.page in CODED]
    shown = {example.heading for example in pages if example.wrong}
    right = {example.heading for example in pages if not example.wrong}
    assert shown == set(CODES) - WITHOUT_EXAMPLE
    assert shown <= right


def test_every_block_is_shown():
    shown = "".join(example.text for example in EXAMPLES if not example.wrong and example.page not in CODED)
    assert [name for name in DIRECTIVES if f":::{{{name}}}" not in shown] == []


@pytest.mark.parametrize("kind", ITEMS)
def test_every_option_of_an_item_is_shown_on_its_page(kind):
    page = (HANDBOOK / "items" / f"{kind}.md").read_text()
    assert [name for name in fields_of(ITEMS[kind]) if f":{name}:" not in page and name not in VERSION_OPTIONS] == []


def test_the_options_about_versions_are_shown_on_one_page_for_every_kind():
    page = (HANDBOOK / "changes.md").read_text()
    assert [name for name in VERSION_OPTIONS if f":{name}:" not in page] == []


@pytest.mark.parametrize("name", [*DATA_BLOCKS])
def test_every_key_of_a_block_with_data_is_described(name):
    own = HANDBOOK / "blocks" / f"{name}.md"
    page = (own if own.exists() else HANDBOOK / "format.md").read_text()
    assert [key for key in fields_of(DATA_BLOCKS[name]) if f"`{key}`" not in page] == []


def test_every_admonition_is_described():
    page = (HANDBOOK / "format.md").read_text()
    assert [name for name in ADMONITIONS if f"`{name}`" not in page] == []
