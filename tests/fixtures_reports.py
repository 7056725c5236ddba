"""Reports made by hand, for the tests of the record model, the command line and the renderings.

The article is invented, and so are its places and people.  Words are found in the text, never counted by hand.
"""

from __future__ import annotations

from datetime import date

from marsad.codes import codes
from marsad.records import (
    Caption,
    Codes,
    Count,
    Document,
    Entity,
    Event,
    Note,
    Place,
    Publisher,
    Range,
    Report,
    Role,
    Source,
    Statement,
    Time,
    Words,
)

LINES = (
    "الرئيسية | أخبار | رياضة | XS SM MD LG",
    "القوات المشتركة تستعيد 12 قرية شرق وادي السدر",
    "بقلم: سلمى الرفاعي",
    "2024/05/02",
    "جنود قرب معبر النخيل/تصوير أحمد نوري",
    "قال المتحدث باسم قيادة العمليات العقيد سامر الهادي في بيان إن القوات المشتركة تمكنت الأربعاء من تحرير 12 قرية شرق وادي السدر، "
    "وقتلت نحو 30 مسلحا من كتائب الظل دون وقوع إصابات في صفوفها.",
    "غارات ونزوح",
    "وشنت طائرات من طراز F-16 غارة على معسكر جنوب بلدة الرمانة أسفرت عن مقتل ما بين 5 و7 أشخاص، بحسب مصدر طبي. ونفت كتائب الظل سقوط قتلى.",
    "ونزحت مئات العائلات إلى مدينة كوثر، فيما تعتزم القوات مسك معبر النخيل.",
    'وتوقع الخبير الأمني رائد منصور أن تنتهي العملية خلال أسبوع. وطالب بفتح ممرات <آمنة> & "سريعة" للمدنيين.',
    "اقرأ أيضا",
    "جميع الحقوق محفوظة لموقع مرايا الخبر",
)
TEXT = "\n".join(LINES) + "\n"


def at(text: str, *, after: str = "") -> dict[str, object]:
    """Text and offsets of words in the article, the first after some other words."""
    start = TEXT.index(text, TEXT.index(after) if after else 0)
    return {"text": text, "start": start, "end": start + len(text)}


def line(number: int) -> dict[str, int]:
    start = sum(len(text) + 1 for text in LINES[:number])
    return {"start": start, "end": start + len(LINES[number])}


def words(text: str, *, after: str = "") -> Words:
    return Words.model_validate(at(text, after=after))


def role(text: str, entity: str | None = None, *, after: str = "", implied: bool = False) -> Role:
    return Role.model_validate({**at(text, after=after), "entity": entity, "implied": implied})


def count(text: str, of: str, low: float | None, high: float | None, **more: object) -> Count:
    return Count.model_validate({**at(text), "of": of, "low": low, "high": high, **more})


def time(text: str, **more: object) -> Time:
    span = at(text)
    return Time.model_validate({"text": text, "start_char": span["start"], "end_char": span["end"], **more})


def coded(event_type: str, **more: object) -> Codes:
    return Codes.model_validate(codes(event_type, **more))  # type: ignore[arg-type]


def rich_report(*, id: str = "sidr-1") -> Report:  # noqa: A002
    """A report with every kind of record, several statuses, overlapping words and fields left empty with reasons."""
    body = LINES[5]
    source = Source.model_validate(
        {
            **at("المتحدث باسم قيادة العمليات العقيد سامر الهادي"),
            "name": "سامر الهادي",
            "role": "المتحدث العقيد",
            "organisation": "قيادة العمليات",
            "channel": "بيان",
            "verb": "قال",
            "verb_start": TEXT.index("قال المتحدث"),
            "verb_end": TEXT.index("قال المتحدث") + 3,
            "entity": "n2",
        }
    )
    valley = Place.model_validate(
        {
            **at("شرق وادي السدر", after="تحرير"),
            "name": "وادي السدر",
            "id": "geonames:1",
            "country": "IQ",
            "admin1": "الأنبار",
            "lat": 34.1234,
            "lon": 41.5,
            "precision": 2,
        }
    )
    expert = Source.model_validate(
        {**at("الخبير الأمني رائد منصور"), "name": "رائد منصور", "role": "الخبير الأمني", "verb": "توقع"}
    )
    events = (
        Event(
            id="e1",
            type="capture",
            trigger=words("تحرير"),
            actors=(role("القوات المشتركة", "n1", after="إن "),),
            targets=(role("12 قرية شرق وادي السدر", after="تحرير"),),
            places=(valley,),
            time=time("الأربعاء", start=date(2024, 5, 1), end=date(2024, 5, 1), precision="day", basis="relative"),
            counts=(Count.model_validate({**at("12 قرية", after="تحرير"), "of": "village", "low": 12, "high": 12}),),
            source=source,
            evidence=words(body),
            codes=coded("capture", actor_kinds={"state"}),
            confidence=0.9,
            rule="capture/light-verb+masdar",
        ),
        Event(
            id="e2",
            type="killing",
            trigger=words("قتلت"),
            actors=(role("القوات المشتركة", "n1", after="إن ", implied=True),),
            targets=(role("نحو 30 مسلحا من كتائب الظل", "n3"),),
            places=(valley,),
            counts=(count("نحو 30 مسلحا", "killed", 30, 30, approximate=True, group="مسلحا من كتائب الظل"),),
            none=("injured",),
            source=source,
            evidence=words(body),
            codes=coded("killing", actor_kinds={"state"}, target_kinds={"rebel"}),
            confidence=0.84,
            rule="killing/verb",
            reasons={"time": "not-said"},
        ),
        Event(
            id="e3",
            type="airstrike",
            trigger=words("غارة", after="F-16"),
            actors=(role("طائرات من طراز F-16"),),
            targets=(role("معسكر جنوب بلدة الرمانة"),),
            places=(Place.model_validate({**at("جنوب بلدة الرمانة"), "name": "الرمانة", "reason": "place-unknown"}),),
            counts=(count("ما بين 5 و7 أشخاص", "killed", 5, 7),),
            evidence=words(LINES[7].split(" ونفت")[0]),
            codes=coded("airstrike", actor_kinds={"external"}),
            confidence=0.8,
            rule="airstrike/noun",
            reasons={"time": "not-said", "source": "outlet"},
        ),
        Event(
            id="e4",
            type="killing",
            status="denied",
            trigger=words("سقوط قتلى"),
            source=Source.model_validate(
                {**at("كتائب الظل", after="ونفت"), "name": "كتائب الظل", "verb": "نفت", "entity": "n3"}
            ),
            evidence=words("ونفت كتائب الظل سقوط قتلى."),
            codes=coded("killing", status="denied"),
            confidence=0.7,
            rule="killing/denied",
            reasons={"actors": "not-said", "time": "not-said"},
        ),
        Event(
            id="e5",
            type="displacement",
            salience="background",
            trigger=words("نزحت"),
            actors=(role("مئات العائلات"),),
            places=(
                Place.model_validate(
                    {
                        **at("مدينة كوثر"),
                        "role": "to",
                        "name": "كوثر",
                        "country": "IQ",
                        "lat": 33.0,
                        "lon": 42.0,
                        "precision": 1,
                    }
                ),
            ),
            counts=(count("مئات العائلات", "displaced", 200, 999, approximate=True),),
            evidence=words(LINES[8]),
            codes=coded("displacement", actor_kinds={"civilians"}),
            rule="displacement/verb",
        ),
        Event(
            id="e6",
            type="border_control",
            status="planned",
            trigger=words("مسك"),
            actors=(role("القوات", "n1", after="تعتزم"),),
            targets=(role("معبر النخيل", after="مسك"),),
            evidence=words(LINES[8]),
            codes=coded("border_control", status="planned"),
            rule="border_control/planned",
        ),
    )
    document = Document(
        id=id,
        url="https://example.org/sidr?a=1&b=2",
        publisher=Publisher.model_validate(at("مرايا الخبر")),
        title=words(LINES[1]),
        byline=words("سلمى الرفاعي"),
        published=date(2024, 5, 2),
        published_basis="page",
        published_words=words("2024/05/02"),
        language="ar",
        text=TEXT,
        headings=(words("غارات ونزوح"),),
        captions=(Caption.model_validate({**at(LINES[4]), "credit": at("أحمد نوري")}),),
        paragraphs=tuple(Range.model_validate(line(number)) for number in (5, 7, 8, 9)),
        furniture=tuple(Range.model_validate(line(number)) for number in (0, 3, 10, 11)),
    )
    return Report(
        document=document,
        entities=(
            Entity(
                id="n1", kind="armed_group", name="القوات المشتركة", mentions=(words("القوات المشتركة"),), country="IQ"
            ),
            Entity(id="n2", kind="person", name="سامر الهادي", mentions=(words("سامر الهادي"),)),
            Entity(
                id="n3", kind="armed_group", name="كتائب الظل", mentions=(words("كتائب الظل"),), ref="kataib-al-zill"
            ),
        ),
        events=events,
        statements=(
            Statement(
                id="s1",
                kind="forecast",
                speaker=expert,
                **at("أن تنتهي العملية خلال أسبوع"),  # type: ignore[arg-type]
                horizon=time(
                    "خلال أسبوع", start=date(2024, 5, 2), end=date(2024, 5, 9), precision="week", basis="relative"
                ),
            ),
            Statement(id="s2", kind="call", speaker=expert, **at('بفتح ممرات <آمنة> & "سريعة" للمدنيين')),  # type: ignore[arg-type]
            Statement(id="s3", kind="denial", **at("ونفت كتائب الظل سقوط قتلى"), events=("e4",)),  # type: ignore[arg-type]
        ),
        notes=(
            Note(
                code="place-unknown",
                message="«الرمانة» is in no gazetteer.",
                **{k: at("الرمانة")[k] for k in ("start", "end")},
            ),  # type: ignore[arg-type]
        ),
    )


def bare_report(*, id: str = "bare", text: str = "لا شيء هنا.") -> Report:  # noqa: A002
    """A report without events, title or date."""
    return Report(
        document=Document(id=id, language="ar", text=text, paragraphs=(Range(start=0, end=len(text)),)),
        notes=(Note(code="undated", message="The page gives no publication date."),),
    )
