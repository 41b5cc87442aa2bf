"""The agenda of one member of the family: what is to come, what was, what waits for them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, CompoundSelect, and_, exists, or_, select, union_all

from supportapp.access.actor import Actor, Role
from supportapp.contact import attribution
from supportapp.contact import outcome_words as said
from supportapp.contact.attribution import Share
from supportapp.contact.models import Kind, Side, Term, TermKind
from supportapp.contact.note_models import Note
from supportapp.contact.queries import (
    HeldArrangement,
    Terms,
    arrangements_in,
    visible_sessions,
    visible_terms,
)
from supportapp.contact.recurrence import LONGEST
from supportapp.contact.request_queries import is_asked, is_for
from supportapp.contact.rows import DateRow, Day, by_day
from supportapp.contact.session_models import (
    HELD,
    CalledOffBy,
    ChangeRequest,
    ContactSession,
    Going,
    RequestState,
    SessionState,
)
from supportapp.contact.session_queries import seat_of
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.web.words import label

MOST_AHEAD, PAGE, LAST = 12, 6, 8
FAR_AWAY = (Kind.PHONE, Kind.VIDEO, Kind.LISTENING)  # nobody goes anywhere
STAMP = "%Y%m%dT%H%M%S%f"
SHOWN_TERMS = (
    *(TermKind.TITLE_SEEING, TermKind.TITLE_CARING, TermKind.PLACE_SEEING, TermKind.PLACE_CARING),
    *(TermKind.WHY, TermKind.OFFERED),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the list of what was: the next page begins after it."""

    starts_at: datetime
    session_id: UUID

    def __str__(self) -> str:
        return f"{self.starts_at.astimezone(UTC).strftime(STAMP)}.{self.session_id}"


def read_place(typed: str | None) -> Place | None:
    """The place that an address names; None where it names none, whatever stands there."""
    moment, _, session_id = (typed or "")[:80].partition(".")
    try:
        return Place(datetime.strptime(moment, STAMP).replace(tzinfo=UTC), UUID(session_id))
    except (ValueError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
class Agenda:
    """All that one page of somebody's agenda shows."""

    arrangements: Sequence[HeldArrangement]
    titles: dict[UUID, str] = field(default_factory=dict)  # what each arrangement is called
    waiting: tuple[DateRow, ...] = ()  # for an answer by the reader
    ahead: Sequence[Day] = ()
    has_more_ahead: bool = False
    earlier: Sequence[Day] = ()
    older: Place | None = None
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One date as the database gives it, with what of others hangs on it for the reader."""

    one: ContactSession
    is_going: bool = False
    request: ChangeRequest | None = None
    has_note: bool = False


def agenda(actor: Actor, after: Place | None = None) -> Agenda:
    """The agenda of a member of the family; `after` a place, only what was before it. Six statements at most."""
    helds = {held.arrangement.id: held for held in arrangements_in(actor)}
    if not helds:
        return Agenda(())
    ahead = [] if after else _ahead(actor)
    earlier = _earlier(actor, list(helds), after)
    shown = [found for found in (*ahead[:MOST_AHEAD], *earlier[:PAGE]) if found.one.arrangement_id in helds]
    writer = _Writer(actor, helds, _terms(actor, helds, [found.one.id for found in shown]))
    rows = [writer.row(found) for found in shown]
    past = {found.one.id for found in earlier}
    to_come = [row for row in rows if row.id not in past]
    last = rows[-1] if len(earlier) > PAGE else None
    return Agenda(
        list(helds.values()),
        {key: writer.title(held) for key, held in helds.items()},
        tuple(row for row in to_come if row.is_to_answer),
        by_day(to_come),
        len(ahead) > MOST_AHEAD,
        by_day([row for row in rows if row.id in past]),
        Place(last.starts_at, last.id) if last else None,
        None if after else _share(actor, helds.values()),
    )


def _ahead(actor: Actor) -> list[Found]:
    now = clock.now()
    mine = and_(Going.session_id == ContactSession.id, Going.person_id == actor.person_id)
    asked = and_(
        ChangeRequest.session_id == ContactSession.id,
        ChangeRequest.state.in_((RequestState.OPEN, RequestState.DECLINED)),
        is_for(actor),
    )
    rows = (
        visible_sessions(actor)
        .outerjoin(Going, mine)
        .outerjoin(ChangeRequest, asked)
        .add_columns(Going.id, ChangeRequest)
        # No date is longer than a week: so that the index finds where to begin, however long the past is.
        .where(ContactSession.starts_at >= now - LONGEST, ContactSession.ends_at >= now)
        .order_by(ContactSession.starts_at, ContactSession.id, ChangeRequest.created_at.desc())
        .limit(3 * MOST_AHEAD)
    )
    found: dict[UUID, Found] = {}
    for one, going, request in db.session.execute(rows):
        there = found.setdefault(one.id, Found(one, going is not None, request))
        if request is not None and request.state is RequestState.OPEN:
            found[one.id] = Found(one, there.is_going, request)
    return list(found.values())


def _earlier(actor: Actor, arrangement_ids: Collection[UUID], after: Place | None) -> list[Found]:
    now = clock.now()
    is_past = and_(ContactSession.starts_at < now, ContactSession.ends_at < now)
    if after is not None:
        same = and_(ContactSession.starts_at == after.starts_at, ContactSession.id > after.session_id)
        is_before = or_(ContactSession.starts_at < after.starts_at, same)
        is_past = and_(is_past, ContactSession.starts_at <= after.starts_at, is_before)
    wrote = exists().where(Note.session_id == ContactSession.id, Note.author_id == actor.person_id)
    rows = visible_sessions(actor).add_columns(wrote)
    rows = rows.where(ContactSession.id.in_(_last_of_each(arrangement_ids, is_past, PAGE + 1)))
    rows = rows.order_by(ContactSession.starts_at.desc(), ContactSession.id).limit(PAGE + 1)
    return [Found(one, has_note=has_note) for one, has_note in db.session.execute(rows)]


def _last_of_each(
    arrangement_ids: Collection[UUID], where: ColumnElement[bool], most: int
) -> CompoundSelect[UUID]:
    """The ids of the last few dates of each arrangement: the index gives these without a look at all the others."""
    each = [
        select(ContactSession.id)
        .where(ContactSession.arrangement_id == arrangement_id, where)
        .order_by(ContactSession.starts_at.desc(), ContactSession.id)
        .limit(most)
        .subquery()
        for arrangement_id in arrangement_ids
    ]
    return union_all(*(select(found.c.id) for found in each))


TermsAt = dict[tuple[UUID, UUID | None], Terms]


def _terms(actor: Actor, arrangement_ids: Collection[UUID], session_ids: Collection[UUID]) -> TermsAt:
    rows = visible_terms(actor).where(
        Term.arrangement_id.in_(arrangement_ids),
        Term.kind.in_(SHOWN_TERMS),
        or_(Term.session_id.is_(None), Term.session_id.in_(session_ids)),
    )
    terms: TermsAt = {}
    for term in db.session.scalars(rows):
        terms.setdefault((term.arrangement_id, term.session_id), {})[term.kind] = term.words
    return terms


def _share(actor: Actor, helds: Iterable[HeldArrangement]) -> Share | None:
    """How often the reader came of late; only where they alone are who comes, so that it is about nobody else."""
    ids = [held.arrangement.id for held in helds if _is_who_comes(actor, held)]
    if not ids:
        return None
    by_parent = and_(
        ContactSession.state == SessionState.CANCELLED, ContactSession.called_off_by == CalledOffBy.PARENT
    )
    is_theirs = and_(ContactSession.starts_at < clock.now(), or_(ContactSession.state.in_(HELD), by_parent))
    rows = visible_sessions(actor).where(ContactSession.id.in_(_last_of_each(ids, is_theirs, LAST)))
    columns = rows.with_only_columns(ContactSession.state, ContactSession.called_off_by)
    found: Sequence[Any] = db.session.execute(
        columns.order_by(ContactSession.starts_at.desc()).limit(LAST)
    ).all()
    share = attribution.been_to(found, LAST)
    return share if share.is_kind else None


def _is_who_comes(actor: Actor, held: HeldArrangement) -> bool:
    return [party.person_id for party in held.on(Side.SEEING)] == [actor.person_id]


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes dates down for one reader."""

    actor: Actor
    helds: dict[UUID, HeldArrangement]
    terms: TermsAt

    def title(self, held: HeldArrangement) -> str:
        if self.actor.role is Role.WORKER:
            return held.arrangement.title
        terms = self.terms.get((held.arrangement.id, None), {})
        return said.title(own_title(terms), [party.shown_as for party in held.children])

    def row(self, found: Found) -> DateRow:
        one, held = found.one, self.helds[found.one.arrangement_id]
        zone, asked = held.arrangement.zone, found.request
        is_mine = asked is not None and asked.asked_by_id == self.actor.person_id
        is_open = asked is not None and asked.state is RequestState.OPEN
        to_answer = is_open and is_asked(held, self.actor.person_id, asked) if asked else False
        is_over = one.ends_at < clock.now()
        return DateRow(
            id=one.id,
            day=_day(one.starts_at, zone),
            hours=said.hours(one.starts_at, one.ends_at, zone),
            title=self.title(held),
            kind=label(held.arrangement.kind),
            place=self._place(one, held),
            said=self._said(one, held),
            is_off=said.is_off(one),
            is_over=is_over,
            starts_at=one.starts_at,
            asked_on=_day(asked.created_at, zone) if asked and is_mine and is_open else None,
            request_id=asked.id if asked and (is_mine or to_answer) else None,
            is_to_answer=to_answer,
            was_declined=is_mine and not is_open and said.is_to_come(one),
            wants_note=is_over and not said.is_off(one) and not found.has_note,
            is_going=found.is_going,
        )

    def _place(self, one: ContactSession, held: HeldArrangement) -> str:
        if held.arrangement.kind in FAR_AWAY:
            return ""
        own = own_place(self.terms.get((one.arrangement_id, one.id), {}))
        usual = own_place(self.terms.get((one.arrangement_id, None), {}))
        return own or one.venue_name or usual or held.arrangement.venue_name or ""

    def _said(self, one: ContactSession, held: HeldArrangement) -> str:
        own = self.terms.get((one.arrangement_id, one.id), {})
        words = [
            said.state_words(one, held.arrangement.zone),
            said.attribution(one, seat_of(self.actor, held)),
        ]
        if said.is_off(one):
            words += [own.get(TermKind.WHY, ""), own.get(TermKind.OFFERED, "")]
        return " ".join(each for each in words if each)


def _day(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def own_title(terms: Terms) -> str | None:
    """What the reader's side calls it; only that of one's own side is ever among the terms that one may read."""
    return terms.get(TermKind.TITLE_SEEING) or terms.get(TermKind.TITLE_CARING)


def own_place(terms: Terms) -> str | None:
    """Where the reader's side is to be."""
    return terms.get(TermKind.PLACE_SEEING) or terms.get(TermKind.PLACE_CARING)
