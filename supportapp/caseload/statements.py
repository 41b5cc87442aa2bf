"""The statements behind the list of families, each starting from the plans that the actor may see."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from supportapp.access.actor import Actor
from supportapp.core.protect import scoped
from supportapp.people.models import Circle, Membership, Part, Person
from supportapp.people.prepared import TODAY, prepared
from supportapp.people.queries import live
from supportapp.plans import queries as plans
from supportapp.plans.models import Goal, Plan, PlanHolder, PlanState, Rating
from supportapp.tasks.models import OPEN, Task, TaskEvent

CARERS = (Part.KIN_CARER, Part.SPECIAL_GUARDIAN)


@prepared
def every(actor: Actor) -> Select[UUID, date | None, int, int, str, int, int]:
    """A row for each open plan of the actor's: in the order of `Household`, by no order of its own."""
    mine = select(_ids(actor).cte("mine").c.id)
    todo, home = _todo(mine), _home(mine)
    counts = (func.coalesce(todo.c.open, 0), func.coalesce(todo.c.past, 0))
    return (
        _open(actor)
        .outerjoin(todo, todo.c.plan_id == Plan.id)
        .outerjoin(home, home.c.plan_id == Plan.id)
        .with_only_columns(Plan.id, Plan.next_review_on, *counts, home.c.name, home.c.parents, home.c.carers)
    )


@prepared
def search(actor: Actor) -> Select[UUID, str, str, str, bool]:
    """All that a search looks at: plan, reference, full name, name to use, and whether it is a child's."""
    rows = (
        select(Plan.id, Circle.reference, Person.full_name, Person.known_as, PlanHolder.id.is_(None))
        .join(Circle, Circle.id == Plan.circle_id)
        .join(Membership, Membership.circle_id == Plan.circle_id)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(PlanHolder, _holds())
        .where(Plan.id.in_(_ids(actor)), _is_named())
    )
    return scoped(rows, actor.person_id)


@prepared
def people(actor: Actor) -> Select[UUID, UUID, bool, str, str, Part, str | None, date | None]:
    """The holders and the children of the plans in `ids`: children by age, the oldest first; adults by name."""
    child_born_on = case((Membership.part == Part.CHILD, Person.born_on))
    person = (Person.full_name, Person.known_as, Membership.part, Membership.relation, Person.born_on)
    rows = (
        select(Plan.id, Person.id, PlanHolder.id.is_(None), *person)
        .join(Membership, Membership.circle_id == Plan.circle_id)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(PlanHolder, _holds())
        .where(Plan.id.in_(_some_ids(actor)), _is_named())
        .order_by(child_born_on.is_(None), child_born_on, Person.full_name, Membership.starts_on)
    )
    return scoped(rows, actor.person_id)


@prepared
def details(
    actor: Actor,
) -> Select[
    UUID, UUID, str, int | None, int | None, datetime | None, str | None, str | None, datetime | None
]:
    """For each of the plans in `ids`: its circle, the main goal's first and latest number, the last line of a step's
    history, and when a goal was last rated.

    The numbers are those of one person: the goal's owner or, where a couple owns it, whoever rated it last.
    """
    goal, last, line = aliased(Goal), aliased(Rating), aliased(TaskEvent)
    return (
        _open(actor)
        .where(Plan.id.in_(bindparam("ids", expanding=True)))
        .join(Circle, Circle.id == Plan.circle_id)
        .outerjoin(goal, goal.id == _main_goal())
        .outerjoin(last, last.id == _last_rating(goal))
        .outerjoin(line, line.id == _last_line())
        .with_only_columns(
            *(Plan.id, Plan.circle_id, Circle.reference, _first_score(last), last.score),
            *(line.at, line.what, line.after, _last_rated()),
        )
    )


def _open(actor: Actor) -> Select[Plan]:
    return plans.visible_plans(actor).where(Plan.state != PlanState.CLOSED)


def _ids(actor: Actor) -> Select[UUID]:
    return _open(actor).with_only_columns(Plan.id)


def _some_ids(actor: Actor) -> Select[UUID]:
    return _ids(actor).where(Plan.id.in_(bindparam("ids", expanding=True)))


def _holds() -> ColumnElement[bool]:
    return and_(PlanHolder.plan_id == Plan.id, PlanHolder.person_id == Membership.person_id)


def _is_named() -> ColumnElement[bool]:
    """The holders of a plan, whether or not they are still part of the circle, and the children of today."""
    child = and_(Membership.part == Part.CHILD, live(Membership.starts_on, Membership.ends_on, TODAY))
    return or_(PlanHolder.id.is_not(None), child)


def _todo(mine: Select[UUID]) -> Subquery:
    past = func.count().filter(Task.due_on < TODAY)
    return (
        select(Task.plan_id, func.count().label("open"), past.label("past"))
        .where(Task.plan_id.in_(mine), Task.state.in_(OPEN))
        .group_by(Task.plan_id)
        .subquery("todo")
    )


def _home(mine: Select[UUID]) -> Subquery:
    """Each plan's household: the name it is sorted by, and how many parents and carers are in it today."""
    part = and_(
        Membership.person_id == PlanHolder.person_id,
        Membership.circle_id == Plan.circle_id,
        live(Membership.starts_on, Membership.ends_on, TODAY),
    )
    return (
        select(
            PlanHolder.plan_id,
            func.min(func.lower(Person.full_name)).label("name"),
            func.count().filter(Membership.part == Part.PARENT).label("parents"),
            func.count().filter(Membership.part.in_(CARERS)).label("carers"),
        )
        .join(Plan, Plan.id == PlanHolder.plan_id)
        .join(Person, Person.id == PlanHolder.person_id)
        .outerjoin(Membership, part)
        .where(PlanHolder.plan_id.in_(mine))
        .group_by(PlanHolder.plan_id)
        .subquery("home")
    )


def _main_goal() -> ScalarSelect[UUID]:
    """The goal that its people put first."""
    goals = select(Goal.id).where(Goal.plan_id == Plan.id)
    return goals.order_by(Goal.position, Goal.started_on, Goal.id).limit(1).scalar_subquery()


def _last_rating(goal: Any) -> ScalarSelect[UUID]:
    rows = select(Rating.id).where(
        Rating.goal_id == goal.id,
        or_(Rating.person_id == goal.owner_id, and_(goal.owner_id.is_(None), plans.holds(goal, Rating))),
    )
    return rows.order_by(Rating.rated_on.desc(), Rating.created_at.desc()).limit(1).scalar_subquery()


def _first_score(last: Any) -> ScalarSelect[int]:
    rows = select(Rating.score).where(Rating.goal_id == last.goal_id, Rating.person_id == last.person_id)
    return rows.order_by(Rating.rated_on, Rating.created_at).limit(1).scalar_subquery()


def _last_line() -> ScalarSelect[UUID]:
    rows = select(TaskEvent.id).where(TaskEvent.plan_id == Plan.id)
    return rows.order_by(TaskEvent.at.desc(), TaskEvent.id).limit(1).scalar_subquery()


def _last_rated() -> ScalarSelect[datetime]:
    rated = select(func.max(Rating.created_at)).join(Goal, Goal.id == Rating.goal_id)
    return rated.where(Goal.plan_id == Plan.id).scalar_subquery()
