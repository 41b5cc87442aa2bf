"""Writes to the calendar feed: make an address, stop it. None commits."""

import secrets
from uuid import uuid4

from sqlalchemy import select

from supportapp.access.actor import Actor
from supportapp.audit import service as audit
from supportapp.contact.feed_queries import hashed, own_feeds
from supportapp.contact.own_models import Feed
from supportapp.core import clock
from supportapp.core.db import db, locked
from supportapp.core.protect import scoped
from supportapp.people.models import Person


def make(actor: Actor) -> str:
    """A new address for one's own calendar in place of the one before. Its secret is given once and kept as a hash."""
    mine = select(Person).where(Person.id == actor.person_id)
    db.session.scalars(
        locked(scoped(mine, actor.person_id))
    ).one()  # two taps at once still leave one address
    _stop(actor)
    token = secrets.token_urlsafe(32)
    feed = Feed(id=uuid4(), person_id=actor.person_id, token_hash=hashed(token), created_at=clock.now())
    db.session.add(feed)
    db.session.flush()
    audit.record(actor, "feed:make", kind="feed", object_id=feed.id)
    return token


def stop(actor: Actor) -> None:
    """From now on no address of one's own shows anything."""
    _stop(actor)


def _stop(actor: Actor) -> None:
    for feed in own_feeds(actor):
        feed.revoked_at = clock.now()
        db.session.flush()
        audit.record(actor, "feed:stop", kind="feed", object_id=feed.id)
