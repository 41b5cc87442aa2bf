"""Reads of what journeys cost. A fare is read by the person whose journey it was, and by the family's workers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, false, func, select

from supportapp.access.actor import Actor, Role, Scope
from supportapp.contact.models import Arrangement
from supportapp.contact.own_models import Fare, FareState
from supportapp.contact.session_models import ContactSession
from supportapp.core.db import db, locked
from supportapp.core.errors import NotFound
from supportapp.core.protect import scoped
from supportapp.people import queries as people
from supportapp.people.models import Membership, Part, Person

MOST = 200


@dataclass(frozen=True, slots=True)
class HeldFare:
    """One fare, and the family time that the journey was for."""

    fare: Fare
    on: date  # of the family time
    who: str  # for workers: whose journey

    def scope(self) -> Scope:
        """It is its person's own; a worker of the circle reads it as well."""
        return Scope(self.fare.org_id, self.fare.circle_id, frozenset({self.fare.person_id}))


Totals = dict[FareState, int]
"""How many pence stand in each state."""


def visible_fares(actor: Actor) -> Select[Fare]:
    """The SQL twin of FARE_READ: one's own; for workers those of their families."""
    rows = select(Fare).where(Fare.org_id == actor.org_id, Fare.circle_id.in_(actor.circle_ids))
    if actor.role is Role.FAMILY:
        rows = rows.where(Fare.person_id == actor.person_id)
    elif actor.role is not Role.WORKER:
        rows = rows.where(false())
    return scoped(rows, actor.person_id)


def fare(actor: Actor, fare_id: UUID) -> HeldFare:
    """One fare. Raises NotFound where the actor may not know of it."""
    found = db.session.scalar(locked(visible_fares(actor).where(Fare.id == fare_id)))
    if found is None:
        raise NotFound
    return _held(actor, [found])[0]


def fares(actor: Actor) -> list[HeldFare]:
    """What journeys cost, the newest first. At most 200."""
    rows = visible_fares(actor).order_by(Fare.created_at.desc(), Fare.id).limit(MOST)
    return _held(actor, db.session.scalars(rows).all())


def _held(actor: Actor, found: Sequence[Fare]) -> list[HeldFare]:
    """Fares, found through `visible_fares`, with their family times. The dates of one's own journeys stay one's own."""
    rows = (
        select(Fare.id, ContactSession.starts_at, Arrangement.zone, Person.full_name)
        .join(ContactSession, ContactSession.id == Fare.session_id)
        .join(Arrangement, Arrangement.id == ContactSession.arrangement_id)
        .join(Person, Person.id == Fare.person_id)
        .where(Fare.id.in_([each.id for each in found]))
    )
    facts = {row.id: row for row in db.session.execute(scoped(rows, actor.person_id))}
    return [
        HeldFare(each, local_day(facts[each.id].starts_at, facts[each.id].zone), facts[each.id].full_name)
        for each in found
    ]


def local_day(moment: datetime, zone: str) -> date:
    """The day of a moment on the wall calendar of `zone`."""
    return moment.astimezone(ZoneInfo(zone)).date()


def totals(actor: Actor) -> dict[UUID, Totals]:
    """How much stands in each state, by family. One statement."""
    rows = (
        visible_fares(actor)
        .with_only_columns(Fare.circle_id, Fare.state, func.sum(Fare.pence))
        .group_by(Fare.circle_id, Fare.state)
    )
    sums: dict[UUID, Totals] = {}
    for circle_id, state, pence in db.session.execute(rows):
        sums.setdefault(circle_id, {})[state] = int(pence)
    return sums


def families(actor: Actor, circle_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """For a worker, the children of some of their families, by family: how a worker tells them apart."""
    rows = people.visible_members(actor).where(
        Membership.part == Part.CHILD, Membership.circle_id.in_(circle_ids)
    )
    names: dict[UUID, list[str]] = {}
    for membership, child in db.session.execute(rows.order_by(Person.full_name).limit(MOST)):
        names.setdefault(membership.circle_id, []).append(child.full_name)
    return names
