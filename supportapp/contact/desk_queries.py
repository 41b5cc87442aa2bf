"""The desk of family time: what waits for a worker, and what is on this week, of all the families they work with."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ScalarSelect, Select, and_, func, or_, select

from supportapp.access.actor import Actor
from supportapp.contact import outcome_words as said
from supportapp.contact.letter_models import Letter, LetterState
from supportapp.contact.letter_queries import visible_letters
from supportapp.contact.models import Arrangement
from supportapp.contact.note_models import Note, NoteCheck
from supportapp.contact.note_queries import visible_notes
from supportapp.contact.outcome_words import Seat
from supportapp.contact.queries import visible_sessions
from supportapp.contact.recurrence import LONGEST
from supportapp.contact.request_queries import visible_requests
from supportapp.contact.rows import DateRow, Day, DeskRequest, by_day
from supportapp.contact.session_models import (
    TO_COME,
    ChangeRequest,
    ContactSession,
    RequestState,
    SessionState,
)
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped
from supportapp.people import queries as people
from supportapp.people.models import Membership, Part
from supportapp.web.words import label

MOST, MOST_IN_WEEK, MOST_COUNTED = 30, 100, 99
WORKER = Seat(None, False, ())


@dataclass(frozen=True, slots=True)
class Desk:
    """All that the desk of family time shows."""

    requests: Sequence[DeskRequest]
    past: Sequence[tuple[DateRow, str]]  # without an outcome, each with whose family time it is
    notes: int
    letters: int  # with the letterbox team, waiting to be passed on
    week: Sequence[Day]
    families: dict[UUID, str]  # by the date's id

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not (self.requests or self.past or self.notes or self.letters)


Dated = tuple[ContactSession, Arrangement]


def desk(actor: Actor) -> Desk:
    """The desk of one worker. Five statements."""
    asked = _asked(actor)
    past = _dated(_without_outcome(actor).order_by(ContactSession.starts_at).limit(MOST))
    week = _dated(_this_week(actor).order_by(ContactSession.starts_at, ContactSession.id).limit(MOST_IN_WEEK))
    circles = {one.circle_id for one, _ in (*past, *week)} | {request.circle_id for request, _, _ in asked}
    names = _names(actor, circles)
    families = {one.id: names.families.get(one.circle_id, "") for one, _ in (*past, *week)}
    return Desk(
        [_request_row(each, names) for each in asked],
        [(_row(each), families[each[0].id]) for each in past],
        *_counts(actor),
        by_day([_row(each) for each in week]),
        families,
    )


def _with_arrangement(rows: Select[ContactSession]) -> Select[ContactSession, Arrangement]:
    return rows.join(Arrangement, Arrangement.id == ContactSession.arrangement_id).add_columns(Arrangement)


def _dated(rows: Select[ContactSession, Arrangement]) -> list[Dated]:
    return [(one, agreed) for one, agreed in db.session.execute(rows)]


def _asked(actor: Actor) -> list[tuple[ChangeRequest, ContactSession, Arrangement]]:
    rows = (
        visible_requests(actor)
        .join(ContactSession, ContactSession.id == ChangeRequest.session_id)
        .join(Arrangement, Arrangement.id == ContactSession.arrangement_id)
        .add_columns(ContactSession, Arrangement)
        .where(ChangeRequest.state == RequestState.OPEN)
        .order_by(ChangeRequest.answer_by, ChangeRequest.id)
        .limit(MOST)
    )
    return [(request, one, agreed) for request, one, agreed in db.session.execute(rows)]


def _without_outcome(actor: Actor) -> Select[ContactSession, Arrangement]:
    """Dates that are over and of which nobody said what became of them, or whose doing it was that they did not."""
    nobody_said = and_(ContactSession.state == SessionState.CANCELLED, ContactSession.called_off_by.is_(None))
    rows = visible_sessions(actor).where(
        ContactSession.ends_at < clock.now(), or_(ContactSession.state.in_(TO_COME), nobody_said)
    )
    return _with_arrangement(rows)


def _this_week(actor: Actor) -> Select[ContactSession, Arrangement]:
    now = clock.now()
    rows = visible_sessions(actor).where(
        ContactSession.starts_at >= now - LONGEST,
        ContactSession.starts_at < now + timedelta(days=7),
        ContactSession.ends_at >= now,
    )
    return _with_arrangement(rows)


def _counts(actor: Actor) -> tuple[int, int]:
    """How many notes nobody has read, and how many letters wait to be passed on. One statement."""
    notes = (
        visible_notes(actor)
        .outerjoin(NoteCheck, NoteCheck.note_id == Note.id)
        .where(Note.author_id != actor.person_id, NoteCheck.id.is_(None))
        .with_only_columns(Note.id)
    )
    letters = (
        visible_letters(actor).where(Letter.state == LetterState.WITH_AGENCY).with_only_columns(Letter.id)
    )
    counted = select(_count(notes.limit(MOST_COUNTED)), _count(letters.limit(MOST_COUNTED)))
    new, waiting = db.session.execute(scoped(counted, actor.person_id)).one()
    return new, waiting


def _count(rows: Select[UUID]) -> ScalarSelect[int]:
    return select(func.count()).select_from(rows.subquery()).scalar_subquery()


@dataclass(frozen=True, slots=True)
class _Names:
    people: dict[UUID, str]
    families: dict[UUID, str]  # the children's names, by circle


def _names(actor: Actor, circle_ids: Collection[UUID]) -> _Names:
    """The people of some circles by the names that workers read. One statement."""
    rows = people.visible_members(actor).where(
        Membership.circle_id.in_(circle_ids),
        people.live(Membership.starts_on, Membership.ends_on, clock.today()),
    )
    names: dict[UUID, str] = {}
    children: dict[UUID, list[str]] = {}
    for membership, person in db.session.execute(rows.limit(2000)):
        names[person.id] = person.full_name
        if membership.part is Part.CHILD:
            children.setdefault(membership.circle_id, []).append(person.full_name)
    return _Names(names, {circle_id: said.listed(sorted(each)) for circle_id, each in children.items()})


def _request_row(found: tuple[ChangeRequest, ContactSession, Arrangement], names: _Names) -> DeskRequest:
    request, one, agreed = found
    return DeskRequest(
        id=request.id,
        by=names.people.get(request.asked_by_id, ""),
        asked=label(request.asked),
        day=one.starts_at.astimezone(ZoneInfo(agreed.zone)).date(),
        hours=said.hours(one.starts_at, one.ends_at, agreed.zone),
        title=agreed.title,
        family=names.families.get(one.circle_id, ""),
        answer_by=said.day_and_time(request.answer_by, agreed.zone),
    )


def _row(found: Dated) -> DateRow:
    one, agreed = found
    words = (said.state_words(one, agreed.zone), said.attribution(one, WORKER))
    return DateRow(
        id=one.id,
        day=one.starts_at.astimezone(ZoneInfo(agreed.zone)).date(),
        hours=said.hours(one.starts_at, one.ends_at, agreed.zone),
        title=agreed.title,
        kind=label(agreed.kind),
        place=one.venue_name or agreed.venue_name or "",
        said=" ".join(each for each in words if each),
        is_off=said.is_off(one),
        is_over=one.ends_at < clock.now(),
        starts_at=one.starts_at,
    )
