"""Whether the conditions of an entry hold: who must do it, whom it must be done to, what must stand around it."""

from __future__ import annotations

from typing import Final

from marsad.lexicon.schema import as_list
from marsad.reader.draft import Draft, Filler

#: وأصيب آخرون: others of those just told of.
_OTHERS: Final = frozenset(("اخر", "اخرون", "اخرين", "اخران", "اخريات"))


def meets(draft: Draft) -> bool:
    """Whether every condition of the draft's entry holds."""
    data = draft.entry.data
    for key, fillers in (("subject", subjects(draft)), ("object", objects(draft))):
        if key in data:
            wanted = set(as_list(data[key]))
            if not fillers:
                return False
            if not any(is_any(f, wanted) for f in fillers):
                return False
        if f"not_{key}" in data and any(kinds_of(f) & set(as_list(data[f"not_{key}"])) for f in fillers):
            return False
    if "object" in as_list(data.get("needs")) and not objects(draft):
        return False
    if "subject" in as_list(data.get("needs")) and not subjects(draft):
        return False
    if data.get("weak"):
        return not draft.parsed.classes.isdisjoint(
            (
                "fighter",
                "force",
                "group",
                "weapon",
                "explosive",
                "missile",
                "aircraft",
                "violence",
                "toll",
                "displaced",
                "crowd",
                "artillery",
            )
        )
    return True


def subjects(draft: Draft) -> list[Filler]:
    """What fills the slot of the subject, whatever role its frame gives it."""
    if draft.frame.get("subject") == "target" or draft.frame.get("subject") == "target_place":
        return draft.targets
    if draft.frame.get("subject") == "device":
        return draft.devices
    return draft.actors


def objects(draft: Draft) -> list[Filler]:
    """What fills the slot of the object."""
    return (
        draft.targets
        + [f for _, f in draft.placed if f not in draft.targets]
        + [f for f in draft.actors if f.slot == "object"]
    )


def kinds_of(filler: Filler) -> frozenset[str]:
    """The classes of a filler; what may be somebody is nothing abstract (انتحاري is no انتحار of mine, شرطي no شرط)."""
    classes = filler.phrase.classes
    return classes if classes.isdisjoint(("fighter", "civilian", "role")) else classes - {"abstract"}


def is_any(filler: Filler, wanted: set[str]) -> bool:
    """Whether a filler is of one of some classes, as far as its words tell."""
    phrase = filler.phrase
    if phrase.classes & wanted:
        return True
    place = bool(phrase.head.places)
    if place and not wanted.isdisjoint(("place", "settlement", "admin", "area", "state", "terrain", "site")):
        return True
    if not phrase.classes and phrase.head.pos in "XL" and not place:
        return not wanted.isdisjoint(
            (
                "person",
                "agent",
                "fighter",
                "force",
                "group",
                "collective",
                "civilian",
                "settlement",
                "site",
                "place",
                "unit",
                "displaced",
                "family",
            )
        )
    some = phrase.head.pos == "K" and bool(phrase.head.after)  # أصيب أحدهم
    if phrase.head.pos == "U" or phrase.head.stem in _OTHERS or some:
        return not wanted.isdisjoint(("person", "civilian", "displaced", "fighter", "toll", "family"))
    return False
