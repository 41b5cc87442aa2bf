"""Writes to fares: one more, and where its money stands. None commits."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from supportapp.access.actor import Actor
from supportapp.audit import service as audit
from supportapp.contact import files
from supportapp.contact.fare_queries import HeldFare, visible_fares
from supportapp.contact.images import Picture
from supportapp.contact.own_models import Fare, FareState
from supportapp.contact.queries import HeldSession
from supportapp.contact.telling import record
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.errors import NotFound

TYPED = ("session_id", "person_id", "pence", "what", "payer", "receipt_type")


class OtherFare(Exception):
    """Something else was written down under this key before. `fare` is what stands there."""

    def __init__(self, fare: Fare) -> None:
        super().__init__()
        self.fare = fare


@dataclass(frozen=True, slots=True)
class FareEntry:
    """What a journey cost, as somebody typed it."""

    person_id: UUID
    pence: int
    what: str
    payer: str | None = None
    receipt: Picture | None = None


def add(actor: Actor, found: HeldSession, entry: FareEntry, *, key: UUID) -> Fare:
    """Write down a fare once, however often the form is sent: `key` was made with the empty form.

    Raises OtherFare where the key stands for another cost, and NotFound where it stands for something that is not
    the actor's to know.
    """
    one = _row(found, entry, key)
    there = db.session.scalar(visible_fares(actor).where(Fare.id == key))
    if there is not None:
        if any(getattr(there, name) != getattr(one, name) for name in TYPED):
            raise OtherFare(there)
        return there
    try:
        with db.session.begin_nested():
            db.session.add(one)
            db.session.flush()
    except IntegrityError:
        raise NotFound from None
    if entry.receipt:
        files.keep(one.id, entry.receipt.body)
    record(actor, found.held.arrangement, "fare:add", "fare", one.id)
    return one


def set_state(actor: Actor, found: HeldFare, state: FareState, on: date) -> None:
    """Where the money stands, since the day `on`. Going a step back forgets the day of the step."""
    one = found.fare
    before = one.state
    one.state = state
    if state is FareState.NOTED:
        one.claimed_on = None
    elif state is FareState.CLAIMED and (before is FareState.NOTED or one.claimed_on is None):
        one.claimed_on = on
    one.paid_on = on if state is FareState.PAID else None
    db.session.flush()
    words = {"before": before.value, "after": state.value}
    audit.record(actor, "fare:state", words, kind="fare", object_id=one.id, circle_id=one.circle_id)


def _row(found: HeldSession, entry: FareEntry, key: UUID) -> Fare:
    return Fare(
        id=key,
        org_id=found.session.org_id,
        circle_id=found.session.circle_id,
        session_id=found.session.id,
        person_id=entry.person_id,
        pence=entry.pence,
        what=entry.what,
        payer=entry.payer,
        state=FareState.NOTED,
        receipt_type=entry.receipt.media_type if entry.receipt else None,
        created_at=clock.now(),
    )
