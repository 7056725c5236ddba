"""Every page a person may open, for what is asked of all of them: axe, screenshots, hostile articles."""

from __future__ import annotations

#: By name: the path below the language; {uid} is the report that is looked at, {event} an event of it.
PAGES: dict[str, str] = {
    "documents": "/documents",
    "search": "/documents?q=القائم",
    "nothing": "/documents?q=زرافة",
    "report": "/documents/{uid}",
    "text": "/documents/{uid}?view=text",
    "why": "/documents/{uid}/why/e1",
    "missing": "/documents/none",
}
