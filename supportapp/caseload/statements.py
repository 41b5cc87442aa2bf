"""The statements behind the list of families, each starting from the plans that the actor may see.

To put a statement together takes longer than to run it. So the ones of the last few workers are kept: the
statement, never a row, and under all that the actor is today, so that nobody meets another's, nor an old one.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    true,
)

from supportapp.access.actor import Actor
from supportapp.caseload.happenings import happenings
from supportapp.caseload.rows import Show, Sort
from supportapp.caseload.rules import PER_PAGE
from supportapp.core.protect import scoped
from supportapp.people.models import Circle, Membership, Part, Person
from supportapp.people.queries import live
from supportapp.plans import queries as plans
from supportapp.plans.models import Goal, Plan, PlanHolder, PlanState
from supportapp.tasks.models import OPEN, Task

SOON = timedelta(weeks=4)
CARERS = (Part.KIN_CARER, Part.SPECIAL_GUARDIAN)
MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class _Ground:
    rows: Select[Plan]
    shown: dict[Show, ColumnElement[bool]]
    open: ColumnElement[int]
    past: ColumnElement[int]
    name: ColumnElement[str]

    def chosen(self, show: Show, *, searching: bool) -> ColumnElement[bool]:
        """What was asked for; with a search also limited to the plans in `sought`."""
        if not searching:
            return self.shown[show]
        return and_(self.shown[show], Plan.id.in_(bindparam("sought", expanding=True)))


@lru_cache(MOST_KEPT)
def counts(actor: Actor, today: date, show: Show, *, searching: bool) -> Select[*tuple[int, ...]]:
    """How many families were asked for, and then how many each chip would show."""
    ground = _ground(actor, today)
    columns = [func.count().filter(condition) for condition in ground.shown.values()]
    asked_for = func.count().filter(ground.chosen(show, searching=searching))
    return ground.rows.with_only_columns(asked_for, *columns)


@lru_cache(MOST_KEPT)
def page(
    actor: Actor, today: date, show: Show, sort: Sort, *, searching: bool
) -> Select[UUID, UUID, str, date | None, int, int, UUID | None]:
    """The rows of one page, after those that are `skipped`."""
    ground = _ground(actor, today)
    facts = (Plan.id, Plan.circle_id, Circle.reference, Plan.next_review_on, ground.open, ground.past)
    rows = ground.rows.join(Circle, Circle.id == Plan.circle_id).with_only_columns(*facts, _main_goal())
    rows = rows.where(ground.chosen(show, searching=searching))
    if sort is Sort.TODO:
        rows = rows.order_by(ground.open.desc())
    elif sort is Sort.REVIEW:
        rows = rows.order_by(Plan.next_review_on.is_(None), Plan.next_review_on)
    return rows.order_by(ground.name, Plan.id).limit(PER_PAGE).offset(bindparam("skipped", type_=Integer))


@lru_cache(MOST_KEPT)
def search(actor: Actor, today: date) -> Select[UUID, str, str, str, bool]:
    """All that a search looks at: plan, reference, full name, name to use, and whether it is a child's."""
    rows = (
        select(Plan.id, Circle.reference, Person.full_name, Person.known_as, PlanHolder.id.is_(None))
        .join(Circle, Circle.id == Plan.circle_id)
        .join(Membership, Membership.circle_id == Plan.circle_id)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(PlanHolder, _holds())
        .where(Plan.id.in_(_ids(actor)), _is_named(today))
    )
    return scoped(rows, actor.person_id)


@lru_cache(MOST_KEPT)
def people(actor: Actor, today: date) -> Select[UUID, UUID, bool, str, str, Part, str | None, date | None]:
    """The holders and the children of the plans in `ids`: children by age, the oldest first; adults by name."""
    child_born_on = case((Membership.part == Part.CHILD, Person.born_on))
    person = (Person.full_name, Person.known_as, Membership.part, Membership.relation, Person.born_on)
    rows = (
        select(Plan.id, Person.id, PlanHolder.id.is_(None), *person)
        .join(Membership, Membership.circle_id == Plan.circle_id)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(PlanHolder, _holds())
        .where(Plan.id.in_(_some_ids(actor)), _is_named(today))
        .order_by(child_born_on.is_(None), child_born_on, Person.full_name, Membership.starts_on)
    )
    return scoped(rows, actor.person_id)


@lru_cache(MOST_KEPT)
def latest(actor: Actor) -> Select[UUID, datetime, str, str | None, str, str, UUID]:
    """What happened last in each of the plans in `ids`."""
    every = happenings(_some_ids(actor))
    order = (every.c.at.desc(), every.c.object_id)
    newest = func.row_number().over(partition_by=every.c.plan_id, order_by=order)
    numbered = select(every, newest.label("place")).subquery()
    rows = select(*(numbered.c[column.key] for column in every.c)).where(numbered.c.place == 1)
    return scoped(rows, actor.person_id)


def _open(actor: Actor) -> Select[Plan]:
    return plans.visible_plans(actor).where(Plan.state != PlanState.CLOSED)


def _ids(actor: Actor) -> Select[UUID]:
    return _open(actor).with_only_columns(Plan.id)


def _some_ids(actor: Actor) -> Select[UUID]:
    return _ids(actor).where(Plan.id.in_(bindparam("ids", expanding=True)))


def _holds() -> ColumnElement[bool]:
    return and_(PlanHolder.plan_id == Plan.id, PlanHolder.person_id == Membership.person_id)


def _is_named(today: date) -> ColumnElement[bool]:
    """The holders of a plan, whether or not they are still part of the circle, and the children of today."""
    child = and_(Membership.part == Part.CHILD, live(Membership.starts_on, Membership.ends_on, today))
    return or_(PlanHolder.id.is_not(None), child)


def _ground(actor: Actor, today: date) -> _Ground:
    """The open plans, each beside its open steps and its household; the counts and the page stand on it."""
    mine = select(_ids(actor).cte("mine").c.id)
    todo, home = _todo(mine, today), _home(mine, today)
    rows = _open(actor).outerjoin(todo, todo.c.plan_id == Plan.id).outerjoin(home, home.c.plan_id == Plan.id)
    shown: dict[Show, ColumnElement[bool]] = {
        Show.ALL: true(),
        Show.PARENTS: home.c.parents > 0,
        Show.CARERS: home.c.carers > 0,
        Show.PAST: todo.c.past > 0,
        Show.REVIEW: Plan.next_review_on <= today + SOON,
    }
    open_, past = func.coalesce(todo.c.open, 0), func.coalesce(todo.c.past, 0)
    return _Ground(rows, shown, open_, past, home.c.name)


def _todo(mine: Select[UUID], today: date) -> Subquery:
    past = func.count().filter(Task.due_on < today)
    return (
        select(Task.plan_id, func.count().label("open"), past.label("past"))
        .where(Task.plan_id.in_(mine), Task.state.in_(OPEN))
        .group_by(Task.plan_id)
        .subquery("todo")
    )


def _home(mine: Select[UUID], today: date) -> Subquery:
    """Each plan's household: the name it is sorted by, and how many parents and carers are in it today."""
    part = and_(
        Membership.person_id == PlanHolder.person_id,
        Membership.circle_id == Plan.circle_id,
        live(Membership.starts_on, Membership.ends_on, today),
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
