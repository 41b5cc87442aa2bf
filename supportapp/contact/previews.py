"""The next dates of a plan before it is saved, with a word where the clocks change in between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from supportapp.contact.outcome_words import hours
from supportapp.contact.recurrence import DAY, Pattern, Pause, missing_day, next_days
from supportapp.contact.sentences import missing_words
from supportapp.core import clock
from supportapp.web import dates
from supportapp.web.language import gettext

COUNT = 6


@dataclass(frozen=True, slots=True)
class Shown:
    """One date to come: its day, its times in words, and what the clocks do before it."""

    on: date
    times: str
    clocks: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The next dates, and what some months lack."""

    dates: tuple[Shown, ...] = ()
    missing: str = ""


def preview(
    pattern: Pattern, pauses: Sequence[Pause] = (), *, zone: str = clock.HOME_ZONE, with_times: bool = True
) -> Preview:
    """The next six dates from today on. Raises BadRule, and ZoneInfoNotFoundError for a zone that is none."""
    before = clock.now()
    shown = []
    for each in next_days([pattern], pauses, clock.today(zone) - DAY, COUNT):
        starts_at = each.starts_at(zone)
        clocks = _clocks(before, starts_at, zone) if with_times else ""
        shown.append(Shown(each.on, hours(starts_at, each.ends_at(zone), zone) if with_times else "", clocks))
        before = starts_at
    lacking = missing_day(pattern)
    return Preview(tuple(shown), missing_words(lacking) if lacking else "")


def _clocks(before: datetime, starts_at: datetime, zone: str) -> str:
    """What the clocks do between two moments, seen from the difference to UTC at both."""
    was, is_now = (at.astimezone(ZoneInfo(zone)).utcoffset() for at in (before, starts_at))
    if was == is_now or was is None or is_now is None:
        return ""
    at = dates.clock_time(starts_at, zone)
    if is_now < was:
        return gettext("The clocks go back before this date. %(time)s stays %(time)s.", time=at)
    return gettext("The clocks go forward before this date. %(time)s stays %(time)s.", time=at)
