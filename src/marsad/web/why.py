"""An explanation as rows for a page: what each field rests on, in the order a person asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from marsad.reader.explain import EntryUsed, EventWhy, FieldWhy, Rejection
from marsad.reader.explain_places import PlaceWhy

#: How many words of a condition, and how many other places, are listed.
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was decided: words of the text, what they became, why, and by which entry of the lexicon."""

    name: str
    words: str = ""
    value: str = ""
    why: str = ""
    entry: EntryUsed | None = None
    more: tuple[str, ...] = ()

    @property
    def entry_id(self) -> str:
        """The entry's id; companions are part of it, and listed with the conditions."""
        return self.entry.id.partition("+")[0] if self.entry is not None else ""


def _field(name: str, of: FieldWhy) -> Row:
    words = of.words.text if of.words is not None else ""
    return Row(name, words, of.value if of.value != words else "", of.why, of.entry)


def _place(of: PlaceWhy) -> Row:
    others = tuple(each for each in of.candidates if each != of.chosen)[:_SHOWN]
    return Row("place", of.words.text, of.chosen or "", of.why, more=others)


def _rejection(name: str, of: Rejection) -> Row:
    return Row(name, of.words.text, f"{of.type} {of.code}".strip(), of.why, of.entry)


def _conditions(entry: EntryUsed) -> Iterator[str]:
    for key, value in entry.conditions.items():
        listed = value if isinstance(value, list) else [value]
        yield f"{key}: " + "، ".join(map(str, listed[:_SHOWN])) + (" …" if len(listed) > _SHOWN else "")


def rows(event: EventWhy) -> Iterator[Row]:
    """Everything that was decided about an event."""
    yield Row("rule", value=event.rule, entry=event.entry)
    if event.entry.conditions:
        yield Row("condition", more=tuple(_conditions(event.entry)))
    yield Row("words", " + ".join(each.text for each in (event.trigger, *event.companions)))
    if event.carried is not None:
        yield _field("carried", event.carried)
    if event.refined is not None:
        yield _field("refined", event.refined)
    for role in event.roles:
        yield Row("targets" if role.field.startswith("target") else "actors", role.words.text, why=role.how)
    for field in ("actors", "targets"):
        if field in event.reasons:
            yield Row(field, why=event.reasons[field])
    yield from map(_place, event.places)
    if "places" in event.reasons:
        yield Row("place", why=event.reasons["places"])
    yield _field("time", event.time)
    for count in event.counts:
        yield _field("count", count)
    for name, of in (("status", event.status), ("salience", event.salience), ("source", event.source)):
        yield _field(name, of)
    yield Row("confidence", value=f"{event.confidence:.2f}")
    for joined in event.joined:
        yield _rejection("joined", joined)
    for considered in event.considered:
        yield _rejection("considered", considered)
