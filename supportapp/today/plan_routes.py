"""My plan and its goals: what was agreed, where each goal stands, and the steps. The goal page serves workers too."""

from collections.abc import Sequence
from uuid import UUID

from flask import Response

from supportapp.access.actor import Actor
from supportapp.access.policy import Permission
from supportapp.core.errors import Stale
from supportapp.plans import chart, queries, service
from supportapp.plans.forms import GoalForm, RatingForm
from supportapp.plans.models import Goal, Rating
from supportapp.plans.queries import HeldGoal, HeldPlan
from supportapp.plans.words import LABELS
from supportapp.tasks import queries as tasks
from supportapp.tasks.blueprint import FAMILY_PLAN
from supportapp.tasks.models import OPEN, State
from supportapp.today.blueprint import bp
from supportapp.web import words
from supportapp.web.guard import guard, guard_screen
from supportapp.web.language import gettext
from supportapp.web.render import page, part, saved
from supportapp.web.viewed import note_view

READ = Permission.PLAN_READ
words.teach(LABELS)


@bp.get("/plan")
@guard_screen(Permission.OWN_PAGES)
def plan(actor: Actor) -> Response:
    """My plan: the words, the goals, the steps, the next review."""
    held = queries.own_plan(actor)
    if held is None:
        return page("plans/none.html", here="/plan")
    rows = tasks.tasks_of(actor, [held.plan.id])
    goals = queries.goals_of(actor, [held.plan.id])
    return page(
        "plans/plan.html",
        here="/plan",
        held=held,
        needs=queries.needs_of(actor, [held.plan.id]),
        goals=goals,
        scores=queries.first_and_last(actor, [goal.id for goal in goals]),
        open=[task for task in rows if task.state in OPEN],
        done=[task for task in rows if task.state is State.DONE],
        let_go=[task for task in rows if task.state is State.NOT_FOR_US],
        starts=tasks.starts_of(actor, held.plan.id),
    )


@bp.get("/plan/goals/new")
@bp.get(f"{FAMILY_PLAN}/goals/new")
@guard(Permission.GOAL_WRITE, queries.plan_at, read=READ)
def new_goal(actor: Actor, held: HeldPlan) -> Response:
    """The form for a new goal."""
    return page("plans/goal_form.html", form=GoalForm(), back=held.path(actor))


@bp.post("/plan/goals/new")
@bp.post(f"{FAMILY_PLAN}/goals/new")
@guard(Permission.GOAL_WRITE, queries.plan_at, read=READ)
def add_goal(actor: Actor, held: HeldPlan) -> Response:
    """Add a goal, after those that are there."""
    form = GoalForm()
    if not form.validate():
        return page("plans/goal_form.html", status=422, form=form, back=held.path(actor))
    service.add_goal(actor, held, form.entry(), position=len(queries.goals_of(actor, [held.plan.id])))
    return saved(held.path(actor), "goal")


@bp.get("/plan/goals/<uuid:goal_id>")
@guard(READ, queries.goal, read=READ)
def goal(actor: Actor, found: HeldGoal) -> Response:
    """One goal: the words, the line over time, a rating for today, the steps."""
    return _show(actor, found, RatingForm())


@bp.post("/plan/goals/<uuid:goal_id>/rating")
@guard(Permission.RATING_ADD, queries.goal, read=READ)
def rate(actor: Actor, found: HeldGoal) -> Response:
    """Add one's own rating for today."""
    form = RatingForm()
    if not form.validate():
        return _show(actor, found, form, status=422)
    rating = service.rate(actor, found, int(form.score.data), form.note.data or None)
    here = f"/plan/goals/{found.goal.id}"
    return part(
        "plans/goal.html",
        "where",
        here,
        rated=rating.score,
        **_facts(actor, found, RatingForm(formdata=None)),
    )


@bp.get("/plan/goals/<uuid:goal_id>/edit")
@guard(Permission.GOAL_WRITE, queries.goal, read=READ)
def edit_goal(actor: Actor, found: HeldGoal) -> Response:
    """The form to change a goal's words."""
    return _edit(actor, found, GoalForm(obj=found.goal))


@bp.post("/plan/goals/<uuid:goal_id>/edit")
@guard(Permission.GOAL_WRITE, queries.goal, read=READ)
def change_goal(actor: Actor, found: HeldGoal) -> Response:
    """Keep the change; where somebody else changed it meanwhile, show both and lose nothing."""
    form = GoalForm()
    if not form.validate():
        return _edit(actor, found, form, status=422)
    try:
        service.change_goal(actor, found, form.entry(), version=int(form.version.data or 0))
    except (Stale, ValueError):
        form.version.data = str(found.goal.version)
        return _edit(actor, found, form, status=409, theirs=found.goal)
    return saved(f"/plan/goals/{found.goal.id}", "changed")


def _edit(
    actor: Actor, found: HeldGoal, form: GoalForm, *, status: int = 200, theirs: Goal | None = None
) -> Response:
    note_view(actor, "goal", found.goal.id, found.held.plan.circle_id)
    back = f"/plan/goals/{found.goal.id}"
    return page("plans/goal_form.html", status=status, form=form, goal=found.goal, theirs=theirs, back=back)


def _show(actor: Actor, found: HeldGoal, form: RatingForm, *, status: int = 200) -> Response:
    note_view(actor, "goal", found.goal.id, found.held.plan.circle_id)
    steps = tasks.tasks_of_goal(actor, found.goal.id)
    facts = _facts(actor, found, form)
    return page("plans/goal.html", fragments=("where",), status=status, steps=steps, **facts)


def _facts(actor: Actor, found: HeldGoal, form: RatingForm) -> dict[str, object]:
    ratings = queries.ratings_of(actor, found.goal.id)
    names = _names(actor, ratings)
    points = [
        chart.Point(names[rating.person_id], rating.rated_on, rating.score, rating.note)
        for rating, _ in ratings
    ]
    own = [rating.person_id for rating, _ in ratings if rating.person_id in found.held.holder_ids]
    main_id = found.goal.owner_id or (own[-1] if own else None)  # a couple's goal: whichever of them was last
    main = [rating for rating, _ in ratings if rating.person_id == main_id]
    mine = [rating.score for rating, _ in ratings if rating.person_id == actor.person_id]
    return {
        "goal": found.goal,
        "held": found.held,
        "back": found.held.path(actor),
        "points": points,
        "chart": chart.draw(points),
        "first": main[0] if main else None,
        "last": main[-1] if main else None,
        "mine": mine[-1] if mine else None,
        "form": form,
    }


def _names(actor: Actor, ratings: Sequence[tuple[Rating, str]]) -> dict[UUID, str]:
    """What each rater is called here: "You", else the name they use; a second of that name gets a number."""
    names: dict[UUID, str] = {}
    for rating, known_as in ratings:
        if rating.person_id not in names:
            name = gettext("You") if rating.person_id == actor.person_id else known_as
            same = sum(1 for other in names.values() if other.split(" (")[0] == name)
            names[rating.person_id] = f"{name} ({same + 1})" if same else name
    return names
