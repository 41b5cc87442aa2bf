"""Reads for one family's pages: who is in it, who can sign in, what happened last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from supportapp.access.actor import Actor, Scope
from supportapp.accounts import queries as accounts
from supportapp.caseload.happenings import happenings
from supportapp.caseload.rows import Happening
from supportapp.caseload.rules import fold
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.errors import NotFound
from supportapp.core.protect import scoped
from supportapp.people import queries as people
from supportapp.people.models import ADULTS_WITH_A_PLAN, Circle, Membership, Part, Person
from supportapp.plans import queries as plans
from supportapp.plans.models import Plan
from supportapp.plans.queries import HeldPlan
from supportapp.tasks import queries as tasks
from supportapp.tasks.models import OPEN, Task


@dataclass(frozen=True, slots=True)
class Adult:
    """A grown-up of the circle who may be given a code, and how far that got."""

    membership: Membership
    person: Person
    has_account: bool
    may_have_code: bool  # not where their account opens more than the circles of whoever looks
    code_until: datetime | None


@dataclass(frozen=True, slots=True)
class HeldMember:
    """Somebody in a circle, with the circle that they are named in."""

    circle: Circle
    membership: Membership
    person: Person

    def scope(self) -> Scope:
        """A member stands in the circle."""
        return self.circle.scope()


@dataclass(frozen=True, slots=True)
class Known:
    """A family in which somebody has a certain name already."""

    circle_id: UUID
    reference: str
    full_name: str


def adults(actor: Actor, circle_id: UUID, members: Sequence[tuple[Membership, Person]]) -> Sequence[Adult]:
    """The adults of a circle who can have a plan, each with their way in. Three statements."""
    grown = [(membership, person) for membership, person in members if membership.part in ADULTS_WITH_A_PLAN]
    ids = [person.id for _, person in grown]
    with_account, beyond = accounts.people_with_account(actor, ids), accounts.beyond_reach(actor, ids)
    until = _codes(actor, circle_id)
    return [
        Adult(membership, person, person.id in with_account, person.id not in beyond, until.get(person.id))
        for membership, person in grown
    ]


def _codes(actor: Actor, circle_id: UUID) -> dict[UUID | None, datetime | None]:
    return {
        code.person_id: code.expires_at
        for code in accounts.codes_of(actor, circle_id)
        if code.used_at is None and code.ended_at is None and code.expires_at > clock.now()
    }


def code_until(actor: Actor, circle_id: UUID, person_id: UUID) -> datetime | None:
    """Until when the unused code of one person holds; None where there is none."""
    return _codes(actor, circle_id).get(person_id)


def member_at(actor: Actor, circle_id: UUID, person_id: UUID) -> HeldMember:
    """An adult with a plan's part in a circle today. Raises NotFound for anybody else."""
    circle = people.circle(actor, circle_id)
    for membership, person in people.members(actor, circle_id):
        if person.id == person_id and membership.part in ADULTS_WITH_A_PLAN:
            return HeldMember(circle, membership, person)
    raise NotFound


def todo(actor: Actor, circle_id: UUID) -> dict[UUID, int]:
    """How many steps are open in each plan of a circle. One statement."""
    mine = plans.visible_plan_ids(actor).where(Plan.circle_id == circle_id)
    rows = tasks.visible_tasks(actor).where(Task.plan_id.in_(mine), Task.state.in_(OPEN))
    counted = rows.with_only_columns(Task.plan_id, func.count()).group_by(Task.plan_id)
    return {row[0]: row[1] for row in db.session.execute(counted)}


def latest(actor: Actor, circle_id: UUID, *, most: int = 5) -> Sequence[Happening]:
    """What happened in all plans of one circle, newest first. One statement."""
    every = happenings(plans.visible_plan_ids(actor).where(Plan.circle_id == circle_id))
    rows = select(every).order_by(every.c.at.desc(), every.c.object_id).limit(most)
    return [Happening(*row) for row in db.session.execute(scoped(rows, actor.person_id))]


def open_plan(actor: Actor, circle_id: UUID) -> HeldPlan:
    """The first open plan of a circle. Raises NotFound where there is none."""
    from_oldest = (held for held in plans.plans_in(actor, circle_id) if held.plan.state != "closed")
    found = next(from_oldest, None)
    if found is None:
        raise NotFound
    return found


def known_as_well(actor: Actor, names: Sequence[str]) -> Sequence[Known]:
    """The actor's own families in which an adult has one of `names`. Nobody else's family is looked at."""
    sought = {fold(name) for name in names}
    rows = (
        people.visible_members(actor)
        .join(Circle, Circle.id == Membership.circle_id)
        .where(Membership.part != Part.CHILD)
        .with_only_columns(Circle.id, Circle.reference, Person.full_name)
        .order_by(Person.full_name)
    )
    return [Known(*row) for row in db.session.execute(rows) if fold(row.full_name) in sought]
