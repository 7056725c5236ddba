"""Which incident is which, after mentions were grouped anew?  Ids that are kept once they are given; pure.

An id is made from the words of the event that founded the incident, so that it does not hang on the order in which reports
came in where one report founds it.  Once given it stays: it follows its founder, and where that is gone, most of
its members.  Where two incidents become one, the id of the earlier founder stays and the other leads to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from marsad.observatory.mentions import Mention, founder, incident_id


@dataclass(frozen=True, slots=True)
class Named:
    """The ids of the groups, in their order; and where ids that are borne no more lead to, None where to nothing."""

    ids: tuple[str, ...]
    led: Mapping[str, str | None]


def _holder(old: str, groups: Sequence[Sequence[Mention]], before: Mapping[int, str]) -> int | None:
    anchor = founder(old)
    shares = Counter[int]()
    for at, group in enumerate(groups):
        for mention in group:
            if mention.anchor == anchor:
                return at
            if before.get(mention.anchor) == old:
                shares[at] += 1
    return min(shares, key=lambda at: (-shares[at], at)) if shares else None


def name(
    groups: Sequence[Sequence[Mention]],
    before: Mapping[int, str],
    *,
    gone: Collection[str] = (),
    known: Collection[str] = (),
    taken: Collection[str] = (),
    prefer: Collection[str] = (),
) -> Named:
    """Name some groups of mentions.

    Args:
        groups: the groups that found an incident, in order, each with its members in order.
        before: the incident that held the event with an anchor until now.
        gone: incidents that held events which are there no more, and perhaps nothing else.
        known: ids that were given once and lead elsewhere now; the founder's group takes them up again.
        taken: ids that incidents bear which are not looked at here.
        prefer: ids that stay where several could, because a person named them.
    """
    claims: dict[int, list[str]] = {}
    led: dict[str, str | None] = {}
    for old in sorted({*before.values(), *gone}):
        holder = _holder(old, groups, before)
        if holder is None:
            led[old] = None
        else:
            claims.setdefault(holder, []).append(old)
    ids: list[str] = []
    for at, group in enumerate(groups):
        mine = claims.get(at, [])
        place = {mention.anchor: number for number, mention in enumerate(group)}
        if mine:
            ids.append(min(mine, key=lambda old: (old not in prefer, place.get(founder(old), len(group)), old)))
            led |= {old: ids[-1] for old in mine if old != ids[-1]}
            continue
        own = [incident_id(mention.anchor) for mention in group]
        first = next((i for mention, i in zip(group, own, strict=True) if mention.main), own[0])
        again = [each for each in own if each in known]
        ids.append(next(each for each in [*again, first, *own, _spare(group)] if each not in taken and each not in ids))
    return Named(tuple(ids), led)


def _spare(group: Sequence[Mention]) -> str:
    """An id for the rare case that all of the group's own are borne by incidents that went elsewhere."""
    return incident_id(group[0].anchor ^ 1)
