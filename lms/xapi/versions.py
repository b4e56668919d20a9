"""The two versions of xAPI that are spoken here, and which of them a header or a statement asks for."""

import re
from enum import StrEnum

_PATCH = re.compile(r"(1\.0|2\.0)(?:\.(?:0|[1-9]\d{0,5}))?", re.ASCII)


class Version(StrEnum):
    """The latest patch of each, which every response names (1.0.3 Communication 3.3; 2.0 4.1.6.1)."""

    ONE = "1.0.3"
    TWO = "2.0.0"

    @property
    def of_statements(self) -> str:
        """What a statement without `version` gets (1.0.3 Data 2.4.10: always 1.0.0)."""
        return "1.0.0" if self is Version.ONE else "2.0.0"


def negotiate(header: str | None) -> Version | None:
    """The version a request asks for; None when it names none or one that is not spoken here."""
    match = _PATCH.fullmatch(header.strip()) if header else None
    if not match:
        return None
    return Version.ONE if match[1] == "1.0" else Version.TWO
