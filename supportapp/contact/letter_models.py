"""Letters between a child's home and the people who matter: each window, and each step of the way."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supportapp.contact.models import Side
from supportapp.core.db import Base
from supportapp.core.protect import Protected


class LetterState(StrEnum):
    """Where a letter is on its way."""

    DUE = "due"
    WRITTEN = "written"
    WITH_AGENCY = "with_agency"
    PASSED_ON = "passed_on"
    RECEIVED = "received"


class Letter(Protected, Base):
    """One letter of one side in one window. The other side knows of it once it was passed on."""

    __tablename__ = "contact_letter"
    __table_args__ = (
        UniqueConstraint("arrangement_id", "window_on", "side"),
        CheckConstraint("closes_on >= opens_on", name="closes_after_opening"),
        Index("ix_contact_letter_circle_id_state", "circle_id", "state"),
    )

    org_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"))
    arrangement_id: Mapped[UUID] = mapped_column(ForeignKey("contact_arrangement.id"))
    side: Mapped[Side]  # who writes: SEEING or CARING
    window_on: Mapped[date]  # the day of the pattern
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    state: Mapped[LetterState] = mapped_column(default=LetterState.DUE)
    words: Mapped[str | None]  # read by those who write it until it is with the agency
    is_on_paper: Mapped[bool] = mapped_column(default=False)  # posted: the words are not in here
    checked_at: Mapped[datetime | None]  # since when a worker says that it tells nobody where anybody lives
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(nullable=False)

    __mapper_args__ = {"version_id_col": version}


class LetterStep(Protected, Base):
    """One step of a letter's way. Added, never changed."""

    __tablename__ = "contact_letter_step"
    __table_args__ = (Index("ix_contact_letter_step_letter_id_at", "letter_id", "at"),)

    letter_id: Mapped[UUID] = mapped_column(ForeignKey("contact_letter.id"))
    state: Mapped[LetterState]
    at: Mapped[datetime]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str | None]  # fit for the side that wrote it
