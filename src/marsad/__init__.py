"""Marsad reads Arabic news reports into sourced, dated, mapped event records.

The door for programs::

    import marsad

    report = marsad.read("قصفت المدفعية قرية السدر.", published="2024-05-02")
    report.to_json()

Importing this package loads nothing heavy; the reader and its lexicon are loaded by the first call.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from marsad.errors import MarsadError
    from marsad.gazetteer.index import Gazetteer
    from marsad.lexicon.lexicon import Lexicon
    from marsad.page.article import Article
    from marsad.reader.explain import Explanation
    from marsad.records import Report

__all__ = ["MarsadError", "Report", "__version__", "explain_all", "load_gazetteer", "load_lexicon", "read", "read_all"]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("marsad")
    if name == "Report":
        from marsad.records import Report

        return Report
    if name == "MarsadError":
        from marsad.errors import MarsadError

        return MarsadError
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def as_day(published: str | date | None) -> date | None:
    """A day of publication as callers give it: a date, or ``YYYY-MM-DD`` and no other form of ISO 8601."""
    if not isinstance(published, str):
        return published
    from datetime import datetime

    from marsad.errors import BadDateError

    try:
        if len(published) == 10:
            return datetime.strptime(published, "%Y-%m-%d").date()
    except ValueError:
        pass
    raise BadDateError(f"{published!r} is not a date")


def load_lexicon(folder: str | Path) -> Lexicon:
    """The words that ship with Marsad with a dictionary of one's own laid over them, for ``read`` and ``read_all``.

    Raises ``DictionaryError`` where the folder holds no dictionary or one with mistakes (docs/lexicon.md).
    """
    from pathlib import Path

    from marsad.lexicon.user import load_with

    return load_with(Path(folder))


def load_gazetteer(file: str | Path) -> Gazetteer:
    """The places that ship with Marsad with an index of one's own laid over them, for ``read`` and ``read_all``.

    ``marsad gazetteer add`` writes such an index; raises ``GazetteerError`` where the file is none (docs/gazetteer.md).
    """
    from pathlib import Path

    from marsad.gazetteer.index import Gazetteer

    return Gazetteer.load(extra=Path(file))


def _report(article: Article, **own: Any) -> Report:
    from marsad.reader import read_article

    return read_article(article, **{name: value for name, value in own.items() if value is not None})


def explain_all(
    source: str | Path,
    *,
    published: str | date | None = None,
    url: str | None = None,
    lexicon: Lexicon | None = None,
    gazetteer: Gazetteer | None = None,
) -> Iterator[Explanation | MarsadError]:
    """As ``read_all``, but why each event was coded as it is, and what was not coded."""
    from marsad.errors import MarsadError
    from marsad.page.inputs import articles
    from marsad.reader import reader_of

    for article in articles(source, published=as_day(published), url=url):
        yield article if isinstance(article, MarsadError) else reader_of(lexicon, gazetteer).explain(article)


def read_all(
    source: str | Path,
    *,
    published: str | date | None = None,
    url: str | None = None,
    lexicon: Lexicon | None = None,
    gazetteer: Gazetteer | None = None,
) -> Iterator[Report | MarsadError]:
    """The reports of every document in a file, or of standard input for ``"-"``.

    A document that cannot be read comes out as the error that says why, and the rest go on.
    """
    from marsad.errors import MarsadError
    from marsad.page.inputs import articles

    for article in articles(source, published=as_day(published), url=url):
        yield article if isinstance(article, MarsadError) else _report(article, lexicon=lexicon, gazetteer=gazetteer)


def read(
    source: str | bytes | Path,
    *,
    published: str | date | None = None,
    url: str | None = None,
    lexicon: Lexicon | None = None,
    gazetteer: Gazetteer | None = None,
) -> Report:
    """Read one document: a text, the bytes of a page, or the path of a file that holds one.

    ``published`` is the day of publication, without which relative dates stay unresolved.  Raises ``MarsadError`` where
    the document cannot be read, and where a file holds several (``read_all`` reads those).
    """
    from pathlib import Path

    from marsad.errors import MarsadError, UsageError

    if isinstance(source, Path):
        reports = list(read_all(source, published=published, url=url, lexicon=lexicon, gazetteer=gazetteer))
        for report in reports:
            if isinstance(report, MarsadError):
                raise report
            if len(reports) == 1:
                return report
        raise UsageError(f"{source} holds {len(reports)} documents", hint="use marsad.read_all for such files")
    from marsad.page.document import from_bytes, from_text

    day = as_day(published)
    article = (
        from_bytes(source, published=day, url=url)
        if isinstance(source, bytes)
        else from_text(source, published=day, url=url)
    )
    return _report(article, lexicon=lexicon, gazetteer=gazetteer)
