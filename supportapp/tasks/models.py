"""Tasks of a plan, the pathways that make them, and the history of what was done."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supportapp.content.models import Area, Nation
from supportapp.core.db import Base
from supportapp.core.protect import Protected


class State(StrEnum):
    """The five states of a task. None of them blames."""

    READY = "ready"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    DONE = "done"
    NOT_FOR_US = "not_for_us"


OPEN = (State.READY, State.IN_PROGRESS, State.WAITING)


class Owner(StrEnum):
    """Who does a task."""

    ME = "me"
    WORKER = "worker"
    BOTH = "both"
    SERVICE = "service"


class PathwayStart(Protected, Base):
    """A pathway that was started for a plan, with the dates that its tasks hang on."""

    __tablename__ = "pathway_start"
    __table_args__ = (UniqueConstraint("plan_id", "pathway_id", "occasion"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"))
    pathway_id: Mapped[str]
    nation: Mapped[Nation]
    occasion: Mapped[str]  # its dates in one line: the same pathway twice for the same event makes no doubles
    period_day: Mapped[int | None]  # the day of the month on which a Universal Credit period starts
    started_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    started_at: Mapped[datetime]


class PathwayDate(Protected, Base):
    """When one event of a started pathway happened, or will."""

    __tablename__ = "pathway_date"
    __table_args__ = (UniqueConstraint("start_id", "event"),)

    start_id: Mapped[UUID] = mapped_column(ForeignKey("pathway_start.id"))
    event: Mapped[str]
    happens_on: Mapped[date]


class Task(Protected, Base):
    """One thing to do. What a pathway's step says (why, how, link, source) stays in the content, by id."""

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("start_id", "step_id", "round"),
        CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name="done_has_moment"),
        Index("ix_task_plan_id_state_due_on", "plan_id", "state", "due_on"),
        Index("ix_task_plan_id_done_at", "plan_id", "done_at"),
        Index("ix_task_goal_id", "goal_id"),
    )

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"))
    goal_id: Mapped[UUID | None] = mapped_column(ForeignKey("goal.id"))
    start_id: Mapped[UUID | None] = mapped_column(ForeignKey("pathway_start.id"))
    step_id: Mapped[str | None]
    round: Mapped[int] = mapped_column(default=0)  # a step that comes again: 0, 1, 2 …
    area: Mapped[Area]
    title: Mapped[str]
    note: Mapped[str | None]
    owner: Mapped[Owner]
    owner_name: Mapped[str | None]  # the service, or which of a couple
    state: Mapped[State]
    state_before: Mapped[State | None]  # what undo goes back to
    due_on: Mapped[date | None]
    limit_on: Mapped[date | None]  # a date that the law or a benefit rule sets
    date_is_own: Mapped[bool] = mapped_column(
        default=False
    )  # somebody chose this date: moving an event leaves it
    done_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(nullable=False)

    __mapper_args__ = {"version_id_col": version}


class TaskEvent(Protected, Base):
    """One line of a task's history. Added, never changed."""

    __tablename__ = "task_event"
    __table_args__ = (
        Index("ix_task_event_task_id_at", "task_id", "at"),
        Index("ix_task_event_plan_id_at", "plan_id", "at"),
    )

    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"))
    plan_id: Mapped[UUID] = mapped_column(
        ForeignKey("plan.id")
    )  # the task's own, for good: what is new is found by it
    at: Mapped[datetime]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    what: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
