"""Drafts to begin with: what this software does stands in them, what only the operator knows is a gap."""

from collections.abc import Mapping
from pathlib import Path
from string import Template

from lms.notices.model import REQUIRED

DRAFTS = Path(__file__).parent / "drafts"
LANGUAGE = "de"


def write(folder: Path, language: str, values: Mapping[str, object]) -> tuple[Path, ...]:
    """Writes the drafts whose page is not there yet, and returns them; files without a language are in `language`.

    `values` say how the service is set. OSError when the folder cannot be made or written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in REQUIRED:
        with_tag, without = folder / f"{name}.{LANGUAGE}.md", folder / f"{name}.md"
        file = without if language == LANGUAGE else with_tag
        if with_tag.exists() or file.exists():
            continue
        draft = Template((DRAFTS / f"{name}.md").read_text(encoding="utf-8"))
        with file.open("x", encoding="utf-8") as opened:
            opened.write(draft.substitute(values))
        written.append(file)
    return tuple(written)
