"""Starting a pathway: one question about dates, then its tasks; moving a date moves what is not done. None commits."""

from collections.abc import Mapping
from datetime import date
from uuid import uuid4

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from supportapp.access.actor import Actor
from supportapp.audit import service as audit
from supportapp.content.catalogue import load_catalogue
from supportapp.content.models import Nation, Pathway, Step
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped
from supportapp.plans.queries import HeldPlan
from supportapp.tasks import queries, rules, service
from supportapp.tasks.models import Owner, PathwayDate, PathwayStart, State, Task, TaskEvent
from supportapp.tasks.queries import HeldTask, Started
from supportapp.tasks.service import tell

Dates = Mapping[str, date]


def start(
    actor: Actor,
    held: HeldPlan,
    pathway: Pathway,
    *,
    nation: Nation,
    dates: Dates,
    period_day: int | None = None,
) -> tuple[PathwayStart, bool]:
    """Start `pathway` for a plan and make its tasks; gives the start, and whether it is new.

    `dates` holds the day of each event that is known; a task whose event has no day yet has no date.
    `period_day` is the day of the month, 1 to 31, on which Universal Credit periods start.
    The same pathway for the same event is not started twice: its tasks are brought up to date instead.
    """
    if (same := _same_start(actor, held, pathway, dates)) is not None:
        together = {**{row.event: row.happens_on for row in same.dates}, **dates}
        if not is_taken(actor, same, together):
            move(actor, same, dates=together, period_day=period_day or same.start.period_day)
        return same.start, False
    made = PathwayStart(
        id=uuid4(),
        plan_id=held.plan.id,
        pathway_id=pathway.id,
        nation=nation,
        occasion=occasion(dates),
        period_day=period_day,
        started_by_id=actor.person_id,
        started_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:  # somebody else started it in the same moment
        return queries.starts_of(actor, held.plan.id, pathway.id)[0], False
    _fill(made, pathway, dates)
    _tell(actor, held, made, "pathway:start", dates)
    return made, True


def move(actor: Actor, found: Started, *, dates: Dates, period_day: int | None) -> int:
    """Give a started pathway other dates; gives how many tasks moved. Done tasks stay as they were.

    `dates` are all the dates that are known from now on: one that is not among them is forgotten.
    """
    kept = {row.event: row for row in found.dates}
    for event, row in kept.items():
        if event not in dates:
            db.session.delete(row)
    for event, day in dates.items():
        if event in kept:
            kept[event].happens_on = day
        else:
            db.session.add(PathwayDate(start_id=found.start.id, event=event, happens_on=day))
    found.start.period_day, found.start.occasion = period_day, occasion(dates)
    moved = [
        task
        for task in queries.tasks_of_start(actor, found.start.id)
        if task.state is not State.DONE and _move_task(actor, found, task, dates)
    ]
    _tell(actor, found.held, found.start, "pathway:move", dates)
    return len(moved)


def is_taken(actor: Actor, found: Started, dates: Dates) -> bool:
    """Whether the same pathway was started for this plan with just these dates already, apart from `found`."""
    others = queries.starts_of(actor, found.held.plan.id, found.start.pathway_id)
    return any(other.id != found.start.id and other.occasion == occasion(dates) for other in others)


def set_state(actor: Actor, found: HeldTask, state: State) -> None:
    """Bring a task to a state. A step that comes again has its next task once it is done, and only then."""
    was = found.task.state
    if not service.set_state(actor, found, state):
        return
    if state is State.DONE:
        _next_round(actor, found)
    elif was is State.DONE:
        _take_back_round(actor, found)


def undo(actor: Actor, found: HeldTask) -> None:
    """Put back a task that was done or let go, to where it was."""
    was = found.task.state
    if service.undo(actor, found) and was is State.DONE:
        _take_back_round(actor, found)


def _next_round(actor: Actor, found: HeldTask) -> None:
    """Make the next task of a step that comes again, unless it is there already or would leave the calendar."""
    task, origin = found.task, queries.start_of(actor, found.task)
    step = load_catalogue().step_of(origin.pathway_id, task.step_id) if origin else None
    if step is None or step.due.repeat is None:
        return
    if any(later.round > task.round for later in _rounds(actor, task)):
        return
    try:
        due_on = rules.next_round(max(task.due_on or clock.today(), clock.today()), step.due.repeat)
    except ValueError:
        return
    again = _copy(task, due_on=due_on)
    db.session.add(again)
    tell(actor, found.held, again, "again", None, again.title)


def _take_back_round(actor: Actor, found: HeldTask) -> None:
    """Take away the next task that doing this one had made, if nobody touched it."""
    for later in _rounds(actor, found.task):
        if later.round == found.task.round + 1 and later.state is State.READY and later.version == 1:
            lines = delete(TaskEvent).where(TaskEvent.task_id == later.id)
            db.session.execute(scoped(lines, actor.person_id))
            db.session.delete(later)
            circle_id = found.held.plan.circle_id
            audit.record(actor, "task:take-back", kind="task", object_id=later.id, circle_id=circle_id)


def occasion(dates: Dates) -> str:
    """The dates in one line, always in the same order: what makes two starts the same."""
    return ";".join(f"{event}={day.isoformat()}" for event, day in sorted(dates.items()))


def _rounds(actor: Actor, task: Task) -> list[Task]:
    if task.start_id is None:
        return []
    return [one for one in queries.tasks_of_start(actor, task.start_id) if one.step_id == task.step_id]


def _same_start(actor: Actor, held: HeldPlan, pathway: Pathway, dates: Dates) -> Started | None:
    """A start of `pathway` that shares a date with `dates`, or that has no dates where none are given."""
    candidates = queries.starts_of(actor, held.plan.id, pathway.id)
    rows = queries.dates_of(actor, [candidate.id for candidate in candidates])
    for candidate in candidates:
        known = tuple(row for row in rows if row.start_id == candidate.id)
        if any(dates.get(row.event) == row.happens_on for row in known) or (not known and not dates):
            return Started(candidate, held, known)
    return None


def _fill(made: PathwayStart, pathway: Pathway, dates: Dates) -> None:
    """Write down the dates of a new start, and make its tasks."""
    days = dates.items()
    db.session.add_all(PathwayDate(start_id=made.id, event=event, happens_on=day) for event, day in days)
    steps = load_catalogue().steps_of(pathway, made.nation)
    db.session.add_all(_new_task(made, step, pathway, dates) for step in steps)


def _new_task(made: PathwayStart, step: Step, pathway: Pathway, dates: Dates) -> Task:
    due_on, limit_on = _step_dates(made, step, dates)
    return Task(
        id=uuid4(),
        start_id=made.id,
        plan_id=made.plan_id,
        step_id=step.id,
        area=pathway.area,
        title=step.title,
        owner=Owner.ME,
        state=State.READY,
        due_on=due_on,
        limit_on=limit_on,
        created_at=clock.now(),
    )


def _copy(task: Task, *, due_on: date) -> Task:
    same = ("start_id", "plan_id", "goal_id", "step_id", "area", "title", "owner", "owner_name")
    return Task(
        **{field: getattr(task, field) for field in same},
        id=uuid4(),
        round=task.round + 1,
        state=State.READY,
        due_on=due_on,
        created_at=clock.now(),
    )


def _step_dates(made: PathwayStart, step: Step, dates: Dates) -> tuple[date | None, date | None]:
    """The day to do a step by, and the day that a rule sets; None while its event has no day."""
    event_on = dates.get(step.due.event)
    if event_on is None:
        return None, None
    due_on = rules.shift(event_on, count=step.due.offset.count, unit=step.due.offset.unit)
    if step.limit is None:
        return due_on, None
    return due_on, rules.limit_on(
        step.limit, event_on=event_on, period_day=made.period_day, nation=made.nation
    )


def _move_task(actor: Actor, found: Started, task: Task, dates: Dates) -> bool:
    step = load_catalogue().step_of(found.start.pathway_id, task.step_id)
    if step is None or task.round > 0:
        return False
    due_on, task.limit_on = _step_dates(found.start, step, dates)
    before = task.due_on
    if task.date_is_own or due_on == before:
        return False
    task.due_on = due_on
    tell(actor, found.held, task, "move", before, due_on)
    return True


def _tell(actor: Actor, held: HeldPlan, made: PathwayStart, action: str, dates: Dates) -> None:
    db.session.flush()
    audit.record(
        actor,
        action,
        kind="pathway",
        object_id=made.id,
        circle_id=held.plan.circle_id,
        pathway=made.pathway_id,
        dates=occasion(dates),
    )
