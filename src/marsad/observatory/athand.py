"""How is what was made of late kept at hand, and no more of it than fits?"""

from __future__ import annotations

from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class AtHand(Generic[Key, Value]):
    """Values that were put here or asked for of late, at least ``most`` of them and at most twice as many.

    When there are ``most``, they become those of before, and those that were of before until then go.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._late: dict[Key, Value] = {}
        self._before: dict[Key, Value] = {}

    def __len__(self) -> int:
        return len(self._late.keys() | self._before.keys())

    def get(self, key: Key) -> Value | None:
        """The value of a key, None where it is not at hand; values are never None themselves."""
        found = self._late.get(key)
        if found is None and (found := self._before.get(key)) is not None:
            self.put(key, found)
        return found

    def put(self, key: Key, value: Value) -> None:
        """Keep a value at hand, in place of the one that the key had."""
        if len(self._late) >= self._most:
            self._late, self._before = {}, self._late
        self._late[key] = value
