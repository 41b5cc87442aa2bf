"""Dates as people say them: "Saturday 28 November", "In 5 days", "10am"."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from supportapp.core import clock
from supportapp.web.language import gettext, locale, ngettext

WEEK, MONTHS = 7, 8


def day(value: date | None) -> str:
    """ "Saturday 28 November", with the year where it is not this year."""
    return "" if value is None else _format(value, "EEEE d MMMM", clock.today().year, locale())


def short_day(value: date | None, today: date | None = None) -> str:
    """ "28 Nov", with the year where it is not this year. A long list says once which day is today."""
    return "" if value is None else _format(value, "d MMM", (today or clock.today()).year, locale())


@lru_cache(maxsize=4096)
def _format(value: date, pattern: str, this_year: int, locale: str) -> str:
    return format_date(value, pattern if value.year == this_year else f"{pattern} y", locale=locale)


def when(value: date | None, today: date | None = None) -> str:
    """How far away a day is, in words that blame nobody: "Today", "Tomorrow", "In 5 days", "3 days ago"."""
    return "" if value is None else _when(value, today or clock.today(), locale())


@lru_cache(maxsize=4096)
def _when(value: date, today: date, _locale: str) -> str:
    days = (value - today).days
    if days in (-1, 0, 1):
        return (gettext("Today"), gettext("Tomorrow"), gettext("Yesterday"))[days]
    count, unit = _in_units(abs(days))
    if days > 0:
        return _in(count, unit)
    return _ago(count, unit)


def _in_units(days: int) -> tuple[int, str]:
    if days < 2 * WEEK:
        return days, "days"
    return (days // WEEK, "weeks") if days < MONTHS * WEEK else (round(days / 30.44), "months")


def _in(count: int, unit: str) -> str:
    if unit == "days":
        return str(ngettext("In %(num)d day", "In %(num)d days", count))
    if unit == "weeks":
        return str(ngettext("In %(num)d week", "In %(num)d weeks", count))
    return str(ngettext("In %(num)d month", "In %(num)d months", count))


def _ago(count: int, unit: str) -> str:
    if unit == "days":
        return str(ngettext("%(num)d day ago", "%(num)d days ago", count))
    if unit == "weeks":
        return str(ngettext("%(num)d week ago", "%(num)d weeks ago", count))
    return str(ngettext("%(num)d month ago", "%(num)d months ago", count))


def is_past(value: date) -> bool:
    """Whether a day is over."""
    return value < clock.today()


def done_when(moment: datetime, zone: str = clock.HOME_ZONE) -> str:
    """When something was done: "at 9:12am" today, else the day."""
    local = moment.astimezone(ZoneInfo(zone))
    if local.date() == clock.today(zone):
        return gettext("at %(time)s", time=clock_time(moment, zone))
    return day(local.date())


def clock_time(moment: datetime, zone: str) -> str:
    """ "10am" or "9:12am" on the wall clock of `zone`."""
    return _time(moment.replace(second=0, microsecond=0), zone, locale())


@lru_cache(maxsize=1024)
def _time(moment: datetime, zone: str, locale: str) -> str:
    pattern = "ha" if moment.minute == 0 else "h:mma"
    return format_time(moment, pattern, tzinfo=ZoneInfo(zone), locale=locale).lower()
