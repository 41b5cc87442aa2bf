"""The record of who did and who looked: events are added, never changed, and each holds the hash of the one before."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supportapp.core.db import Base
from supportapp.core.protect import Protected


class AuditEvent(Protected, Base):
    """One act by one person. `chain_id` is the circle's id, or the organisation's where no circle is meant."""

    __tablename__ = "audit_event"
    __table_args__ = (
        UniqueConstraint("chain_id", "seq"),
        Index("ix_audit_event_object", "object_id", "at"),
    )

    chain_id: Mapped[UUID]
    seq: Mapped[int]
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    action: Mapped[str]
    object_kind: Mapped[str]
    object_id: Mapped[UUID]
    content_hash: Mapped[str]
    previous_hash: Mapped[str]
    hash: Mapped[str]


class AuditContent(Protected, Base):
    """What an event was about. It can be erased by law without breaking the chain: the chain holds only its hash."""

    __tablename__ = "audit_content"

    event_id: Mapped[UUID] = mapped_column(ForeignKey("audit_event.id"), unique=True)
    salt: Mapped[str]
    content: Mapped[dict[str, str]] = mapped_column(JSON)


class AuditHead(Protected, Base):
    """Where a chain stands now. Locked while an event is added, so that a chain cannot fork."""

    __tablename__ = "audit_head"

    chain_id: Mapped[UUID] = mapped_column(unique=True)
    seq: Mapped[int]
    hash: Mapped[str]
