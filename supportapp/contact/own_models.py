"""What is one person's own about family time: what it cost to come, and a private calendar address."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from supportapp.core.db import Base
from supportapp.core.protect import Protected


class FareState(StrEnum):
    """Where the money for a journey stands."""

    NOTED = "noted"
    CLAIMED = "claimed"
    PAID = "paid"
    NOT_PAID = "not_paid"


class Fare(Protected, Base):
    """What a journey to family time cost. Read by the person and by the family's workers."""

    __tablename__ = "contact_fare"
    __table_args__ = (
        CheckConstraint("pence BETWEEN 0 AND 1000000", name="pence_in_range"),
        Index("ix_contact_fare_session_id", "session_id"),
        Index("ix_contact_fare_person_id", "person_id"),
    )

    org_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"))
    session_id: Mapped[UUID] = mapped_column(ForeignKey("contact_session.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    pence: Mapped[int]
    what: Mapped[str]  # "bus, day ticket"
    payer: Mapped[str | None]  # who pays it back, in words
    state: Mapped[FareState] = mapped_column(default=FareState.NOTED)
    claimed_on: Mapped[date | None]
    paid_on: Mapped[date | None]
    receipt_type: Mapped[str | None]  # the media type of its receipt's picture; its file is named by the id
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(nullable=False)

    __mapper_args__ = {"version_id_col": version}


class Feed(Protected, Base):
    """A secret address of somebody's own family times, for the calendar on their phone."""

    __tablename__ = "contact_feed"
    __table_args__ = (Index("ix_contact_feed_person_id", "person_id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
