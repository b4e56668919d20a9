"""The compiled course's words on a page."""

import pytest

from lms.items.text import Text
from lms.web.compiled_html import prose
from tests.player.course import course


@pytest.mark.parametrize(
    ("compiled", "shown"),
    [
        ("99 % erreichen", "99\u00a0% erreichen"),
        ("rund 83,9 Mio. Menschen", "rund 83,9\u00a0Mio. Menschen"),
        ("12 km², 3 km weit, 5 Euro", "12\u00a0km², 3\u00a0km weit, 5\u00a0Euro"),
        ("Nr. 7 kmh", "Nr. 7 kmh"),
        ("in 90 Jahren % und mehr", "in 90 Jahren % und mehr"),
    ],
)
def test_no_line_ends_between_a_number_and_its_unit(compiled, shown):
    render = prose(course(), "0" * 64)
    assert render(Text(html=f"<p>{compiled}</p>", plain=compiled)) == f"<p>{shown}</p>"
