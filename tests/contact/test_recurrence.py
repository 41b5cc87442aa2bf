"""Days and moments of family time: the clocks, windows, pauses, previews, and short months."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportapp.contact import recurrence as r
from supportapp.contact.recurrence import Occurrence, Pattern, Pause

LONDON, LORD_HOWE, NEW_YORK, APIA = (
    "Europe/London",
    "Australia/Lord_Howe",
    "America/New_York",
    "Pacific/Apia",
)
SATURDAY = date(2026, 4, 4)
RULES = (
    "FREQ=WEEKLY;BYDAY=MO,WE,FR",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA",
    "FREQ=MONTHLY;BYDAY=1SU",
    "FREQ=MONTHLY;BYDAY=-1SA",
    "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=15",
    "FREQ=DAILY;INTERVAL=5",
)
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2040, 12, 31))
PATTERNS = st.builds(
    Pattern,
    starts_on=DAYS,
    ends_on=st.none() | DAYS,
    at=st.sampled_from([time(10), time(15, 45), time(1, 30)]),
    minutes=st.sampled_from([15, 120, 24 * 60]),
    rule=st.sampled_from(RULES),
) | st.builds(
    lambda days, at: Pattern(min(days), None, at, 60, None, tuple(days)),
    st.lists(DAYS, min_size=1, max_size=12),
    st.sampled_from([time(10), time(14)]),
)


def weekly(**changes) -> Pattern:
    values = {"starts_on": SATURDAY, "ends_on": None, "at": time(10), "minutes": 120, "rule": RULES[1]}
    return Pattern(**values | changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"minutes": 0},
        {"minutes": 7 * 24 * 60 + 1},
        {"at": time(10, tzinfo=UTC)},
        {"starts_on": date(1899, 12, 31)},
        {"ends_on": date(2101, 1, 1)},
        {"rule": None, "dates": (date(1066, 10, 14),)},
        {"dates": (SATURDAY,)},
    ],
)
def test_a_pattern_out_of_range_cannot_be_made(changes):
    with pytest.raises(ValueError, match=r"outside|minutes|wall|not both"):
        weekly(**changes)


@pytest.mark.parametrize(
    ("zone", "on", "at", "minutes", "starts", "ends"),
    [
        (LONDON, date(2026, 3, 28), time(10), 120, (3, 28, 10, 0), (3, 28, 12, 0)),
        (LONDON, date(2026, 3, 29), time(10), 120, (3, 29, 9, 0), (3, 29, 11, 0)),
        (LONDON, date(2026, 10, 25), time(10), 120, (10, 25, 10, 0), (10, 25, 12, 0)),
        (LONDON, date(2026, 3, 28), time(18), 16 * 60, (3, 28, 18, 0), (3, 29, 9, 0)),  # one hour shorter
        (LONDON, date(2026, 10, 24), time(18), 16 * 60, (10, 24, 17, 0), (10, 25, 10, 0)),  # one hour longer
        (LONDON, date(2026, 3, 29), time(1, 30), 60, (3, 29, 1, 30), (3, 29, 2, 30)),  # 2:30am to 3:30am
        (LONDON, date(2026, 3, 29), time(1), 30, (3, 29, 1, 0), (3, 29, 1, 30)),
        (LONDON, date(2026, 3, 29), time(0, 30), 60, (3, 29, 0, 30), (3, 29, 1, 30)),  # until 2:30am
        (LONDON, date(2026, 3, 29), time(0, 59), 61, (3, 29, 0, 59), (3, 29, 1, 0)),
        (LONDON, date(2026, 10, 25), time(1, 30), 15, (10, 25, 0, 30), (10, 25, 0, 45)),  # the first 1:30am
        (LONDON, date(2026, 10, 25), time(0, 30), 60, (10, 24, 23, 30), (10, 25, 0, 30)),
        (LONDON, date(2026, 10, 25), time(1, 30, fold=1), 15, (10, 25, 0, 30), (10, 25, 0, 45)),
        (LORD_HOWE, date(2026, 10, 4), time(2, 15), 30, (10, 3, 15, 45), (10, 3, 16, 15)),  # half an hour on
        (LORD_HOWE, date(2026, 4, 5), time(1, 45), 60, (4, 4, 14, 45), (4, 4, 16, 15)),
        (LORD_HOWE, date(2026, 4, 5), time(10), 60, (4, 4, 23, 30), (4, 5, 0, 30)),
        (NEW_YORK, date(2026, 3, 8), time(2, 30), 60, (3, 8, 7, 30), (3, 8, 8, 30)),
        (NEW_YORK, date(2026, 11, 1), time(1, 30), 20, (11, 1, 5, 30), (11, 1, 5, 50)),
    ],
)
def test_the_moments_of_a_day_follow_the_clock_on_the_wall(zone, on, at, minutes, starts, ends):
    found = Occurrence(on, at, minutes)
    assert found.starts_at(zone) == datetime(2026, *starts, tzinfo=UTC)
    assert found.ends_at(zone) == datetime(2026, *ends, tzinfo=UTC)
    assert found.starts_at(zone).tzinfo is UTC
    assert found.ends_at(zone).tzinfo is UTC


def test_a_day_that_a_whole_zone_left_out_moves_on_to_the_next():
    found = Occurrence(date(2011, 12, 30), time(10), 60)
    assert found.starts_at(APIA).astimezone(ZoneInfo(APIA)).isoformat() == "2011-12-31T10:00:00+14:00"


@given(
    st.sampled_from([LONDON, LORD_HOWE, NEW_YORK, APIA]), DAYS, st.times(), st.integers(1, r.LONGEST_MINUTES)
)
def test_an_occurrence_always_ends_after_it_starts(zone, on, at, minutes):
    found = Occurrence(on, at, minutes)
    assert found.starts_at(zone) < found.ends_at(zone)


@pytest.mark.parametrize("zone", [LONDON, LORD_HOWE, NEW_YORK])
@pytest.mark.parametrize("rule", RULES)
def test_every_day_from_2000_to_2040_keeps_its_time_on_the_wall_over_each_clock_change(zone, rule):
    place = ZoneInfo(zone)
    pattern = Pattern(date(2000, 1, 1), None, time(10), 120, rule)
    found = r.occurrences([pattern], [], date(2000, 1, 1), date(2040, 12, 31))
    assert len(found) > 80
    for one in found:
        starts = one.starts_at(zone).astimezone(place).replace(tzinfo=None)
        assert starts == datetime.combine(one.on, time(10))
        ends = one.ends_at(zone).astimezone(place).replace(tzinfo=None)
        assert ends == datetime.combine(one.on, time(12))
    assert len({one.starts_at(zone) for one in found}) == len(found)


@given(st.lists(PATTERNS, max_size=3), DAYS, st.lists(st.integers(0, 900), min_size=2, max_size=6))
def test_a_window_that_is_cut_anywhere_gives_the_same_days(patterns, first, steps):
    edges = sorted({first + timedelta(days=step) for step in steps})
    whole = r.occurrences(patterns, [], edges[0], edges[-1])
    pieces = [(edges[0], edges[0])] + [(a + r.DAY, b) for a, b in pairwise(edges)]
    assert [one for a, b in pieces for one in r.occurrences(patterns, [], a, b)] == whole


@given(st.lists(PATTERNS, max_size=3), DAYS)
def test_occurrences_are_in_order_without_doubles_whatever_the_order_of_the_patterns(patterns, first):
    found = r.occurrences(patterns, [], first, first + timedelta(days=500))
    keys = [(one.on, one.at) for one in found]
    assert keys == sorted(set(keys))
    assert r.occurrences(patterns[::-1], [], first, first + timedelta(days=500)) == found


@given(
    st.lists(PATTERNS, max_size=3),
    DAYS,
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 60)), max_size=3),
)
def test_a_pause_takes_out_exactly_its_days(patterns, first, spans):
    last = first + timedelta(days=400)
    starts = [(first + timedelta(days=start), length) for start, length in spans]
    pauses = [Pause(start, start + timedelta(days=length)) for start, length in starts]
    whole = r.occurrences(patterns, [], first, last)
    left = [one for one in whole if not any(pause.first <= one.on <= pause.last for pause in pauses)]
    assert r.occurrences(patterns, pauses, first, last) == left


@given(PATTERNS, DAYS, st.integers(0, 100))
def test_taking_out_one_day_changes_no_other(pattern, first, place):
    last = first + timedelta(days=700)
    whole = r.occurrences([pattern], [], first, last)
    gone = whole[place % len(whole)] if whole else Occurrence(first, time(10), 60)
    assert r.occurrences([pattern], [Pause(gone.on, gone.on)], first, last) == [
        one for one in whole if one.on != gone.on
    ]


@given(PATTERNS, DAYS)
def test_no_day_is_before_the_first_or_after_the_last(pattern, first):
    last = pattern.ends_on or date.max
    for day in r.days_of(pattern, first, first + timedelta(days=700)):
        assert pattern.starts_on <= day <= last


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [(4, 4), (4, 18), (5, 2)]),
        # From a Wednesday: that week counts, so its Saturday is the first.
        ({"starts_on": date(2026, 4, 1)}, [(4, 4), (4, 18), (5, 2)]),
        # From the Sunday after: the Saturday of that week is over, and the next week is not its turn.
        ({"starts_on": date(2026, 4, 5)}, [(4, 18), (5, 2), (5, 16)]),
        ({"ends_on": date(2026, 4, 18)}, [(4, 4), (4, 18)]),
        ({"ends_on": date(2026, 4, 3)}, []),
        ({"starts_on": date(2026, 4, 30), "rule": "FREQ=MONTHLY"}, [(4, 30), (5, 30)]),
        ({"starts_on": date(2026, 4, 6), "rule": "FREQ=MONTHLY;BYDAY=1SU"}, [(5, 3), (6, 7)]),
        ({"rule": "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=2"}, [(6, 2)]),
        # No February and no April has a 31st.
        ({"starts_on": date(2026, 1, 31), "rule": "FREQ=MONTHLY;BYMONTH=2,4"}, []),
        ({"rule": "FREQ=DAILY;INTERVAL=7;BYDAY=SU"}, []),
        ({"rule": None, "dates": (date(2026, 5, 1), SATURDAY, SATURDAY)}, [(4, 4), (5, 1)]),
    ],
)
def test_a_pattern_counts_from_its_first_day(changes, expected):
    found = r.days_of(weekly(**changes), date(2026, 1, 1), date(2026, 6, 8))
    assert found[: len(expected) or None] == [date(2026, *day) for day in expected]


def test_of_two_patterns_at_the_same_time_the_later_and_longer_speaks():
    old = weekly(rule="FREQ=WEEKLY;BYDAY=SA", minutes=60)
    new = weekly(starts_on=date(2026, 4, 11), rule="FREQ=WEEKLY;BYDAY=SA", minutes=30)
    found = r.occurrences([old, new], [], SATURDAY, date(2026, 4, 18))
    assert [one.minutes for one in found] == [60, 30, 30]
    longer = weekly(starts_on=date(2026, 4, 11), rule="FREQ=WEEKLY;BYDAY=SA", minutes=90)
    for patterns in ([old, new, longer], [longer, new, old]):
        assert r.occurrences(patterns, [], date(2026, 4, 18), date(2026, 4, 18))[0].minutes == 90


def test_the_preview_skips_a_pause_and_waits_for_a_plan_that_starts_later():
    pause = Pause(date(2026, 4, 10), date(2026, 5, 1))
    found = r.next_days([weekly()], [pause], date(2026, 1, 1), 3)
    assert [one.on for one in found] == [SATURDAY, date(2026, 5, 2), date(2026, 5, 16)]
    assert r.next_days([weekly()], [], SATURDAY, 1)[0].on == date(2026, 4, 18)
    late = r.next_days([weekly(starts_on=date(2040, 1, 1))], [], date(2026, 1, 1), 1)
    assert [one.on for one in late] == [date(2040, 1, 14)]


@pytest.mark.parametrize("after", [date.min, date(2100, 12, 30), date.max])
def test_the_preview_ends_with_the_calendar(after):
    assert len(r.next_days([weekly(starts_on=date(1900, 1, 1), rule="FREQ=DAILY")], [], after)) <= 6
    assert r.next_days([], [], after) == []


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",  # from a Wednesday: never
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO",
        "FREQ=YEARLY;INTERVAL=52;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=3",
        "FREQ=YEARLY;BYMONTH=2",  # from a 31st: never
    ],
)
def test_work_depends_on_the_window_and_not_on_how_long_ago_a_plan_began(rule):
    pattern = weekly(starts_on=date(1900, 1, 31), rule=rule)
    r.days_of(pattern, date(2040, 1, 1), date(2040, 1, 2))
    before = perf_counter()
    for _ in range(10):
        r.days_of(pattern, date(2040, 1, 1), date(2040, 3, 1))
    assert perf_counter() - before < 0.5  # dateutil alone needs seconds for one of the silent ones
    assert r.days_of(pattern, date.min, date(1899, 12, 31)) == []
    assert r.days_of(pattern, date(2101, 1, 1), date.max) == []
    assert all(day <= r.LAST_DAY for day in r.days_of(pattern, date(2100, 12, 1), date(2109, 1, 1)))
    assert r.days_of(pattern, date(2040, 3, 1), date(2040, 1, 1)) == []


@pytest.mark.parametrize(
    ("rule", "starts_on", "expected"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=31", SATURDAY, 31),
        ("FREQ=MONTHLY;BYMONTHDAY=29", SATURDAY, 29),
        ("FREQ=MONTHLY;BYMONTHDAY=15,30", SATURDAY, 30),
        ("FREQ=MONTHLY", date(2026, 1, 31), 31),
        ("FREQ=MONTHLY", date(2026, 1, 28), None),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", SATURDAY, None),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", date(2026, 1, 1), None),  # each January
        ("FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=31", date(2026, 1, 1), None),  # January and July
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=31", date(2026, 1, 1), 31),  # April and October, too
        ("FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=31", SATURDAY, 31),
        ("FREQ=YEARLY;BYMONTH=3,7;BYMONTHDAY=31", SATURDAY, None),
        ("FREQ=YEARLY", date(2028, 2, 29), 29),
        ("FREQ=MONTHLY;BYDAY=1SU", SATURDAY, None),
        ("FREQ=WEEKLY;BYDAY=SU", date(2026, 1, 31), None),
        (None, SATURDAY, None),
    ],
)
def test_a_day_that_short_months_lack_is_known(rule, starts_on, expected):
    assert r.missing_day(weekly(rule=rule, starts_on=starts_on)) == expected


@pytest.mark.parametrize("name", ["Europe/London", "Australia/Lord_Howe", "UTC", "America/Argentina/Ushuaia"])
def test_a_zone_of_the_list_is_a_zone(name):
    assert r.is_zone(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", "London", "europe/london", "Europe", "Europe/London ", "Europe/London\0", "../../etc/passwd"),
        *("Europe/../UTC", "/usr/share/zoneinfo/UTC", "localtime", "Factory", "posixrules", "zone.tab"),
        *("GMT+1:00", "C:\\x", "É"),
    ],
)
def test_what_is_a_path_or_no_place_is_no_zone(name):
    assert not r.is_zone(name)
