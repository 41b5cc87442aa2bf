"""What a letter is compared with before it goes on. A writer's check knows only what the writer's own side knows.

If it knew the other home's names, somebody could type one name after the other and see which of them is marked.
"""

import hashlib
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from supportapp.access.actor import Actor, Role
from supportapp.contact import identifying
from supportapp.contact.identifying import Finding, Known
from supportapp.contact.letter_queries import HeldLetter
from supportapp.contact.models import Arrangement, Party, Venue
from supportapp.contact.queries import visible_arrangements, visible_venues
from supportapp.core.db import db
from supportapp.core.protect import scoped
from supportapp.people import queries as people
from supportapp.people.models import Membership, Person


def for_writer(actor: Actor, found: HeldLetter, words: str) -> list[Finding]:
    """What could tell something in the writer's own words: shapes, and the surnames of their own side."""
    names = (
        select(Person.full_name)
        .join(Party, Party.person_id == Person.id)
        .where(
            Party.arrangement_id == found.held.arrangement.id,
            Party.side == found.held.side_of(actor.person_id),
            Party.left_on.is_(None),
        )
    )
    own = db.session.scalars(scoped(names, actor.person_id)).all()
    return identifying.find(words, known=Known(surnames(own), (), ()))


def for_worker(actor: Actor, found: HeldLetter) -> list[Finding]:
    """All that could tell something, by everything that is known of the family: before a letter is passed on."""
    words = found.words_for(actor)
    if actor.role is not Role.WORKER or not words:
        return []
    circle_id = found.letter.circle_id
    # Those who left as well: a name leads to a home all the same.
    members = people.visible_members(actor).where(Membership.circle_id == circle_id).limit(200)
    everybody = [person.full_name for _, person in db.session.execute(members)]
    here = visible_arrangements(actor).where(Arrangement.circle_id == circle_id)
    places = visible_venues(actor).where(Venue.arrangement_id.in_(here.with_only_columns(Arrangement.id)))
    addresses = db.session.scalars(places.with_only_columns(Venue.detail).limit(200)).all()
    return identifying.find(words, known=Known(surnames(everybody), tuple(addresses), ()))


def surnames(full_names: Iterable[str]) -> frozenset[str]:
    """The last word of each name that has more than one."""
    return frozenset(name.split()[-1] for name in full_names if len(name.split()) > 1)


def pieces(words: str, findings: Sequence[Finding]) -> list[tuple[str, Finding | None]]:
    """A text in pieces, each with what was found there."""
    cut, at = [], 0
    for each in findings:
        cut += [(words[at : each.start], None), (words[each.start : each.end], each)]
        at = each.end
    return [piece for piece in [*cut, (words[at:], None)] if piece[0]]


def sign_of(findings: Sequence[Finding]) -> str:
    """A short sign of what was found, so that "send it as it is" means just what was shown."""
    return hashlib.sha256("\n".join(each.text for each in findings).encode()).hexdigest()[:16]
