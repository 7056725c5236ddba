"""How often may somebody try?  Failed attempts to log in, by address and by name, forgotten after a while."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

from marsad.errors import TooManyTriesError

#: So many failures, within so many seconds.
_FAILURES = 8
_SECONDS = 300.0
#: How many addresses and names are kept in mind.
_MOST = 10_000


class Attempts:
    """Counts failures; kept by one server for as long as it runs."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._failed: dict[str, deque[float]] = {}

    def check(self, *keys: str) -> None:
        """Say no where one of the keys failed too often.

        Raises:
            TooManyTriesError: it did.
        """
        with self._lock:
            for key in keys:
                if len(self._recent(key)) >= _FAILURES:
                    raise TooManyTriesError("too many attempts to log in")

    def failed(self, *keys: str) -> None:
        """Remember a failure."""
        with self._lock:
            if len(self._failed) >= _MOST:
                self._failed = {key: times for key in list(self._failed) if (times := self._recent(key))}
            for key in keys:
                self._failed.setdefault(key, deque()).append(self._clock())

    def succeeded(self, *keys: str) -> None:
        """Take the last one back: somebody came in."""
        with self._lock:
            for key in keys:
                if times := self._recent(key):
                    times.pop()

    def _recent(self, key: str) -> deque[float]:
        times = self._failed.get(key, deque())
        while times and times[0] < self._clock() - _SECONDS:
            times.popleft()
        return times
