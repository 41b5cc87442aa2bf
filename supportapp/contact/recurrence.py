"""On which days family time falls: patterns in wall time, pauses, and the moments that come of them."""

import zoneinfo
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from dateutil import rrule

from supportapp.contact.patterns import (
    LENGTHS,
    LONGEST_MONTH,
    MONTHS,
    BadRule,
    Freq,
    Parts,
    Problem,
    Repeat,
    Unit,
    check_rule,
    from_rule,
    parts_of,
    to_rule,
)

__all__ = [
    "BadRule",
    "Occurrence",
    "Pattern",
    "Pause",
    "Problem",
    "Repeat",
    "Unit",
    "check_rule",
    "days_of",
    "from_rule",
    "is_zone",
    "missing_day",
    "next_days",
    "occurrences",
    "to_rule",
]

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
LONGEST_MINUTES = 7 * 24 * 60
LOOK_AHEAD = timedelta(days=5 * 366)
DAY = timedelta(days=1)
LONGEST = timedelta(minutes=LONGEST_MINUTES)
"""No date is longer: what is under way began since then."""
# Files that lie beside the zones on some machines, but name no place.
NO_ZONES = {"Factory", "localtime"}

_WEEKDAYS = (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One stretch of a repeating plan, in wall time: by a rule, or on listed days.

    `ends_on` is the last day that counts, None while open. `at` is the naive wall time of the start, `minutes`
    the length, 1 to a week. Listed days outside the stretch do not count. Raises ValueError for a day outside
    1900 to 2100, a time with a zone, a length out of range, and a rule beside listed days.
    """

    starts_on: date
    ends_on: date | None
    at: time
    minutes: int
    rule: str | None = None
    dates: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        days = (self.starts_on, self.ends_on or self.starts_on, *self.dates)
        if not all(FIRST_DAY <= day <= LAST_DAY for day in days):
            raise ValueError(f"a day is outside {FIRST_DAY} to {LAST_DAY}")
        if not 1 <= self.minutes <= LONGEST_MINUTES:
            raise ValueError(f"{self.minutes} minutes are not 1 to {LONGEST_MINUTES}")
        if self.at.tzinfo is not None:
            raise ValueError("the time of a pattern is the time on the wall, without a zone")
        if self.rule is not None and self.dates:
            raise ValueError("a pattern has a rule or a list of days, not both")


@dataclass(frozen=True, slots=True)
class Pause:
    """Days, both counted, on which nothing begins."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Occurrence:
    """What a pattern says of one day, in wall time."""

    on: date
    at: time
    minutes: int

    def starts_at(self, zone: str) -> datetime:
        """The moment it starts, aware and in UTC. Raises ZoneInfoNotFoundError for a zone that is none.

        A time that the clocks skip moves on by as much as they do: 1:30am is 2:30am on that day. Of a time that
        comes twice the first is meant.
        """
        return _moment(datetime.combine(self.on, self.at), zone)

    def ends_at(self, zone: str) -> datetime:
        """The moment it ends, aware and in UTC, always after the start; errors as for `starts_at`.

        The end is a time on the wall as well: 10am to 12pm stays so on every day, and so does an end the next
        morning. Only where the start had to move on does the end move with it.
        """
        wall = self.starts_at(zone).astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
        return _moment(wall + timedelta(minutes=self.minutes), zone)


def is_zone(name: str) -> bool:
    """Whether `name` is a time zone of the IANA list, as "Europe/London" is."""
    return name in _zones()


def days_of(pattern: Pattern, first: date, last: date) -> list[date]:
    """The days of a pattern from `first` to `last`, both counted, in order; none outside 1900 to 2100.

    A rule counts its intervals from the day, week (from Monday), month or year of `starts_on`, whether that day
    fits the rule or not. The work depends on the length of the window alone. Raises BadRule.
    """
    first = max(first, pattern.starts_on)
    last = min(last, pattern.ends_on or LAST_DAY)
    if pattern.rule is None:
        return sorted({day for day in pattern.dates if first <= day <= last})
    parts = parts_of(pattern.rule).from_day(pattern.starts_on)
    if first > last or not parts.ever():
        return []
    start = _round_of(parts.freq, pattern.starts_on)
    return [
        day for day in _fitting(parts, first, last) if (_round_of(parts.freq, day) - start) % parts.every == 0
    ]


def occurrences(
    patterns: Iterable[Pattern], pauses: Sequence[Pause], first: date, last: date
) -> list[Occurrence]:
    """All that begins from `first` to `last`, both counted, in order and without what falls into a pause.

    Where two patterns name the same time of the same day, the one that began later speaks, then the longer one;
    the order of `patterns` changes nothing. Raises BadRule.
    """
    found: dict[tuple[date, time], Occurrence] = {}
    for pattern in sorted(patterns, key=lambda one: (one.starts_on, one.minutes), reverse=True):
        for day in days_of(pattern, first, last):
            if not any(pause.first <= day <= pause.last for pause in pauses):
                found.setdefault((day, pattern.at), Occurrence(day, pattern.at, pattern.minutes))
    return [found[key] for key in sorted(found)]


def next_days(
    patterns: Sequence[Pattern], pauses: Sequence[Pause], after: date, count: int = 6
) -> list[Occurrence]:
    """The first `count` occurrences later than the day `after`, for a preview; fewer where there are no more.

    Looks 5 years ahead, counted from the first day of the first pattern where that is still to come.
    Raises BadRule.
    """
    first = max(
        min(after, LAST_DAY) + DAY, min((pattern.starts_on for pattern in patterns), default=LAST_DAY)
    )
    end, width = min(first + LOOK_AHEAD, LAST_DAY), 60
    found: list[Occurrence] = []
    while len(found) < count and first <= end:
        last = min(first + timedelta(days=width), end)
        found += occurrences(patterns, pauses, first, last)
        first, width = last + DAY, width * 2
    return found[:count]


def missing_day(pattern: Pattern) -> int | None:
    """The day of the month, 29 to 31, that some months of the pattern lack and are left out for.

    None where no month is left out. The form then offers the last day of the month. Raises BadRule.
    """
    if pattern.rule is None:
        return None
    parts = parts_of(pattern.rule).from_day(pattern.starts_on)
    if parts.freq not in (Freq.MONTHLY, Freq.YEARLY) or parts.weekdays:
        return None
    months = set(parts.months or MONTHS)
    if parts.freq is Freq.MONTHLY:
        start = pattern.starts_on.month - 1
        months &= {(start + step * parts.every) % 12 + 1 for step in MONTHS}
    shortest = min((LENGTHS[month][0] for month in months), default=LONGEST_MONTH)
    return max((day for day in parts.month_days if day > shortest), default=None)


def _fitting(parts: Parts, first: date, last: date) -> Iterator[date]:
    """The days that fit, as if each day, week, month or year had its turn.

    Every rule is read as one that asks each month for its days. So dateutil can begin at the window, however
    long ago the pattern began, and soon meets a day after `last`: it stops at nothing else.
    """
    every_day = None if parts.weekdays else range(1, LONGEST_MONTH + 1)
    found = rrule.rrule(
        rrule.MONTHLY,
        dtstart=datetime.combine(first, time()),
        until=datetime.combine(last, time()),
        bymonth=parts.months or None,
        bymonthday=parts.month_days or every_day,
        byweekday=[_WEEKDAYS[day](which) if which else _WEEKDAYS[day] for which, day in parts.weekdays]
        or None,
    )
    return (moment.date() for moment in found)


def _round_of(freq: Freq, day: date) -> int:
    """The number of the day, week, month or year that holds `day`."""
    if freq is Freq.DAILY:
        return day.toordinal()
    if freq is Freq.WEEKLY:
        return (day.toordinal() - 1) // 7  # day 1 of the calendar was a Monday
    return day.year * 12 + day.month if freq is Freq.MONTHLY else day.year


def _moment(wall: datetime, zone: str) -> datetime:
    # In a gap, fold 0 reads the time by the clock as it was before: that is what moves it on.
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


@cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones() - NO_ZONES)
