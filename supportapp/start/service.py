"""A person, their circle, plan and first steps, made by themselves before any worker. None commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from supportapp.access.actor import Actor, Role
from supportapp.accounts import service as accounts
from supportapp.content.models import ForRole, Nation, Pathway
from supportapp.core.db import db
from supportapp.core.protect import act_as
from supportapp.people import service as people
from supportapp.people.models import Circle, Part, Person
from supportapp.plans import queries as plans
from supportapp.plans import service as plans_service
from supportapp.plans.models import PlanKind
from supportapp.tasks import pathways


@dataclass(frozen=True, slots=True)
class Beginning:
    """What somebody said who starts alone. `kept_hash` is their passphrase, hashed already."""

    organisation_id: UUID
    role: ForRole
    nation: Nation
    pathway: Pathway
    dates: Mapping[str, date]
    period_day: int | None
    known_as: str
    nickname: str
    kept_hash: str


def begin(entry: Beginning) -> Person:
    """Make all of it, in the name of the new person. Raises NicknameTaken; the caller keeps nothing then."""
    org_id = entry.organisation_id
    person = Person(
        id=uuid4(), org_id=org_id, role=Role.FAMILY, full_name=entry.known_as, known_as=entry.known_as
    )
    act_as(person.id)
    db.session.add(person)
    db.session.flush()
    accounts.open_account(person, nickname=entry.nickname, kept_hash=entry.kept_hash)
    circle = _circle(Actor(person.id, org_id, Role.FAMILY), entry)
    actor = Actor(person.id, org_id, Role.FAMILY, frozenset({circle.id}))
    plan = plans_service.add_plan(actor, circle.id, [person.id], kind=PlanKind.OWN)
    pathways.start(
        actor,
        plans.plan(actor, plan.id),
        entry.pathway,
        nation=entry.nation,
        dates=entry.dates,
        period_day=entry.period_day,
    )
    return person


def _circle(actor: Actor, entry: Beginning) -> Circle:
    circle = people.add_circle(actor, nation=entry.nation, started_alone=True)
    people.join_circle(actor, circle.id, actor.person_id, part=Part(entry.role.value))
    return circle
