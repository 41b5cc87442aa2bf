"""Reads of the changes that were asked for. Whoever neither asked nor has to answer knows of none of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from supportapp.access.actor import Actor, Role, Scope
from supportapp.contact.models import Arrangement, Decider, Party, Side
from supportapp.contact.queries import (
    HeldArrangement,
    HeldSession,
    session,
    visible_arrangement_ids,
    visible_sessions,
)
from supportapp.contact.session_models import HELD, TO_COME, ChangeRequest, ContactSession, RequestState, Slot
from supportapp.core import clock
from supportapp.core.db import db, locked
from supportapp.core.errors import NotFound
from supportapp.core.protect import scoped
from supportapp.people import queries as people
from supportapp.web.language import gettext

TWO_SIDES = (Side.SEEING, Side.CARING)


@dataclass(frozen=True, slots=True)
class HeldRequest:
    """A question with the date that it is about."""

    request: ChangeRequest
    found: HeldSession

    def scope(self) -> Scope:
        """It is the own of whoever asked and of those who have to answer, and nobody else's in the arrangement."""
        held, asked = self.found.held, self.request
        holders = {asked.asked_by_id} | {
            party.person_id for party in held.parties if is_asked(held, party.person_id, asked)
        }
        return Scope(held.arrangement.org_id, held.arrangement.circle_id, frozenset(holders))


def answers(held: HeldArrangement, person_id: UUID, asked_by_id: UUID) -> bool:
    """Whether a member of the family is among those who answer what somebody asks. Workers always are."""
    one, mine, theirs = held.arrangement, held.side_of(person_id), held.side_of(asked_by_id)
    if one.is_fixed_by_court or theirs is None:
        return False
    if one.decider is Decider.CARERS:
        return mine is Side.CARING and theirs is not Side.CARING
    both = mine in TWO_SIDES and theirs in TWO_SIDES
    return one.decider is Decider.OTHER_SIDE and both and mine is not theirs


def is_asked(held: HeldArrangement, person_id: UUID, asked: ChangeRequest) -> bool:
    """Whether a member of the family is among those who answer one question.

    Whoever asked was told who reads it: nobody else does, though others decide on changes since.
    """
    return asked.decider is held.arrangement.decider and answers(held, person_id, asked.asked_by_id)


def is_for(actor: Actor) -> ColumnElement[bool]:
    """Of the questions about dates that the actor may see: those that they asked, or are to answer."""
    if actor.role is Role.WORKER:
        return ChangeRequest.id.is_not(None)
    return or_(ChangeRequest.asked_by_id == actor.person_id, _is_asked_of(actor))


def _is_asked_of(actor: Actor) -> ColumnElement[bool]:
    """The SQL twin of `is_asked`."""
    mine, theirs, of, agreed = aliased(Party), aliased(Party), aliased(ContactSession), aliased(Arrangement)
    from_outside = and_(
        agreed.decider == Decider.CARERS, mine.side == Side.CARING, theirs.side != Side.CARING
    )
    across = and_(
        agreed.decider == Decider.OTHER_SIDE,
        mine.side.in_(TWO_SIDES),
        theirs.side.in_(TWO_SIDES),
        mine.side != theirs.side,
    )
    asked_of = exists().where(
        of.id == ChangeRequest.session_id,
        agreed.id == of.arrangement_id,
        agreed.is_fixed_by_court.is_(False),
        agreed.decider == ChangeRequest.decider,
        mine.arrangement_id == of.arrangement_id,
        mine.person_id == actor.person_id,
        mine.left_on.is_(None),
        theirs.arrangement_id == of.arrangement_id,
        theirs.person_id == ChangeRequest.asked_by_id,
        theirs.left_on.is_(None),
        or_(from_outside, across),
    )
    return asked_of.correlate(ChangeRequest)


def visible_requests(actor: Actor) -> Select[ChangeRequest]:
    """What the actor asked, or is to answer; for workers all that was asked in their circles."""
    session_ids = visible_sessions(actor).with_only_columns(ContactSession.id)
    rows = select(ChangeRequest).where(
        ChangeRequest.circle_id.in_(actor.circle_ids), ChangeRequest.session_id.in_(session_ids)
    )
    return scoped(rows.where(is_for(actor)), actor.person_id)


def request(actor: Actor, request_id: UUID) -> HeldRequest:
    """One question with its date. Raises NotFound where the actor may not know of it.

    The date is locked before the question, as it is where somebody asks: two people never wait for each other.
    """
    rows = visible_requests(actor).where(ChangeRequest.id == request_id)
    session_id = db.session.scalar(rows.with_only_columns(ChangeRequest.session_id))
    if session_id is None:
        raise NotFound
    found = session(actor, session_id)
    asked = db.session.scalar(locked(rows))
    if asked is None:
        raise NotFound
    return HeldRequest(asked, found)


def open_on(actor: Actor, session_id: UUID) -> Sequence[ChangeRequest]:
    """The questions about one date that wait for an answer and that the actor may know of."""
    rows = visible_requests(actor).where(
        ChangeRequest.session_id == session_id, ChangeRequest.state == RequestState.OPEN
    )
    return db.session.scalars(rows.order_by(ChangeRequest.created_at).limit(10)).all()


def visible_slots(actor: Actor) -> Select[Slot]:
    """The times that workers offer in the arrangements that the actor may see."""
    rows = select(Slot).where(Slot.arrangement_id.in_(visible_arrangement_ids(actor)))
    return scoped(rows, actor.person_id)


def free_slots(actor: Actor, arrangement_id: UUID) -> Sequence[Slot]:
    """The times of one arrangement that are offered and still free, the soonest first. At most 20."""
    rows = visible_slots(actor).where(
        Slot.arrangement_id == arrangement_id, Slot.taken_at.is_(None), Slot.starts_at > clock.now()
    )
    return db.session.scalars(rows.order_by(Slot.starts_at).limit(20)).all()


def slot_to_take(actor: Actor, slot_id: UUID) -> Slot | None:
    """One offered time, held for this transaction."""
    return db.session.scalar(locked(visible_slots(actor).where(Slot.id == slot_id)))


def who_answers(
    actor: Actor, held: HeldArrangement, asked_by_id: UUID, asked: ChangeRequest | None = None
) -> str:
    """Who answers what somebody asks, or has asked, in one sentence for whoever asks."""
    lead = next((worker.known_as for _, worker in people.workers(actor, held.arrangement.circle_id)), "")
    if held.arrangement.is_fixed_by_court:
        return gettext(
            "A court order fixes this family time. Your worker checks what the order lets you change. "
            "Big changes may need the court."
        )
    others = [each.shown_as for each in held.parties if answers(held, each.person_id, asked_by_id)]
    if others and (asked is None or asked.decider is held.arrangement.decider):
        names = gettext(" or ").join(others)
        return gettext("%(names)s or your worker answers this. They can read what you write.", names=names)
    if lead:
        return gettext("%(name)s, your worker, answers this.", name=lead)
    return gettext("Your worker answers this.")


def is_taken(actor: Actor, one: ContactSession, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether another date of the same arrangement, one that is on, lies at that time already."""
    rows = visible_sessions(actor).where(
        ContactSession.arrangement_id == one.arrangement_id,
        ContactSession.id != one.id,
        ContactSession.state.in_((*TO_COME, *HELD)),
        ContactSession.starts_at < ends_at,
        ContactSession.ends_at > starts_at,
    )
    return db.session.scalar(rows.with_only_columns(ContactSession.id).limit(1)) is not None
