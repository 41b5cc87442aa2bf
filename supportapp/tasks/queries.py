"""Reads of tasks and started pathways. Each starts from what the actor may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, cast
from uuid import UUID

from sqlalchemy import Integer, Select, and_, bindparam, func, or_, select

from supportapp.access.actor import Actor, Scope
from supportapp.content.catalogue import load_catalogue
from supportapp.content.models import ForRole, Pathway
from supportapp.core.db import UtcDateTime, db, locked
from supportapp.core.errors import NotFound
from supportapp.core.protect import scoped
from supportapp.people import queries as people
from supportapp.people.models import Part, Person
from supportapp.people.prepared import ask_for_columns, one_of, prepared
from supportapp.people.queries import Standing
from supportapp.plans import queries as plans
from supportapp.plans.models import Plan
from supportapp.plans.queries import HeldPlan
from supportapp.tasks.models import OPEN, PathwayDate, PathwayStart, State, Task, TaskEvent

FOR_PARTS = {
    Part.PARENT: (ForRole.PARENT,),
    Part.KIN_CARER: (ForRole.KIN_CARER,),
    Part.SPECIAL_GUARDIAN: (ForRole.SPECIAL_GUARDIAN, ForRole.KIN_CARER),
}


@dataclass(frozen=True, slots=True)
class HeldTask:
    """A task with the plan that it stands in."""

    task: Task
    held: HeldPlan

    def scope(self) -> Scope:
        """A task stands where its plan stands."""
        return self.held.scope()


@dataclass(frozen=True, slots=True)
class Started:
    """A started pathway with its plan and its dates."""

    start: PathwayStart
    held: HeldPlan
    dates: tuple[PathwayDate, ...]

    def scope(self) -> Scope:
        """A started pathway stands where its plan stands."""
        return self.held.scope()


def visible_tasks(actor: Actor) -> Select[Task]:
    """The SQL twin of TASK_READ: the tasks of every plan that the actor may see."""
    return scoped(select(Task).where(Task.plan_id.in_(plans.visible_plan_ids(actor))), actor.person_id)


def task(actor: Actor, task_id: UUID) -> HeldTask:
    """One task with its plan. Raises NotFound where the actor may not know of it."""
    found = db.session.scalar(locked(visible_tasks(actor).where(Task.id == task_id)))
    if found is None:
        raise NotFound
    return HeldTask(found, plans.plan(actor, found.plan_id))


class TaskRow(Protocol):
    """What a list of steps says of one: a task itself, or the columns of it that are shown."""

    id: Any
    title: Any
    state: Any
    due_on: Any
    limit_on: Any
    owner_name: Any
    done_at: Any


SHOWN = (Task.id, Task.title, Task.state, Task.due_on, Task.limit_on, Task.owner_name, Task.done_at)


def next_tasks(actor: Actor, *, done_since: datetime, most: int) -> Sequence[TaskRow]:
    """What comes next, soonest first and undated last, then what was done since `done_since`. One statement.

    The columns alone: this is the first page of the day, and whole rows cost a tenth of it.
    """
    rows = ask_for_columns(actor, _next_tasks(actor), done_since=done_since, most=most)
    return cast(Sequence[TaskRow], rows.all())


@prepared
def _next_tasks(
    actor: Actor,
) -> Select[UUID, str, State, date | None, date | None, str | None, datetime | None]:
    done_since, most = bindparam("done_since", type_=UtcDateTime), bindparam("most", type_=Integer)
    shown = or_(one_of(Task.state, OPEN), and_(Task.state == State.DONE, Task.done_at >= done_since))
    rows = visible_tasks(actor).where(shown)
    order = (Task.state == State.DONE, Task.due_on.is_(None), Task.due_on, Task.created_at, Task.id)
    return rows.order_by(*order).limit(most).with_only_columns(*SHOWN)


def tasks_of(actor: Actor, plan_ids: Sequence[UUID], *, most: int = 200) -> Sequence[Task]:
    """All tasks of some plans: open ones first by date, then done and let go, newest first."""
    rows = visible_tasks(actor).where(Task.plan_id.in_(plan_ids))
    return db.session.scalars(
        rows.order_by(
            Task.state.in_(OPEN).desc(),
            Task.done_at.desc(),
            Task.due_on.is_(None),
            Task.due_on,
            Task.created_at,
            Task.id,
        ).limit(most)
    ).all()


def tasks_of_goal(actor: Actor, goal_id: UUID) -> Sequence[Task]:
    """The steps towards one goal: done ones first, as they were done, then open ones by date. At most 100."""
    rows = visible_tasks(actor).where(Task.goal_id == goal_id)
    return db.session.scalars(
        rows.order_by(Task.state.in_(OPEN), Task.done_at, Task.due_on.is_(None), Task.due_on, Task.id).limit(
            100
        )
    ).all()


def counts(actor: Actor) -> tuple[int, int]:
    """How many tasks are open, and how many were done, in every plan that the actor may see. One statement."""
    open_, done = ask_for_columns(actor, _counts(actor)).one()
    return open_, done


_OPEN_AND_DONE = (
    func.count().filter(one_of(Task.state, OPEN)),
    func.count().filter(Task.state == State.DONE),
)


@prepared
def _counts(actor: Actor) -> Select[int, int]:
    return _counts_of(actor).with_only_columns(*_OPEN_AND_DONE)


def _counts_of(actor: Actor) -> Select[Task]:
    return visible_tasks(actor).where(Task.state != State.NOT_FOR_US)


@dataclass(frozen=True, slots=True)
class Summary:
    """What Today says of somebody's own plan: whether there is one, its next review, its steps."""

    plan_id: UUID | None
    next_review_on: date | None
    open: int
    done: int


def summary(actor: Actor) -> Summary:
    """The counts of `counts` with the actor's newest open plan. One statement. For families."""
    return Summary(*ask_for_columns(actor, _summary(actor)).one())


@prepared
def _summary(actor: Actor) -> Select[UUID | None, date | None, int, int]:
    newest = plans.newest_open(actor)
    plan_id = newest.with_only_columns(Plan.id).scalar_subquery()
    review = newest.with_only_columns(Plan.next_review_on).scalar_subquery()
    open_, done = _OPEN_AND_DONE
    return _counts_of(actor).with_only_columns(plan_id, review, open_, done)


def history(actor: Actor, task_id: UUID) -> Sequence[tuple[TaskEvent, str]]:
    """What happened to one task, newest first, each with the name of who did it. At most 100."""
    own = visible_tasks(actor).where(Task.id == task_id).with_only_columns(Task.id)
    rows = (
        select(TaskEvent, Person.known_as)
        .join(Person, Person.id == TaskEvent.person_id)
        .where(TaskEvent.task_id.in_(own))
        .order_by(TaskEvent.at.desc(), TaskEvent.id)
        .limit(100)
    )
    return [(event, name) for event, name in db.session.execute(scoped(rows, actor.person_id))]


def visible_starts(actor: Actor) -> Select[PathwayStart]:
    """The started pathways of every plan that the actor may see."""
    return scoped(
        select(PathwayStart).where(PathwayStart.plan_id.in_(plans.visible_plan_ids(actor))), actor.person_id
    )


def starts_of(actor: Actor, plan_id: UUID, pathway_id: str | None = None) -> Sequence[PathwayStart]:
    """The pathways started for one plan, newest first; only `pathway_id` where one is named. At most 200."""
    rows = visible_starts(actor).where(PathwayStart.plan_id == plan_id)
    if pathway_id is not None:
        rows = rows.where(PathwayStart.pathway_id == pathway_id)
    return db.session.scalars(rows.order_by(PathwayStart.started_at.desc()).limit(200)).all()


def started(actor: Actor, start_id: UUID) -> Started:
    """One started pathway with its dates. Raises NotFound where the actor may not know of it."""
    found = db.session.scalar(locked(visible_starts(actor).where(PathwayStart.id == start_id)))
    if found is None:
        raise NotFound
    return Started(found, plans.plan(actor, found.plan_id), tuple(dates_of(actor, [found.id])))


def start_of(actor: Actor, task: Task) -> PathwayStart | None:
    """The started pathway that a task came from; None for a task of somebody's own making."""
    if task.start_id is None:
        return None
    return db.session.scalar(visible_starts(actor).where(PathwayStart.id == task.start_id))


def dates_of(actor: Actor, start_ids: Sequence[UUID]) -> Sequence[PathwayDate]:
    """The dates that some started pathways hang on."""
    own = visible_starts(actor).with_only_columns(PathwayStart.id)
    rows = select(PathwayDate).where(PathwayDate.start_id.in_(own), PathwayDate.start_id.in_(start_ids))
    return db.session.scalars(scoped(rows, actor.person_id).order_by(PathwayDate.event)).all()


def tasks_of_start(actor: Actor, start_id: UUID) -> Sequence[Task]:
    """Every task that one started pathway made. At most 500."""
    rows = visible_tasks(actor).where(Task.start_id == start_id)
    return db.session.scalars(rows.order_by(Task.created_at, Task.id).limit(500)).all()


@dataclass(frozen=True, slots=True)
class HeldPathway:
    """A pathway of the shipped content beside the plan that it may be started for."""

    pathway: Pathway
    held: HeldPlan
    standing: Standing

    def scope(self) -> Scope:
        """It would be started in the plan."""
        return self.held.scope()


def pathway_at(
    actor: Actor, slug: str, circle_id: UUID | None = None, plan_id: UUID | None = None
) -> HeldPathway:
    """The pathway and the plan behind an address. Raises NotFound where it is not for these people or this nation."""
    held = plans.plan_at(actor, circle_id, plan_id)
    standing = people.standing(actor, held.plan.circle_id, held.holder_ids)
    fitting = {pathway.id: pathway for pathway in pathways_for(standing)}
    if slug not in fitting:
        raise NotFound
    return HeldPathway(fitting[slug], held, standing)


def pathways_for(standing: Standing) -> Sequence[Pathway]:
    """The pathways written for people who stand so in their circle, in their nation."""
    roles = {role for part in standing.parts for role in FOR_PARTS.get(part, ())}
    return load_catalogue().pathways_for(standing.nation, roles)
