"""Dates that hurt or matter: birthdays, anniversaries, Mother's Day. Each person's own, and theirs alone."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from supportapp.core.db import Base
from supportapp.core.protect import Protected
from supportapp.dates.rules import DayKind, Showing

__all__ = ["DayKind", "MarkedDay", "Showing"]


class MarkedDay(Protected, Base):
    """A day that comes every year, and how its person wants to meet it."""

    __tablename__ = "marked_day"
    __table_args__ = (
        CheckConstraint("month BETWEEN 1 AND 12", name="month_in_year"),
        CheckConstraint("day BETWEEN 1 AND 31", name="day_in_month"),
        CheckConstraint("(month IS NULL) = (day IS NULL)", name="month_with_day"),
        Index("ix_marked_day_person_id", "person_id"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[DayKind]
    title: Mapped[str | None]  # in the person's own words; None for days that have a name already
    month: Mapped[int | None]  # None for days that move from year to year
    day: Mapped[int | None]
    showing: Mapped[Showing]
    created_at: Mapped[datetime]
