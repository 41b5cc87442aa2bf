"""Makes the dates of an arrangement ahead of time, as often as it is asked: a second run changes nothing.

A pattern moves a date only while nothing was said about it. Once somebody asked, answered, wrote or called off, the
date stands by itself, and a new pattern neither moves nor removes it.
"""

from collections.abc import Sequence
from datetime import date, time, timedelta
from uuid import uuid4

from sqlalchemy import select

from supportapp.contact.models import Arrangement, Kind, PatternRow, PauseRow
from supportapp.contact.recurrence import Occurrence, Pattern, Pause, occurrences
from supportapp.contact.session_models import ContactSession, SessionState
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped

Slot = tuple[date, time]  # the day and wall time of a pattern
HORIZON = timedelta(days=120)
WITHOUT_DATES = (Kind.LETTERS, Kind.MESSAGES, Kind.LIFE_STORY, Kind.NONE_FOR_NOW)
"""Kinds that have windows, or nothing, in place of a time at which people meet."""


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
    if one.kind in WITHOUT_DATES:
        return 0
    wanted = {(each.on, each.at): each for each in _occurrences(whose, one, first, last)}
    there = _there(whose, one, first)
    for key, row in there.items():
        if key not in wanted and row.said_at is None and not row.is_extra:
            db.session.delete(row)
    missing = [each for key, each in wanted.items() if key not in there]
    db.session.add_all(_made(one, each) for each in missing)
    _lengthen(one, wanted, there)
    one.planned_until = last
    db.session.flush()
    return len(missing)


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
        if row.said_at is None and not row.is_extra and (row.starts_at, row.ends_at) != times:
            row.starts_at, row.ends_at = times
            row.sequence, row.changed_at = row.sequence + 1, clock.now()
