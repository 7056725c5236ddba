"""What does the store hold under some words?  Reports with the piece where they stand, and beside them actors, places and incidents."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from marsad.errors import UsageError
from marsad.observatory import actors, places
from marsad.observatory.catchup import complete
from marsad.observatory.incidents import of_ids
from marsad.observatory.listing import Listed, listed
from marsad.observatory.occasions import Incident
from marsad.observatory.profiles import Known
from marsad.observatory.search import search
from marsad.observatory.store import Store
from marsad.observatory.tables import Document, Mention
from marsad.observatory.tables import Incident as Row

#: So many actors, places and incidents stand beside the reports.
_BESIDE = 6
_EXAMPLES = 4


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: a page of reports, whether there are more, and the most told of actors, places and incidents.

    Actors and places are those of that name; incidents are those that the reports of the page tell of.
    """

    reports: tuple[Listed, ...]
    more: bool
    actors: tuple[Known, ...]
    places: tuple[Known, ...]
    incidents: tuple[Incident, ...]

    def __bool__(self) -> bool:
        """Whether anything was found."""
        return bool(self.reports or self.actors or self.places)


def find(store: Store, query: str, *, limit: int = 10, offset: int = 0) -> Finding:
    """What is found under some words; nothing where there is none among them that could be looked for."""
    try:
        found = listed(store, query, limit=limit + 1, offset=offset)
    except UsageError:
        return Finding((), False, (), (), ())
    named = [*actors.known(store, query=query)[:_BESIDE], *actors.worded(store, query=query, limit=_BESIDE)]
    where = [*places.known(store, query=query)[:_BESIDE], *places.worded(store, query=query, limit=_BESIDE)]
    shown = found[:limit]
    told = _told(store, [each.hit.uid for each in shown])
    return Finding(tuple(shown), len(found) > limit, tuple(named[:_BESIDE]), tuple(where[:_BESIDE]), tuple(told))


def _told(store: Store, uids: list[str]) -> list[Incident]:
    """The incidents that most of some documents tell of."""
    complete(store)
    many = func.count(Mention.document_id.distinct())
    wanted = (
        select(Mention.incident)
        .join(Document, Document.id == Mention.document_id)
        .join(Row, Row.id == Mention.incident)
        .where(Document.uid.in_(uids), Row.standing != "retracted")
        .group_by(Mention.incident)
        .order_by(many.desc(), func.max(Row.documents).desc(), Mention.incident)
    )
    with store.reading() as connection:
        ids = [str(ident) for ident in connection.execute(wanted.limit(_BESIDE)).scalars()]
        found = {each.id: each for each in of_ids(connection, ids)}
    return [found[ident] for ident in ids]


def examples(store: Store) -> list[str]:
    """Words that are found here: names of the places and actors that most is told of."""
    names = [
        each.name
        for pair in zip(places.known(store)[:_EXAMPLES], actors.known(store)[:_EXAMPLES], strict=False)
        for each in pair
    ]
    return [name for name in names if search(store, f'"{name}"', limit=1)][:_EXAMPLES]
