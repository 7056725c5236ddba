"""Which places does the store know, and what is told of one?  Those of the gazetteer, and those that only words name."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, select

from marsad.errors import NotInStoreError
from marsad.gazetteer.english import english
from marsad.gazetteer.index import Entry
from marsad.gazetteer.index import default as gazetteer
from marsad.gazetteer.names import key
from marsad.observatory import tallies
from marsad.observatory.filters import EXACTLY, named
from marsad.observatory.profiles import Known, by_words, named_by
from marsad.observatory.rows import name_id
from marsad.observatory.stems import name_key
from marsad.observatory.store import Store
from marsad.observatory.tables import Place

_MOST_INSIDE = 15


def _is_called(entry: Entry, query: str, folded: str) -> bool:
    """Whether words stand in a name of a place: in Arabic folded, in English as they are."""
    if query == entry.id or query.lower() in (english(entry.id) or "").lower():
        return True
    return bool(folded) and any(f" {folded} " in f" {each} " for each in gazetteer().spellings(entry.id))


def known(store: Store, *, query: str = "", kind: str = "", country: str = "") -> list[Known]:
    """The places of the gazetteer that the store tells of, the most told of first; by their kind, country and name."""
    with store.reading() as connection:
        told = tallies.of_ids(connection, "place")
        worded = tallies.ids_named(connection, "place", named(query)) if query and name_key(query) else set()
    found, folded = [], key(query)
    for ident, many in told.items():
        # A place of an index that people brought along is known by its id alone.
        entry = gazetteer().place(ident) or Entry(ident, ident, "", None, None, 0.0, 0.0, 0, 0.0)
        if (kind and entry.kind != kind) or (country and entry.country != country):
            continue
        if query and ident not in worded and not _is_called(entry, query, folded):
            continue
        found.append(Known(ident, entry.name, entry.kind or None, entry.country, many))
    return sorted(found, key=lambda each: (-each.reports, each.id))


def worded(store: Store, *, query: str = "", country: str = "", limit: int = 50, offset: int = 0) -> list[Known]:
    """Those that only words name, the most told of first."""
    rows = select(Place).where(Place.gazetteer.is_(None))
    return by_words(store, "place", rows, Place, query=query, country=country, limit=limit, offset=offset)


def countries(store: Store) -> list[str]:
    """The countries that events are placed in, by their two letters."""
    with store.reading() as connection:
        return sorted(tallies.of_ids(connection, "country"))


def _is(ident: str) -> ColumnElement[bool]:
    if not ident.startswith(EXACTLY):
        return Place.gazetteer == ident
    return and_(Place.name_id == name_id(name_key(ident.removeprefix(EXACTLY))), Place.gazetteer.is_(None))


def words(store: Store, ident: str) -> list[tuple[str, int]]:
    """By which words reports name a place, the most frequent first; none where they only name what lies inside it."""
    with store.reading() as connection:
        return named_by(connection, Place, _is(ident))


def checked(store: Store, ident: str) -> tuple[Entry | None, list[tuple[str, int]]]:
    """The place of an id, where the gazetteer has it, and the words for it.

    Raises:
        NotInStoreError: the gazetteer does not have it, and no report tells of it.
    """
    entry = gazetteer().place(ident)
    found = words(store, ident)
    if entry is None and not found:
        raise NotInStoreError(f"no report tells of {ident}", hint="")
    return entry, found


def area(entry: Entry) -> str | None:
    """What the filters call all that lies in a country or a first-level unit; None for other places."""
    if entry.kind == "country":
        return entry.country
    return f"{entry.country}/{entry.name}" if entry.kind == "admin1" and entry.country else None


def inside(store: Store, entry: Entry) -> list[Known]:
    """The places in a country or a first-level unit that the store tells of most."""
    if area(entry) is None:
        return []
    found: list[Known] = []
    with store.reading() as connection:
        told = tallies.of_ids(connection, "place", country=entry.country or "")
        for ident, many in sorted(told.items(), key=lambda each: (-each[1], each[0])):
            here = gazetteer().place(ident)
            if ident == entry.id or (entry.kind == "admin1" and (here is None or here.admin1 != entry.name)):
                continue
            # A place of an index that people brought along is named by a report.
            name = here.name if here else connection.execute(_named(ident)).scalar_one()
            found.append(Known(ident, name, None, entry.country, many))
            if len(found) == _MOST_INSIDE:
                break
    return found


def _named(ident: str) -> Select[str]:
    return select(Place.name).where(Place.gazetteer == ident).limit(1)


def namesakes(entry: Entry) -> list[Entry]:
    """Other places of the same name, the larger first."""
    found = {each.id: each for each in gazetteer().lookup(key(entry.name)) if each.id != entry.id}
    return sorted(found.values(), key=lambda each: (-each.population, each.id))


def spellings(entry: Entry) -> list[str]:
    """The folded names under which the gazetteer finds a place, besides the one that is shown."""
    return [each for each in gazetteer().spellings(entry.id) if each != key(entry.name)]


def unit_id(entry: Entry) -> str | None:
    """The id of the first-level unit that a place lies in."""
    found = gazetteer().unit(entry.country, entry.admin1) if entry.country and entry.admin1 else None
    return found.id if found is not None else None
