"""Reads of plans and goals. Each starts from what the actor may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, false, func, or_, select

from supportapp.access.actor import Actor, Role, Scope
from supportapp.core.db import db, locked
from supportapp.core.errors import NotFound
from supportapp.core.protect import scoped
from supportapp.people.models import Person
from supportapp.people.prepared import ask, ask_for_columns, prepared
from supportapp.plans.models import Goal, Need, Plan, PlanHolder, PlanState, Rating


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody whose plan it is."""

    person_id: UUID
    known_as: str
    full_name: str


@dataclass(frozen=True, slots=True)
class HeldPlan:
    """A plan with the people whose plan it is."""

    plan: Plan
    holders: tuple[Holder, ...]

    def path(self, actor: Actor) -> str:
        """The address of the plan for `actor`: "/plan" for its holders, below the family for its workers."""
        if actor.role is Role.FAMILY:
            return "/plan"
        return f"/families/{self.plan.circle_id}/plan/{self.plan.id}"

    @property
    def holder_ids(self) -> frozenset[UUID]:
        """Whose plan it is."""
        return frozenset(holder.person_id for holder in self.holders)

    def scope(self) -> Scope:
        """A plan stands in its circle, and belongs to its holders alone."""
        return Scope(self.plan.org_id, self.plan.circle_id, self.holder_ids)


@dataclass(frozen=True, slots=True)
class HeldGoal:
    """A goal with the plan that it stands in."""

    goal: Goal
    held: HeldPlan

    def scope(self) -> Scope:
        """A goal stands where its plan stands."""
        return self.held.scope()


def visible_plan_ids(actor: Actor) -> Select[UUID]:
    """The ids behind `visible_plans`, for use inside other features' queries."""
    return visible_plans(actor).with_only_columns(Plan.id)


def visible_plans(actor: Actor) -> Select[Plan]:
    """The SQL twin of PLAN_READ: a family's own plans, or every plan of the circles a worker works with."""
    ours = scoped(
        select(Plan).where(Plan.org_id == actor.org_id, Plan.circle_id.in_(actor.circle_ids)), actor.person_id
    )
    if actor.role is Role.WORKER:
        return ours
    if actor.role is Role.FAMILY:
        own = select(PlanHolder.plan_id).where(PlanHolder.person_id == actor.person_id)
        return ours.where(Plan.id.in_(own))
    return ours.where(false())


def plan(actor: Actor, plan_id: UUID) -> HeldPlan:
    """One plan. Raises NotFound where the actor may not know of it."""
    return _one(actor, visible_plans(actor).where(Plan.id == plan_id))


def plan_at(actor: Actor, circle_id: UUID | None = None, plan_id: UUID | None = None) -> HeldPlan:
    """The plan behind an address: one's own where none is named, else a family's plan, for its worker.

    Raises NotFound where there is none, or where plan and circle do not belong together.
    """
    if plan_id is None:
        held = own_plan(actor)
        if held is None:
            raise NotFound
        return held
    if actor.role is not Role.WORKER:
        raise NotFound
    return _one(actor, visible_plans(actor).where(Plan.id == plan_id, Plan.circle_id == circle_id))


def newest_own(actor: Actor) -> Plan | None:
    """The actor's own plan that is open: the newest, should there be several. None for anybody but families."""
    if actor.role is not Role.FAMILY:
        return None
    return ask(actor, _newest(actor)).scalar()


@prepared
def _newest(actor: Actor) -> Select[Plan]:
    return newest_open(actor)


def newest_open(actor: Actor) -> Select[Plan]:
    """The newest plan that is open, of those that the actor may see."""
    return (
        visible_plans(actor).where(Plan.state != PlanState.CLOSED).order_by(Plan.created_at.desc()).limit(1)
    )


def own_plan(actor: Actor) -> HeldPlan | None:
    """The plan of `newest_own`, with everybody whose plan it is."""
    found = newest_own(actor)
    return None if found is None else HeldPlan(found, _holders(actor, [found.id]).get(found.id, ()))


def plans_in(actor: Actor, circle_id: UUID) -> Sequence[HeldPlan]:
    """Every plan of one circle that the actor may see, oldest first. At most 20; two statements."""
    found = db.session.scalars(
        visible_plans(actor).where(Plan.circle_id == circle_id).order_by(Plan.created_at).limit(20)
    ).all()
    holders = _holders(actor, [plan.id for plan in found])
    return [HeldPlan(plan, holders.get(plan.id, ())) for plan in found]


def _one(actor: Actor, statement: Select[Plan]) -> HeldPlan:
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound
    return HeldPlan(found, _holders(actor, [found.id]).get(found.id, ()))


def _holders(actor: Actor, plan_ids: Sequence[UUID]) -> dict[UUID, tuple[Holder, ...]]:
    """Whose each plan is, by name. The plans were found through `visible_plans`."""
    rows = visible_holders(actor).where(PlanHolder.plan_id.in_(plan_ids)).order_by(Person.full_name)
    holders: dict[UUID, tuple[Holder, ...]] = {}
    for plan_id, person_id, known_as, full_name in db.session.execute(rows):
        holders[plan_id] = (*holders.get(plan_id, ()), Holder(person_id, known_as, full_name))
    return holders


def visible_holders(actor: Actor) -> Select[UUID, UUID, str, str]:
    """The holders of the plans that the actor may see: plan id, person id, name to use, full name."""
    return scoped(
        select(PlanHolder.plan_id, Person.id, Person.known_as, Person.full_name)
        .join(Person, Person.id == PlanHolder.person_id)
        .where(PlanHolder.plan_id.in_(visible_plan_ids(actor))),
        actor.person_id,
    )


def visible_goals(actor: Actor) -> Select[Goal]:
    """The goals of the plans that the actor may see."""
    return scoped(select(Goal).where(Goal.plan_id.in_(visible_plan_ids(actor))), actor.person_id)


def goal(actor: Actor, goal_id: UUID) -> HeldGoal:
    """One goal with its plan. Raises NotFound where the actor may not know of it."""
    found = db.session.scalar(locked(visible_goals(actor).where(Goal.id == goal_id)))
    if found is None:
        raise NotFound
    return HeldGoal(found, plan(actor, found.plan_id))


def goals_of(actor: Actor, plan_ids: Sequence[UUID]) -> Sequence[Goal]:
    """The goals of some plans in the order that their people gave them. At most 60."""
    rows = visible_goals(actor).where(Goal.plan_id.in_(plan_ids))
    return db.session.scalars(rows.order_by(Goal.plan_id, Goal.position, Goal.started_on).limit(60)).all()


def needs_of(actor: Actor, plan_ids: Sequence[UUID]) -> Sequence[Need]:
    """What is needed, oldest first. At most 100."""
    rows = select(Need).where(Need.plan_id.in_(visible_plan_ids(actor)), Need.plan_id.in_(plan_ids))
    return db.session.scalars(scoped(rows, actor.person_id).order_by(Need.created_at).limit(100)).all()


def visible_ratings(actor: Actor) -> Select[Rating, str]:
    """Ratings of the goals that the actor may see, each with the rater's name to use."""
    goal_ids = visible_goals(actor).with_only_columns(Goal.id)
    return scoped(
        select(Rating, Person.known_as)
        .join(Person, Person.id == Rating.person_id)
        .where(Rating.goal_id.in_(goal_ids)),
        actor.person_id,
    )


def ratings_of(actor: Actor, goal_id: UUID, *, most: int = 500) -> Sequence[tuple[Rating, str]]:
    """The newest `most` ratings of one goal, oldest first, each with its rater's name."""
    newest = visible_ratings(actor).where(Rating.goal_id == goal_id)
    rows = db.session.execute(
        newest.order_by(Rating.rated_on.desc(), Rating.created_at.desc()).limit(most)
    ).all()
    return [(rating, name) for rating, name in reversed(rows)]


def first_and_last(actor: Actor, goal_ids: Sequence[UUID]) -> dict[UUID, tuple[int, int]]:
    """For each goal that has one: the first and the latest score of ONE person, never of two mixed. One statement.

    That person is the goal's owner; where a couple owns it, whoever rated it last.
    """
    ends = ask_for_columns(actor, _ends(actor), goal_ids=goal_ids)
    return {row.goal_id: (row.first, row.score) for row in ends}


@prepared
def _ends(actor: Actor) -> Select[UUID, int, int]:
    lines = _lines(actor).subquery()
    ends = select(lines.c.goal_id, lines.c.score, lines.c.first).where(lines.c.newest == 1)
    return scoped(ends.order_by(lines.c.rated_on, lines.c.created_at), actor.person_id)


def holds(goal: Any, rating: Any) -> ColumnElement[bool]:
    """Whether the rater is one of those whose plan the goal stands in: a worker's number is never a couple's own."""
    holder = exists().where(PlanHolder.plan_id == goal.plan_id, PlanHolder.person_id == rating.person_id)
    return holder.correlate(goal, rating)  # said aloud: by itself it looks only one select further out


def _lines(actor: Actor) -> Select[UUID, int, date, datetime, int, int]:
    """The ratings of some goals by whoever owns them, each numbered from the newest in its rater's own line."""
    line = (Rating.goal_id, Rating.person_id)
    upwards, downwards = (
        (Rating.rated_on, Rating.created_at),
        (Rating.rated_on.desc(), Rating.created_at.desc()),
    )
    first = func.first_value(Rating.score).over(partition_by=line, order_by=upwards).label("first")
    newest = func.row_number().over(partition_by=line, order_by=downwards).label("newest")
    return (
        select(Rating.goal_id, Rating.score, Rating.rated_on, Rating.created_at, first, newest)
        .join(Goal, Goal.id == Rating.goal_id)
        .where(
            Rating.goal_id.in_(bindparam("goal_ids", expanding=True)),
            or_(Goal.owner_id == Rating.person_id, and_(Goal.owner_id.is_(None), holds(Goal, Rating))),
            Goal.plan_id.in_(visible_plan_ids(actor)),
        )
    )
