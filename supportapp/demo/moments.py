"""Moments of the demo world: a time of day on a given day, and never after now."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from supportapp.core import clock

DAYS_IN_YEAR = 365.25


def moment(day: date, *, hour: int = 10, minute: int = 0) -> datetime:
    """That time of `day` on the wall clock at home, aware; now, where that is still to come."""
    at = datetime.combine(day, time(hour, minute), ZoneInfo(clock.HOME_ZONE))
    return min(at, clock.now())


def born_on(age: int, today: date, *, seed: int) -> date:
    """A birthday that makes somebody `age` on `today` and for a month after; `seed` varies it."""
    return today - timedelta(days=int(age * DAYS_IN_YEAR) + 2 + seed % 300)


class History:
    """When each task was made, and when its state last changed: its history is dated by this at the end."""

    def __init__(self) -> None:
        self.made: dict[UUID, datetime] = {}
        self.changed: dict[UUID, datetime] = {}
