"""The crosswalk tables: read once, lazily, and checked against the official code lists.

A table is a CSV file, one rule a line; the first line whose conditions all hold gives the code.  A condition names
words separated by ``|`` and holds when one of them is present; an empty condition always holds.  A line gives either a code
or the reason why there is none.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO

SYSTEMS = ("acled", "plover", "ucdp")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a crosswalk table; ``line`` is its line in the file."""

    line: int
    type: str
    status: frozenset[str]
    actor: frozenset[str]
    target: frozenset[str]
    cue: frozenset[str]
    code: str
    mode: str
    reason: str

    def holds(self, *, status: str, actors: frozenset[str], targets: frozenset[str], cues: frozenset[str]) -> bool:
        """Whether each condition is empty or met."""
        return (
            (not self.status or status in self.status)
            and (not self.actor or bool(self.actor & actors))
            and (not self.target or bool(self.target & targets))
            and (not self.cue or bool(self.cue & cues))
        )


@dataclass(frozen=True, slots=True)
class StatusRule:
    """What a status lets through: ACLED and UCDP record what happened, PLOVER marks what did not."""

    acled: bool
    ucdp: bool
    auxiliary: str


@dataclass(frozen=True, slots=True)
class Official:
    """One code of a system's own list, what it belongs to, and where the list comes from."""

    system: str
    field: str
    code: str
    parent: str
    disorder_type: str
    source: str


@dataclass(frozen=True, slots=True)
class Kind:
    """ACLED's number and label of a kind of actor, and what it calls such people where nobody is named."""

    inter: int
    label: str
    crowd: str


@dataclass(frozen=True, slots=True)
class State:
    """A country: its three-letter code and English name."""

    alpha3: str
    name: str


@dataclass(frozen=True, slots=True)
class SectorLine:
    """One line of ``sectors.csv``: what it asks of an actor, and PLOVER's sector and actor code."""

    line: int
    test: str
    words: frozenset[str]
    sector: str
    code: str


def read(name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of ``data/NAME.csv`` with their line numbers."""
    reader = csv.DictReader(StringIO(files(__package__).joinpath("data", f"{name}.csv").read_text("utf-8"), newline=""))
    for row in reader:
        yield reader.line_num, row


@cache
def rules(system: str) -> dict[str, tuple[Rule, ...]]:
    """The rules of a system, by event type, in file order."""
    found: dict[str, list[Rule]] = {}
    for line, row in read(system):
        conditions = {
            name: frozenset(filter(None, row[name].split("|"))) for name in ("status", "actor", "target", "cue")
        }
        rule = Rule(line, row["type"], code=row["code"], mode=row.get("mode", ""), reason=row["reason"], **conditions)
        found.setdefault(rule.type, []).append(rule)
    return {event_type: tuple(lines) for event_type, lines in found.items()}


@cache
def statuses() -> dict[str, StatusRule]:
    """What each status lets through."""
    return {
        row["status"]: StatusRule(row["acled"] == "yes", row["ucdp"] == "yes", row["auxiliary"])
        for _, row in read("statuses")
    }


@cache
def official() -> dict[tuple[str, str, str], Official]:
    """The official codes by (system, field, code)."""
    return {(row["system"], row["field"], row["code"]): Official(**row) for _, row in read("official")}


@cache
def words(kind: str) -> dict[str, str]:
    """The ``actor`` kinds or the ``cue`` words that rules may name, each with its meaning."""
    return {row["word"]: row["meaning"] for _, row in read("words") if row["kind"] == kind}


@cache
def kinds() -> dict[str, Kind]:
    """The kinds of actors as ACLED numbers them."""
    return {row["kind"]: Kind(int(row["inter"]), row["label"], row["crowd"]) for _, row in read("kinds")}


@cache
def countries() -> dict[str, State]:
    """Countries by their two-letter code."""
    return {row["code"]: State(row["alpha3"], row["name"]) for _, row in read("countries")}


def alpha3(code: str) -> str:
    """The three-letter code of a country, empty where the table has none."""
    found = countries().get(code)
    return found.alpha3 if found else ""


@cache
def plover_actors() -> dict[tuple[str, str], str]:
    """PLOVER's own codes of actors by (``sector`` or ``code``, code), each with its meaning."""
    return {(row["field"], row["code"]): row["meaning"] for _, row in read("plover_actors")}


#: What a line of ``sectors.csv`` can ask: of the id, its first part, a word in it, what is above it, or the kind.
SECTOR_TESTS = ("ref", "generic", "under", "word", "parent", "kind", "kind:what")


@cache
def sectors() -> tuple[SectorLine, ...]:
    """Which actors get which sector, in file order."""
    return tuple(
        SectorLine(line, row["test"], frozenset(row["words"].split("|")), row["sector"], row["code"])
        for line, row in read("sectors")
    )


def check() -> list[str]:
    """What is wrong in the tables: unknown words, unlisted codes, rules that an earlier rule hides."""
    found = [problem for system in SYSTEMS for lines in rules(system).values() for problem in _problems(system, lines)]
    return [*found, *_actor_problems()]


def _actor_problems() -> Iterator[str]:
    known = set(words("actor"))
    for kind in sorted(known - {"unknown"} - kinds().keys()):
        yield f"kinds.csv: no line for {kind}"
    for kind in sorted(kinds().keys() - known):
        yield f"kinds.csv: unknown kind {kind}"
    seen: dict[tuple[str, str], int] = {}
    for each in sectors():
        where = f"sectors.csv:{each.line}"
        if each.test not in SECTOR_TESTS:
            yield f"{where}: unknown test {each.test}"
        for field, code in (("sector", each.sector), ("code", each.code)):
            if code and (field, code) not in plover_actors():
                yield f"{where}: {code} is not a {field} of plover"
        if not each.sector and not each.code:
            yield f"{where}: neither a sector nor a code"
        for word in sorted(each.words):
            if (each.test, word) in seen:
                yield f"{where}: {word} is on line {seen[each.test, word]} already"
            seen.setdefault((each.test, word), each.line)
    for code, state in countries().items():
        if len(code) != 2 or len(state.alpha3) != 3:
            yield f"countries.csv: malformed code {code},{state.alpha3}"


_CODE_FIELD = {"acled": "sub_event_type", "plover": "event", "ucdp": "type_of_violence"}


def _problems(system: str, lines: tuple[Rule, ...]) -> Iterator[str]:
    allowed = {
        "status": set(statuses()),
        "actor": set(words("actor")),
        "target": set(words("actor")),
        "cue": set(words("cue")),
    }
    for position, rule in enumerate(lines):
        where = f"{system}.csv:{rule.line}"
        for name, known in allowed.items():
            for word in sorted(getattr(rule, name) - known):
                yield f"{where}: unknown {name} {word}"
        if bool(rule.code) == bool(rule.reason):
            yield f"{where}: a rule gives either a code or a reason"
        if rule.code and (system, _CODE_FIELD[system], rule.code) not in official():
            yield f"{where}: {rule.code} is not a code of {system}"
        mode = official().get((system, "mode", rule.mode))
        if rule.mode and (mode is None or mode.parent != rule.code):
            yield f"{where}: {rule.mode} is not a mode of {rule.code}"
        for earlier in lines[:position]:
            if all(
                not getattr(earlier, name) or (getattr(rule, name) and getattr(rule, name) <= getattr(earlier, name))
                for name in allowed
            ):
                yield f"{where}: never reached, line {earlier.line} holds whenever it does"
                break
    if lines and any(getattr(lines[-1], name) for name in allowed):
        yield f"{system}.csv:{lines[-1].line}: the last rule of {lines[-1].type} has conditions, so some events get no answer"
