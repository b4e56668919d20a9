"""A share of the people in a year, such as the young ones, as one bar."""

from typing import Literal

from pydantic import Field

from lms.course.calculating_blocks import DataBlock


class ShareBarBlock(DataBlock):
    teaser = True
    kind: Literal["share-bar"] = "share-bar"
    year: int
    below: int = Field(ge=1, le=100)
