"""Writes to plans. Each leaves an audit event; none commits."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from supportapp.access.actor import Actor
from supportapp.audit import service as audit
from supportapp.content.models import Area
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.errors import Stale
from supportapp.plans.models import Goal, Need, Plan, PlanHolder, PlanKind, PlanState, Rating
from supportapp.plans.queries import HeldGoal, HeldPlan


@dataclass(frozen=True, slots=True)
class GoalEntry:
    """A goal as somebody wrote it."""

    title: str
    area: Area
    why: str | None = None


def add_plan(
    actor: Actor,
    circle_id: UUID,
    holder_ids: list[UUID],
    *,
    kind: PlanKind,
    state: PlanState = PlanState.DRAFT,
) -> Plan:
    """A new plan for one person, or for a couple of carers, who are already part of the circle."""
    plan = Plan(
        id=uuid4(),
        org_id=actor.org_id,
        circle_id=circle_id,
        kind=kind,
        state=state,
        created_at=clock.now(),
    )
    db.session.add(plan)
    db.session.flush()
    db.session.add_all(PlanHolder(plan_id=plan.id, person_id=holder_id) for holder_id in holder_ids)
    db.session.flush()
    audit.record(actor, "plan:add", kind="plan", object_id=plan.id, circle_id=circle_id, plan_kind=kind.value)
    return plan


def add_need(actor: Actor, held: HeldPlan, words: str, area: Area | None = None) -> Need:
    """Write down one more thing that is needed."""
    need = Need(id=uuid4(), plan_id=held.plan.id, area=area, words=words, created_at=clock.now())
    db.session.add(need)
    _tell(actor, held, "need:add", need.id, words=words)
    return need


def add_goal(actor: Actor, held: HeldPlan, entry: GoalEntry, *, position: int) -> Goal:
    """A new goal at `position` (0 comes first), in the words that were typed."""
    goal = Goal(
        id=uuid4(),
        plan_id=held.plan.id,
        owner_id=actor.person_id if actor.person_id in held.holder_ids else _only(held),
        title=entry.title,
        area=entry.area,
        why=entry.why,
        position=position,
        started_on=clock.today(),
    )
    db.session.add(goal)
    _tell(actor, held, "goal:add", goal.id, title=entry.title)
    return goal


def change_goal(actor: Actor, found: HeldGoal, entry: GoalEntry, *, version: int) -> Goal:
    """Change a goal's words. Raises Stale if it was changed since the form with `version` was opened."""
    goal = found.goal
    if goal.version != version:
        raise Stale
    before = goal.title
    goal.title, goal.area, goal.why = entry.title, entry.area, entry.why
    _tell(actor, found.held, "goal:change", goal.id, before=before, after=entry.title)
    return goal


def rate(actor: Actor, found: HeldGoal, score: int, note: str | None) -> Rating:
    """Add the actor's own rating, 0 to 10, for today."""
    rating = Rating(
        id=uuid4(),
        goal_id=found.goal.id,
        person_id=actor.person_id,
        score=score,
        note=note,
        rated_on=clock.today(),
        created_at=clock.now(),
    )
    db.session.add(rating)
    _tell(actor, found.held, "rating:add", rating.id, score=str(score))
    return rating


def plan_review(actor: Actor, held: HeldPlan, on: date | None, *, version: int) -> None:
    """Set the day of the next review. Raises Stale if the plan was changed since the form was opened."""
    if held.plan.version != version:
        raise Stale
    before, held.plan.next_review_on = held.plan.next_review_on, on
    _tell(actor, held, "plan:review", held.plan.id, before=str(before), after=str(on))


def _only(held: HeldPlan) -> UUID | None:
    return held.holders[0].person_id if len(held.holders) == 1 else None


def _tell(actor: Actor, held: HeldPlan, action: str, object_id: UUID, **content: str) -> None:
    db.session.flush()
    kind = action.split(":")[0]
    audit.record(actor, action, content, kind=kind, object_id=object_id, circle_id=held.plan.circle_id)
