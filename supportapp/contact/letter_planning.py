"""Makes the letters of an arrangement ahead of time, one for each side and window; a second run changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import exists, select

from supportapp.contact.letter_models import Letter, LetterState, LetterStep
from supportapp.contact.models import Arrangement, Side
from supportapp.contact.note_models import Note
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped

HORIZON = timedelta(days=400)
"""Over a year: what is written once a year is always in sight."""
OPEN_FOR = timedelta(days=28)
"""A window opens 4 weeks before its day: time to ask for help, to write, and to look at it again. It closes on the
day that the agreement names, which is when the letterbox team needs the letter; nothing is refused after it."""
SIDES = (Side.SEEING, Side.CARING)


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which a letter can be sent, up to the day of the pattern."""

    on: date
    opens_on: date


def windows(days: Sequence[date]) -> list[Window]:
    """The window of each day of a pattern, in order. Where days stand close, one opens after the one before."""
    found: list[Window] = []
    for day in sorted(set(days)):
        opens_on = day - OPEN_FOR
        if found:
            opens_on = max(opens_on, found[-1].on + timedelta(days=1))
        found.append(Window(day, opens_on))
    return found


def make_letters(whose: str, one: Arrangement, days: Sequence[date], first: date) -> int:
    """Make the letters that are missing from `first` on; gives how many were made.

    Letters whose day is in the pattern no more are taken away, where nobody said anything in or about them. A few
    of `days` may lie before `first`: they tell when the next window opens. Flushes, never commits.
    """
    there = {(row.window_on, row.side): row for row in _letters(whose, one, first)}
    wanted = {(each.on, side): each for each in windows(days) if each.on >= first for side in SIDES}
    untouched = _untouched(whose, one)
    for key, row in there.items():
        if key not in wanted and row.id in untouched:
            db.session.delete(row)
    missing = [(side, each) for (on, side), each in wanted.items() if (on, side) not in there]
    db.session.add_all(_made(one, side, each) for side, each in missing)
    db.session.flush()
    return len(missing)


def _letters(whose: str, one: Arrangement, first: date) -> Sequence[Letter]:
    rows = select(Letter).where(Letter.arrangement_id == one.id, Letter.window_on >= first)
    return db.session.scalars(scoped(rows, whose)).all()


def _untouched(whose: str, one: Arrangement) -> set[UUID]:
    rows = select(Letter.id).where(
        Letter.arrangement_id == one.id,
        Letter.state == LetterState.DUE,
        Letter.words.is_(None),
        Letter.is_on_paper.is_(False),
        ~exists().where(LetterStep.letter_id == Letter.id),
        ~exists().where(Note.letter_id == Letter.id),
    )
    return set(db.session.scalars(scoped(rows, whose)))


def _made(one: Arrangement, side: Side, window: Window) -> Letter:
    return Letter(
        id=uuid4(),
        org_id=one.org_id,
        circle_id=one.circle_id,
        arrangement_id=one.id,
        side=side,
        window_on=window.on,
        opens_on=window.opens_on,
        closes_on=window.on,
        state=LetterState.DUE,
        created_at=clock.now(),
    )
