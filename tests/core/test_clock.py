"""Moments are in UTC; a day is the day on the wall of the person's own place."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from supportapp.core import clock
from supportapp.core.db import UtcDateTime


@time_machine.travel(datetime(2026, 6, 30, 23, 30, tzinfo=UTC), tick=False)
def test_in_summer_the_british_day_begins_an_hour_before_utc():
    assert clock.today() == date(2026, 7, 1)
    assert clock.today("Atlantic/Azores") == date(2026, 6, 30)


@time_machine.travel(datetime(2026, 12, 31, 23, 59, tzinfo=UTC), tick=False)
def test_in_winter_the_british_day_is_that_of_utc():
    assert clock.today() == date(2026, 12, 31)


def test_now_is_aware_and_in_utc():
    assert clock.now().tzinfo is UTC


def test_a_moment_without_a_zone_never_reaches_the_database():
    with pytest.raises(ValueError, match="time zone"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), None)  # noqa: DTZ001
