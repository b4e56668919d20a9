"""The tools themselves, for requirements.txt: what everybody who works on the course installs.

Written as they were installed here (direct_url.json, PEP 610). A package file is copied into the repository, since it
may be on no index; whoever runs them from a source tree is told how to make one.
"""

import json
import shutil
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

PACKAGE = "lernraum"
TOOLS = "werkzeuge"


@dataclass(frozen=True)
class Requirement:
    """`line` for requirements.txt; `file` is a package file to copy, `missing` says that none is there yet."""

    line: str
    file: Path | None = None
    missing: bool = False

    def fetch(self, folder: Path) -> None:
        if self.file:
            (folder / TOOLS).mkdir()
            shutil.copyfile(self.file, folder / TOOLS / self.file.name)


def requirement() -> Requirement:
    installed = distribution(PACKAGE)
    origin = _origin(installed)
    url = str(origin.get("url", ""))
    if commit := origin.get("vcs_info", {}).get("commit_id"):
        return Requirement(f"{PACKAGE} @ {origin['vcs_info']['vcs']}+{url}@{commit}")
    if "archive_info" in origin:
        file = _file(url)
        if file is None:
            return Requirement(f"{PACKAGE} @ {url}")
        if file.is_file():
            return Requirement(f"./{TOOLS}/{file.name}", file)
    if origin:
        return Requirement(f"./{TOOLS}/{PACKAGE}-{installed.version}-py3-none-any.whl", missing=True)
    return Requirement(f"{PACKAGE}=={installed.version}")


def _origin(installed: Distribution) -> dict[str, Any]:
    """Empty for what came from a package index."""
    return json.loads(installed.read_text("direct_url.json") or "{}")


def _file(url: str) -> Path | None:
    parts = urlsplit(url)
    return Path(url2pathname(unquote(parts.path))) if parts.scheme == "file" else None
