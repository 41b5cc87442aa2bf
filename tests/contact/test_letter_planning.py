"""Letters are made ahead for both sides, once, and leave with their pattern where nobody said anything."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from supportapp.contact import letter_planning, planning
from supportapp.contact.letter_models import Letter
from supportapp.contact.letter_planning import windows
from supportapp.contact.models import Arrangement, PatternRow, PauseRow, Side
from supportapp.core.db import db
from supportapp.core.protect import scoped, system
from tests.walker import Walker

TODAY = date(2026, 7, 1)


def letters() -> list[tuple[date, Side]]:
    rows = select(Letter).where(Letter.words.is_(None)).order_by(Letter.window_on, Letter.side.desc())
    return [(one.window_on, one.side) for one in db.session.scalars(scoped(rows, "test"))]


@pytest.fixture
def plan(app: Flask) -> Callable[..., int]:
    walker = Walker(app)
    letter_arrangement = walker.world.contact.letters

    def run(rule: str = "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=15", **changes: object) -> int:
        with system("test") as whose:
            rows = select(Arrangement).where(Arrangement.id == letter_arrangement)
            one = db.session.scalars(scoped(rows, whose)).one()
            for pattern in db.session.scalars(scoped(select(PatternRow), whose)):
                if pattern.arrangement_id == one.id:
                    db.session.delete(pattern)
            for name, value in changes.items():
                setattr(one, name, value)
            row = PatternRow(starts_on=date(2026, 1, 1), at=time(), minutes=60, rule=rule, dates=[])
            row.arrangement_id = one.id
            db.session.add(row)
            db.session.flush()
            return planning.plan_ahead(whose, one)

    return run


@time_machine.travel(TODAY)
def test_both_sides_get_a_letter_for_each_window_of_the_next_400_days(
    app: Flask, plan: Callable[..., int]
) -> None:
    with app.app_context():
        assert plan() == 4
        assert [on for on, _ in letters()] == [date(2026, 9, 15)] * 2 + [date(2027, 3, 15)] * 2
        assert {side for _, side in letters()} == {Side.SEEING, Side.CARING}
        row = db.session.scalars(scoped(select(Letter).where(Letter.words.is_(None)), "test")).first()
        assert row is not None
        assert (row.opens_on, row.closes_on) == (date(2026, 8, 18), date(2026, 9, 15))
        assert plan() == 0


@time_machine.travel(TODAY)
def test_a_new_pattern_takes_away_only_letters_in_which_nobody_said_anything(
    app: Flask, plan: Callable[..., int]
) -> None:
    with app.app_context():
        plan()
        with system("test") as whose:
            rows = select(Letter).where(Letter.window_on == date(2026, 9, 15), Letter.side == Side.SEEING)
            db.session.scalars(scoped(rows, whose)).one().is_on_paper = True
        assert plan("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1") == 2
        kept = [
            (date(2026, 9, 15), Side.SEEING),
            (date(2026, 12, 1), Side.SEEING),
            (date(2026, 12, 1), Side.CARING),
        ]
        assert sorted(letters()) == sorted(kept)


@time_machine.travel(TODAY)
def test_pauses_and_the_end_make_no_letters(app: Flask, plan: Callable[..., int]) -> None:
    with app.app_context():
        plan()
        with system("test") as whose:
            one = db.session.scalars(scoped(select(Letter).where(Letter.words.is_(None)), whose)).first()
            assert one is not None
            db.session.add(
                PauseRow(
                    arrangement_id=one.arrangement_id,
                    starts_on=date(2026, 9, 1),
                    ends_on=date(2026, 9, 30),
                )
            )
            db.session.flush()
        assert plan() == 0
        assert {on for on, _ in letters()} == {date(2027, 3, 15)}
        assert plan(ended_on=date(2027, 1, 1)) == 0
        assert letters() == []


def test_a_window_opens_4_weeks_before_and_never_before_the_last_one_closed() -> None:
    first = date(2026, 3, 1)
    days = [first, first + timedelta(days=14), first + timedelta(days=100)]
    found = windows([*days, first])
    assert [each.on for each in found] == days
    assert [(each.on - each.opens_on).days for each in found] == [28, 13, 28]
    assert letter_planning.windows([]) == []
