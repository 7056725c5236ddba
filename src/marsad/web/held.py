"""What was worked out of a store holds until the store changes: the map of a large one is counted once, not with every move.

What is asked for last is kept longest.  Several requests may work out the same thing at once; none waits for another.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from marsad.observatory.store import Store

T = TypeVar("T")
_MOST = 48


class Held:
    """Answers of one store, by what was asked."""

    def __init__(self, store: Store, most: int = _MOST) -> None:
        self._store, self._most = store, most
        self._beat = ""
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, asked: Hashable, work_out: Callable[[], T]) -> T:
        """The answer that is held, else a new one, which is held from now on."""
        beat = self._store.beat()
        with self._lock:
            if beat != self._beat:
                self._beat = beat
                self._answers.clear()
            if asked in self._answers:
                self._answers.move_to_end(asked)
                found: T = self._answers[asked]
                return found
        made = work_out()
        with self._lock:
            # What changed meanwhile may be in it or not: the next beat would hold it for what it is not.
            if beat == self._beat:
                self._answers[asked] = made
                if len(self._answers) > self._most:
                    self._answers.popitem(last=False)
        return made
