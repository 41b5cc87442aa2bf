"""Reads of people and circles. Each starts from what the actor may see."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, Uuid, and_, bindparam, exists, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from supportapp.access.actor import Actor, Role
from supportapp.content.models import Nation
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.errors import NotFound
from supportapp.core.protect import scoped
from supportapp.people.models import (
    Assignment,
    Circle,
    Duty,
    Exclusion,
    Membership,
    Organisation,
    Part,
    Person,
)

STAND_IN_CIRCLES = (Role.FAMILY, Role.WORKER)


def live(
    starts: InstrumentedAttribute[date], ends: InstrumentedAttribute[date | None], on: date
) -> ColumnElement[bool]:
    """Whether a dated row holds on the day `on`; its last day counts."""
    return and_(starts <= on, or_(ends.is_(None), ends >= on))


class Somebody(Protocol):
    """What has to be known of a person to say what they are part of."""

    @property
    def id(self) -> UUID: ...
    @property
    def org_id(self) -> UUID: ...
    @property
    def role(self) -> Role: ...
    @property
    def zone(self) -> str: ...


def oneself(actor: Actor) -> Person:
    """The actor's own row, to be changed by them."""
    mine = select(Person).where(Person.id == actor.person_id)
    return db.session.scalars(scoped(mine, actor.person_id)).one()


def actor_for(person: Somebody) -> Actor:
    """What `person` is part of today. One statement."""
    values = {"me": person.id, "on": clock.today(person.zone)}
    found = frozenset(db.session.connection().scalars(_circles(person.role), values))
    if person.role in STAND_IN_CIRCLES:
        return Actor(person.id, person.org_id, person.role, found)
    return Actor(person.id, person.org_id, person.role, kept_out_of=found)


@cache
def _circles(role: Role) -> Select[UUID]:
    """The circles that make an actor: those they are part of, or for staff outside circles those kept from them."""
    me: Any = bindparam("me", type_=Uuid)
    inside = part_of(role, me, bindparam("on", type_=Date))
    return scoped(kept_out_of(me) if inside is None else inside, "actor")


def part_of(role: Role, person_id: UUID, on: Any) -> Select[UUID] | None:
    """The circles that somebody is part of, or works with, on one day; None for staff who stand outside circles.

    An exclusion beats every other grant.
    """
    if role is Role.FAMILY:
        return select(Membership.circle_id).where(
            Membership.person_id == person_id,
            Membership.part != Part.CHILD,
            live(Membership.starts_on, Membership.ends_on, on),
            Membership.circle_id.not_in(kept_out_of(person_id)),
        )
    if role is Role.WORKER:
        return select(Assignment.circle_id).where(
            Assignment.worker_id == person_id,
            live(Assignment.starts_on, Assignment.ends_on, on),
            Assignment.circle_id.not_in(kept_out_of(person_id)),
        )
    return None


def kept_out_of(person_id: UUID) -> Select[UUID]:
    """The circles that somebody may know nothing of, whatever else they hold."""
    return select(Exclusion.circle_id).where(Exclusion.person_id == person_id, Exclusion.ended_at.is_(None))


def visible_circles(actor: Actor) -> Select[Circle]:
    """The circles whose title the actor may see: the SQL twin of FAMILY_TITLE."""
    ours = scoped(select(Circle).where(Circle.org_id == actor.org_id), actor.person_id)
    if actor.role is Role.MANAGER:
        return ours.where(Circle.id.not_in(actor.kept_out_of))
    if actor.role is Role.WORKER:
        return ours.where(Circle.id.in_(actor.circle_ids))
    return ours.where(false())


def circle(actor: Actor, circle_id: UUID) -> Circle:
    """One circle. Raises NotFound where the actor may not know of it."""
    found = db.session.scalar(visible_circles(actor).where(Circle.id == circle_id))
    if found is None:
        raise NotFound
    return found


def visible_members(actor: Actor) -> Select[Membership, Person]:
    """Who is in the circles that the actor works with, each with their membership. Workers only."""
    rows = select(Membership, Person).join(Person, Person.id == Membership.person_id)
    if actor.role is not Role.WORKER:
        return scoped(rows.where(false()), actor.person_id)
    return scoped(rows.where(Membership.circle_id.in_(actor.circle_ids)), actor.person_id)


def members(actor: Actor, circle_id: UUID) -> Sequence[tuple[Membership, Person]]:
    """Everybody who is part of one circle today, children last, then by name. At most 100."""
    today = clock.today()
    rows = visible_members(actor).where(
        Membership.circle_id == circle_id, live(Membership.starts_on, Membership.ends_on, today)
    )
    found = db.session.execute(rows.order_by(Membership.part == Part.CHILD, Person.full_name).limit(100))
    return [(membership, person) for membership, person in found]


def visible_workers(actor: Actor) -> Select[Assignment, Person]:
    """The workers who stand beside the actor's own circles: families may know their workers' names.

    Whoever is kept out of a circle is not among its workers: people are told that its workers can read what they write.
    """
    kept_out = exists().where(
        Exclusion.circle_id == Assignment.circle_id,
        Exclusion.person_id == Assignment.worker_id,
        Exclusion.ended_at.is_(None),
    )
    return scoped(
        select(Assignment, Person)
        .join(Person, Person.id == Assignment.worker_id)
        .where(
            Assignment.circle_id.in_(actor.circle_ids),
            live(Assignment.starts_on, Assignment.ends_on, clock.today()),
            ~kept_out,
        ),
        actor.person_id,
    )


def own_workers(actor: Actor) -> Sequence[tuple[Assignment, Person]]:
    """Everybody who works with the actor's own circles today, leads first. At most 20."""
    found = db.session.execute(
        visible_workers(actor).order_by(Assignment.duty != Duty.LEAD, Person.full_name).limit(20)
    )
    return [(assignment, person) for assignment, person in found]


def nation_of(actor: Actor) -> Nation | None:
    """The nation of a family member's circle (of the first, should there be several); None for staff."""
    if actor.role is not Role.FAMILY or not actor.circle_ids:
        return None
    rows = select(Circle.nation).where(Circle.id.in_(actor.circle_ids)).order_by(Circle.created_at).limit(1)
    return db.session.scalar(scoped(rows, actor.person_id))


def workers(actor: Actor, circle_id: UUID) -> Sequence[tuple[Assignment, Person]]:
    """The workers of one circle today, the lead first. At most 20."""
    rows = visible_workers(actor).where(Assignment.circle_id == circle_id)
    found = db.session.execute(rows.order_by(Assignment.duty != Duty.LEAD, Person.full_name).limit(20))
    return [(assignment, person) for assignment, person in found]


def organisation(org_id: UUID) -> Organisation:
    """The organisation itself: its name and settings, nothing of anybody in it."""
    return db.session.get_one(Organisation, org_id)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where some people stand in their circle: its nation and council, and their parts in it today."""

    nation: Nation
    council: str | None
    parts: frozenset[Part]


def standing(actor: Actor, circle_id: UUID, person_ids: Collection[UUID]) -> Standing:
    """The standing of people whom the actor may see already (the holders of a plan). One statement.

    Raises NotFound where the circle is not one of the actor's.
    """
    rows = (
        select(Circle.nation, Circle.council, Membership.part)
        .join(Membership, Membership.circle_id == Circle.id)
        .where(
            Circle.id == circle_id,
            Circle.id.in_(actor.circle_ids),
            Membership.person_id.in_(person_ids),
            live(Membership.starts_on, Membership.ends_on, clock.today()),
        )
    )
    found = db.session.execute(scoped(rows, actor.person_id)).all()
    if not found:
        raise NotFound
    return Standing(found[0].nation, found[0].council, frozenset(row.part for row in found))
