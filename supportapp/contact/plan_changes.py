"""Later changes to a plan: who is in it, one more date, a shorter pause, its end. None commits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from supportapp.access.actor import Actor, Scope
from supportapp.contact import planning, queries, request_queries, session_service
from supportapp.contact.arrangement_queries import ever_in, to_come
from supportapp.contact.arrangement_service import PartyEntry
from supportapp.contact.models import Arrangement, Party, PauseRow
from supportapp.contact.queries import HeldArrangement, visible_sessions
from supportapp.contact.recurrence import Occurrence
from supportapp.contact.request_queries import TWO_SIDES
from supportapp.contact.session_models import (
    CalledOffBy,
    ChangeRequest,
    ContactSession,
    Reason,
    SessionState,
    Slot,
)
from supportapp.contact.telling import record, tell
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.errors import NotFound, Stale
from supportapp.core.protect import scoped

ONE_DAY = timedelta(days=1)


class Taken(Exception):
    """Something of the arrangement starts at that time already."""


class OthersWords(Exception):
    """Somebody would read what was written for others: the other side, or those who were on this side before."""

    def __init__(self, person_id: UUID) -> None:
        super().__init__()
        self.person_id = person_id


@dataclass(frozen=True, slots=True)
class HeldPause:
    """A pause with its arrangement."""

    held: HeldArrangement
    pause: PauseRow

    def scope(self) -> Scope:
        """A pause stands where its arrangement stands."""
        return self.held.scope()


def check_version(held: HeldArrangement, version: int) -> None:
    """Raises Stale where somebody changed the arrangement since a form was opened."""
    if held.arrangement.version != version:
        raise Stale


def touch(one: Arrangement) -> None:
    """Let forms that were opened before notice that something of the arrangement changed."""
    one.changed_at = clock.now()
    db.session.flush()


def check_sides(actor: Actor, held: HeldArrangement, people: Sequence[PartyEntry]) -> None:
    """Raises OthersWords where somebody comes to a side whose letters, notes and texts were not theirs to read.

    Nobody changes from one of the two sides to the other, and nobody follows on a side that all others have left.
    """
    before = ever_in(actor, held.arrangement.id)
    for side in TWO_SIDES:
        were = {person_id for person_id, party in before.items() if party.side is side}
        are = [each.person_id for each in people if each.side is side]
        stays = not were or any(person_id in were for person_id in are)
        for person_id in are:
            crossed = person_id in before and before[person_id].side in TWO_SIDES and person_id not in were
            if crossed or not stays:
                raise OthersWords(person_id)


def set_people(actor: Actor, held: HeldArrangement, people: Iterable[PartyEntry]) -> None:
    """Put everybody's place and name as `people` says; whoever is not named there leaves today.

    Somebody who comes back finds their place again. Those who left stay on record.
    """
    one = held.arrangement
    before, named = ever_in(actor, one.id), {each.person_id: each for each in people}
    changed = []
    for person_id, party in before.items():
        if person_id not in named and party.left_on is None:
            party.left_on = clock.today(one.zone)
            changed.append(party)
    for each in named.values():
        party = before.get(each.person_id) or _new_party(one, each)
        if (party.side, party.shown_as, party.left_on) != (each.side, each.shown_as, None):
            party.side, party.shown_as, party.left_on = each.side, each.shown_as, None
            changed.append(party)
        elif each.person_id not in before:
            changed.append(party)
    db.session.flush()
    for party in changed:
        what = party.side.value if party.left_on is None else "left"
        record(actor, one, "arrangement:people", "person", party.person_id, side=what)


def _new_party(one: Arrangement, each: PartyEntry) -> Party:
    party = Party(
        id=uuid4(),
        arrangement_id=one.id,
        person_id=each.person_id,
        side=each.side,
        shown_as=each.shown_as,
    )
    db.session.add(party)
    return party


def change_pause(actor: Actor, held: HeldArrangement, pause: PauseRow, last: date | None) -> None:
    """Let a pause end on `last`; None ends it now: what of it is over stays on record. Dates come back."""
    yesterday = clock.today(held.arrangement.zone) - ONE_DAY
    last = yesterday if last is None else last
    if last < pause.starts_on:
        db.session.delete(pause)
    else:
        pause.ends_on = last
    touch(held.arrangement)
    planning.plan_ahead(str(actor.person_id), held.arrangement)
    record(actor, held.arrangement, "arrangement:pause", "pause", pause.id, until=last.isoformat())


def add_extra(actor: Actor, held: HeldArrangement, each: Occurrence) -> ContactSession:
    """One more date, beside the pattern. Raises Taken where another date starts at the same time."""
    one = held.arrangement
    starts_at = each.starts_at(one.zone)
    if _starts_of(actor, one, each.on, each.at, starts_at):
        raise Taken
    row = ContactSession(
        id=uuid4(),
        org_id=one.org_id,
        circle_id=one.circle_id,
        arrangement_id=one.id,
        occurs_on=each.on,
        occurs_at=each.at,
        starts_at=starts_at,
        ends_at=each.ends_at(one.zone),
        state=SessionState.PLANNED,
        is_extra=True,
        changed_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    tell(actor, row, "extra", None, starts_at.isoformat())
    return row


def _starts_of(
    actor: Actor, one: Arrangement, on: date, at: time, starts_at: datetime
) -> Sequence[ContactSession]:
    rows = visible_sessions(actor).where(ContactSession.arrangement_id == one.id)
    same = (ContactSession.occurs_on == on) & (ContactSession.occurs_at == at)
    return db.session.scalars(rows.where(same | (ContactSession.starts_at == starts_at)).limit(1)).all()


def end_arrangement(actor: Actor, held: HeldArrangement, on: date) -> int:
    """The last day of an arrangement. It stays readable, and dates after that day go.

    Those on which something stands already are called off in the open; gives how many.
    """
    one = held.arrangement
    one.ended_on = on
    touch(one)
    planning.plan_ahead(str(actor.person_id), one)
    over_at = Occurrence(on + ONE_DAY, time(0), 1).starts_at(one.zone)
    later = to_come(actor, one.id, over_at)
    for row in later:
        row.told_at = clock.now()
        session_service.call_off(actor, row, CalledOffBy.SERVICE, Reason.OTHER_PLAN)
    record(actor, one, "arrangement:end", "arrangement", one.id, day=on.isoformat())
    return len(later)


def pause_at(actor: Actor, arrangement_id: UUID, pause_id: UUID) -> HeldPause:
    """One pause of an arrangement. Raises NotFound where the actor may not know of it."""
    held = queries.arrangement(actor, arrangement_id)
    found = next((row for row in queries.pauses_of(actor, arrangement_id) if row.id == pause_id), None)
    if found is None:
        raise NotFound
    return HeldPause(held, found)


@dataclass(frozen=True, slots=True)
class HeldSlot:
    """A free time with its arrangement."""

    held: HeldArrangement
    slot: Slot

    def scope(self) -> Scope:
        """A free time stands where its arrangement stands."""
        return self.held.scope()


def slot_at(actor: Actor, arrangement_id: UUID, slot_id: UUID) -> HeldSlot:
    """A free time of an arrangement that is still to come. Raises NotFound where there is no such."""
    held = queries.arrangement(actor, arrangement_id)
    slots = request_queries.free_slots(actor, arrangement_id)
    found = next((row for row in slots if row.id == slot_id), None)
    if found is None:
        raise NotFound
    return HeldSlot(held, found)


def offer_slot(actor: Actor, held: HeldArrangement, each: Occurrence) -> Slot:
    """Offer a free time. Raises Taken where a date, or another free time, starts then."""
    one = held.arrangement
    starts_at = each.starts_at(one.zone)
    same = request_queries.visible_slots(actor).where(
        Slot.arrangement_id == one.id, Slot.starts_at == starts_at
    )
    if db.session.scalar(same) or _starts_of(actor, one, each.on, each.at, starts_at):
        raise Taken
    slot = Slot(id=uuid4(), arrangement_id=one.id, starts_at=starts_at, ends_at=each.ends_at(one.zone))
    db.session.add(slot)
    db.session.flush()
    record(actor, one, "arrangement:offer", "slot", slot.id, starts_at=starts_at.isoformat())
    return slot


def take_back_slot(actor: Actor, found: HeldSlot) -> None:
    """Offer a free time no more. One for which somebody asked stays on record, as taken."""
    asked = select(ChangeRequest.id).where(ChangeRequest.slot_id == found.slot.id).limit(1)
    if db.session.scalar(scoped(asked, actor.person_id)):
        found.slot.taken_at = clock.now()
    else:
        db.session.delete(found.slot)
    record(actor, found.held.arrangement, "arrangement:take-back", "slot", found.slot.id)
