"""Writes to one date: who will be there, what became of it, another time or place. None commits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from supportapp.access.actor import Actor, Role
from supportapp.contact.arrangement_service import set_terms
from supportapp.contact.models import Side, TermKind
from supportapp.contact.note_models import Lane, Note, Went
from supportapp.contact.outcome_words import span
from supportapp.contact.queries import HeldSession
from supportapp.contact.request_queries import is_taken
from supportapp.contact.session_models import (
    TO_COME,
    CalledOffBy,
    ContactSession,
    Going,
    Reason,
    SessionState,
)
from supportapp.contact.telling import record, tell
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.errors import Stale
from supportapp.core.protect import scoped

OF_SIDE = {Side.SEEING: CalledOffBy.PARENT, Side.CARING: CalledOffBy.CARER}
ON_SET_BACK: Mapping[TermKind, str] = {TermKind.WHY: "", TermKind.OFFERED: "", TermKind.CHILD_TOLD: ""}


class TimeTaken(Exception):
    """Another date of the same arrangement lies at that time already."""


@dataclass(frozen=True, slots=True)
class OutcomeEntry:
    """What became of a date, as a worker says it."""

    state: SessionState
    called_off_by: CalledOffBy | None = None
    reason: Reason | None = None
    terms: Mapping[TermKind, str] = field(default_factory=dict)
    told_at: datetime | None = None
    ended_at: datetime | None = None  # where it was shorter: the real end


def say_going(actor: Actor, found: HeldSession) -> bool:
    """Write that the actor will be there; False where that stands already."""
    one = found.session
    try:
        with db.session.begin_nested():
            db.session.add(Going(session_id=one.id, person_id=actor.person_id, at=clock.now()))
            db.session.flush()
    except IntegrityError:
        return False
    record(actor, one, "session:going", "session", one.id)
    return True


def take_back_going(actor: Actor, found: HeldSession) -> bool:
    """Take that back; False where it does not stand."""
    one = found.session
    mine = select(Going).where(Going.session_id == one.id, Going.person_id == actor.person_id)
    there = db.session.scalar(scoped(mine, actor.person_id))
    if there is None:
        return False
    db.session.delete(there)
    record(actor, one, "session:not-going", "session", one.id)
    return True


def say_outcome(actor: Actor, found: HeldSession, entry: OutcomeEntry, *, version: int) -> None:
    """Write what became of a date. Raises Stale if somebody changed it since `version`.

    PLANNED puts it back: it is on again, at the time and place that it has by now.
    """
    one = found.session
    if one.version != version:
        raise Stale
    is_back = entry.state in TO_COME
    is_off = entry.state is SessionState.CANCELLED
    before = one.state
    one.state = _back(found) if is_back else entry.state
    one.called_off_by = entry.called_off_by if is_off else None
    one.reason = None if is_back else entry.reason
    one.told_at = None if is_back else entry.told_at or one.told_at
    one.sequence += one.state is not before
    set_terms(actor, found.held.arrangement, ON_SET_BACK if is_back else entry.terms, session_id=one.id)
    tell(actor, one, "outcome", before, one.state)
    if entry.state is SessionState.SHORTENED and entry.ended_at:
        tell(actor, one, "ended", one.ends_at.isoformat(), entry.ended_at.isoformat())


def _back(found: HeldSession) -> SessionState:
    one = found.session
    wall = one.starts_at.astimezone(ZoneInfo(found.held.arrangement.zone))
    as_planned = one.is_extra or (wall.date(), _minute(wall)) == (one.occurs_on, one.occurs_at)
    return SessionState.PLANNED if as_planned and not one.venue_name else SessionState.CHANGED


def _minute(wall: datetime) -> time:
    return wall.time().replace(tzinfo=None)


def move(
    actor: Actor,
    one: ContactSession,
    starts_at: datetime,
    ends_at: datetime,
    *,
    told_at: datetime | None = None,
) -> None:
    """Bring a date to another time. Raises TimeTaken where another date of its arrangement lies there."""
    if is_taken(actor, one, starts_at, ends_at):
        raise TimeTaken
    before = span(one.starts_at, one.ends_at)
    one.starts_at, one.ends_at = starts_at, ends_at
    _change(one, told_at)
    tell(actor, one, "moved", before, span(starts_at, ends_at))


def move_to_place(
    actor: Actor, one: ContactSession, venue_name: str, *, told_at: datetime | None = None
) -> None:
    """Bring a date to another place, by a public name that everybody in the arrangement reads."""
    before, one.venue_name = one.venue_name, venue_name
    _change(one, told_at)
    tell(actor, one, "place", before, venue_name)


def _change(one: ContactSession, told_at: datetime | None) -> None:
    one.state, one.called_off_by, one.reason = SessionState.CHANGED, None, None
    one.told_at = told_at or one.told_at
    one.sequence += 1


def call_off(actor: Actor, one: ContactSession, by: CalledOffBy, reason: Reason | None) -> None:
    """Call a date off, in the name of whoever could not come."""
    before, one.state = one.state, SessionState.CANCELLED
    one.called_off_by, one.reason = by, reason
    one.sequence += 1
    tell(actor, one, "outcome", before, one.state)


FROM_NOTE = {
    Went.AS_PLANNED: SessionState.HAPPENED,
    Went.CHANGED: SessionState.HAPPENED,
    Went.SHORTENED: SessionState.SHORTENED,
    Went.NO: SessionState.CANCELLED,
}


def outcome_from_note(actor: Actor, found: HeldSession, note: Note) -> bool:
    """Take what became of a date from a new note that everybody reads; False where that changes nothing.

    Only where nothing stands yet: a worker's word stands over a note's, and a first note over a later one. Who called
    a date off is taken from a member of the family only for their own side, or for nobody's: otherwise it stays open,
    and a worker is asked.
    """
    one = found.session
    if note.lane is not Lane.SHARED or note.went is None or note.supersedes_id is not None:
        return False
    if one.state not in TO_COME or one.starts_at > clock.now():
        return False
    before, one.state = one.state, FROM_NOTE[note.went]
    if one.state is SessionState.CANCELLED:
        one.called_off_by = _honest(actor, found, note.called_off_by)
        one.reason = note.reason if one.called_off_by is not None else None
    one.sequence += one.state is SessionState.CANCELLED
    tell(actor, one, "outcome", before, one.state)
    return True


def _honest(actor: Actor, found: HeldSession, by: CalledOffBy | None) -> CalledOffBy | None:
    side = found.held.side_of(actor.person_id)
    own = OF_SIDE.get(side) if side else None
    if actor.role is Role.WORKER or by in (own, CalledOffBy.SERVICE, CalledOffBy.OTHER):
        return by
    return None
