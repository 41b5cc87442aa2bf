"""One task: look at it, do it, undo, change it, let it go; and adding one's own."""

from uuid import UUID

from flask import Response, request, url_for

from supportapp.access.actor import Actor, Role
from supportapp.access.policy import Permission
from supportapp.content.catalogue import load_catalogue
from supportapp.content.models import Area
from supportapp.core.errors import Stale
from supportapp.plans import queries as plans
from supportapp.plans.queries import HeldPlan
from supportapp.tasks import pathway_routes, pathways, queries, service
from supportapp.tasks.blueprint import FAMILY_PLAN, bp
from supportapp.tasks.forms import NO_GOAL, StateForm, TaskForm
from supportapp.tasks.models import Owner, State, Task
from supportapp.tasks.queries import HeldTask
from supportapp.tasks.service import TaskEntry
from supportapp.web.forms import offer
from supportapp.web.guard import guard
from supportapp.web.render import page, part, saved
from supportapp.web.viewed import note_view

__all__ = ["bp", "pathway_routes"]

READ, WRITE = Permission.TASK_READ, Permission.TASK_WRITE


@bp.get("/tasks/<uuid:task_id>")
@guard(READ, queries.task, read=READ)
def show(actor: Actor, found: HeldTask) -> Response:
    """One task, with why and how."""
    return _show(actor, found, StateForm(state=found.task.state.value))


@bp.post("/tasks/<uuid:task_id>/done")
@guard(WRITE, queries.task, read=READ)
def done(actor: Actor, found: HeldTask) -> Response:
    """Mark a task done, in place; doing it twice is the same as once."""
    pathways.set_state(actor, found, State.DONE)
    return _row(actor, found)


@bp.post("/tasks/<uuid:task_id>/undo")
@guard(WRITE, queries.task, read=READ)
def undo(actor: Actor, found: HeldTask) -> Response:
    """Put a task back to where it was."""
    pathways.undo(actor, found)
    return _row(actor, found)


@bp.post("/tasks/<uuid:task_id>/state")
@guard(WRITE, queries.task, read=READ)
def set_state(actor: Actor, found: HeldTask) -> Response:
    """Say how it is going, in one of five states."""
    form = StateForm()
    if not form.validate():
        return _show(actor, found, form, status=422)
    pathways.set_state(actor, found, State(form.state.data))
    here = url_for(".show", task_id=found.task.id)
    return part("tasks/show.html", "status", here, changed=True, **_facts(actor, found, form))


@bp.get("/tasks/<uuid:task_id>/edit")
@guard(WRITE, queries.task, read=READ)
def edit(actor: Actor, found: HeldTask) -> Response:
    """The form to change a task."""
    form = _form(actor, found)
    form.show(found.task)
    return _edit(actor, found, form)


@bp.post("/tasks/<uuid:task_id>/edit")
@guard(WRITE, queries.task, read=READ)
def change(actor: Actor, found: HeldTask) -> Response:
    """Keep the change; where somebody else changed it meanwhile, show both and lose nothing."""
    form = _form(actor, found)
    if not form.validate():
        return _edit(actor, found, form, status=422)
    try:
        service.change_task(actor, found, _entry(form, found), version=int(form.version.data or 0))
    except (Stale, ValueError):
        form.version.data = str(found.task.version)
        return _edit(actor, found, form, status=409, theirs=found.task)
    return saved(url_for(".show", task_id=found.task.id), "changed")


def _edit(
    actor: Actor, found: HeldTask, form: TaskForm, *, status: int = 200, theirs: Task | None = None
) -> Response:
    note_view(actor, "task", found.task.id, found.held.plan.circle_id)
    return page("tasks/edit.html", status=status, form=form, task=found.task, theirs=theirs)


@bp.get("/tasks/new")
@bp.get(f"{FAMILY_PLAN}/tasks/new")
@guard(WRITE, plans.plan_at, read=Permission.PLAN_READ)
def new(actor: Actor, held: HeldPlan) -> Response:
    """The form for a step of one's own making, in one's own plan or in a family's."""
    return page("tasks/new.html", form=_new_form(actor, held), held=held, back=held.path(actor))


@bp.post("/tasks/new")
@bp.post(f"{FAMILY_PLAN}/tasks/new")
@guard(WRITE, plans.plan_at, read=Permission.PLAN_READ)
def add(actor: Actor, held: HeldPlan) -> Response:
    """Add a step; towards a goal where one was chosen."""
    form = _new_form(actor, held)
    if not form.validate():
        return page("tasks/new.html", status=422, form=form, held=held, back=held.path(actor))
    service.add_task(actor, held, _entry(form, None))
    return saved(held.path(actor), "added")


def _new_form(actor: Actor, held: HeldPlan) -> TaskForm:
    form = TaskForm(owner=Owner.ME.value, goal=request.args.get("goal", ""))
    return _fitted(form, actor, held)


def _form(actor: Actor, found: HeldTask) -> TaskForm:
    form = TaskForm(obj=found.task, goal=str(found.task.goal_id or ""))
    return _fitted(form, actor, found.held)


def _fitted(form: TaskForm, actor: Actor, held: HeldPlan) -> TaskForm:
    goals = plans.goals_of(actor, [held.plan.id])
    form.goal.choices = offer([("", NO_GOAL), *((str(goal.id), goal.title) for goal in goals)])
    if actor.role is not Role.FAMILY:
        form.for_worker()
    return form


def _entry(form: TaskForm, found: HeldTask | None) -> TaskEntry:
    return TaskEntry(
        title=form.title.data or "",
        area=Area(form.area.data),
        owner=Owner(form.owner.data),
        owner_name=form.owner_name.data or None,
        note=form.note.data or None,
        due_on=form.day,
        goal_id=UUID(form.goal.data) if form.goal.data else None,
        state=found.task.state if found else State.READY,
    )


def _row(actor: Actor, found: HeldTask) -> Response:
    # Where the form without script stood; only pages that hold rows, never an address from the browser.
    place = request.form.get("from", "")
    pages = {"today": "/today", "plan": "/plan#steps", "goal": f"/plan/goals/{found.task.goal_id}"}
    back = pages.get(place, f"/tasks/{found.task.id}")
    # These two pages say how many steps are open: the number follows in the same answer.
    open_count = queries.counts(actor)[0] if place in ("today", "plan") else None
    place = place if place in pages else "task"
    return part("tasks/row.html", "row", back, task=found.task, place=place, open=open_count)


def _show(actor: Actor, found: HeldTask, form: StateForm, *, status: int = 200) -> Response:
    note_view(actor, "task", found.task.id, found.held.plan.circle_id)
    return page("tasks/show.html", fragments=("status",), status=status, **_facts(actor, found, form))


def _facts(actor: Actor, found: HeldTask, form: StateForm) -> dict[str, object]:
    start = queries.start_of(actor, found.task)
    return {
        "task": found.task,
        "back": found.held.path(actor),
        "form": form,
        "start": start,
        "pathway": load_catalogue().pathway(start.pathway_id) if start else None,
        "step": load_catalogue().step_of(start.pathway_id, found.task.step_id) if start else None,
        "history": queries.history(actor, found.task.id),
    }
