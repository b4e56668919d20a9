"""What a report says, on the page and in its file."""

import csv
import re
from collections.abc import Callable
from io import StringIO

from litestar.testing import TestClient

SignIn = Callable[..., TestClient]
ALL_YEAR = "since=2026-01&until=2026-12"


def figures(page: str) -> list[tuple[str, ...]]:
    """The lines of the table on the page, as texts."""
    rows = re.findall(r"<tr.*?</tr>", page[page.index("<tbody") : page.index("</tbody>")], re.DOTALL)
    return [
        tuple(re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL))
        for row in rows
    ]


def rows_of(file: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(file.decode("utf-8-sig")), delimiter=";"))
