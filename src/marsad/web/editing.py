"""What a coder may set in a value besides its words: the parts of each field, as a form asks for them.

What a part may hold is read from the report model, so that no form asks for what the model refuses.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from marsad.arabic.fold import fold_text
from marsad.gazetteer.index import Gazetteer
from marsad.records import Count, Place, Role, Source, Time
from marsad.web.selecting import precision_of

Kind = Literal["choice", "who", "day", "number", "tick", "words"]

#: By field: the record it holds, and its parts in the order of the form.
PARTS: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "actors": (Role, ("entity",)),
    "targets": (Role, ("entity",)),
    "places": (Place, ("role", "name", "id", "country", "admin1", "lat", "lon", "precision")),
    "counts": (Count, ("of", "low", "high", "approximate", "group")),
    "time": (Time, ("start", "end", "precision", "basis")),
    "source": (Source, ("name", "role", "organisation", "channel", "verb", "entity")),
}  # fmt: skip
#: Under which names people know the choices of a part.
_NAMED = {"role": "place", "of": "count"}
_KINDS: dict[str, Kind] = {"boolean": "tick", "number": "number", "integer": "number"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a value: ``choices`` where it has some, ``named`` the table of labels they stand in."""

    name: str
    kind: Kind
    needed: bool
    choices: tuple[str | int, ...] = ()
    named: str = ""
    pattern: str | None = None
    least: float | None = None
    most: float | None = None


def _part(name: str, schema: dict[str, Any]) -> Part:
    options = schema.get("anyOf", [schema])
    known: dict[str, Any] = {}
    for option in options:
        known |= option
    needed = all(option.get("type") != "null" for option in options)
    choices = next((option["enum"] for option in options if "enum" in option), ())
    kinds = [option.get("type") for option in options]
    kind: Kind = "words"
    if name == "entity":
        kind = "who"
    elif choices:
        kind = "choice"
    elif known.get("format") == "date":
        kind = "day"
    else:
        kind = next((_KINDS[each] for each in kinds if each in _KINDS), "words")
    return Part(
        name, kind, needed, tuple(choices), _NAMED.get(name, name), known.get("pattern"), known.get("minimum"), known.get("maximum")
    )  # fmt: skip


@cache
def parts(field: str) -> tuple[Part, ...]:
    """The parts of a field's values; KeyError where it has none."""
    record, names = PARTS[field]
    properties = record.model_json_schema()["properties"]
    return tuple(_part(name, properties[name]) for name in names)


def namesakes(name: str, gazetteer: Gazetteer) -> list[dict[str, Any]]:
    """The places of a name, the greater first, as the parts of a place that they settle; ``kind`` and ``population`` beside."""
    found = sorted(gazetteer.lookup(fold_text(name.strip())), key=lambda each: (-each.population, each.id))
    return [
        {
            "id": each.id, "name": each.name, "country": each.country, "admin1": each.admin1, "lat": each.lat, "lon": each.lon,
            "precision": precision_of(each), "kind": each.kind, "population": each.population,
        }
        for each in found
    ]  # fmt: skip
