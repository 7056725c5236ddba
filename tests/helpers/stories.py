"""Short made-up reports for the store's tests, any number of them, no two alike."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import marsad
from marsad.records import Report

_PLACES = ("الرطبة", "القائم", "الموصل", "كركوك", "بغداد", "دير الزور", "حلب", "الفلوجة")
_ACTS = (
    "قصفت المدفعية مواقع داعش في {place} وقتلت {n} مسلحين، بحسب وزارة الدفاع.",
    "أصيب {n} مدنيين في انفجار عبوة ناسفة جنوب {place}، أمس.",
    "اعتقلت الشرطة {n} متهمين في {place}، وفق بيان لقيادة العمليات.",
    "نزحت {n} عائلات من {place} هرباً من المعارك، قال قائممقام القضاء.",
)


def text(number: int) -> str:
    """The text of a story."""
    act = _ACTS[number % len(_ACTS)].format(place=_PLACES[number // 4 % len(_PLACES)], n=number % 7 + 3)
    return f"الخبر رقم {number}\n\n{act}\n"


def day(number: int) -> date:
    """The day it was published."""
    return date(2024, 5, 1) + timedelta(days=number % 60)


@cache
def report(number: int, *, id: str | None = None) -> Report:  # noqa: A002
    """The story, read."""
    read = marsad.read(text(number), published=day(number))
    return read.model_copy(update={"document": read.document.model_copy(update={"id": id or f"story-{number}"})})


def write(path: Path, numbers: range) -> Path:
    """The stories as JSON lines."""
    lines = (
        json.dumps({"id": f"story-{n}", "text": text(n), "published": str(day(n))}, ensure_ascii=False) for n in numbers
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
