"""One family: who is in it, who works with it, each household's plan, and who can sign in."""

from flask import Response

from supportapp.access.actor import Actor
from supportapp.access.policy import Permission
from supportapp.caseload import family_queries as queries
from supportapp.caseload import words
from supportapp.caseload.blueprint import FAMILY, bp
from supportapp.people import queries as people
from supportapp.people.models import Circle, Part
from supportapp.plans import queries as plans
from supportapp.web.guard import guard
from supportapp.web.render import page, saved
from supportapp.web.viewed import note_view

READ, TITLE = Permission.FAMILY_READ, Permission.FAMILY_TITLE


@bp.get(FAMILY)
@guard(READ, people.circle, read=TITLE)
def show(actor: Actor, circle: Circle) -> Response:
    """The overview of one family."""
    note_view(actor, "family", circle.id, circle.id)
    members = people.members(actor, circle.id)
    held_plans = plans.plans_in(actor, circle.id)
    goals = plans.goals_of(actor, [held.plan.id for held in held_plans])
    return page(
        "caseload/family.html",
        circle=circle,
        grown=[row for row in members if row[0].part is not Part.CHILD],
        children=[person for membership, person in members if membership.part is Part.CHILD],
        adults=queries.adults(actor, circle.id, members),
        workers=people.workers(actor, circle.id),
        plans=held_plans,
        goals={held.plan.id: [goal for goal in goals if goal.plan_id == held.plan.id] for held in held_plans},
        scores=plans.first_and_last(actor, [goal.id for goal in goals]),
        todo=queries.todo(actor, circle.id),
        events=queries.latest(actor, circle.id),
        words=words,
    )


@bp.get(f"{FAMILY}/plan")
@guard(READ, people.circle, read=TITLE)
def first_plan(actor: Actor, circle: Circle) -> Response:
    """The way to a family's plan: the oldest that is open."""
    held = queries.open_plan(actor, circle.id)
    return saved(held.path(actor))
