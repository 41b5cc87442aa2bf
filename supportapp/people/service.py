"""Makes circles and people, and says who belongs where. Each change leaves an audit event; none commits."""

import secrets
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from supportapp.access.actor import Actor, Role
from supportapp.audit import service as audit
from supportapp.content.models import Nation
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.people.models import Assignment, Circle, Duty, Membership, Part, Person

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to be added to a circle."""

    full_name: str
    part: Part
    known_as: str = ""
    relation: str | None = None
    born_on: date | None = None


def add_circle(
    actor: Actor,
    *,
    nation: Nation,
    council: str | None = None,
    reference: str = "",
    started_alone: bool = False,
) -> Circle:
    """A new, empty circle of the actor's organisation. Its reference is made unless one is given."""
    circle = Circle(
        id=uuid4(),
        org_id=actor.org_id,
        reference=reference or _reference(),
        nation=nation,
        council=council,
        started_alone=started_alone,
        created_at=clock.now(),
    )
    db.session.add(circle)
    db.session.flush()
    audit.record(actor, "circle:add", kind="circle", object_id=circle.id, circle_id=circle.id)
    return circle


def add_person(actor: Actor, circle: Circle, entry: NewPerson, *, since: date | None = None) -> Person:
    """Somebody new, as a part of `circle` from `since` (today unless given)."""
    person = Person(
        id=uuid4(),
        org_id=actor.org_id,
        role=Role.FAMILY,
        full_name=entry.full_name,
        known_as=entry.known_as or entry.full_name.split()[0],
        born_on=entry.born_on,
    )
    db.session.add(person)
    db.session.flush()
    join_circle(actor, circle.id, person.id, part=entry.part, relation=entry.relation, since=since)
    return person


def join_circle(
    actor: Actor,
    circle_id: UUID,
    person_id: UUID,
    *,
    part: Part,
    relation: str | None = None,
    since: date | None = None,
) -> Membership:
    """Make a person a part of a circle from `since` (today unless given)."""
    membership = Membership(
        id=uuid4(),
        circle_id=circle_id,
        person_id=person_id,
        part=part,
        relation=relation,
        starts_on=since or clock.today(),
    )
    db.session.add(membership)
    db.session.flush()
    audit.record(
        actor, "membership:add", kind="person", object_id=person_id, circle_id=circle_id, part=part.value
    )
    return membership


def assign(
    actor: Actor,
    circle_id: UUID,
    worker_id: UUID,
    *,
    duty: Duty = Duty.LEAD,
    since: date | None = None,
    until: date | None = None,
) -> Assignment:
    """Give a worker a duty to a family from `since` (today unless given) to `until`, which is the last day."""
    assignment = Assignment(
        id=uuid4(),
        circle_id=circle_id,
        worker_id=worker_id,
        duty=duty,
        starts_on=since or clock.today(),
        ends_on=until,
    )
    db.session.add(assignment)
    db.session.flush()
    audit.record(
        actor, "assignment:add", kind="person", object_id=worker_id, circle_id=circle_id, duty=duty.value
    )
    return assignment


def _reference() -> str:
    """Six letters and digits that nobody confuses when reading aloud: 729 million of them."""
    return "".join(secrets.choice(LETTERS) for _ in range(6))
