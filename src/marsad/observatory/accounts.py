"""Who is it, and what may they do?  Users with passwords, the sessions of their browsers, the tokens of their programs.

Times are ISO 8601 in UTC, as everywhere in the store, so that they compare as text.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, get_args

from sqlalchemy import delete, func, insert, select, update

from marsad.errors import AccountError, NotInStoreError
from marsad.observatory.people import Audit, Session, Token, User
from marsad.observatory.store import Store, now

#: In the order of what they may do: look; correct and add; merge, split and manage as well.
Rank = Literal["reader", "coder", "editor"]
RANKS: tuple[Rank, ...] = get_args(Rank)

_NAME = re.compile(r"[^\W_][\w.@ -]{0,62}\w|[^\W_]")
_LEAST_PASSWORD = 10
_MOST_PASSWORD = 1000
#: How long a browser is known again.
SESSION_SECONDS = 7 * 24 * 3600
#: A password that is checked when the name is unknown, so that the time an answer takes tells nobody which names there are.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$bm9ib2R5IGlzIGhlcmU$xHnX2bPAeIKUVyQKUO/oMDTlnf8MzBdGDjTtRFDxVcA"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may come in."""

    name: str
    rank: Rank
    made: str = ""

    def may(self, rank: Rank) -> bool:
        """Whether they may do what this rank may."""
        return RANKS.index(self.rank) >= RANKS.index(rank)


@dataclass(frozen=True, slots=True)
class Done:
    """A line of the audit log."""

    made: str
    who: str
    address: str
    action: str
    subject: str


def _hash(secret: str) -> str:
    """What is kept of a secret that a machine drew; it is long enough to need no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _account(row: Any) -> Account:
    return Account(row.name, row.role, row.made)


def _sound(name: str, password: str, rank: str) -> None:
    if not _NAME.fullmatch(name):
        raise AccountError(f"{name!r} is no name for a user", hint="letters, digits, and . - _ @ or spaces inside")
    if rank not in RANKS:
        raise AccountError(f"{rank!r} is no role", hint=f"one of {', '.join(RANKS)}")
    if not _LEAST_PASSWORD <= len(password) <= _MOST_PASSWORD:
        raise AccountError(f"the password has {len(password)} characters", hint=f"take {_LEAST_PASSWORD} or more")


def add_user(store: Store, name: str, password: str, rank: str) -> Account:
    """Let somebody in.

    Raises:
        AccountError: there is somebody of that name, or name, password or rank will not do.
    """
    from argon2 import PasswordHasher

    _sound(name, password, rank)
    hashed = PasswordHasher().hash(password)
    made = now()
    with store.writing() as connection:
        if connection.execute(select(User.name).where(func.lower(User.name) == name.lower())).first():
            raise AccountError(f"there is a user {name} already", hint="marsad user remove takes one out")
        values = {"name": name, "role": rank, "password": hashed, "made": made}
        connection.execute(insert(User).values(values))
    return Account(name, rank, made)  # type: ignore[arg-type]


def remove_user(store: Store, name: str) -> None:
    """Let somebody in no more; their sessions and tokens end at once, what they did stays theirs.

    Raises:
        NotInStoreError: there is nobody of that name.
    """
    with store.writing() as connection:
        for table in (Session, Token):
            connection.execute(delete(table).where(table.user == name))
        if not connection.execute(delete(User).where(User.name == name)).rowcount:
            raise NotInStoreError(f"no user {name}", hint="marsad user list shows them")


def users(store: Store) -> list[Account]:
    """Everybody who may come in, by name."""
    with store.reading() as connection:
        return [
            _account(row) for row in connection.execute(select(User.name, User.role, User.made).order_by(User.name))
        ]


def with_password(store: Store, name: str, password: str) -> Account | None:
    """Who this is; None where name or password is wrong, without saying which."""
    from argon2 import PasswordHasher
    from argon2.exceptions import Argon2Error, InvalidHashError

    with store.reading() as connection:
        query = select(User.name, User.role, User.made, User.password)
        row = connection.execute(query.where(User.name == name)).first()
    kept = row.password if row is not None else _NOBODY
    try:
        PasswordHasher().verify(kept, password[:_MOST_PASSWORD])
    except (Argon2Error, InvalidHashError):
        return None
    return _account(row) if row is not None else None


def open_session(store: Store, account: Account) -> str:
    """Remember a browser; returns the secret that its cookie holds.  Sessions that have run out are forgotten."""
    secret = secrets.token_urlsafe(32)
    moment = datetime.now(UTC)
    expires = (moment + timedelta(seconds=SESSION_SECONDS)).strftime("%Y-%m-%dT%H:%M:%SZ")
    with store.writing() as connection:
        connection.execute(delete(Session).where(Session.expires < now()))
        values = {"hash": _hash(secret), "user": account.name, "made": now(), "expires": expires}
        connection.execute(insert(Session).values(values))
    return secret


def with_session(store: Store, secret: str) -> Account | None:
    """Whose browser this is; None where it is nobody's any more."""
    query = select(User.name, User.role, User.made).join(Session, Session.user == User.name)
    with store.reading() as connection:
        row = connection.execute(query.where(Session.hash == _hash(secret), Session.expires >= now())).first()
    return _account(row) if row is not None else None


def close_session(store: Store, secret: str) -> None:
    """Forget a browser."""
    with store.writing() as connection:
        connection.execute(delete(Session).where(Session.hash == _hash(secret)))


def add_token(store: Store, user: str, label: str) -> str:
    """A secret for a program of somebody's, shown this once; another one of the same label is replaced.

    Raises:
        NotInStoreError: there is nobody of that name.
    """
    secret = f"marsad_{secrets.token_urlsafe(32)}"
    with store.writing() as connection:
        if connection.execute(select(User.name).where(User.name == user)).first() is None:
            raise NotInStoreError(f"no user {user}", hint="marsad user list shows them")
        connection.execute(delete(Token).where(Token.user == user, Token.label == label))
        values = {"hash": _hash(secret), "user": user, "label": label, "made": now(), "used": None}
        connection.execute(insert(Token).values(values))
    return secret


def with_token(store: Store, secret: str) -> Account | None:
    """Whose program this is; None where it is nobody's.  The day it was last used is noted, once a day."""
    query = select(User.name, User.role, User.made, Token.used).join(Token, Token.user == User.name)
    with store.reading() as connection:
        row = connection.execute(query.where(Token.hash == _hash(secret))).first()
    if row is None:
        return None
    if row.used is None or row.used[:10] < now()[:10]:
        with store.writing() as connection:
            connection.execute(update(Token).where(Token.hash == _hash(secret)).values(used=now()))
    return _account(row)


def note(store: Store, *, who: str, address: str, action: str, subject: str = "") -> None:
    """Write a line into the audit log."""
    with store.writing() as connection:
        values = {"made": now(), "who": who, "address": address, "action": action, "subject": subject[:500]}
        connection.execute(insert(Audit).values(values))


def audit(store: Store, limit: int = 200) -> list[Done]:
    """The newest lines of the audit log, newest first."""
    columns = (Audit.made, Audit.who, Audit.address, Audit.action, Audit.subject)
    with store.reading() as connection:
        rows = connection.execute(select(*columns).order_by(Audit.id.desc()).limit(limit))
        return [Done(*row) for row in rows]
