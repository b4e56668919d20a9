"""The page that a request ends with when it cannot be answered."""

from dataclasses import dataclass
from typing import ClassVar

from lms.web.render import Page


@dataclass(frozen=True)
class ErrorPage(Page):
    """`detail` is what the error itself says, in the reader's language; empty when it says no more than the title."""

    template: ClassVar[str] = "errors/error.html"

    status: int
    title: str
    text: str
    detail: str = ""
