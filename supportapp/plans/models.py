"""A support plan: whose it is, what is needed, and the goals in their own words."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supportapp.content.models import Area
from supportapp.core.db import Base
from supportapp.core.protect import Protected


class PlanKind(StrEnum):
    """Which kind of plan it is; the review interval follows from it."""

    PARENT = "parent"
    SPECIAL_GUARDIAN = "special_guardian"
    KIN_CARER = "kin_carer"
    PRE_BIRTH = "pre_birth"
    OWN = "own"  # started alone, before any worker


class PlanState(StrEnum):
    """Where a plan stands."""

    DRAFT = "draft"
    SHARED = "shared"
    AGREED = "agreed"
    REVIEW_DUE = "review_due"
    CLOSED = "closed"


class Plan(Protected, Base):
    """The help agreed with one person, or with one couple of carers, in one circle."""

    __tablename__ = "plan"
    __table_args__ = (
        Index("ix_plan_circle_id", "circle_id"),
        Index("ix_plan_org_id_circle_id", "org_id", "circle_id"),
    )

    org_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"))
    kind: Mapped[PlanKind]
    state: Mapped[PlanState]
    family_view: Mapped[str | None]
    worker_view: Mapped[str | None]
    hard_week: Mapped[str | None]  # what we do if there is a hard week
    agreed_on: Mapped[date | None]
    next_review_on: Mapped[date | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(nullable=False)

    __mapper_args__ = {"version_id_col": version}


class PlanHolder(Protected, Base):
    """Whose plan it is. Two rows for a couple of carers; nobody else in the circle may know the plan."""

    __tablename__ = "plan_holder"
    __table_args__ = (
        UniqueConstraint("plan_id", "person_id"),
        Index("ix_plan_holder_person_id", "person_id"),
    )

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))


class Need(Protected, Base):
    """One thing that is needed, in a line."""

    __tablename__ = "need"
    __table_args__ = (Index("ix_need_plan_id", "plan_id"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"))
    area: Mapped[Area | None]
    words: Mapped[str]
    created_at: Mapped[datetime]


class Goal(Protected, Base):
    """What the person wants, and why, in their own words."""

    __tablename__ = "goal"
    __table_args__ = (Index("ix_goal_plan_id", "plan_id"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    area: Mapped[Area]
    title: Mapped[str]
    why: Mapped[str | None]
    position: Mapped[int]
    started_on: Mapped[date]
    version: Mapped[int] = mapped_column(nullable=False)

    __mapper_args__ = {"version_id_col": version}


class Rating(Protected, Base):
    """Where one person says a goal stands, 0 to 10, on one day. Never changed, never averaged."""

    __tablename__ = "rating"
    __table_args__ = (
        CheckConstraint("score BETWEEN 0 AND 10", name="score_in_range"),
        Index("ix_rating_goal_id_rated_on", "goal_id", "rated_on"),
    )

    goal_id: Mapped[UUID] = mapped_column(ForeignKey("goal.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    score: Mapped[int]
    note: Mapped[str | None]
    rated_on: Mapped[date]
    created_at: Mapped[datetime]
