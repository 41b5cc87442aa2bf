"""Writes to arrangements: set one up, change its terms, its pattern, its pauses. None commits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from supportapp.access.actor import Actor
from supportapp.contact import planning
from supportapp.contact.models import (
    Arrangement,
    Decider,
    Kind,
    LegalBasis,
    Party,
    PatternRow,
    PauseRow,
    Side,
    Supervision,
    Term,
    TermKind,
    Venue,
    VenueViewer,
    audience_of,
)
from supportapp.contact.queries import HeldArrangement, patterns_of
from supportapp.contact.recurrence import Pattern
from supportapp.contact.telling import record
from supportapp.core import clock
from supportapp.core.clock import HOME_ZONE
from supportapp.core.db import db
from supportapp.core.errors import Stale
from supportapp.core.protect import scoped


@dataclass(frozen=True, slots=True)
class PartyEntry:
    """Somebody's place, and the name by which the others know them in it."""

    person_id: UUID
    side: Side
    shown_as: str


@dataclass(frozen=True, slots=True)
class VenueEntry:
    """An exact place, who may know it, and how many minutes before a date (None: at any time)."""

    detail: str
    viewer_ids: frozenset[UUID]
    release_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class ArrangementEntry:
    """An arrangement as a worker wrote it; its pattern and people stand apart."""

    kind: Kind
    title: str
    supervision: Supervision = Supervision.NONE
    legal_basis: LegalBasis = LegalBasis.AGREEMENT
    is_fixed_by_court: bool = False
    decider: Decider = Decider.WORKER
    notice_hours: int = 0
    venue_name: str | None = None
    review_on: date | None = None
    zone: str = HOME_ZONE
    terms: Mapping[TermKind, str] = field(default_factory=dict)
    venue: VenueEntry | None = None


PLAIN = (
    *("kind", "title", "supervision", "legal_basis", "is_fixed_by_court", "decider", "notice_hours"),
    *("venue_name", "review_on", "zone"),
)


def add_arrangement(
    actor: Actor,
    circle_id: UUID,
    entry: ArrangementEntry,
    people: Iterable[PartyEntry],
    patterns: Iterable[Pattern] = (),
) -> HeldArrangement:
    """A new arrangement in a circle that the actor works with, with its dates made ahead."""
    now = clock.now()
    one = Arrangement(id=uuid4(), org_id=actor.org_id, circle_id=circle_id, created_at=now, changed_at=now)
    for name in PLAIN:
        setattr(one, name, getattr(entry, name))
    db.session.add(one)
    db.session.flush()
    parties = tuple(
        Party(
            id=uuid4(),
            arrangement_id=one.id,
            person_id=each.person_id,
            side=each.side,
            shown_as=each.shown_as,
        )
        for each in people
    )
    db.session.add_all([*parties, *(_row(one, pattern) for pattern in patterns)])
    db.session.flush()
    set_terms(actor, one, entry.terms)
    set_venue(actor, one, entry.venue)
    planning.plan_ahead(str(actor.person_id), one)
    record(actor, one, "arrangement:add", "arrangement", one.id, title=one.title)
    return HeldArrangement(one, parties)


def change_arrangement(actor: Actor, held: HeldArrangement, entry: ArrangementEntry, *, version: int) -> None:
    """Change what was agreed. Raises Stale if somebody changed it since `version`."""
    one = held.arrangement
    if one.version != version:
        raise Stale
    before = {name: str(getattr(one, name)) for name in PLAIN}
    for name in PLAIN:
        setattr(one, name, getattr(entry, name))
    changed = [name for name in PLAIN if str(getattr(one, name)) != before[name]]
    set_terms(actor, one, entry.terms)
    set_venue(actor, one, entry.venue)
    one.changed_at = clock.now()
    if "kind" in changed:
        planning.forget_other_kind(str(actor.person_id), one)
    planning.plan_ahead(str(actor.person_id), one)
    record(actor, one, "arrangement:change", "arrangement", one.id, fields=" ".join(changed) or "terms")


def set_terms(
    actor: Actor, one: Arrangement, terms: Mapping[TermKind, str], *, session_id: UUID | None = None
) -> None:
    """Put the texts of an arrangement, or of one date, in place; an empty one is taken away.

    Whose eyes a text is for follows from its kind.
    """
    rows = select(Term).where(Term.arrangement_id == one.id)
    rows = rows.where(Term.session_id.is_(None) if session_id is None else Term.session_id == session_id)
    there = {term.kind: term for term in db.session.scalars(scoped(rows, actor.person_id))}
    for kind, words in terms.items():
        if kind in there and words:
            there[kind].words = words
        elif kind in there:
            db.session.delete(there[kind])
        elif words:
            db.session.add(
                Term(
                    arrangement_id=one.id,
                    session_id=session_id,
                    kind=kind,
                    audience=audience_of(kind),
                    words=words,
                )
            )
    db.session.flush()


def set_venue(
    actor: Actor, one: Arrangement, entry: VenueEntry | None, *, session_id: UUID | None = None
) -> None:
    """Put the exact place of an arrangement, or of one date, and those who may know it; None takes it away."""
    rows = select(Venue).where(Venue.arrangement_id == one.id)
    rows = rows.where(Venue.session_id.is_(None) if session_id is None else Venue.session_id == session_id)
    for old in db.session.scalars(scoped(rows, actor.person_id)):
        viewers = select(VenueViewer).where(VenueViewer.venue_id == old.id)
        for viewer in db.session.scalars(scoped(viewers, actor.person_id)):
            db.session.delete(viewer)
        db.session.flush()
        db.session.delete(old)
    if entry is not None:
        venue = Venue(
            id=uuid4(),
            arrangement_id=one.id,
            session_id=session_id,
            detail=entry.detail,
            release_minutes=entry.release_minutes,
        )
        db.session.add(venue)
        db.session.flush()
        db.session.add_all(VenueViewer(venue_id=venue.id, person_id=who) for who in entry.viewer_ids)
    db.session.flush()


def set_pattern(actor: Actor, held: HeldArrangement, pattern: Pattern) -> int:
    """A new plan from a date on; the one before ends the day before. Gives how many dates were made.

    Dates of which something was said stay as they are.
    """
    one = held.arrangement
    for row in patterns_of(actor, one.id):
        if row.starts_on >= pattern.starts_on:
            db.session.delete(row)
        elif row.ends_on is None or row.ends_on >= pattern.starts_on:
            row.ends_on = pattern.starts_on - timedelta(days=1)
    db.session.flush()
    db.session.add(_row(one, pattern))
    one.changed_at = clock.now()
    db.session.flush()
    made = planning.plan_ahead(str(actor.person_id), one)
    record(actor, one, "arrangement:pattern", "arrangement", one.id, rule=pattern.rule or "dates")
    return made


def add_pause(
    actor: Actor, held: HeldArrangement, *, first: date, last: date, why: str | None = None
) -> PauseRow:
    """Let an arrangement rest from `first` to `last`. Raises ValueError where it ends before it starts."""
    if last < first:
        raise ValueError("a pause ends on or after its first day")
    pause = PauseRow(id=uuid4(), arrangement_id=held.arrangement.id, starts_on=first, ends_on=last, why=why)
    db.session.add(pause)
    held.arrangement.changed_at = clock.now()
    db.session.flush()
    planning.plan_ahead(str(actor.person_id), held.arrangement)
    record(actor, held.arrangement, "arrangement:pause", "pause", pause.id)
    return pause


def _row(one: Arrangement, pattern: Pattern) -> PatternRow:
    return PatternRow(
        arrangement_id=one.id,
        starts_on=pattern.starts_on,
        ends_on=pattern.ends_on,
        at=pattern.at,
        minutes=pattern.minutes,
        rule=pattern.rule,
        dates=[day.isoformat() for day in pattern.dates],
    )
