"""Writes to single tasks: add, change, finish, undo, let go, put back. None commits."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from supportapp.access.actor import Actor
from supportapp.audit import service as audit
from supportapp.content.models import Area
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.errors import Stale
from supportapp.plans.queries import HeldPlan
from supportapp.tasks.models import Owner, State, Task, TaskEvent
from supportapp.tasks.queries import HeldTask


@dataclass(frozen=True, slots=True)
class TaskEntry:
    """A task as somebody typed it."""

    title: str
    area: Area
    owner: Owner
    owner_name: str | None = None
    note: str | None = None
    due_on: date | None = None
    goal_id: UUID | None = None
    state: State = State.READY


def add_task(actor: Actor, held: HeldPlan, entry: TaskEntry) -> Task:
    """A task of somebody's own making."""
    task = Task(
        id=uuid4(),
        plan_id=held.plan.id,
        goal_id=entry.goal_id,
        area=entry.area,
        title=entry.title,
        note=entry.note,
        owner=entry.owner,
        owner_name=entry.owner_name,
        state=entry.state,
        due_on=entry.due_on,
        date_is_own=entry.due_on is not None,
        created_at=clock.now(),
    )
    db.session.add(task)
    tell(actor, held, task, "add", None, entry.title)
    return task


def change_task(actor: Actor, found: HeldTask, entry: TaskEntry, *, version: int) -> Task:
    """Change a task's words, date, owner or state. Raises Stale if somebody changed it since `version`."""
    task = found.task
    if task.version != version:
        raise Stale
    before = {
        field: getattr(task, field) for field in ("title", "note", "due_on", "owner", "owner_name", "state")
    }
    task.area, task.goal_id = entry.area, entry.goal_id
    task.date_is_own = task.date_is_own or entry.due_on != task.due_on
    for field, old in before.items():
        new = getattr(entry, field)
        if new != old and field != "state":
            setattr(task, field, new)
            tell(actor, found.held, task, f"change:{field}", old, new)
    if entry.state is not before["state"]:
        set_state(actor, found, entry.state)
    return task


def set_state(actor: Actor, found: HeldTask, state: State) -> bool:
    """Bring a task to one of the five states; False where it already was there. Undo goes back to where it was."""
    task = found.task
    if task.state is state:
        return False
    before, task.state_before, task.state = task.state, task.state, state
    task.done_at = clock.now() if state is State.DONE else None
    tell(actor, found.held, task, "state", before, state)
    return True


def undo(actor: Actor, found: HeldTask) -> bool:
    """Put back a task that was done or let go; False where there is nothing to undo."""
    task = found.task
    if task.state not in (State.DONE, State.NOT_FOR_US):
        return False
    back = task.state_before if task.state_before not in (None, State.DONE, State.NOT_FOR_US) else State.READY
    return set_state(actor, found, back or State.READY)


def tell(actor: Actor, held: HeldPlan, task: Task, what: str, before: object, after: object) -> None:
    """Write one line of the task's history, and the same to the audit."""
    old, new = (None if value is None else str(value) for value in (before, after))
    db.session.flush()
    db.session.add(
        TaskEvent(
            plan_id=task.plan_id,
            task_id=task.id,
            at=clock.now(),
            person_id=actor.person_id,
            what=what,
            before=old,
            after=new,
        )
    )
    audit.record(
        actor,
        f"task:{what}",
        kind="task",
        object_id=task.id,
        circle_id=held.plan.circle_id,
        before=old or "",
        after=new or "",
    )
