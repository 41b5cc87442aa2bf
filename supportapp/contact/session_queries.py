"""Reads of one date: its page, its history, its notes, its exact place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, or_, select

from supportapp.access.actor import Actor, Role, Scope
from supportapp.contact import outcome_words as said
from supportapp.contact.models import Arrangement, Venue
from supportapp.contact.note_models import Note
from supportapp.contact.note_queries import visible_notes
from supportapp.contact.outcome_words import Seat
from supportapp.contact.queries import (
    HeldArrangement,
    is_released,
    parties_of,
    visible_arrangement_ids,
    visible_sessions,
    visible_venues,
)
from supportapp.contact.request_queries import is_for
from supportapp.contact.session_models import (
    ChangeRequest,
    ContactSession,
    Going,
    RequestState,
    SessionEvent,
)
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.errors import NotFound
from supportapp.core.protect import scoped
from supportapp.people.models import Person
from supportapp.web.language import gettext


@dataclass(frozen=True, slots=True)
class SessionPage:
    """One date with its arrangement, who says they will be there, and what was asked, for one reader's eyes."""

    session: ContactSession
    held: HeldArrangement
    going: frozenset[UUID]
    requests: tuple[ChangeRequest, ...]  # the newest first

    def scope(self) -> Scope:
        """A date stands where its arrangement stands."""
        return self.held.scope()

    @property
    def waiting(self) -> ChangeRequest | None:
        """What was asked and nobody has answered."""
        return next((each for each in self.requests if each.state is RequestState.OPEN), None)


def session_page(actor: Actor, session_id: UUID) -> SessionPage:
    """One date, to be looked at. Raises NotFound where the actor may not know of it. Two statements."""
    mine = Going.session_id == ContactSession.id
    if actor.role is not Role.WORKER:
        mine = and_(mine, Going.person_id == actor.person_id)
    asked = and_(ChangeRequest.session_id == ContactSession.id, is_for(actor))
    rows = (
        select(ContactSession, Arrangement, Going.person_id, ChangeRequest)
        .join(Arrangement, Arrangement.id == ContactSession.arrangement_id)
        .outerjoin(Going, mine)
        .outerjoin(ChangeRequest, asked)
        .where(
            ContactSession.id == session_id, ContactSession.arrangement_id.in_(visible_arrangement_ids(actor))
        )
        .order_by(ChangeRequest.created_at.desc())
        .limit(400)
    )
    found = db.session.execute(scoped(rows, actor.person_id)).all()
    if not found:
        raise NotFound
    one, agreed = found[0][0], found[0][1]
    held = HeldArrangement(agreed, parties_of(actor, [agreed.id]).get(agreed.id, ()))
    going = frozenset(row[2] for row in found if row[2] is not None)
    return SessionPage(one, held, going, tuple(dict.fromkeys(row[3] for row in found if row[3] is not None)))


def seat_of(actor: Actor, held: HeldArrangement) -> Seat:
    """From where the actor reads what is said of an arrangement."""
    side = held.side_of(actor.person_id) if actor.role is not Role.WORKER else None
    children = tuple(party.shown_as for party in held.children)
    return Seat(side, side is not None and len(held.on(side)) == 1, children)


def shown_name(actor: Actor, held: HeldArrangement, person: tuple[UUID, Role, str]) -> str:
    """Somebody's name as the actor may read it: "You", the name shown in the arrangement, or a worker's own.

    `person` is who it is, what they are to the service, and the name they go by.
    """
    person_id, role, known_as = person
    if person_id == actor.person_id:
        return gettext("You")
    if (name := held.name_of(person_id)) is not None:
        return name
    return known_as if role is Role.WORKER else gettext("Someone who was in this plan")


def history(actor: Actor, page: SessionPage) -> list[tuple[SessionEvent, str]]:
    """What was said about one date, the first first, each with the name of who said it. At most 100."""
    session_ids = visible_sessions(actor).with_only_columns(ContactSession.id)
    rows = (
        select(SessionEvent, Person.role, Person.known_as)
        .join(Person, Person.id == SessionEvent.person_id)
        .where(SessionEvent.session_id == page.session.id, SessionEvent.session_id.in_(session_ids))
        .order_by(SessionEvent.at, SessionEvent.id)
        .limit(100)
    )
    return [
        (event, shown_name(actor, page.held, (event.person_id, role, name)))
        for event, role, name in db.session.execute(scoped(rows, actor.person_id))
    ]


def notes_of(actor: Actor, page: SessionPage) -> list[tuple[Note, str]]:
    """The notes about one date that the actor may read, each with the name of its author. At most 100."""
    rows = visible_notes(actor).where(Note.session_id == page.session.id)
    with_names = rows.join(Person, Person.id == Note.author_id).add_columns(Person.role, Person.known_as)
    found = db.session.execute(with_names.order_by(Note.received_at, Note.id).limit(100))
    return [(note, shown_name(actor, page.held, (note.author_id, role, name))) for note, role, name in found]


@dataclass(frozen=True, slots=True)
class ExactPlace:
    """Where exactly, or, for somebody who will know it, from when."""

    detail: str | None
    from_at: datetime | None


def exact_place(actor: Actor, one: ContactSession) -> ExactPlace | None:
    """The exact place of one date for those who are listed for it; None for everybody else, and once it is over."""
    rows = visible_venues(actor).where(
        Venue.arrangement_id == one.arrangement_id,
        or_(Venue.session_id.is_(None), Venue.session_id == one.id),
    )
    places: Sequence[Venue] = db.session.scalars(rows.order_by(Venue.session_id.is_(None)).limit(2)).all()
    # A date that was moved to another place has nothing to do with the usual address any more.
    place = next((each for each in places if each.session_id or not one.venue_name), None)
    if place is None or said.is_off(one):
        return None
    if actor.role is Role.WORKER or is_released(place, one):
        return ExactPlace(place.detail, None)
    opens = one.starts_at - timedelta(minutes=place.release_minutes or 0)
    return ExactPlace(None, opens) if opens > clock.now() else None
