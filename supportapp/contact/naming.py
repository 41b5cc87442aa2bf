"""What somebody may call the people in an arrangement: never more than what a worker wrote down for others to see."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from supportapp.access.actor import Actor
from supportapp.contact.models import Party
from supportapp.contact.queries import HeldArrangement, visible_arrangement_ids
from supportapp.core.db import db
from supportapp.core.protect import scoped
from supportapp.people import queries as people
from supportapp.web.language import gettext


@dataclass(frozen=True, slots=True)
class Known:
    """The people around an arrangement: each one's name as somebody may read it, and who of them is its worker."""

    names: dict[UUID, str]
    worker_ids: frozenset[UUID]


def known_in(actor: Actor, held: HeldArrangement) -> Known:
    """Each person's name as `actor` may read it: "You", the name shown in the arrangement, or a worker's own name.

    What somebody wrote stays theirs when they have left it. Whoever is in none of these is a worker who has left since:
    `name_of` has words for them. Two statements.
    """
    arrangement_id = held.arrangement.id
    left = left_names(actor, [arrangement_id]).items()
    names = {person_id: name for (_, person_id), name in left}
    names |= {party.person_id: party.shown_as for party in held.parties}
    workers = {worker.id: worker.known_as for _, worker in people.workers(actor, held.arrangement.circle_id)}
    return Known(workers | names | {actor.person_id: gettext("You")}, frozenset(workers))


def left_names(actor: Actor, arrangement_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], str]:
    """The names of those who have left some arrangements that the actor may see, by arrangement and person."""
    rows = select(Party).where(
        Party.arrangement_id.in_(visible_arrangement_ids(actor)),
        Party.arrangement_id.in_(arrangement_ids),
        Party.left_on.is_not(None),
    )
    found = db.session.scalars(scoped(rows, actor.person_id))
    return {(party.arrangement_id, party.person_id): party.shown_as for party in found}


def names_in(actor: Actor, held: HeldArrangement) -> dict[UUID, str]:
    """The names alone."""
    return known_in(actor, held).names


def name_of(names: dict[UUID, str], person_id: UUID) -> str:
    """The name of one person out of `names_in`; "A worker" for one who has left."""
    return names.get(person_id) or gettext("A worker")
