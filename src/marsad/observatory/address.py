"""Where is the store?  A path the user sees, or the URL of a database server.

A path is an SQLite file; ``postgresql://…`` (or ``sqlite:///…``) is a URL.  Nothing is hidden in a data folder: without
an address the store is ``marsad.db`` in the folder one stands in.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from marsad.errors import UsageError

DEFAULT = "marsad.db"
VARIABLE = "MARSAD_STORE"
_POSTGRES = ("postgresql", "postgres", "postgresql+psycopg")


@dataclass(frozen=True, slots=True)
class Address:
    """A store's address: ``path`` for an SQLite file, else ``url`` for PostgreSQL."""

    path: Path | None
    url: URL

    def __str__(self) -> str:
        """The address as people may see it: without a password."""
        return str(self.path) if self.path is not None else self.url.render_as_string(hide_password=True)


def address(given: str | Path | None = None) -> Address:
    """The address that was given, else that of MARSAD_STORE, else ``marsad.db`` here.

    Raises:
        UsageError: a URL of a kind of database that Marsad does not use.
    """
    text = str(given) if given is not None else os.environ.get(VARIABLE) or DEFAULT
    if "://" not in text:
        return Address(Path(text), URL.create("sqlite", database=text))
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise UsageError("not the address of a store", hint="give a path, or postgresql://user@host/name") from None
    if url.drivername == "sqlite" and url.database:
        return Address(Path(url.database), url)
    if url.drivername in _POSTGRES:
        return Address(None, url.set(drivername="postgresql+psycopg"))
    raise UsageError(f"no store can be kept in {url.drivername}", hint="give a path, or postgresql://user@host/name")
