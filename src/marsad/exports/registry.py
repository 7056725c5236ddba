"""Which formats are there?  Every module of ``formats``, and what other packages register as ``marsad.exports``."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from importlib.metadata import entry_points

from marsad.errors import UsageError
from marsad.exports import formats
from marsad.exports.base import Format


def names() -> list[str]:
    """The names of all formats."""
    own = {module.name for module in pkgutil.iter_modules(formats.__path__)}
    return sorted(own | {point.name for point in entry_points(group="marsad.exports")})


def find(name: str) -> Format:
    """The format of a name; only its module is imported.

    Raises:
        UsageError: there is none.
    """
    if name not in names():
        raise UsageError(f"{name!r} is no format", hint=f"one of {', '.join(names())}")
    for point in entry_points(group="marsad.exports", name=name):
        return point.load()  # type: ignore[no-any-return]
    return import_module(f"{formats.__name__}.{name}").FORMAT  # type: ignore[no-any-return]
