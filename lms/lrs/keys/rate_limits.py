"""How many requests a key may make: a bucket each, that fills evenly and holds a minute's worth."""

import math
import threading
import time
from collections.abc import Callable

from lms.errors import TooManyRequests
from lms.lrs.keys.credentials import Credential

MINUTE = 60.0


class RateExceeded(TooManyRequests):
    """The key's bucket is empty; `wait` are the whole seconds until it holds a request again."""

    def __init__(self, rate: int, wait: int) -> None:
        super().__init__(f"this key may make {rate} requests a minute; try again in {wait} s")
        self.wait = wait


class RateLimits:
    """Counts in this process: with several, a key may make as many times its rate. Called from worker threads.

    A credential's own `rate` goes before the installation's `default`; 0 is no limit.
    """

    def __init__(self, default: int = 0, clock: Callable[[], float] = time.monotonic) -> None:
        self._default = default
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, credential: Credential) -> None:
        """One request of this key; raises RateExceeded when it has none left."""
        rate = self._default if credential.rate is None else credential.rate
        if not rate:
            return
        with self._lock:
            moment = self._clock()
            left, seen = self._buckets.get(credential.key, (float(rate), moment))
            left = min(float(rate), left + (moment - seen) * rate / MINUTE)
            if left < 1:
                raise RateExceeded(rate, math.ceil((1 - left) * MINUTE / rate))
            self._buckets[credential.key] = (left - 1, moment)
