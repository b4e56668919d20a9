"""How many processes may work at once."""

import os

MOST = 8  # processes, of some eighty megabytes each


def processors() -> int:
    """The processors that this process may use, as far as they are wanted."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), MOST)
    return min(os.cpu_count() or 1, MOST)
