"""Writes to the changes that are asked for: ask, take back, answer. Dates move only on a yes. None commits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError

from supportapp.access.actor import Actor, Role
from supportapp.contact import session_service
from supportapp.contact.outcome_words import is_to_come
from supportapp.contact.queries import HeldSession
from supportapp.contact.request_queries import HeldRequest, is_asked, open_on, slot_to_take
from supportapp.contact.session_models import (
    TO_COME,
    Asked,
    CalledOffBy,
    ChangeRequest,
    ContactSession,
    Reason,
    RequestState,
    Slot,
)
from supportapp.contact.session_service import OF_SIDE, TimeTaken
from supportapp.contact.telling import record
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.errors import Refused

TIME_TO_ANSWER = timedelta(days=3)
TO_MOVE = (Asked.DAY, Asked.TIME)


class TooLate(Exception):
    """The arrangement asks for changes sooner, or the date has begun or is off."""


class AskedAlready(Exception):
    """The actor's own question about this date, another one, waits for its answer."""

    def __init__(self, request: ChangeRequest) -> None:
        super().__init__()
        self.request = request


class Answered(Exception):
    """Somebody answered it, or took it back, before."""


class NotOn(Exception):
    """The date, or the time that was asked for, is over or off: nothing is left to be changed."""


@dataclass(frozen=True, slots=True)
class AskEntry:
    """What somebody asks."""

    asked: Asked
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    slot_id: UUID | None = None
    wish: str | None = None
    why: str | None = None
    reason: Reason | None = None  # why one cannot come, in a neutral word


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """How somebody answers; with the exact time or the place where the question left it open."""

    is_yes: bool
    words: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    venue_name: str | None = None


def change_until(found: HeldSession) -> datetime:
    """Until when the arrangement lets a change be asked for."""
    return found.session.starts_at - timedelta(hours=found.held.arrangement.notice_hours)


def ask(actor: Actor, found: HeldSession, entry: AskEntry) -> ChangeRequest:
    """Ask to change a date; the same question sent twice is one. Raises TooLate and AskedAlready.

    Nothing of the date changes, and nobody who need not answer is told.
    """
    one = found.session
    if (waiting := _waiting(actor, one, entry)) is not None:
        return waiting
    if not is_to_come(one) or (entry.asked is not Asked.CANNOT_COME and clock.now() > change_until(found)):
        raise TooLate
    request = _request(actor, found, entry)
    try:
        with db.session.begin_nested():
            db.session.add(request)
            db.session.flush()
    except IntegrityError:  # the same tap a moment sooner
        if (waiting := _waiting(actor, one, entry)) is not None:
            return waiting
        raise
    one.said_at = one.said_at or clock.now()  # from now on its pattern moves it no more
    record(actor, one, "request:ask", "request", request.id, asked=str(entry.asked))
    return request


def _waiting(actor: Actor, one: ContactSession, entry: AskEntry) -> ChangeRequest | None:
    """The actor's own open question, where it is the same. Raises AskedAlready where it is another."""
    mine = (each for each in open_on(actor, one.id) if each.asked_by_id == actor.person_id)
    waiting = next(mine, None)
    if waiting is not None and _says(waiting) != _says_of(entry):
        raise AskedAlready(waiting)
    return waiting


def _request(actor: Actor, found: HeldSession, entry: AskEntry) -> ChangeRequest:
    now = clock.now()
    return ChangeRequest(
        id=uuid4(),
        circle_id=found.session.circle_id,
        session_id=found.session.id,
        asked_by_id=actor.person_id,
        asked=entry.asked,
        decider=found.held.arrangement.decider,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        slot_id=entry.slot_id,
        wish=entry.wish,
        why=entry.why,
        reason=entry.reason,
        state=RequestState.OPEN,
        answer_by=min(found.session.starts_at, now + TIME_TO_ANSWER),
        created_at=now,
    )


def _says(request: ChangeRequest) -> tuple[object, ...]:
    times = (request.starts_at, request.ends_at, request.slot_id)
    return (request.asked, *times, request.wish or "", request.why or "", request.reason)


def _says_of(entry: AskEntry) -> tuple[object, ...]:
    times = (entry.starts_at, entry.ends_at, entry.slot_id)
    return (entry.asked, *times, entry.wish or "", entry.why or "", entry.reason)


def withdraw(actor: Actor, held: HeldRequest) -> None:
    """Take a question back; again is the same as once. Raises Refused for whoever did not ask, and Answered."""
    request = held.request
    if request.asked_by_id != actor.person_id:
        raise Refused
    if request.state is RequestState.WITHDRAWN:
        return
    if request.state is not RequestState.OPEN:
        raise Answered
    request.state, request.answered_at = RequestState.WITHDRAWN, clock.now()
    record(actor, held.found.session, "request:withdraw", "request", request.id)


def may_answer(actor: Actor, held: HeldRequest) -> bool:
    """Whether the actor is among those who answer."""
    if actor.role is Role.WORKER:
        return held.request.asked_by_id != actor.person_id
    return is_asked(held.found.held, actor.person_id, held.request)


def answer(actor: Actor, held: HeldRequest, entry: AnswerEntry) -> bool:
    """Say yes or no; False where the actor has said the same before. On a yes, and only then, the date changes.

    Raises Refused for whoever is not asked, Answered where somebody was sooner, NotOn where the date is not on any
    more, and TimeTaken where the new time is not free.
    """
    request = held.request
    if not may_answer(actor, held):
        raise Refused
    state = RequestState.ACCEPTED if entry.is_yes else RequestState.DECLINED
    if request.state is not RequestState.OPEN:
        if request.answered_by_id == actor.person_id and request.state is state:
            return False
        raise Answered
    if entry.is_yes:
        _carry_out(actor, held, entry)
    request.state, request.answer = state, entry.words
    request.answered_by_id, request.answered_at = actor.person_id, clock.now()
    record(actor, held.found.session, "request:answer", "request", request.id, state=str(state))
    return True


def _carry_out(actor: Actor, held: HeldRequest, entry: AnswerEntry) -> None:
    request, one = held.request, held.found.session
    if one.state not in TO_COME:
        raise NotOn
    if request.asked is Asked.CANNOT_COME:
        side = held.found.held.side_of(request.asked_by_id)
        by = OF_SIDE.get(side, CalledOffBy.OTHER) if side else CalledOffBy.OTHER
        session_service.call_off(actor, one, by, request.reason)
    elif request.asked is Asked.PLACE:
        assert entry.venue_name, "the form asks for it"
        session_service.move_to_place(actor, one, entry.venue_name)
    else:
        starts_at, ends_at = request.starts_at or entry.starts_at, request.ends_at or entry.ends_at
        assert starts_at, "the form asks for it"
        assert ends_at, "the form asks for it"
        if starts_at <= clock.now():
            raise NotOn
        slot = _free_slot(actor, request)
        session_service.move(actor, one, starts_at, ends_at)
        if slot is not None:
            slot.taken_at = clock.now()


def _free_slot(actor: Actor, request: ChangeRequest) -> Slot | None:
    if request.slot_id is None:
        return None
    slot = slot_to_take(actor, request.slot_id)
    if slot is None or slot.taken_at is not None:
        raise TimeTaken
    return slot
