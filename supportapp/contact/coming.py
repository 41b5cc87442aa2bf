"""What of family time comes next for one member of the family: a date, and a letter to write. For Today."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, bindparam, exists, false, func, literal, or_, select, true
from sqlalchemy.orm import aliased

from supportapp.access.actor import Actor, Role
from supportapp.contact import outcome_words as said
from supportapp.contact.letter_models import Letter
from supportapp.contact.letter_queries import WITH_ITS_WRITER
from supportapp.contact.models import Arrangement, Kind, Party, Side, Term, TermKind
from supportapp.contact.queries import visible_arrangement_ids, visible_terms
from supportapp.contact.recurrence import LONGEST
from supportapp.contact.session_models import TO_COME, ContactSession, SessionState
from supportapp.core import clock
from supportapp.core.db import UtcDateTime
from supportapp.core.protect import scoped
from supportapp.people.prepared import TODAY, ask_for_columns, one_of, prepared

SESSION_COLUMNS = 10


@dataclass(frozen=True, slots=True)
class NextSession:
    """The next date that is on, in the words of one member of the family."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    zone: str
    state: SessionState
    kind: Kind
    title_given: str | None
    children: tuple[str, ...]
    venue_name: str | None
    place: str | None

    @property
    def title(self) -> str:
        """What it is called."""
        return said.title(self.title_given, self.children)

    @property
    def day(self) -> date:
        """Its day on the wall calendar of the arrangement."""
        return self.starts_at.astimezone(ZoneInfo(self.zone)).date()

    @property
    def hours(self) -> str:
        """ "10am to 12pm"."""
        return said.hours(self.starts_at, self.ends_at, self.zone)


@dataclass(frozen=True, slots=True)
class OpenLetter:
    """A letter that one may write now."""

    id: UUID
    closes_on: date
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """What of family time stands on Today."""

    session: NextSession | None
    letter: OpenLetter | None


def coming(actor: Actor) -> Coming:
    """The next date, to come or under way, that was not called off; and the letter whose window closes first.

    One statement: a row of the one beside a row of the other, where they are there.
    """
    now = clock.now()
    times = {"now": now, "since": now - LONGEST}
    row = ask_for_columns(actor, _coming(actor), **times).one()
    session, letter = list(row[:SESSION_COLUMNS]), list(row[SESSION_COLUMNS:])
    session[7], letter[2] = _names(session[7]), _names(letter[2])
    return Coming(
        NextSession(*session) if session[0] is not None else None,
        OpenLetter(*letter) if letter[0] is not None else None,
    )


def _names(joined: str | None) -> tuple[str, ...]:
    return tuple(sorted((joined or "").splitlines()))


@prepared
def _coming(actor: Actor) -> Select[Any]:
    always = select(literal(1).label("one")).subquery()
    session, letter = _next_session(actor).subquery(), _open_letter(actor).subquery()
    beside = always.outerjoin(session, true()).outerjoin(letter, true())
    return scoped(select(*session.c, *letter.c).select_from(beside), actor.person_id)


def _open_letter(actor: Actor) -> Select[Any]:
    mine = exists().where(
        Party.arrangement_id == Letter.arrangement_id,
        Party.person_id == actor.person_id,
        Party.side == Letter.side,
        Party.left_on.is_(None),
    )
    columns = (Letter.id, Letter.closes_on, _children(Letter.arrangement_id, Letter))
    rows = select(*columns).where(
        Letter.arrangement_id.in_(visible_arrangement_ids(actor)),
        one_of(Letter.state, WITH_ITS_WRITER),
        Letter.opens_on <= TODAY,
        Letter.closes_on >= TODAY,
        mine.correlate(Letter),
    )
    return rows.order_by(Letter.closes_on, Letter.id).limit(1)


def _children(arrangement_id: Any, of: Any) -> Any:
    """The names of the children that an arrangement is about, a line each."""
    child = aliased(Party)
    return (
        select(func.aggregate_strings(child.shown_as, "\n"))
        .where(child.arrangement_id == arrangement_id, child.side == Side.CHILD, child.left_on.is_(None))
        .correlate(of)
        .scalar_subquery()
        .label("children")
    )


def _next_session(actor: Actor) -> Select[Any]:
    now, since = bindparam("now", type_=UtcDateTime), bindparam("since", type_=UtcDateTime)
    one, children = ContactSession, _children(ContactSession.arrangement_id, ContactSession)
    title = _own_words(actor, (TermKind.TITLE_SEEING, TermKind.TITLE_CARING))
    place = _own_words(actor, (TermKind.PLACE_SEEING, TermKind.PLACE_CARING))
    columns = (
        *(one.id, one.starts_at, one.ends_at, Arrangement.zone, one.state, Arrangement.kind),
        *(title.label("title"), children),
        *(func.coalesce(one.venue_name, Arrangement.venue_name).label("venue"), place.label("place")),
    )
    rows = select(*columns).join(Arrangement, Arrangement.id == one.arrangement_id)
    rows = rows.where(one.arrangement_id.in_(visible_arrangement_ids(actor)))
    if actor.role is not Role.FAMILY:
        rows = rows.where(false())
    rows = rows.where(one.starts_at >= since, one.ends_at >= now, one_of(one.state, TO_COME))
    return rows.order_by(one.starts_at, one.id).limit(1)


def _own_words(actor: Actor, kinds: tuple[TermKind, ...]) -> Any:
    """A text for the actor's own side; the usual place counts only for a date that is at the usual place."""
    usual = and_(Term.session_id.is_(None), ContactSession.venue_name.is_(None))
    if TermKind.TITLE_SEEING in kinds:
        usual = Term.session_id.is_(None)
    return (
        visible_terms(actor)
        .where(
            Term.arrangement_id == ContactSession.arrangement_id,
            one_of(Term.kind, kinds),
            or_(Term.session_id == ContactSession.id, usual),
        )
        .with_only_columns(Term.words)
        .order_by(Term.session_id.is_(None))
        .limit(1)
        .correlate(ContactSession)
        .scalar_subquery()
    )
