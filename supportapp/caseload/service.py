"""Adds a family: the circle, the people, the worker and the first plan, all or nothing."""

from dataclasses import dataclass

from supportapp.access.actor import Actor
from supportapp.content.models import Nation
from supportapp.people import service as people
from supportapp.people.models import Circle, Part
from supportapp.people.service import NewPerson
from supportapp.plans import service as plans
from supportapp.plans.models import PlanKind

KINDS = {
    Part.PARENT: PlanKind.PARENT,
    Part.KIN_CARER: PlanKind.KIN_CARER,
    Part.SPECIAL_GUARDIAN: PlanKind.SPECIAL_GUARDIAN,
}


@dataclass(frozen=True, slots=True)
class NewFamily:
    """A family as it was typed: one household of one or two adults, and the children."""

    nation: Nation
    council: str | None
    adults: tuple[NewPerson, ...]
    children: tuple[NewPerson, ...]


def add_family(actor: Actor, entry: NewFamily) -> Circle:
    """A new circle with its people, a draft plan for the household, and the actor as its lead worker.

    The circle is not among `actor.circle_ids` before the next request: read nothing of it through them now.
    """
    circle = people.add_circle(actor, nation=entry.nation, council=entry.council)
    people.assign(actor, circle.id, actor.person_id)
    holders = [people.add_person(actor, circle, adult) for adult in entry.adults]
    for child in entry.children:
        people.add_person(actor, circle, child)
    kind = KINDS[entry.adults[0].part]
    plans.add_plan(actor, circle.id, [person.id for person in holders], kind=kind)
    return circle
