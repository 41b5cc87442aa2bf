"""Reads around one arrangement or several: their plans, their exact place, and their dates to come."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, exists, or_, select

from supportapp.access.actor import Actor
from supportapp.contact.models import Party, PatternRow, Venue, VenueViewer
from supportapp.contact.queries import visible_arrangement_ids, visible_sessions, visible_venues
from supportapp.contact.session_models import TO_COME, ContactSession, Going
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped


def patterns_in(actor: Actor, arrangement_ids: Collection[UUID]) -> dict[UUID, list[PatternRow]]:
    """The stretches of some arrangements' plans, the first one first."""
    rows = select(PatternRow).where(
        PatternRow.arrangement_id.in_(visible_arrangement_ids(actor)),
        PatternRow.arrangement_id.in_(arrangement_ids),
    )
    found: dict[UUID, list[PatternRow]] = {}
    for row in db.session.scalars(scoped(rows, actor.person_id).order_by(PatternRow.starts_on)):
        found.setdefault(row.arrangement_id, []).append(row)
    return found


def place_of(actor: Actor, arrangement_id: UUID) -> Venue | None:
    """The exact place of an arrangement, whenever it may be known; None for those who may not know it at all."""
    rows = visible_venues(actor).where(Venue.arrangement_id == arrangement_id, Venue.session_id.is_(None))
    return db.session.scalars(rows.limit(1)).first()


def viewers_of(actor: Actor, venue: Venue) -> frozenset[UUID]:
    """Who may know an exact place that the actor knows. For workers."""
    rows = select(VenueViewer.person_id).where(VenueViewer.venue_id == venue.id)
    return frozenset(db.session.scalars(scoped(rows, actor.person_id)))


def ever_in(actor: Actor, arrangement_id: UUID) -> dict[UUID, Party]:
    """Everybody who has, or had, a place in an arrangement, by person."""
    rows = select(Party).where(
        Party.arrangement_id.in_(visible_arrangement_ids(actor)), Party.arrangement_id == arrangement_id
    )
    return {party.person_id: party for party in db.session.scalars(scoped(rows, actor.person_id))}


def coming(actor: Actor, arrangement_id: UUID, *, most: int = 8) -> Sequence[ContactSession]:
    """The dates of one arrangement that are to come or under way, called off or not, soonest first."""
    rows = visible_sessions(actor).where(
        ContactSession.arrangement_id == arrangement_id, ContactSession.ends_at >= clock.now()
    )
    return db.session.scalars(rows.order_by(ContactSession.starts_at).limit(most)).all()


def to_come(actor: Actor, arrangement_id: UUID, since: datetime) -> Sequence[ContactSession]:
    """The dates of one arrangement that start at `since` or later and are still on."""
    return db.session.scalars(_to_come(actor, arrangement_id, since)).all()


def standing_by_themselves(actor: Actor, arrangement_id: UUID) -> Sequence[ContactSession]:
    """The dates to come that no pattern moves: something was said about them, or they are extra."""
    going = exists().where(Going.session_id == ContactSession.id)
    rows = _to_come(actor, arrangement_id, clock.now())
    return db.session.scalars(
        rows.where(or_(ContactSession.said_at.is_not(None), ContactSession.is_extra, going))
    ).all()


def _to_come(actor: Actor, arrangement_id: UUID, since: datetime) -> Select[ContactSession]:
    return visible_sessions(actor).where(
        ContactSession.arrangement_id == arrangement_id,
        ContactSession.starts_at >= since,
        ContactSession.state.in_(TO_COME),
    )
