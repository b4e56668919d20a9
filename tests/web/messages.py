"""The messages that people can be shown: in templates, and in the Python that marks them."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract, extract_from_dir

LMS = Path(__file__).parent.parent.parent / "lms"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "ResponseError": None}
OPTIONS = {"newstyle_gettext": "true", "trim_blocks": "true", "silent": "false"}
SPEAKING = ("web", "player", "items", "people", "reports", "admin", "notices")

Message = str | tuple[str, ...]


def in_templates() -> Iterator[tuple[str, Message]]:
    found = extract_from_dir(LMS / "web/templates", [("**.html", "jinja2.ext:babel_extract")], {"**.html": OPTIONS})
    for name, _, message, *_ in found:
        yield name, message


def in_python() -> Iterator[tuple[str, Message]]:
    for folder in SPEAKING:
        for path in sorted((LMS / folder).rglob("*.py")):
            with path.open("rb") as file:
                for _, message, *_ in extract("python", file, keywords=KEYWORDS):
                    if message and isinstance(message, str):
                        yield str(path.relative_to(LMS)), message
