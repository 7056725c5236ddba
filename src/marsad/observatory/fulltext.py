"""How are an article's stems found again?  FTS5 in SQLite, a tsvector under a GIN index in PostgreSQL.

Both are given stems, one a word and in order, and asked for words in any of several forms; neither is left to
cut or fold a word itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, TextClause, text

from marsad.observatory.bulk import run

#: PostgreSQL keeps no positions beyond this one, and 256 of a word.
_LAST_POSITION = 16383
_MOST_POSITIONS = 255
_MOST_BYTES = 500_000


def _quoted(stem: str) -> str:
    return "'" + stem.replace("\\", "\\\\").replace("'", "''") + "'"


def _vector(stems: Sequence[str]) -> str:
    """A tsvector literal; what is beyond its limits is found by word only, not by order, and in the end not at all."""
    places: dict[str, list[str]] = {}
    size = 0
    for at, stem in enumerate(stems, 1):
        found = places.get(stem)
        if found is None:
            size += len(stem.encode("utf-8", "replace")) + 8
            if size > _MOST_BYTES or len(stem) > 500:
                continue
            found = places[stem] = []
        if at <= _LAST_POSITION and len(found) < _MOST_POSITIONS:
            found.append(str(at))
    return " ".join(_quoted(stem) + (":" + ",".join(at) if at else "") for stem, at in places.items())


def put(connection: Connection, document_id: int, stems: Sequence[str]) -> None:
    """Keep a document's stems for searching; those it had are to be dropped first."""
    if connection.dialect.name == "sqlite":
        run(connection, "INSERT INTO search (rowid, stems) VALUES (?, ?)", [(document_id, " ".join(stems))])
    else:
        insert = "INSERT INTO search (document_id, stems) VALUES (?, CAST(? AS tsvector))"
        run(connection, insert, [(document_id, _vector(stems))])


_DELETE_FTS = text("DELETE FROM search WHERE rowid = :id")
_DELETE_VECTOR = text("DELETE FROM search WHERE document_id = :id")


def drop(connection: Connection, document_id: int) -> None:
    """Forget a document's stems."""
    connection.execute(_DELETE_FTS if connection.dialect.name == "sqlite" else _DELETE_VECTOR, {"id": document_id})


def _fts(items: list[list[tuple[str, ...]]]) -> str:
    """The query in FTS5's language: every item; of an item, the words in their order, in any of their forms."""

    def item(words: list[tuple[str, ...]]) -> str:
        rest = "".join(" + " + _string(forms[0]) for forms in words[1:])
        return "(" + " OR ".join(_string(form) + rest for form in words[0]) + ")"

    return " AND ".join(item(words) for words in items)


def _string(stem: str) -> str:
    return '"' + stem.replace('"', '""') + '"'


def _tsquery(items: list[list[tuple[str, ...]]]) -> str:
    def word(forms: tuple[str, ...]) -> str:
        return "(" + " | ".join(_quoted(form) for form in forms) + ")"

    return " & ".join("(" + " <-> ".join(word(forms) for forms in words) + ")" for words in items)


def found(items: list[list[tuple[str, ...]]], *, sqlite: bool) -> tuple[TextClause, dict[str, str]]:
    """A query of the ids of the documents that hold every item, and its parameters."""
    if sqlite:
        return text("SELECT rowid AS document_id FROM search WHERE search MATCH :asked"), {"asked": _fts(items)}
    return text("SELECT document_id FROM search WHERE stems @@ CAST(:asked AS tsquery)"), {"asked": _tsquery(items)}


def tidy(connection: Connection) -> None:
    """Merge the index into one piece, so that what was removed is gone from it."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO search (search) VALUES ('optimize')"))
