"""Reads of letters. A letter is its own side's until it was passed on.

What is typed in it before it was sent is its writers', and no worker's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from supportapp.access.actor import Actor, Role, Scope
from supportapp.contact.letter_models import Letter, LetterState, LetterStep
from supportapp.contact.models import Arrangement, Party, Side
from supportapp.contact.naming import name_of, names_in
from supportapp.contact.queries import (
    HeldArrangement,
    arrangement,
    hold,
    visible_arrangement_ids,
    visible_arrangements,
)
from supportapp.core import clock
from supportapp.core.db import db, locked
from supportapp.core.errors import NotFound, Refused
from supportapp.core.protect import scoped

READER_OF = {Side.SEEING: Side.CARING, Side.CARING: Side.SEEING}
FOR = {Side.SEEING: Side.CHILD, Side.CARING: Side.SEEING}
"""Whom a letter is for; where that is a child, those who care for the child get it."""
SEEN_BY_BOTH = (LetterState.PASSED_ON, LetterState.RECEIVED)
WITH_ITS_WRITER = (LetterState.DUE, LetterState.WRITTEN)
MOST_OPEN, MOST_DONE = 100, 60
KEPT_IN_SIGHT = timedelta(days=60)
"""A window in which nothing was written leaves the list after 2 months: nobody needs to look at it every time."""


@dataclass(frozen=True, slots=True)
class HeldLetter:
    """A letter with its arrangement."""

    letter: Letter
    held: HeldArrangement

    def scope(self) -> Scope:
        """It is the own of those who write it; of those who get it as well, once it was passed on."""
        sides = [self.letter.side]
        if self.letter.state in SEEN_BY_BOTH:
            sides.append(READER_OF[self.letter.side])
        holders = frozenset(party.person_id for party in self.held.on(*sides))
        return Scope(self.letter.org_id, self.letter.circle_id, holders)

    def is_written_by(self, actor: Actor) -> bool:
        """Whether the actor is on the side that writes it."""
        return self.held.side_of(actor.person_id) is self.letter.side

    def is_for(self, actor: Actor) -> bool:
        """Whether the actor is on the side that gets it."""
        return self.held.side_of(actor.person_id) is READER_OF[self.letter.side]

    def words_for(self, actor: Actor) -> str | None:
        """What is written in it, for those who may read that; None for others, and for paper."""
        if self.is_written_by(actor):
            return self.letter.words
        if self.letter.is_on_paper or self.letter.state in WITH_ITS_WRITER:
            return None
        return self.letter.words


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """What one person may know of a letter; this alone goes to a page."""

    id: UUID
    arrangement_id: UUID
    state: LetterState
    opens_on: date
    closes_on: date
    is_on_paper: bool
    version: int
    words: str | None
    is_mine: bool  # one's own side writes it
    is_for_me: bool
    from_names: tuple[str, ...]
    for_names: tuple[str, ...]
    title: str | None  # as workers call it


def shown(actor: Actor, found: HeldLetter) -> ShownLetter:
    """A letter as the actor may know it."""
    one, held = found.letter, found.held
    return ShownLetter(
        id=one.id,
        arrangement_id=one.arrangement_id,
        state=one.state,
        opens_on=one.opens_on,
        closes_on=one.closes_on,
        is_on_paper=one.is_on_paper,
        version=one.version,
        words=found.words_for(actor),
        is_mine=found.is_written_by(actor),
        is_for_me=found.is_for(actor),
        from_names=tuple(party.shown_as for party in held.on(one.side)),
        for_names=tuple(party.shown_as for party in held.on(FOR[one.side])),
        title=held.arrangement.title if actor.role is Role.WORKER else None,
    )


def visible_letters(actor: Actor) -> Select[Letter]:
    """The SQL twin of LETTER_READ: those of one's own side, those passed on to one's side; all for workers."""
    rows = select(Letter).where(Letter.arrangement_id.in_(visible_arrangement_ids(actor)))
    if actor.role is not Role.WORKER:
        passed_on = and_(Letter.state.in_(SEEN_BY_BOTH), _is_on_side(actor, READER_OF))
        rows = rows.where(or_(_is_on_side(actor, {side: side for side in READER_OF}), passed_on))
    return scoped(rows, actor.person_id)


def _is_on_side(actor: Actor, sides: dict[Side, Side]) -> ColumnElement[bool]:
    """Whether the actor stands on the side that belongs to the side of a letter."""
    return exists().where(
        Party.arrangement_id == Letter.arrangement_id,
        Party.person_id == actor.person_id,
        Party.left_on.is_(None),
        or_(*(and_(Letter.side == side, Party.side == mine) for side, mine in sides.items())),
    )


def letter(actor: Actor, letter_id: UUID) -> HeldLetter:
    """One letter. Raises NotFound where the actor may not know of it.

    A write holds the arrangement before the letter, as whoever changes a plan does: no two wait for each other.
    """
    rows = visible_letters(actor).where(Letter.id == letter_id)
    arrangement_id = db.session.scalar(rows.with_only_columns(Letter.arrangement_id))
    if arrangement_id is None:
        raise NotFound
    held = arrangement(actor, arrangement_id)
    found = db.session.scalar(locked(rows))
    if found is None:
        raise NotFound
    return HeldLetter(found, held)


def letter_to_note(actor: Actor, letter_id: UUID) -> HeldLetter:
    """One letter, to write a note about: for those who write the letter, and workers.

    Raises NotFound as `letter` does, and Refused for those who get it: what they wrote would reach the other home
    and nobody would have looked at it first.
    """
    found = letter(actor, letter_id)
    if actor.role is not Role.WORKER and not found.is_written_by(actor):
        raise Refused
    return found


def letters(actor: Actor) -> list[ShownLetter]:
    """What is open, soonest first, then what was passed on, newest first. Four statements."""
    today = clock.today()
    rows = visible_letters(actor)
    in_sight = or_(
        Letter.state != LetterState.DUE,
        Letter.words.is_not(None),
        Letter.closes_on >= today - KEPT_IN_SIGHT,
    )
    open_ = rows.where(Letter.state.not_in(SEEN_BY_BOTH), in_sight).order_by(Letter.closes_on, Letter.id)
    done = rows.where(Letter.state.in_(SEEN_BY_BOTH)).order_by(Letter.closes_on.desc(), Letter.id)
    found = [
        *_next_ones(db.session.scalars(open_.limit(MOST_OPEN)).all(), today),
        *db.session.scalars(done.limit(MOST_DONE)).all(),
    ]
    held = _held_of(actor, found)
    return [shown(actor, HeldLetter(each, held[each.arrangement_id])) for each in found]


def _next_ones(found: Sequence[Letter], today: date) -> list[Letter]:
    """Of the windows that are to open, the next one of each side: the ones after it are far away."""
    kept, waiting = [], set()
    for one in found:
        is_ahead = one.state is LetterState.DUE and one.words is None and one.opens_on > today
        key = (one.arrangement_id, one.side)
        if not is_ahead or key not in waiting:
            kept.append(one)
        if is_ahead:
            waiting.add(key)
    return kept


def _held_of(actor: Actor, found: Sequence[Letter]) -> dict[UUID, HeldArrangement]:
    rows = visible_arrangements(actor).where(Arrangement.id.in_({each.arrangement_id for each in found}))
    return {each.arrangement.id: each for each in hold(actor, db.session.scalars(rows).all())}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a letter's way, as one person may know it."""

    state: LetterState
    on: date
    by: str | None
    note: str | None


def steps(actor: Actor, found: HeldLetter) -> list[Step]:
    """The way so far. Who did what, and notes, are for the side that wrote it and for workers.

    Those who get it learn that it was passed on, and when; nobody learns who opened what in the other home.
    """
    rows = select(LetterStep).where(LetterStep.letter_id == found.letter.id)
    is_close = actor.role is Role.WORKER or found.is_written_by(actor)
    if not is_close:
        rows = rows.where(LetterStep.state.in_(SEEN_BY_BOTH))
    own = visible_letters(actor).with_only_columns(Letter.id)
    rows = rows.where(LetterStep.letter_id.in_(own)).order_by(LetterStep.at, LetterStep.id).limit(100)
    taken = db.session.scalars(scoped(rows, actor.person_id)).all()
    names = names_in(actor, found.held) if is_close and taken else {}
    zone = ZoneInfo(found.held.arrangement.zone)
    readers = {party.person_id for party in found.held.on(READER_OF[found.letter.side])}
    return [
        Step(
            each.state,
            each.at.astimezone(zone).date(),
            name_of(names, each.person_id) if is_close and each.person_id not in readers else None,
            each.note if is_close else None,
        )
        for each in taken
    ]
