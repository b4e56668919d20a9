"""Where things lie that were made before and may be deleted at any time."""

import os
import sys
from pathlib import Path


def home() -> Path:
    """The folder of caches in this person's own: XDG_CACHE_HOME, %LOCALAPPDATA%, ~/Library/Caches or ~/.cache."""
    asked = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if asked:
        return Path(asked) / "lernraum"
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "lernraum"
