"""Who may use a store over the web?  The tables of users, their sessions and tokens, and of what they did.

A password is kept as argon2 makes it; of a session and of a token only the hash is kept, so that whoever reads the
store cannot come in with what he found there.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from marsad.observatory.tables import Base, Key


class User(Base):
    """Somebody who may come in, and as what: ``reader``, ``coder`` or ``editor``."""

    __tablename__ = "users"
    name: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    password: Mapped[str]
    made: Mapped[str]


class Session(Base):
    """A browser that somebody is logged in with, until ``expires``."""

    __tablename__ = "sessions"
    __table_args__ = (Index(None, "user"),)
    hash: Mapped[str] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(ForeignKey("users.name", ondelete="CASCADE"))
    made: Mapped[str]
    expires: Mapped[str]


class Token(Base):
    """What a program of somebody's comes in with; ``label`` says which program."""

    __tablename__ = "tokens"
    __table_args__ = (Index(None, "user", "label", unique=True),)
    hash: Mapped[str] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(ForeignKey("users.name", ondelete="CASCADE"))
    label: Mapped[str]
    made: Mapped[str]
    used: Mapped[str | None]


class Audit(Base):
    """One thing that was done or refused: when, by whom, from where, what, and to what."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "made"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    made: Mapped[str]
    who: Mapped[str]
    address: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
