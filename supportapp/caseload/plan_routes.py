"""A worker's page of one household's plan: what is needed, the goals, the steps, the next review."""

from flask import Response

from supportapp.access.actor import Actor
from supportapp.access.policy import Permission
from supportapp.caseload import words
from supportapp.caseload.blueprint import bp
from supportapp.caseload.forms import NeedForm, ReviewForm
from supportapp.core.errors import Stale
from supportapp.plans import queries as plans
from supportapp.plans import service
from supportapp.plans.queries import HeldPlan
from supportapp.tasks import queries as tasks
from supportapp.tasks.blueprint import FAMILY_PLAN
from supportapp.tasks.models import OPEN, State
from supportapp.web.guard import guard
from supportapp.web.render import page, saved
from supportapp.web.viewed import note_view

READ, WRITE = Permission.PLAN_READ, Permission.PLAN_WRITE


@bp.get(FAMILY_PLAN)
@guard(READ, plans.plan_at, read=READ)
def plan(actor: Actor, held: HeldPlan) -> Response:
    """The plan as its workers see it."""
    return _show(actor, held)


@bp.post(f"{FAMILY_PLAN}/needs")
@guard(WRITE, plans.plan_at, read=READ)
def add_need(actor: Actor, held: HeldPlan) -> Response:
    """Write down one more thing that is needed."""
    form = NeedForm()
    if not form.validate():
        return _show(actor, held, needed=form, status=422)
    service.add_need(actor, held, form.need.data or "")
    return saved(held.path(actor), "changed")


@bp.post(f"{FAMILY_PLAN}/review")
@guard(WRITE, plans.plan_at, read=READ)
def plan_review(actor: Actor, held: HeldPlan) -> Response:
    """Set the next review; where a colleague set another meanwhile, show both and lose nothing."""
    form = ReviewForm()
    if not form.validate():
        return _show(actor, held, review=form, status=422)
    try:
        service.plan_review(actor, held, form.review.data, version=int(form.version.data or 0))
    except (Stale, ValueError):
        form.version.data = str(held.plan.version)
        return _show(actor, held, review=form, status=409, was_changed=True)
    return saved(held.path(actor), "review")


def _show(
    actor: Actor,
    held: HeldPlan,
    *,
    needed: NeedForm | None = None,
    review: ReviewForm | None = None,
    status: int = 200,
    was_changed: bool = False,
) -> Response:
    note_view(actor, "plan", held.plan.id, held.plan.circle_id)
    ids = [held.plan.id]
    rows = tasks.tasks_of(actor, ids)
    goals = plans.goals_of(actor, ids)
    return page(
        "caseload/plan.html",
        status=status,
        held=held,
        path=held.path(actor),
        needed=needed or NeedForm(formdata=None),
        review=review or _review(held),
        was_changed=was_changed,
        needs=plans.needs_of(actor, ids),
        goals=goals,
        scores=plans.first_and_last(actor, [goal.id for goal in goals]),
        open=[task for task in rows if task.state in OPEN],
        done=[task for task in rows if task.state is State.DONE],
        let_go=[task for task in rows if task.state is State.NOT_FOR_US],
        starts=tasks.starts_of(actor, held.plan.id),
        words=words,
    )


def _review(held: HeldPlan) -> ReviewForm:
    return ReviewForm(formdata=None, review=held.plan.next_review_on, version=str(held.plan.version))
