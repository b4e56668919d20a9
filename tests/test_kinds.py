"""One kind of item, one file of each sort: whoever adds a kind is told here what is still missing."""

from pathlib import Path

import pytest

from authoring.compile.item_builders import BUILDERS
from authoring.schema import DATA_BLOCKS, ITEMS
from lms.items import KINDS

ROOT = Path(__file__).parent.parent
FILES = (
    "lms/items/{module}.py",
    "lms/web/templates/items/{kind}.html",
    "lms/web/templates/items/{kind}_answered.html",
    "tests/cases/{kind}.md",
    "docs/authors/items/{kind}.md",
    "docs/images/items/{kind}.png",
)
LARGEST_PICTURE = 60_000


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_its_module_templates_cases_and_page(kind: str):
    wanted = [name.format(kind=kind, module=kind.replace("-", "_")) for name in FILES]
    assert [name for name in wanted if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_of_a_kind_shows_its_small_picture(kind: str):
    assert f"](../../images/items/{kind}.png)" in (ROOT / f"docs/authors/items/{kind}.md").read_text()
    assert (ROOT / f"docs/images/items/{kind}.png").stat().st_size < LARGEST_PICTURE


@pytest.mark.parametrize("name", DATA_BLOCKS)
def test_a_block_with_data_shows_its_small_picture_where_it_is_described(name: str):
    own = ROOT / f"docs/authors/blocks/{name}.md"
    page, up = (own, "../..") if own.exists() else (ROOT / "docs/authors/format.md", "..")
    assert f"]({up}/images/blocks/{name}.png)" in page.read_text()
    assert (ROOT / f"docs/images/blocks/{name}.png").stat().st_size < LARGEST_PICTURE


def test_every_kind_can_be_written():
    assert set(BUILDERS) == set(ITEMS) == set(KINDS)


def test_the_handbook_lists_every_kind():
    index, overview = (ROOT / "docs/authors" / name for name in ("index.md", "format.md"))
    for kind in KINDS:
        assert f"(items/{kind}.md)" in index.read_text()
        assert f"[`{kind}`](items/{kind}.md)" in overview.read_text()
