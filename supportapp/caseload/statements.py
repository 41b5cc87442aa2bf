"""The statements behind the list of families, each starting from the plans that the actor may see."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import zip_longest
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, Uuid, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased

from supportapp.access.actor import Actor
from supportapp.caseload.rules import PER_PAGE
from supportapp.people.models import Circle, Membership, Part, Person
from supportapp.people.prepared import TODAY, Key, key, one_of, prepared
from supportapp.people.queries import live
from supportapp.plans import queries as plans
from supportapp.plans.models import Goal, Plan, PlanHolder, PlanState, Rating
from supportapp.tasks.models import OPEN, Task, TaskEvent

CARERS = (Part.KIN_CARER, Part.SPECIAL_GUARDIAN)
Chosen = dict[str, UUID | None]
PLACES = tuple(f"plan_{place}" for place in range(PER_PAGE))


@prepared
def every(actor: Actor) -> Select[Key, date | None, int, int, str, int, int]:
    """A row for each open plan of the actor's: in the order of `Household`, by no order of its own."""
    return (
        _open(actor)
        .outerjoin(PlanHolder, PlanHolder.plan_id == Plan.id)
        .outerjoin(Person, Person.id == PlanHolder.person_id)
        .outerjoin(Membership, and_(Membership.circle_id == Plan.circle_id, _is_holders(), _is_live()))
        .group_by(Plan.id)
        .with_only_columns(
            *(key(Plan.id), Plan.next_review_on, _todo(), _todo(Task.due_on < TODAY)),
            func.min(func.lower(Person.full_name)),
            func.count().filter(Membership.part == Part.PARENT),
            func.count().filter(one_of(Membership.part, CARERS)),
        )
    )


@prepared
def search(actor: Actor) -> Select[Key, str, str, str, bool]:
    """All that a search looks at: plan, reference, full name, name to use, and whether it is a child's."""
    return (
        _open(actor)
        .join(Circle, Circle.id == Plan.circle_id)
        .join(Membership, Membership.circle_id == Plan.circle_id)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(PlanHolder, _holds())
        .where(_is_named())
        .with_only_columns(
            key(Plan.id), Circle.reference, Person.full_name, Person.known_as, PlanHolder.id.is_(None)
        )
    )


@prepared
def people(actor: Actor) -> Select[Key, Key, bool, str, str, Part, str | None, date | None]:
    """The holders and the children of some plans: children by age, the oldest first; adults by name."""
    child_born_on = case((Membership.part == Part.CHILD, Person.born_on))
    person = (Person.full_name, Person.known_as, Membership.part, Membership.relation, Person.born_on)
    return (
        _some(actor)
        .join(Membership, Membership.circle_id == Plan.circle_id)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(PlanHolder, _holds())
        .where(_is_named())
        .order_by(child_born_on.is_(None), child_born_on, Person.full_name, Membership.starts_on)
        .with_only_columns(key(Plan.id), key(Person.id), PlanHolder.id.is_(None), *person)
    )


@prepared
def details(
    actor: Actor,
) -> Select[Key, UUID, str, int | None, int | None, datetime | None, str | None, str | None, datetime | None]:
    """For each of some plans: its circle, the main goal's first and latest number, the last line of a step's
    history, and when a goal was last rated.

    The numbers are those of one person: the goal's owner or, where a couple owns it, whoever rated it last.
    """
    goal, last, line = aliased(Goal), aliased(Rating), aliased(TaskEvent)
    return (
        _some(actor)
        .join(Circle, Circle.id == Plan.circle_id)
        .outerjoin(goal, goal.id == _main_goal())
        .outerjoin(last, last.id == _last_rating(goal))
        .outerjoin(line, line.id == _last_line())
        .with_only_columns(
            *(key(Plan.id), Plan.circle_id, Circle.reference, _first_score(last), last.score),
            *(line.at, line.what, line.after, _last_rated()),
        )
    )


def _open(actor: Actor) -> Select[Plan]:
    return plans.visible_plans(actor).where(Plan.state != PlanState.CLOSED)


def _some(actor: Actor) -> Select[Plan]:
    """Those of the actor's open plans that `chosen` names."""
    return _open(actor).where(Plan.id.in_([bindparam(name, type_=Uuid) for name in PLACES]))


def chosen(plan_ids: Sequence[UUID]) -> Chosen:
    """The values by which a statement is asked about a page of plans at most."""
    return dict(zip_longest(PLACES, plan_ids))


def _holds() -> ColumnElement[bool]:
    return and_(PlanHolder.plan_id == Plan.id, _is_holders())


def _is_named() -> ColumnElement[bool]:
    """The holders of a plan, whether or not they are still part of the circle, and the children of today."""
    return or_(PlanHolder.id.is_not(None), and_(Membership.part == Part.CHILD, _is_live()))


def _is_holders() -> ColumnElement[bool]:
    return Membership.person_id == PlanHolder.person_id


def _is_live() -> ColumnElement[bool]:
    return live(Membership.starts_on, Membership.ends_on, TODAY)


def _todo(*which: ColumnElement[bool]) -> ScalarSelect[int]:
    """How many steps of a plan are open, or such of them as `which` names."""
    steps = select(func.count()).where(Task.plan_id == Plan.id, one_of(Task.state, OPEN), *which)
    return steps.scalar_subquery()


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
