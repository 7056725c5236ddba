"""A watch area as a feed that readers subscribe to: Atom (RFC 4287) and JSON Feed 1.1.

Ids are made from the incident's: an entry that was read once is known again after more reports came in, and is updated
then.  The same store gives the same bytes.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from marsad.observatory.sightings import Sighting
from marsad.render.isolate import clean
from marsad.render.labels import Lang, label, type_name

_ATOM = "http://www.w3.org/2005/Atom"
_GEORSS = "http://www.georss.org/georss"
_HOME = uuid.uuid5(uuid.NAMESPACE_DNS, "marsad")
#: What a URL may hold besides letters and digits; anything else is no link.
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+", re.ASCII | re.IGNORECASE)


def _urn(*parts: str) -> str:
    return uuid.uuid5(_HOME, "/".join(parts)).urn


def _title(of: Sighting, lang: Lang) -> str:
    parts = [type_name(of.type, lang, {})]
    if of.place:
        parts.append(clean(of.place))
    days = of.listed if of.first is None else of.first
    text = f"{'، ' if lang == 'ar' else ', '}".join([*parts, days.isoformat()])
    held = "" if of.certainty == "certainly" else f" ({label('certainty', of.certainty, lang)})"
    return text + held


def _text(of: Sighting, lang: Lang) -> str:
    lines = [f"{label('status', of.status, lang)}; {label('certainty', of.certainty, lang)}"]
    for side, names in (("actor", of.actors), ("target", of.targets)):
        if names:
            lines.append(f"{label('field', side, lang)}: {'; '.join(map(clean, names))}")
    for told in of.told:
        outlet = f"{clean(told.publisher)}: " if told.publisher else ""
        lines.append(f"{outlet}{clean(told.title)} ({told.published or told.listed}) [{told.uid}]")
    return "\n".join(lines)


def _links(of: Sighting) -> list[str]:
    return list(dict.fromkeys(told.url for told in of.told if told.url and _URL.fullmatch(told.url)))


def _newest(found: Sequence[Sighting], made: str) -> str:
    days = [each.updated.isoformat() for each in found]
    return f"{max(days)}T00:00:00Z" if days else made


@dataclass(frozen=True, slots=True)
class Served:
    """Where a feed is served: its own address, the page of the watch area, and what the ids of incidents are put behind."""

    feed: str
    page: str
    incidents: str


def json_feed(name: str, made: str, found: Sequence[Sighting], lang: Lang, at: Served | None = None) -> str:
    """JSON Feed 1.1; what Marsad knows of an incident is under ``_marsad``."""
    items = []
    for each in found:
        item = {
            "id": _urn("incident", each.incident),
            "title": _title(each, lang),
            "content_text": _text(each, lang),
            "date_published": f"{each.listed}T00:00:00Z",
            "date_modified": f"{max(each.updated, each.listed)}T00:00:00Z",
            "tags": [each.type, each.status, each.certainty],
            "_marsad": each.to_dict(),
        }
        links = _links(each)
        here = {"url": at.incidents + each.incident} if at else {}
        items.append(item | here | ({"external_url": links[0]} if links else {}))
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{label('page', 'watch', lang)}: {clean(name)}",
        "language": lang,
        **({"home_page_url": at.page, "feed_url": at.feed} if at else {}),
        "items": items,
        "_marsad": {"about": "incidents of a Marsad watch area", "id": _urn("watch", made, name)},
    }
    return json.dumps(feed, ensure_ascii=False, indent=2) + "\n"


def atom(name: str, made: str, found: Sequence[Sighting], lang: Lang, at: Served | None = None) -> str:
    """Atom, with GeoRSS points."""
    ElementTree.register_namespace("", _ATOM)
    ElementTree.register_namespace("georss", _GEORSS)
    root = ElementTree.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": lang})

    def put(parent: ElementTree.Element, tag: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
        element = ElementTree.SubElement(parent, f"{{{_ATOM}}}{tag}", attributes)
        element.text = text
        return element

    put(root, "id", _urn("watch", made, name))
    put(root, "title", f"{label('page', 'watch', lang)}: {clean(name)}")
    put(root, "updated", _newest(found, made))
    put(put(root, "author"), "name", "Marsad")
    if at:
        put(root, "link", rel="self", type="application/atom+xml", href=at.feed)
        put(root, "link", rel="alternate", type="text/html", href=at.page)
    for each in found:
        entry = put(root, "entry")
        put(entry, "id", _urn("incident", each.incident))
        put(entry, "title", _title(each, lang))
        put(entry, "published", f"{each.listed}T00:00:00Z")
        put(entry, "updated", f"{max(each.updated, each.listed)}T00:00:00Z")
        for tag in (each.type, each.status, each.certainty):
            put(entry, "category", term=tag)
        if at:
            put(entry, "link", rel="alternate", type="text/html", href=at.incidents + each.incident)
        for url in _links(each):
            put(entry, "link", rel="related", href=url)
        put(entry, "content", _text(each, lang), type="text")
        if each.lat is not None and each.lon is not None:
            ElementTree.SubElement(entry, f"{{{_GEORSS}}}point").text = f"{each.lat} {each.lon}"
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"
