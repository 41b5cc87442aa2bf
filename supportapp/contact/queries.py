"""Reads of arrangements and their dates. Each starts from what the actor may see."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select

from supportapp.access.actor import Actor, Role, Scope
from supportapp.contact.models import (
    Arrangement,
    Audience,
    Party,
    PatternRow,
    PauseRow,
    Side,
    Term,
    TermKind,
    Venue,
    VenueViewer,
)
from supportapp.contact.session_models import ContactSession
from supportapp.core import clock
from supportapp.core.db import db, locked
from supportapp.core.errors import NotFound
from supportapp.core.protect import scoped


@dataclass(frozen=True, slots=True)
class HeldArrangement:
    """An arrangement with everybody who has a place in it."""

    arrangement: Arrangement
    parties: tuple[Party, ...]

    def scope(self) -> Scope:
        """It stands in its circle, and is the own of every adult who has a place in it."""
        adults = frozenset(party.person_id for party in self.parties if party.side is not Side.CHILD)
        return Scope(self.arrangement.org_id, self.arrangement.circle_id, adults)

    def side_of(self, person_id: UUID) -> Side | None:
        """Where somebody stands in it; None for its workers."""
        return next((party.side for party in self.parties if party.person_id == person_id), None)

    def name_of(self, person_id: UUID) -> str | None:
        """The name by which the others know somebody in it; None for whoever has no place in it."""
        return next((party.shown_as for party in self.parties if party.person_id == person_id), None)

    def on(self, *sides: Side) -> list[Party]:
        """Everybody on these sides."""
        return [party for party in self.parties if party.side in sides]

    @property
    def children(self) -> list[Party]:
        """The children it is about."""
        return self.on(Side.CHILD)


@dataclass(frozen=True, slots=True)
class HeldSession:
    """One date with its arrangement."""

    session: ContactSession
    held: HeldArrangement

    def scope(self) -> Scope:
        """A date stands where its arrangement stands."""
        return self.held.scope()


def own_arrangement_ids(actor: Actor) -> Select[UUID]:
    """The arrangements in which the actor has a place of their own today."""
    return select(Party.arrangement_id).where(
        Party.person_id == actor.person_id, Party.side != Side.CHILD, Party.left_on.is_(None)
    )


def visible_arrangements(actor: Actor) -> Select[Arrangement]:
    """The SQL twin of CONTACT_READ: where one has a place oneself, or all of the circles a worker works with."""
    ours = scoped(
        select(Arrangement).where(
            Arrangement.org_id == actor.org_id, Arrangement.circle_id.in_(actor.circle_ids)
        ),
        actor.person_id,
    )
    if actor.role is Role.WORKER:
        return ours
    if actor.role is Role.FAMILY:
        return ours.where(Arrangement.id.in_(own_arrangement_ids(actor)))
    return ours.where(false())


def visible_arrangement_ids(actor: Actor) -> Select[UUID]:
    """The ids behind `visible_arrangements`, for use inside other queries."""
    return visible_arrangements(actor).with_only_columns(Arrangement.id)


def arrangement(actor: Actor, arrangement_id: UUID) -> HeldArrangement:
    """One arrangement. Raises NotFound where the actor may not know of it."""
    return _held_where(actor, Arrangement.id == arrangement_id)


def _held_where(actor: Actor, one: ColumnElement[bool]) -> HeldArrangement:
    found = db.session.scalar(locked(visible_arrangements(actor).where(one)))
    if found is None:
        raise NotFound
    return HeldArrangement(found, parties_of(actor, [found.id]).get(found.id, ()))


def arrangements_in(actor: Actor, circle_id: UUID | None = None) -> list[HeldArrangement]:
    """The arrangements of one circle, or of all that the actor may see: those that last, then ended. At most 60."""
    rows = visible_arrangements(actor)
    if circle_id is not None:
        rows = rows.where(Arrangement.circle_id == circle_id)
    found = db.session.scalars(
        rows.order_by(Arrangement.ended_on.is_not(None), Arrangement.created_at).limit(60)
    ).all()
    return hold(actor, found)


def hold(actor: Actor, found: Sequence[Arrangement]) -> list[HeldArrangement]:
    """Arrangements, found through `visible_arrangements`, with their people. One statement."""
    parties = parties_of(actor, [each.id for each in found])
    return [HeldArrangement(each, parties.get(each.id, ())) for each in found]


def parties_of(actor: Actor, arrangement_ids: Collection[UUID]) -> dict[UUID, tuple[Party, ...]]:
    """Who has a place in each of some arrangements, by the name that is shown."""
    rows = scoped(
        select(Party).where(
            Party.arrangement_id.in_(visible_arrangement_ids(actor)),
            Party.arrangement_id.in_(arrangement_ids),
            Party.left_on.is_(None),
        ),
        actor.person_id,
    )
    parties: dict[UUID, tuple[Party, ...]] = {}
    for party in db.session.scalars(rows.order_by(Party.side, Party.shown_as)):
        parties[party.arrangement_id] = (*parties.get(party.arrangement_id, ()), party)
    return parties


def visible_sessions(actor: Actor) -> Select[ContactSession]:
    """The dates of the arrangements that the actor may see."""
    return scoped(
        select(ContactSession).where(ContactSession.arrangement_id.in_(visible_arrangement_ids(actor))),
        actor.person_id,
    )


def session(actor: Actor, session_id: UUID) -> HeldSession:
    """One date. Raises NotFound where the actor may not know of it.

    A write holds the arrangement before the date, as whoever changes a plan does: no two wait for each other.
    """
    of_it = select(ContactSession.arrangement_id).where(ContactSession.id == session_id)
    held = _held_where(actor, Arrangement.id == of_it.scalar_subquery())
    found = db.session.scalar(locked(visible_sessions(actor).where(ContactSession.id == session_id)))
    if found is None:
        raise NotFound
    return HeldSession(found, held)


def upcoming(actor: Actor, *, circle_id: UUID | None = None, most: int = 30) -> Sequence[ContactSession]:
    """What is to come or under way, called off or not, soonest first."""
    rows = visible_sessions(actor).where(ContactSession.ends_at >= clock.now())
    if circle_id is not None:
        rows = rows.where(ContactSession.circle_id == circle_id)
    return db.session.scalars(rows.order_by(ContactSession.starts_at, ContactSession.id).limit(most)).all()


def visible_terms(actor: Actor) -> Select[Term]:
    """The texts that are for the actor's eyes: all for workers; else those for everyone or for one's own side."""
    rows = select(Term).where(Term.arrangement_id.in_(visible_arrangement_ids(actor)))
    if actor.role is not Role.WORKER:
        rows = rows.where(or_(Term.audience == Audience.EVERYONE, _is_for_my_side(actor)))
    return scoped(rows, actor.person_id)


def _is_for_my_side(actor: Actor) -> ColumnElement[bool]:
    sides = ((Audience.SEEING, Side.SEEING), (Audience.CARING, Side.CARING))
    return exists().where(
        Party.arrangement_id == Term.arrangement_id,
        Party.person_id == actor.person_id,
        Party.left_on.is_(None),
        or_(*(and_(Term.audience == audience, Party.side == side) for audience, side in sides)),
    )


Terms = dict[TermKind, str]


def terms_of(actor: Actor, arrangement_ids: Collection[UUID]) -> dict[UUID, Terms]:
    """The texts of some arrangements that are for the actor's eyes, by kind; those of single dates left out."""
    rows = visible_terms(actor).where(Term.arrangement_id.in_(arrangement_ids), Term.session_id.is_(None))
    terms: dict[UUID, Terms] = {}
    for term in db.session.scalars(rows):
        terms.setdefault(term.arrangement_id, {})[term.kind] = term.words
    return terms


def session_terms(actor: Actor, arrangement_id: UUID, session_id: UUID) -> tuple[Terms, Terms]:
    """The texts of an arrangement, and those of one of its dates. One statement."""
    rows = visible_terms(actor).where(
        Term.arrangement_id == arrangement_id, or_(Term.session_id.is_(None), Term.session_id == session_id)
    )
    general: Terms = {}
    own: Terms = {}
    for term in db.session.scalars(rows):
        (general if term.session_id is None else own)[term.kind] = term.words
    return general, own


def visible_venues(actor: Actor) -> Select[Venue]:
    """The exact places that the actor may know: all for workers, else only where one is listed oneself.

    Whether the moment has come is for `is_released` to say.
    """
    rows = select(Venue).where(Venue.arrangement_id.in_(visible_arrangement_ids(actor)))
    if actor.role is not Role.WORKER:
        listed = select(VenueViewer.venue_id).where(VenueViewer.person_id == actor.person_id)
        rows = rows.where(Venue.id.in_(listed))
    return scoped(rows, actor.person_id)


def is_released(venue: Venue, on: ContactSession) -> bool:
    """Whether a place may be known now: from so many minutes before a date until its end, where it is held back."""
    if venue.release_minutes is None:
        return True
    return on.starts_at - timedelta(minutes=venue.release_minutes) <= clock.now() <= on.ends_at


def patterns_of(actor: Actor, arrangement_id: UUID) -> Sequence[PatternRow]:
    """The stretches of an arrangement's plan, the first one first."""
    rows = select(PatternRow).where(
        PatternRow.arrangement_id.in_(visible_arrangement_ids(actor)),
        PatternRow.arrangement_id == arrangement_id,
    )
    return db.session.scalars(scoped(rows, actor.person_id).order_by(PatternRow.starts_on)).all()


def pauses_of(actor: Actor, arrangement_id: UUID) -> Sequence[PauseRow]:
    """The days on which an arrangement rests, the latest first."""
    rows = select(PauseRow).where(
        PauseRow.arrangement_id.in_(visible_arrangement_ids(actor)),
        PauseRow.arrangement_id == arrangement_id,
    )
    return db.session.scalars(scoped(rows, actor.person_id).order_by(PauseRow.starts_on.desc())).all()
