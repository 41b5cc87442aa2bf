"""The worker's list of families, a row for each open plan, in as few statements for 300 as for 3.

Columns are read, not entities, and only for the rows of one page. Each statement starts from the plans that
the actor may see.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, Subquery, and_, case, func, or_, select, true

from supportapp.access.actor import Actor
from supportapp.caseload.happenings import happenings
from supportapp.caseload.rows import Asked, FamilyRow, Member, News, Show, Sort
from supportapp.caseload.rules import PER_PAGE, Window, finds
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped
from supportapp.people.models import Circle, Membership, Part, Person
from supportapp.people.queries import live
from supportapp.plans import queries as plans
from supportapp.plans.models import Goal, Plan, PlanHolder, PlanState
from supportapp.tasks.models import OPEN, Task

SOON = timedelta(weeks=4)
CARERS = (Part.KIN_CARER, Part.SPECIAL_GUARDIAN)


@dataclass(frozen=True, slots=True)
class _Found:
    id: UUID
    circle_id: UUID
    reference: str
    next_review_on: date | None
    open: int
    past: int
    goal_id: UUID | None


@dataclass(frozen=True, slots=True)
class Families:
    """One page of the list, with the counts that stand beside it."""

    rows: tuple[FamilyRow, ...]
    counts: dict[Show, int]
    window: Window


def families(actor: Actor, asked: Asked) -> Families:
    """One page of the actor's families. Five statements, six with a search, fewer where none is found."""
    chosen = true() if not asked.q else Plan.id.in_(_sought(actor, asked.q))
    counts, total = _counts(actor, asked, chosen)
    window = Window(asked.page, total)
    found = _page(actor, asked, chosen, window) if window.total and window.exists else []
    return Families(_filled(actor, found), counts, window)


def _filled(actor: Actor, found: Sequence[_Found]) -> tuple[FamilyRow, ...]:
    """The rows of a page with names, scores and news. Three statements; none where there is no row."""
    if not found:
        return ()
    ids = [row.id for row in found]
    holders, children = _people(actor, ids)
    scores = plans.first_and_last(actor, [row.goal_id for row in found if row.goal_id])
    news = _latest(actor, ids)
    return tuple(
        FamilyRow(
            plan_id=row.id,
            circle_id=row.circle_id,
            reference=row.reference,
            next_review_on=row.next_review_on,
            open=row.open,
            past=row.past,
            holders=tuple(holders.get(row.id, {}).values()),
            children=tuple(children.get(row.id, {}).values()),
            scores=scores.get(row.goal_id) if row.goal_id else None,
            news=news.get(row.id),
        )
        for row in found
    )


def _open(actor: Actor) -> Select[Plan]:
    return plans.visible_plans(actor).where(Plan.state != PlanState.CLOSED)


def _ids(actor: Actor, plan_ids: Collection[UUID] = ()) -> Select[UUID]:
    shown = _open(actor).where(Plan.id.in_(plan_ids)) if plan_ids else _open(actor)
    return shown.with_only_columns(Plan.id)


def _sought(actor: Actor, q: str) -> list[UUID]:
    # A worker's families are few. Compared here, and not in SQL, accents and capitals are the same on every
    # database, and no letter has a second meaning.
    rows = (
        select(Plan.id, Circle.reference, Person.full_name, Person.known_as, PlanHolder.id.is_(None))
        .join(Circle, Circle.id == Plan.circle_id)
        .join(Membership, Membership.circle_id == Plan.circle_id)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(PlanHolder, _holds())
        .where(Plan.id.in_(_ids(actor)), _is_named())
    )
    texts: dict[UUID, list[str]] = {}
    for row in db.session.execute(scoped(rows, actor.person_id)):
        plan_id, reference, full_name, known_as, is_child = row
        # Of a child only the first name is looked at: it is the only one that the list shows.
        texts.setdefault(plan_id, [reference]).extend([known_as] if is_child else [full_name, known_as])
    return [plan_id for plan_id, words in texts.items() if finds(q, words)]


def _holds() -> ColumnElement[bool]:
    return and_(PlanHolder.plan_id == Plan.id, PlanHolder.person_id == Membership.person_id)


def _is_named() -> ColumnElement[bool]:
    """The holders of a plan, whether or not they are still part of the circle, and the children of today."""
    child = and_(Membership.part == Part.CHILD, live(Membership.starts_on, Membership.ends_on, clock.today()))
    return or_(PlanHolder.id.is_not(None), child)


def _todo(actor: Actor) -> Subquery:
    past = func.count().filter(Task.due_on < clock.today())
    return (
        select(Task.plan_id, func.count().label("open"), past.label("past"))
        .where(Task.plan_id.in_(_ids(actor)), Task.state.in_(OPEN))
        .group_by(Task.plan_id)
        .subquery("todo")
    )


def _held_by(actor: Actor, *parts: Part) -> ColumnElement[bool]:
    holders = (
        select(PlanHolder.plan_id)
        .join(Membership, Membership.person_id == PlanHolder.person_id)
        .where(Membership.circle_id.in_(actor.circle_ids), Membership.part.in_(parts))
        .where(live(Membership.starts_on, Membership.ends_on, clock.today()))
    )
    return Plan.id.in_(holders)


def _shown(actor: Actor, show: Show, todo: Subquery) -> ColumnElement[bool]:
    if show is Show.PARENTS:
        return _held_by(actor, Part.PARENT)
    if show is Show.CARERS:
        return _held_by(actor, *CARERS)
    if show is Show.PAST:
        return func.coalesce(todo.c.past, 0) > 0
    if show is Show.REVIEW:
        return Plan.next_review_on <= clock.today() + SOON
    return true()


def _counts(actor: Actor, asked: Asked, chosen: ColumnElement[bool]) -> tuple[dict[Show, int], int]:
    """How many families each chip would show, and how many were asked for. One statement."""
    todo = _todo(actor)
    columns = [func.count().filter(_shown(actor, show, todo)) for show in Show]
    asked_for = func.count().filter(and_(chosen, _shown(actor, asked.show, todo)))
    rows = _open(actor).with_only_columns(asked_for, *columns).outerjoin(todo, todo.c.plan_id == Plan.id)
    total, *counts = db.session.execute(rows).one()
    return dict(zip(Show, counts, strict=True)), total


def _page(actor: Actor, asked: Asked, chosen: ColumnElement[bool], window: Window) -> Sequence[_Found]:
    todo, names = _todo(actor), _names(actor)
    still_open = func.coalesce(todo.c.open, 0)
    rows = (
        _open(actor)
        .with_only_columns(
            Plan.id,
            Plan.circle_id,
            Circle.reference,
            Plan.next_review_on,
            still_open,
            func.coalesce(todo.c.past, 0),
            _main_goal(),
        )
        .join(Circle, Circle.id == Plan.circle_id)
        .outerjoin(todo, todo.c.plan_id == Plan.id)
        .outerjoin(names, names.c.plan_id == Plan.id)
        .where(chosen, _shown(actor, asked.show, todo))
    )
    if asked.sort is Sort.TODO:
        rows = rows.order_by(still_open.desc())
    elif asked.sort is Sort.REVIEW:
        rows = rows.order_by(Plan.next_review_on.is_(None), Plan.next_review_on)
    rows = rows.order_by(names.c.name, Plan.id).limit(PER_PAGE).offset(window.skipped)
    return [_Found(*row) for row in db.session.execute(rows)]


def _names(actor: Actor) -> Subquery:
    """What each plan is sorted by: the name of its first holder."""
    name = func.min(func.lower(Person.full_name)).label("name")
    holders = plans.visible_holders(actor).with_only_columns(PlanHolder.plan_id, name)
    return holders.group_by(PlanHolder.plan_id).subquery("names")


def _main_goal() -> ScalarSelect[UUID]:
    """The goal that its people put first."""
    goals = select(Goal.id).where(Goal.plan_id == Plan.id)
    return goals.order_by(Goal.position, Goal.started_on, Goal.id).limit(1).scalar_subquery()


_Named = dict[UUID, dict[UUID, Member]]


def _people(actor: Actor, plan_ids: Sequence[UUID]) -> tuple[_Named, _Named]:
    """The holders and the children of some plans, by plan and person. One statement."""
    # Children by age, the oldest first; adults by name.
    child_born_on = case((Membership.part == Part.CHILD, Person.born_on))
    person = (Person.full_name, Person.known_as, Membership.part, Membership.relation, Person.born_on)
    rows = (
        select(Plan.id, Person.id, PlanHolder.id.is_(None), *person)
        .join(Membership, Membership.circle_id == Plan.circle_id)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(PlanHolder, _holds())
        .where(Plan.id.in_(_ids(actor, plan_ids)), _is_named())
        .order_by(child_born_on.is_(None), child_born_on, Person.full_name, Membership.starts_on)
    )
    holders: _Named = {}
    children: _Named = {}
    for row in db.session.execute(scoped(rows, actor.person_id)):
        plan_id, person_id, is_child, name, known_as, part, relation, born_on = row
        # Somebody who had two parts, one after the other, is named once, by the later one.
        named = (children if is_child else holders).setdefault(plan_id, {})
        named[person_id] = Member(name, known_as, part, relation, born_on)
    return holders, children


def _latest(actor: Actor, plan_ids: Sequence[UUID]) -> dict[UUID, News]:
    """What happened last in each of some plans. One statement."""
    every = happenings(_ids(actor, plan_ids))
    order = (every.c.at.desc(), every.c.object_id)
    newest = func.row_number().over(partition_by=every.c.plan_id, order_by=order)
    numbered = select(every, newest.label("place")).subquery()
    rows = select(*(numbered.c[column.key] for column in every.c)).where(numbered.c.place == 1)
    return {row.plan_id: News(*row) for row in db.session.execute(scoped(rows, actor.person_id))}
