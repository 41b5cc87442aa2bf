"""What somebody may call the people in an arrangement: never more than what a worker wrote down for others to see."""

from uuid import UUID

from supportapp.access.actor import Actor
from supportapp.contact.queries import HeldArrangement
from supportapp.people import queries as people
from supportapp.web.language import gettext


def names_in(actor: Actor, held: HeldArrangement) -> dict[UUID, str]:
    """Each person's name as `actor` may read it: "You", the name shown in the arrangement, or a worker's own name.

    Somebody who is not in it is a worker who has left since: `name_of` has words for them. One statement.
    """
    names = {party.person_id: party.shown_as for party in held.parties}
    for _, worker in people.workers(actor, held.arrangement.circle_id):
        names.setdefault(worker.id, worker.known_as)
    return names | {actor.person_id: gettext("You")}


def name_of(names: dict[UUID, str], person_id: UUID) -> str:
    """The name of one person out of `names_in`; "A worker" for one who has left."""
    return names.get(person_id) or gettext("A worker")
