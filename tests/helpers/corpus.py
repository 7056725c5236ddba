"""Corpus lines read and compared with what their writer expects, and the list of those that are known to fail.

Names are compared as the gold's scorer does: folded, without the article, whole or in their main part.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import marsad
from marsad.arabic.fold import fold_word
from marsad.records import Event, Report, Source

CORPUS = Path(__file__).parents[1] / "corpus"
GAPS = CORPUS / "known_gaps.txt"
KINDS = ("events", "sources", "heldout", "times", "counts")
#: The fields that an event of a corpus line may expect, as the scores list them.
FIELDS = ("event", "status", "actors", "targets", "places", "counts", "source")


class Line(NamedTuple):
    """A corpus line; ``key`` stays the same while its text does, wherever the line moves in its file."""

    key: str
    data: dict[str, Any]


def files(kind: str) -> list[Path]:
    """The files of a kind: a folder's, or the one file of that name."""
    one = CORPUS / f"{kind}.jsonl"
    return [one] if one.exists() else sorted((CORPUS / kind).glob("*.jsonl"))


def lines(path: Path) -> Iterator[Line]:
    for row in path.read_text("utf-8").split("\n"):
        if row.strip():
            data = json.loads(row)
            digest = hashlib.sha256(data["text"].encode()).hexdigest()[:10]
            yield Line(f"{path.relative_to(CORPUS)}:{digest}", data)


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@cache
def read(text: str, published: str | None = None) -> Report:
    return marsad.read(text, published=published)


def words(name: str) -> frozenset[str]:
    bare = (fold_word(word) for word in re.findall(r"[\w\u064b-\u0652\u0640]+", name))
    return frozenset(word[2:] if word.startswith("ال") and len(word) > 4 else word for word in bare if word)


def same_name(said: str | None, accepted: Any) -> bool:
    found = words(said or "")
    for name in listed(accepted) if found else ():
        wanted = words(name)
        shared = len(wanted & found)
        if shared and (wanted <= found or found <= wanted or shared / len(wanted | found) >= 0.5):
            return True
    return False


def same_names(said: Iterable[str], accepted: Iterable[Any]) -> bool:
    left = list(accepted)
    for name in said:
        hit = next((wanted for wanted in left if same_name(name, wanted)), None)
        if hit is None:
            return False
        left.remove(hit)
    return not left


def _same_verb(said: str, wanted: str) -> bool:
    """Whether a saying verb or formula holds the verb, with و or ف before it or not."""
    forms = fold_word(said).split()
    return all(any(word in (form, form[1:]) for form in forms) for word in fold_word(wanted).split())


def _same_source(said: Source | None, wanted: dict[str, Any] | None) -> bool:
    if said is None or wanted is None:
        return said is None and wanted is None
    whole = " ".join(filter(None, (said.name, said.role, said.organisation)))
    named = any(same_name(part, wanted["name"]) for part in (whole, said.name, said.role, said.organisation))
    verb = "verb" not in wanted or _same_verb(said.verb or "", wanted["verb"])
    others = all(same_name(getattr(said, field), wanted[field]) for field in ("role", "channel") if field in wanted)
    organisation = "organisation" not in wanted or same_name(whole, wanted["organisation"])
    return named and verb and others and organisation


def _wrong_fields(event: Event, wanted: dict[str, Any]) -> list[str]:
    wrong = [] if event.status in listed(wanted.get("status", event.status)) else ["status"]
    wrong += [
        field
        for field in ("actors", "targets", "places")
        if field in wanted and not same_names((one.text for one in getattr(event, field)), wanted[field])
    ]
    if "counts" in wanted:
        said = Counter((count.of, count.low, count.high) for count in event.counts)
        if said != Counter((count["of"], count.get("low"), count.get("high")) for count in wanted["counts"]):
            wrong.append("counts")
    if "unharmed" in wanted and set(event.none) != set(wanted["unharmed"]):
        wrong.append("none")
    if event.salience != wanted.get("salience", event.salience):
        wrong.append("salience")
    if "source" in wanted and not _same_source(event.source, wanted["source"]):
        wrong.append("source")
    return wrong


def _event_fields(report: Report, data: dict[str, Any]) -> list[str]:
    """The fields of the expected event that are not as its writer expects; "event" where there is none of its type."""
    triggers = listed(data.get("trigger_accept") or data.get("trigger") or [])
    spans = [(at, at + len(one)) for one in triggers if (at := data["text"].find(one)) >= 0]
    matching = [event for event in report.events if event.type in listed(data["type"])]
    if not matching:
        return ["event"]
    there = [event for event in matching if any(event.trigger.start < b and a < event.trigger.end for a, b in spans)]
    return min((_wrong_fields(event, data) for event in there or matching), key=len)


def _judge_event(report: Report, data: dict[str, Any]) -> str:
    if data.get("none") or "not" in data:
        barred = {event.type for event in report.events if data.get("none") or event.type in listed(data["not"])}
        return "coded " + ",".join(sorted(barred)) if barred else ""
    wrong = _event_fields(report, data)
    if wrong == ["event"]:
        return "missed " + str(listed(data["type"])[0])
    return "wrong " + ",".join(wrong) if wrong else ""


def _judge_source(report: Report, data: dict[str, Any]) -> str:
    sources = [event.source for event in report.events] + [one.speaker for one in report.statements]
    if data["source"] is None:
        return "credited" if any(sources) else ""
    if not sources:
        return "missed"
    if any(_same_source(source, data["source"]) for source in sources):
        return ""
    return "wrong source" if any(sources) else "no source"


def _judge_time(report: Report, data: dict[str, Any]) -> str:
    """Whether some event has the time a line expects, to the day; whether none has one where it expects none."""
    said = {(str(one.time.start), str(one.time.end), one.time.precision) for one in report.events if one.time}
    if "start" not in data:
        return "dated" if said else ""
    precision = {data["precision"], *data.get("precision_accept", ())}
    if any((start, end) == (data["start"], data["end"]) and kind in precision for start, end, kind in said):
        return ""
    return "wrong time" if said else "no time" if report.events else "no event"


def _judge_counts(report: Report, data: dict[str, Any]) -> str:
    """Whether the events of a line together count what it expects, each number once."""
    found = {(one.start, one.of): (one.of, one.low, one.high) for event in report.events for one in event.counts}
    said = Counter(found.values())
    wanted = Counter((one["of"], one["low"], one["high"]) for one in data["counts"])
    if said == wanted:
        return ""
    return "wrong counts" if wanted and said else "counted" if said else "no counts" if report.events else "no event"


_JUDGES = {
    "events": _judge_event,
    "heldout": _judge_event,
    "sources": _judge_source,
    "times": _judge_time,
    "counts": _judge_counts,
}


def kind_of(line: Line) -> str:
    return re.split(r"[/.]", line.key, maxsplit=1)[0]


def _report(line: Line) -> Report:
    data = line.data
    if kind_of(line) == "heldout" and isinstance(data.get("source"), str):
        data["source"] = {"name": data.get("source_accept") or data["source"]}
    return read(data["text"], data.get("published"))


def judge(line: Line) -> str:
    """What is wrong with the reading of a line, in a word or two; nothing where it is as expected."""
    report = _report(line)
    return _JUDGES[kind_of(line)](report, line.data)


def field_scores(kind: str) -> dict[str, tuple[int, int]]:
    """For each field that lines of a kind expect: how many are right, of how many; "line" is whole lines."""
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for path in files(kind):
        for line in lines(path):
            report = _report(line)
            of["line"] += 1
            right["line"] += not judge(line)
            if "trigger" not in line.data or kind in ("times", "counts", "sources"):
                of[path.stem] += 1
                right[path.stem] += not judge(line)
                continue
            wrong = _event_fields(report, line.data)
            for field in FIELDS:
                if field == "event" or field in line.data:
                    of[field] += 1
                    right[field] += field not in wrong and "event" not in wrong
    return {name: (right[name], of[name]) for name in of}


def failing(path: Path) -> dict[str, str]:
    """The lines of a file that are not read as expected, and why."""
    return {line.key: wrong for line in lines(path) if (wrong := judge(line))}


def known_gaps() -> dict[str, str]:
    """The lines that are known to fail, and why they did when the list was made."""
    rows = GAPS.read_text("utf-8").split("\n")
    return dict(row.split(" ", 1) for row in rows if row and not row.startswith("#"))
