"""Reads for the calendar feed: whose it is, and the times that stand in it."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, select

from supportapp.access.actor import Actor, Role
from supportapp.contact.own_models import Feed
from supportapp.contact.queries import visible_sessions
from supportapp.contact.session_models import ContactSession
from supportapp.core import clock
from supportapp.core.db import db, locked
from supportapp.core.protect import scoped
from supportapp.people import queries as people
from supportapp.people.models import Person

BACK = timedelta(days=60)
"""So long stays what was: a calendar that was away sees what was called off, and nobody's history grows in it."""
MOST = 2_000


class Subscriber(NamedTuple):
    """What has to be known of somebody to say what stands in their calendar."""

    id: UUID
    org_id: UUID
    role: Role
    zone: str


def hashed(token: str) -> str:
    """What is kept of an address's secret. It has 256 bits, so that a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def visible_feeds(actor: Actor) -> Select[Feed]:
    """One's own addresses that still work."""
    rows = select(Feed).where(Feed.person_id == actor.person_id, Feed.revoked_at.is_(None))
    return scoped(rows, actor.person_id)


def own_feeds(actor: Actor) -> Sequence[Feed]:
    """One's own addresses that still work: one, or none."""
    return db.session.scalars(locked(visible_feeds(actor)).limit(10)).all()


def subscriber(token: str) -> Actor | None:
    """Whose calendar an address is, as they stand today; None where it is nobody's, or nobody's any more.

    Who is in no child's circle today has no calendar: the address then answers as one that never was.
    """
    rows = (
        select(Person.id, Person.org_id, Person.role, Person.zone)
        .join(Feed, Feed.person_id == Person.id)
        .where(Feed.token_hash == hashed(token), Feed.revoked_at.is_(None), Person.role == Role.FAMILY)
    )
    found = db.session.execute(scoped(rows, "feed")).one_or_none()
    if found is None:
        return None
    actor = people.actor_for(Subscriber(*found))
    return actor if actor.circle_ids else None


def sessions_for(actor: Actor) -> Sequence[ContactSession]:
    """Somebody's own family times from a while ago to the horizon, called off or not."""
    rows = visible_sessions(actor).where(ContactSession.ends_at >= clock.now() - BACK)
    return db.session.scalars(rows.order_by(ContactSession.starts_at, ContactSession.id).limit(MOST)).all()
