"""How is the observatory served?  What ``marsad serve`` was told, in one place that does not change."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from marsad.page.article import Article
from marsad.reader import read_article
from marsad.records import Report


def _today() -> date:
    return datetime.now(UTC).date()


def loopback(host: str) -> bool:
    """Whether only this machine can reach an address to listen on."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Settings:
    """What the web needs to know.

    Attributes:
        host: the address it listens on; on a loopback address nobody logs in.
        names: the names it answers to, besides those of this machine; empty: to any, where people log in.
        https: a server in front of it speaks HTTPS: cookies are sent over nothing else.
        local_user: who corrects, where nobody logs in.
        most_bytes: the most bytes a request may have.
        read: the reader.
        today: the day it is, for what is "the last week".
    """

    host: str = "127.0.0.1"
    names: tuple[str, ...] = ()
    https: bool = False
    local_user: str = "local"
    most_bytes: int = 16 << 20
    read: Callable[[Article], Report] = field(default=read_article)
    today: Callable[[], date] = field(default=_today)

    @property
    def alone(self) -> bool:
        """Whether there is one local user and no login."""
        return loopback(self.host)
