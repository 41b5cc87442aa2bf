"""The dates of tasks: when a step is due, when it comes again, and the days that law or benefit rules set."""

from calendar import monthrange
from datetime import date, timedelta

from supportapp.content.models import Limit, LimitRule, Nation, Offset, Unit

FIRST_YEAR, LAST_YEAR = 1900, 2100
DAYS_IN = {"d": 1, "w": 7}


def shift(day: date, *, count: int, unit: Unit) -> date:
    """The day `count` days, weeks or months (d, w, m) after `day`, or before it where `count` is below zero.

    A month later is the same day of the month, or the last one where the month is too short: 31 January gives
    28 February, or the 29th in a leap year. Raises ValueError for another unit, or outside 1900 to 2100.
    """
    if unit == "m":
        year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
        if FIRST_YEAR <= year <= LAST_YEAR:
            return _in_month(year, month + 1, day.day)
    elif unit in DAYS_IN:
        ordinal = day.toordinal() + count * DAYS_IN[unit]
        if date(FIRST_YEAR, 1, 1).toordinal() <= ordinal <= date(LAST_YEAR, 12, 31).toordinal():
            return date.fromordinal(ordinal)
    else:
        raise ValueError(f"{unit!r} is not d, w or m")
    raise ValueError(f"{day} and {count}{unit} lead outside {FIRST_YEAR} to {LAST_YEAR}")


def next_round(day: date, repeat: Offset) -> date:
    """The day of the next round of a step that comes again, counted from `day`."""
    return shift(day, count=repeat.count, unit=repeat.unit)


def child_element_change(removed_on: date, period_day: int) -> date:
    """The day the child element of Universal Credit stops.

    It is the start of the assessment period that holds `removed_on`. `period_day` is the day of the month, 1
    to 31, on which periods start; a short month uses its last day. Raises ValueError outside 1 to 31.
    Source: askCPAG, looked-after children and Universal Credit (UC Regulations 2013); checked 2026-11-23.
    """
    if not 1 <= period_day <= 31:
        raise ValueError(f"a period starts on day 1 to 31 of a month, not {period_day}")
    started = _in_month(removed_on.year, removed_on.month, period_day)
    if started <= removed_on:
        return started
    month_before = removed_on.replace(day=1) - timedelta(days=1)
    return _in_month(month_before.year, month_before.month, period_day)


def limit_on(limit: Limit, *, event_on: date, period_day: int | None, nation: Nation) -> date | None:
    """The day that a rule of law or benefit sets, counted from `event_on`.

    None where it hangs on a Universal Credit period and `period_day` is not known, or where the rule has no
    length of time in `nation`. The limit itself carries its source and the day it was checked.
    Raises ValueError as `shift` and `child_element_change` do.
    """
    if limit.rule is LimitRule.UC_PERIOD_START:
        return None if period_day is None else child_element_change(event_on, period_day)
    offset = limit.offset_in(nation)
    return None if offset is None else shift(event_on, count=offset.count, unit=offset.unit)


def _in_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
