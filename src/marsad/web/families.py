"""Which family does an event type belong to?  ``data/families.json`` says it; a family has one colour everywhere."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

#: The family of types that people brought themselves.
OTHER = "other"


@cache
def families() -> dict[str, tuple[str, ...]]:
    """The types of each family, in the order of the legend."""
    data = json.loads(files(__package__).joinpath("data", "families.json").read_text("utf-8"))
    return {name: tuple(types) for name, types in data.items()}


@cache
def _by_type() -> dict[str, str]:
    return {each: name for name, types in families().items() for each in types}


def family(event_type: str) -> str:
    """The family of an event type."""
    return _by_type().get(event_type, OTHER)
