"""The records of a report, each made of what the reader found: words, roles, places, times, counts, sources, entities."""

from __future__ import annotations

from marsad import records
from marsad.arabic.calendar import TimeExpression
from marsad.page.article import Article, Caption, Span
from marsad.reader.draft import Filler, Speaker, Tally
from marsad.reader.entities import Known, Registry
from marsad.reader.locate import Located
from marsad.reader.mentions import PlaceMention
from marsad.reader.words import Word
from marsad.records import Count, Document, Entity, Place, Range, Role, Source, Time, Words, text_hash


def words_record(text: str, start: int, end: int) -> Words:
    """Some words of the document."""
    return Words.made({"text": text[start:end], "start": start, "end": end})


def document_record(article: Article) -> Document:
    """The document, and the parts of its article."""
    text = article.text

    def words(span: Span | Caption | None) -> Words | None:
        return words_record(text, span.start, span.end) if span else None

    publisher: records.Publisher | None = None
    if isinstance(article.publisher, str):
        publisher = records.Publisher.made({"text": article.publisher})
    elif article.publisher is not None:
        start, end = article.publisher.start, article.publisher.end
        publisher = records.Publisher.made({"text": text[start:end], "start": start, "end": end})
    return Document.made(
        {
            "id": article.id,
            "url": article.url,
            "publisher": publisher,
            "title": words(article.title),
            "byline": words(article.byline),
            "published": article.published,
            "published_basis": article.published_basis,
            "published_words": words(article.published_span),
            "language": article.language,
            "text": text,
            "sha256": text_hash(text),
            "dateline": words(article.dateline),
            "headings": tuple(words_record(text, h.start, h.end) for h in article.headings),
            "captions": tuple(
                records.Caption.made(
                    {"text": text[c.start : c.end], "start": c.start, "end": c.end, "credit": words(c.credit)}
                )
                for c in article.captions
            ),
            "paragraphs": tuple(Range.made({"start": p.start, "end": p.end}) for p in article.paragraphs),
            "furniture": tuple(Range.made({"start": p.start, "end": p.end}) for p in article.furniture),
        }
    )


def entity_record(known: Known) -> Entity:
    """Somebody or something that the article names, with every mention in the order of the text."""
    return Entity.made(
        {
            "id": known.id,
            "kind": known.kind,
            "name": known.name,
            "mentions": tuple(
                Words.made({"text": w, "start": a, "end": b}) for (a, b), w in sorted(known.mentions.items())
            ),
            "ref": known.ref,
            "country": known.country,
            "private": known.private,
            "ref_confidence": known.ref_confidence,
            "role": known.role,
            "organisation": known.organisation,
        }
    )


def role_records(fillers: list[Filler], text: str, registry: Registry, *, acting: bool = False) -> tuple[Role, ...]:
    """Those who fill a role, in the order of the text, each once; ``acting``: they do something."""
    roles = []
    seen: set[tuple[int, int]] = set()
    for filler in sorted(fillers, key=lambda f: f.start):
        start, end = filler.start, filler.end
        if (start, end) in seen or end <= start:
            continue
        seen.add((start, end))
        entity = registry.filler(filler, acting=acting)
        roles.append(
            Role.made(
                {"text": text[start:end], "start": start, "end": end, "entity": entity, "implied": filler.implied}
            )
        )
    return tuple(roles)


def place_record(role: str, mention: PlaceMention, found: Located, text: str) -> Place:
    """A place of an event, as its words and as the gazetteer has it."""
    start, end = mention.start, mention.end
    place = {"text": text[start:end], "start": start, "end": end, "role": role, "name": mention.name}
    at = found.entry or found.at
    if at is not None:
        admin1 = at.name if at.kind == "admin1" else at.admin1
        place |= {"country": at.country, "admin1": admin1, "lat": found.lat, "lon": found.lon}
        place["precision"] = found.precision
    if found.entry is not None:
        place["id"] = found.entry.id
    if found.reason:
        place["reason"] = found.reason
    return Place.made(place)


def time_record(time: TimeExpression | None, text: str) -> Time | None:
    """A time as the words give it, resolved where it can be."""
    if time is None:
        return None
    return Time.made(
        {
            "text": text[time.start_char : time.end_char],
            "start_char": time.start_char,
            "end_char": time.end_char,
            "start": time.start,
            "end": time.end,
            "precision": time.precision if time.precision in ("day", "week", "month", "year") else "unknown",
            "basis": "stated" if time.basis == "stated" else "relative",
        }
    )


def count_record(tally: Tally, text: str) -> Count:
    """How many of what."""
    return Count.made(
        {
            "text": text[tally.start : tally.end],
            "start": tally.start,
            "end": tally.end,
            "of": tally.of,
            "low": tally.low,
            "high": tally.high,
            "approximate": tally.approximate,
            "group": tally.group or None,
        }
    )


def _whole(first: Word, words: str) -> str:
    """A name as it is by itself: بيان للجيش is one of الجيش, whose article is in the preposition."""
    return f"ال{words}" if "ل" in first.before and first.article else words


def source_record(speaker: Speaker | None, text: str, registry: Registry) -> Source | None:
    """Who says it: the name, rank and body in the words that name the sayer, and how it was said."""
    if speaker is None or speaker.phrase is None:
        return None
    phrase = speaker.phrase
    words = speaker.parsed.words
    start, end = phrase.start, phrase.end
    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    inside = words[phrase.first : phrase.last]
    if phrase.name_from >= 0:
        head = words[phrase.name_from]
        name = text[head.start : end]
        role = text[start : words[phrase.name_from - 1].end] if phrase.name_from > phrase.first else None
    elif "person" in phrase.classes and phrase.head.pos not in "XL":
        role = text[start:end]
    else:
        name = organisation = _whole(words[phrase.first], text[start:end])
    if role:
        body = next(
            (w for w in inside[1:] if "collective" in w.classes and (phrase.name_from < 0 or w.i < phrase.name_from)),
            None,
        )
        if body is not None:
            last = phrase.name_from if phrase.name_from > body.i else phrase.last
            # المتحدث باسم القيادة العميد الركن حازم: a rank is the speaker's, not the body's.
            last = next((w.i for w in words[body.i + 1 : last] if "rank" in w.classes), last)
            stop = words[last - 1].end if last < phrase.last else end
            organisation = _whole(body, text[body.bare_start() : stop])
    verb = speaker.verb
    channel = speaker.channel
    return Source.made(
        {
            "text": text[start:end],
            "start": start,
            "end": end,
            "name": name,
            "role": role,
            "organisation": organisation,
            "channel": text[channel[0] : channel[1]] if channel else None,
            "verb": verb.text if verb else None,
            "verb_start": verb.start if verb else None,
            "verb_end": verb.end if verb else None,
            "entity": registry.speaker(speaker),
            "implied": speaker.implied,
        }
    )
