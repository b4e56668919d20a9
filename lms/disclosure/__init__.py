"""What a count may show: keys of persons and cells, the smallest group, totals that reveal nothing, noise on wish."""

from lms.disclosure.noise import QUIET, Noise
from lms.disclosure.protected_counts import Cell, ShownCount, protect, protect_part, rest, total
from lms.disclosure.record_keys import cell_key, record_key

__all__ = [
    "QUIET",
    "Cell",
    "Noise",
    "ShownCount",
    "cell_key",
    "protect",
    "protect_part",
    "record_key",
    "rest",
    "total",
]
