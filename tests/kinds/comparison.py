"""The course with every kind, compared with itself without figures: in the pages every figure is new."""

import shutil
from pathlib import Path

from authoring.schema import DATA_BLOCKS
from tests.authoring.commands import authoring

EVERY_KIND = Path(__file__).parents[1] / "browser/course"


def compared(root: Path) -> Path:
    """The folder of pages that `authoring diff --html` writes below `root`."""
    old, new, pages = root / "alt", root / "neu", root / "seiten"
    for one in (old, new):
        shutil.copytree(EVERY_KIND, one)
    for path in old.rglob("*.md"):
        path.write_text(without_figures(path.read_text()))
    assert authoring("diff", old, new, "--html", pages).status in (0, 1)
    return pages


def without_figures(text: str) -> str:
    kept, skipping = [], False
    for line in text.splitlines():
        skipping = skipping or (line.startswith(":::") and any(f"{{{name}}}" in line for name in DATA_BLOCKS))
        if not skipping:
            kept.append(line)
        skipping = skipping and line.strip() != ":::"
    return "\n".join(kept) + "\n"
