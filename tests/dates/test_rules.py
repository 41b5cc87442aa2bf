"""When a day comes next, as a table of cases."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from supportapp.dates import rules
from supportapp.dates.rules import DayKind, Showing


@dataclass(frozen=True)
class Day:
    kind: DayKind
    month: int | None = None
    day: int | None = None


BORN = Day(DayKind.BIRTHDAY, 11, 28)
LEAP = Day(DayKind.BIRTHDAY, 2, 29)
MOTHERS, FATHERS = Day(DayKind.MOTHERS_DAY), Day(DayKind.FATHERS_DAY)


@pytest.mark.parametrize(
    ("one", "today", "expected"),
    [
        (BORN, date(2026, 11, 24), date(2026, 11, 28)),
        (BORN, date(2026, 11, 28), date(2026, 11, 28)),
        (BORN, date(2026, 11, 29), date(2027, 11, 28)),
        (LEAP, date(2027, 1, 1), date(2027, 2, 28)),
        (LEAP, date(2028, 1, 1), date(2028, 2, 29)),
        (LEAP, date(2028, 2, 29), date(2028, 2, 29)),
        (LEAP, date(2027, 3, 1), date(2028, 2, 29)),
        (LEAP, date(2099, 12, 31), date(2100, 2, 28)),
        (MOTHERS, date(2026, 1, 1), date(2026, 3, 15)),
        (MOTHERS, date(2026, 3, 16), date(2027, 3, 7)),
        (FATHERS, date(2026, 1, 1), date(2026, 6, 21)),
        (FATHERS, date(2026, 6, 22), date(2027, 6, 20)),
    ],
)
def test_a_day_comes_next_when_the_calendar_says(one: Day, today: date, expected: date) -> None:
    assert rules.next_on(one, today) == expected


@pytest.mark.parametrize(
    ("year", "mothers", "fathers"),
    [
        (2023, date(2023, 3, 19), date(2023, 6, 18)),
        (2024, date(2024, 3, 10), date(2024, 6, 16)),
        (2025, date(2025, 3, 30), date(2025, 6, 15)),
        (2026, date(2026, 3, 15), date(2026, 6, 21)),
    ],
)
def test_the_days_that_move_are_those_of_the_uk(year: int, mothers: date, fathers: date) -> None:
    assert (rules.mothers_day(year), rules.fathers_day(year)) == (mothers, fathers)


@pytest.mark.parametrize("one", [BORN, LEAP, MOTHERS, FATHERS])
def test_the_next_day_is_never_past_and_never_more_than_about_a_year_away(one: Day) -> None:
    today = date(2000, 1, 1)
    while today < date(2040, 1, 1):
        found = rules.next_on(one, today)
        assert today <= found <= today + timedelta(days=366 + 35), today
        today += timedelta(days=1)


@pytest.mark.parametrize(
    ("showing", "shown"),
    [(Showing.REMIND, set(range(8))), (Showing.QUIET, {0}), (Showing.HIDE, set())],
)
def test_a_day_is_met_as_its_person_chose(showing: Showing, shown: set[int]) -> None:
    on = date(2026, 11, 28)
    days = {days for days in range(-3, 20) if rules.is_shown(showing, on, on - timedelta(days=days))}
    assert days == shown
