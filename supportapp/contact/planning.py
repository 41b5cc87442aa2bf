"""Makes the dates of an arrangement ahead of time, as often as it is asked: a second run changes nothing.

A pattern moves a date only while nothing was said about it. Once somebody asked, answered, wrote or called off, the
date stands by itself, and a new pattern neither moves nor removes it.
"""

import logging
from collections.abc import Collection, Sequence
from datetime import date, time, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, or_, select, union, update
from sqlalchemy.exc import SQLAlchemyError

from supportapp.contact import letter_planning
from supportapp.contact.models import Arrangement, Kind, PatternRow, PauseRow, Term, Venue
from supportapp.contact.note_models import Note
from supportapp.contact.own_models import Fare
from supportapp.contact.recurrence import BadRule, Occurrence, Pattern, Pause, occurrences
from supportapp.contact.session_models import ChangeRequest, ContactSession, Going, SessionEvent, SessionState
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped, system
from supportapp.core.sqlite import WRITE

log = logging.getLogger(__name__)
Slot = tuple[date, time]  # the day and wall time of a pattern
HORIZON = timedelta(days=120)
SOON_ENOUGH = HORIZON - timedelta(days=7)  # the job makes an arrangement's dates once a week
BATCH = 100
WITHOUT_DATES = (Kind.LETTERS, Kind.MESSAGES, Kind.LIFE_STORY, Kind.NONE_FOR_NOW)
"""Kinds that have windows, or nothing, in place of a time at which people meet."""
WITHOUT_PLAN = tuple(kind for kind in WITHOUT_DATES if kind is not Kind.LETTERS)
"""Kinds for which nothing is made ahead."""


def pattern_of(row: PatternRow) -> Pattern:
    """The value behind a row."""
    dates = tuple(date.fromisoformat(day) for day in row.dates)
    return Pattern(row.starts_on, row.ends_on, row.at, row.minutes, row.rule, dates)


def plan_ahead(whose: str, one: Arrangement, *, since: date | None = None) -> int:
    """Make the dates that are missing from `since` (today unless given) to the horizon; gives how many were made.

    Planned dates that the pattern has no more are taken away, where nothing was said about them. `whose` is the
    mark for the reads: a person's id, or that of a job. Flushes, never commits.
    """
    first = since or clock.today(one.zone)
    last = min(clock.today(one.zone) + HORIZON, one.ended_on or date.max)
    if one.kind is Kind.LETTERS:
        return plan_letters(whose, one, since=since)
    if one.kind in WITHOUT_DATES:
        return 0
    wanted = {(each.on, each.at): each for each in _occurrences(whose, one, first, last)}
    there = _there(whose, one, first)
    _take_away(whose, [row for key, row in there.items() if key not in wanted and _is_free(row)])
    missing = [each for key, each in wanted.items() if key not in there]
    db.session.add_all(_made(one, each) for each in missing)
    _lengthen(one, wanted, there)
    db.session.flush()
    _note_reach(whose, one, last)
    return len(missing)


def forget_other_kind(whose: str, one: Arrangement) -> None:
    """Take away what was made ahead for a kind that an arrangement has no more, where nothing was said about it."""
    today = clock.today(one.zone)
    if one.kind in WITHOUT_DATES:
        _take_away(whose, [row for row in _there(whose, one, today).values() if _is_free(row)])
    if one.kind is not Kind.LETTERS:
        letter_planning.make_letters(whose, one, [], today)


def plan_letters(whose: str, one: Arrangement, *, since: date | None = None) -> int:
    """Make the letters of both sides that are missing from `since`; as `plan_ahead` does for dates."""
    first = since or clock.today(one.zone)
    last = min(clock.today(one.zone) + letter_planning.HORIZON, one.ended_on or date.max)
    found = _occurrences(whose, one, first - letter_planning.OPEN_FOR, last)
    made = letter_planning.make_letters(whose, one, [each.on for each in found], first)
    _note_reach(whose, one, last)
    return made


def _occurrences(whose: str, one: Arrangement, first: date, last: date) -> list[Occurrence]:
    rows = select(PatternRow).where(PatternRow.arrangement_id == one.id)
    patterns = [pattern_of(row) for row in db.session.scalars(scoped(rows, whose))]
    rests = select(PauseRow).where(PauseRow.arrangement_id == one.id)
    pauses = [Pause(row.starts_on, row.ends_on) for row in db.session.scalars(scoped(rests, whose))]
    return occurrences(patterns, pauses, first, last) if last >= first else []


def _there(whose: str, one: Arrangement, first: date) -> dict[Slot, ContactSession]:
    rows = select(ContactSession).where(
        ContactSession.arrangement_id == one.id, ContactSession.occurs_on >= first
    )
    found: Sequence[ContactSession] = db.session.scalars(scoped(rows, whose)).all()
    return {(row.occurs_on, row.occurs_at): row for row in found}


def _made(one: Arrangement, each: Occurrence) -> ContactSession:
    return ContactSession(
        id=uuid4(),
        org_id=one.org_id,
        circle_id=one.circle_id,
        arrangement_id=one.id,
        occurs_on=each.on,
        occurs_at=each.at,
        starts_at=each.starts_at(one.zone),
        ends_at=each.ends_at(one.zone),
        state=SessionState.PLANNED,
        changed_at=clock.now(),
    )


def _lengthen(
    one: Arrangement,
    wanted: dict[Slot, Occurrence],
    there: dict[Slot, ContactSession],
) -> None:
    """A new length, or new clock rules of the zone, reach the dates of which nothing was said."""
    for key in wanted.keys() & there.keys():
        row, each = there[key], wanted[key]
        times = (each.starts_at(one.zone), each.ends_at(one.zone))
        if _is_free(row) and (row.starts_at, row.ends_at) != times:
            row.starts_at, row.ends_at = times
            row.sequence, row.changed_at = row.sequence + 1, clock.now()


def _note_reach(whose: str, one: Arrangement, until: date) -> None:
    """Keep how far the dates reach. Past the version: somebody's open form does not grow stale by it."""
    rows = update(Arrangement).where(Arrangement.id == one.id).values(planned_until=until)
    db.session.execute(scoped(rows, whose), execution_options={"synchronize_session": "evaluate"})


def _is_free(row: ContactSession) -> bool:
    """Whether its pattern may still move a date: nothing was said about it, and it has not begun."""
    return row.said_at is None and not row.is_extra and row.starts_at > clock.now()


def _take_away(whose: str, rows: Sequence[ContactSession]) -> None:
    """Delete dates, but for those on which something stands already: that is never lost."""
    kept = _stood_on(whose, [row.id for row in rows]) if rows else set()
    for row in rows:
        if row.id not in kept:
            db.session.delete(row)
    db.session.flush()


def _stood_on(whose: str, ids: Collection[UUID]) -> set[UUID]:
    columns = (
        *(Going.session_id, ChangeRequest.session_id, Note.session_id, Fare.session_id),
        *(SessionEvent.session_id, Term.session_id, Venue.session_id),
    )
    rows = union(*(select(column).where(column.in_(ids)) for column in columns))
    return {found for found in db.session.scalars(scoped(rows, whose)) if found is not None}


def plan_due(*, batch: int = BATCH) -> int:
    """Make the dates of every arrangement whose dates do not reach far enough; gives how many were made.

    Each arrangement is a transaction of its own, so that one that cannot be planned keeps none of the others from
    it. Two workers may do this at once: an arrangement that is in somebody's hands is left to them.
    """
    made, after = 0, UUID(int=0)
    with system("planner") as whose:
        while ids := _due(whose, after, batch):
            made += sum(_plan_one(whose, one_id) for one_id in ids)
            after = ids[-1]
    return made


def _is_due() -> ColumnElement[bool]:
    until = Arrangement.planned_until
    far = clock.today() + SOON_ENOUGH
    lasts = or_(Arrangement.ended_on.is_(None), Arrangement.ended_on > until)
    return and_(Arrangement.kind.not_in(WITHOUT_PLAN), or_(until.is_(None), and_(until < far, lasts)))


def _due(whose: str, after: UUID, batch: int) -> Sequence[UUID]:
    rows = select(Arrangement.id).where(_is_due(), Arrangement.id > after)
    ids = db.session.scalars(scoped(rows.order_by(Arrangement.id).limit(batch), whose)).all()
    db.session.rollback()
    return ids


def _plan_one(whose: str, one_id: UUID) -> int:
    try:
        db.session.connection(execution_options=WRITE)
        held = (
            select(Arrangement).where(Arrangement.id == one_id, _is_due()).with_for_update(skip_locked=True)
        )
        one = db.session.scalar(scoped(held, whose))
        made = plan_ahead(whose, one) if one else 0
        db.session.commit()
    except (SQLAlchemyError, BadRule):
        db.session.rollback()
        log.exception("the dates of an arrangement could not be made")
        return 0
    return made
