"""Sign-in: accounts, sessions of our own, known devices, single-use codes, and counts that slow a guesser."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from supportapp.access.actor import Scope
from supportapp.core.db import Base
from supportapp.core.protect import Protected


class Account(Base):
    """How one person signs in: a nickname that they chose, and a passphrase."""

    __tablename__ = "account"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), unique=True)
    nickname: Mapped[str]  # as typed
    nickname_key: Mapped[str] = mapped_column(unique=True)  # folded, so that Dani and dani are one
    passphrase_hash: Mapped[str]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class SignIn(Base):
    """One device signed in. Ending it here ends it, whatever cookie the device still holds."""

    __tablename__ = "sign_in"
    __table_args__ = (
        Index("ix_sign_in_person_id", "person_id"),
        Index("ix_sign_in_expires_at", "expires_at"),
    )

    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    is_own_phone: Mapped[bool]
    ended_at: Mapped[datetime | None]


class KnownDevice(Base):
    """A browser that this person signed in on before: strangers' wrong guesses never slow it down."""

    __tablename__ = "known_device"
    __table_args__ = (Index("ix_known_device_person_id", "person_id"),)

    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]


class CodeKind(StrEnum):
    """What a code does: makes an account for a person, or brings a worker beside one who started alone."""

    INVITE = "invite"
    LINK = "link"


class JoinCode(Protected, Base):
    """A code that a worker hands over in person. Only the first four characters are kept readable."""

    __tablename__ = "join_code"
    __table_args__ = (Index("ix_join_code_person_id", "person_id"),)

    kind: Mapped[CodeKind]
    org_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    worker_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    circle_id: Mapped[UUID | None] = mapped_column(ForeignKey("circle.id"))
    prefix: Mapped[str] = mapped_column(unique=True)
    secret_hash: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    wrong_tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]  # a newer code took its place, or too many wrong tries

    def scope(self) -> Scope:
        """A code stands where its person does."""
        return Scope(self.org_id, self.circle_id)


class Tries(Base):
    """Wrong tries counted against one bucket: an account from unknown devices, one device, or one address."""

    __tablename__ = "tries"

    bucket: Mapped[str] = mapped_column(unique=True)  # a keyed hash: it names nobody
    count: Mapped[int]
    since: Mapped[datetime]
    free_at: Mapped[datetime]  # no try is taken before this moment
