"""When a day that comes every year comes next. Pure: today is an argument."""

from calendar import isleap
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from dateutil.easter import easter

REMIND_DAYS = 7  # a week: time to plan something, or to ask somebody to be there
FEBRUARY, LEAP_DAY = 2, 29


class DayKind(StrEnum):
    """What kind of day it is."""

    BIRTHDAY = "birthday"
    ANNIVERSARY = "anniversary"
    MOTHERS_DAY = "mothers_day"
    FATHERS_DAY = "fathers_day"
    OTHER = "other"


class Showing(StrEnum):
    """How a day is met."""

    REMIND = "remind"
    QUIET = "quiet"
    HIDE = "hide"


class Yearly(Protocol):
    """A day as rules see it: of a kind that moves, or a month and a day."""

    @property
    def kind(self) -> DayKind: ...
    @property
    def month(self) -> int | None: ...
    @property
    def day(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Soon:
    """A day that Today may name: which, when it comes, and how it is met."""

    kind: DayKind
    title: str | None
    on: date
    showing: Showing


def mothers_day(year: int) -> date:
    """Mothering Sunday in the UK: the fourth Sunday of Lent, 3 weeks before Easter."""
    return easter(year) - timedelta(weeks=3)


def fathers_day(year: int) -> date:
    """The third Sunday of June."""
    first = date(year, 6, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 14)


MOVING: dict[DayKind, Callable[[int], date]] = {
    DayKind.MOTHERS_DAY: mothers_day,
    DayKind.FATHERS_DAY: fathers_day,
}
"""The days that have a name and move from year to year."""


def in_year(one: Yearly, year: int) -> date:
    """The day of one year. What belongs to 29 February stands on the 28th in other years.

    That keeps it in its month, as families mostly do; the law, which says 1 March, is asked about ages only.
    """
    if one.kind in MOVING:
        return MOVING[one.kind](year)
    assert one.month is not None
    assert one.day is not None
    if (one.month, one.day) == (FEBRUARY, LEAP_DAY) and not isleap(year):
        return date(year, FEBRUARY, LEAP_DAY - 1)
    return date(year, one.month, one.day)


def next_on(one: Yearly, today: date) -> date:
    """When a day comes next; today where it is today."""
    this_year = in_year(one, today.year)
    return this_year if this_year >= today else in_year(one, today.year + 1)


def is_shown(showing: Showing, on: date, today: date) -> bool:
    """Whether Today may name a day: a week ahead, only on the day itself, or never."""
    days = (on - today).days
    if showing is Showing.REMIND:
        return 0 <= days <= REMIND_DAYS
    return showing is Showing.QUIET and days == 0
