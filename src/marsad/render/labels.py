"""Words for people: what types, statuses, classes and fields are called, in English and Arabic."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, Protocol

Lang = Literal["en", "ar"]


@cache
def data(name: str) -> str:
    """The text of a file of ``render/data``."""
    return files(__package__).joinpath("data", name).read_text("utf-8")


@cache
def _labels() -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = json.loads(data("labels.json"))
    return found


class Bounds(Protocol):
    """What has bounds: a count, or an answer that is one."""

    @property
    def low(self) -> float | None:
        """The least it may be."""

    @property
    def high(self) -> float | None:
        """The most it may be."""

    @property
    def approximate(self) -> bool:
        """Whether it is rough."""


def amount(count: Bounds, lang: Lang) -> str:
    """A count's bounds for people: ``77``, ``30-40``, ``about 30``, ``at least 5``, ``some``."""
    low, high = count.low, count.high
    if low is None and high is None:
        return label("page", "some", lang)
    if low is None or high is None:
        bound, number = ("most", high) if low is None else ("least", low)
        return f"{label('page', bound, lang)} {_number(number)}"
    shown = _number(low) if low == high else f"{_number(low)}–{_number(high)}"
    return f"{label('page', 'approximate', lang)} {shown}" if count.approximate else shown


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def label(group: str, key: str, lang: Lang) -> str:
    """What people call ``key``; a key nobody has named yet (a new event type) is shown as it is, with spaces."""
    names = _labels()[group].get(key)
    return names[lang] if names else key.replace("_", " ")


def type_name(name: str, lang: Lang, own: Mapping[str, str]) -> str:
    """What people call an event type: a shipped one, one that a user named, or the bare word."""
    return own[name] if name in own and name not in _labels()["type"] else label("type", name, lang)
