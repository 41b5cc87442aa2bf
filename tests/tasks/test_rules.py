"""The dates of tasks, told by tables of cases and by what must always hold."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportapp.content.catalogue import load_catalogue
from supportapp.content.models import Limit, Nation, Offset
from supportapp.tasks import rules

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2080, 12, 31))
PERIOD_DAYS = st.integers(min_value=1, max_value=31)
REMOVED = date(2026, 9, 30)


def limit_of(pathway_id: str, step_id: str) -> Limit:
    step = load_catalogue().step_of(pathway_id, step_id)
    assert step is not None
    assert step.limit is not None
    return step.limit


@pytest.mark.parametrize(
    ("day", "count", "unit", "expected"),
    [
        (date(2026, 9, 30), 0, "d", date(2026, 9, 30)),
        (date(2026, 12, 31), 1, "d", date(2027, 1, 1)),
        (date(2026, 9, 30), 8, "w", date(2026, 11, 25)),
        (date(2026, 3, 1), -2, "w", date(2026, 2, 15)),
        (date(2026, 9, 30), 6, "m", date(2027, 3, 30)),
        (date(2026, 8, 31), 6, "m", date(2027, 2, 28)),
        (date(2026, 1, 31), 1, "m", date(2026, 2, 28)),
        (date(2028, 1, 31), 1, "m", date(2028, 2, 29)),
        (date(2028, 2, 29), 12, "m", date(2029, 2, 28)),
        (date(2028, 2, 29), 48, "m", date(2032, 2, 29)),
        (date(2026, 3, 31), -1, "m", date(2026, 2, 28)),
        (date(2026, 1, 15), -1, "m", date(2025, 12, 15)),
        (date(2026, 3, 29), 1, "w", date(2026, 4, 5)),  # the clocks change in that week
        (date(2100, 12, 30), 1, "d", date(2100, 12, 31)),
        (date(1900, 1, 2), -1, "d", date(1900, 1, 1)),
    ],
)
def test_a_day_is_moved_by_days_weeks_and_months(day, count, unit, expected):
    assert rules.shift(day, count=count, unit=unit) == expected


@pytest.mark.parametrize(
    ("day", "count", "unit"),
    [
        (date(2100, 12, 31), 1, "d"),
        (date(1900, 1, 1), -1, "w"),
        (date(2100, 12, 1), 1, "m"),
        (date(1900, 1, 31), -1, "m"),
        (date(2026, 1, 1), 10**12, "w"),
        (date(2026, 1, 1), 10**12, "m"),
        (date(2026, 1, 1), 1, "y"),
    ],
)
def test_a_day_out_of_reach_or_a_strange_unit_is_refused(day, count, unit):
    with pytest.raises(ValueError, match=r"outside|is not"):
        rules.shift(day, count=count, unit=unit)


@pytest.mark.parametrize(
    ("removed_on", "period_day", "expected"),
    [
        (date(2026, 9, 30), 15, date(2026, 9, 15)),
        (date(2026, 9, 15), 15, date(2026, 9, 15)),  # on the very day that a period starts
        (date(2026, 9, 14), 15, date(2026, 8, 15)),  # the day before
        (date(2026, 9, 16), 15, date(2026, 9, 15)),
        (date(2026, 9, 1), 1, date(2026, 9, 1)),
        (date(2027, 1, 3), 20, date(2026, 12, 20)),  # across new year
        (date(2026, 2, 28), 31, date(2026, 2, 28)),
        (date(2026, 2, 27), 31, date(2026, 1, 31)),
        (date(2028, 2, 28), 31, date(2028, 1, 31)),
        (date(2028, 2, 29), 31, date(2028, 2, 29)),
        (date(2026, 3, 30), 31, date(2026, 2, 28)),
        (date(2026, 4, 30), 31, date(2026, 4, 30)),
        (date(2026, 4, 29), 31, date(2026, 3, 31)),
        (date(2026, 3, 1), 30, date(2026, 2, 28)),
        (date(2026, 3, 29), 29, date(2026, 3, 29)),
    ],
)
def test_the_child_element_stops_at_the_start_of_the_period(removed_on, period_day, expected):
    assert rules.child_element_change(removed_on, period_day) == expected


@pytest.mark.parametrize("period_day", [0, 32, -1])
def test_a_period_day_outside_the_month_is_refused(period_day):
    with pytest.raises(ValueError, match="1 to 31"):
        rules.child_element_change(REMOVED, period_day)


@pytest.mark.parametrize("nation", list(Nation))
@pytest.mark.parametrize(
    ("pathway_id", "step_id", "expected"),
    [
        ("bp-benefits-change", "uc-journal", date(2026, 9, 15)),
        ("bp-benefits-change", "child-benefit", date(2026, 11, 25)),
        ("bp-benefits-change", "eight-weeks", date(2026, 11, 25)),
        ("bp-benefits-change", "uc-rent-six-months", date(2027, 3, 30)),
        ("bp-benefits-change", "challenge", date(2026, 10, 30)),
        ("bp-keep-home", "six-month-check", date(2027, 3, 30)),
        ("bp-homeless-help", "review", date(2026, 10, 21)),
        ("bp-ask-court-to-change", "appeal", date(2026, 10, 21)),
        ("kc-money-claim", "guardians-allowance", date(2026, 12, 30)),
    ],
)
def test_the_limits_of_the_removal_clock(pathway_id, step_id, expected, nation):
    limit = limit_of(pathway_id, step_id)
    assert rules.limit_on(limit, event_on=REMOVED, period_day=15, nation=nation) == expected


@pytest.mark.parametrize(
    ("nation", "expected"),
    [
        (Nation.ENGLAND, date(2027, 1, 20)),
        (Nation.WALES, date(2027, 3, 17)),
        (Nation.SCOTLAND, None),
        (Nation.NI, None),
    ],
)
def test_temporary_approval_is_as_long_as_the_nation_says(nation, expected):
    limit = limit_of("kc-first-week", "temporary-approval")
    assert rules.limit_on(limit, event_on=REMOVED, period_day=None, nation=nation) == expected


def test_scotland_has_its_own_way_to_ask_again_about_a_health_payment():
    limit = limit_of("bp-pip-health-money", "challenge")
    assert rules.limit_on(limit, event_on=REMOVED, period_day=None, nation=Nation.SCOTLAND) is None


def test_without_the_period_day_there_is_no_day_for_the_child_element():
    limit = limit_of("bp-benefits-change", "uc-journal")
    assert rules.limit_on(limit, event_on=REMOVED, period_day=None, nation=Nation.ENGLAND) is None


def test_only_the_child_element_hangs_on_the_period_day():
    limit = limit_of("bp-benefits-change", "eight-weeks")
    found = {
        rules.limit_on(limit, event_on=REMOVED, period_day=day, nation=Nation.NI) for day in (None, 1, 31)
    }
    assert found == {date(2026, 11, 25)}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1w", date(2028, 3, 7)),
        ("4w", date(2028, 3, 28)),
        ("6m", date(2028, 8, 29)),
        ("12m", date(2029, 2, 28)),
    ],
)
def test_the_next_round_follows_from_the_day_before_it(written, expected):
    assert rules.next_round(date(2028, 2, 29), Offset.model_validate(written)) == expected


@given(DAYS, PERIOD_DAYS)
def test_the_child_element_stops_on_or_before_the_move_and_in_the_month_before_it(removed_on, period_day):
    stops_on = rules.child_element_change(removed_on, period_day)
    assert removed_on - timedelta(days=31) < stops_on <= removed_on


@given(DAYS, DAYS, PERIOD_DAYS)
def test_a_later_move_never_stops_the_child_element_earlier(one, other, period_day):
    earlier, later = sorted((one, other))
    assert rules.child_element_change(earlier, period_day) <= rules.child_element_change(later, period_day)


@given(DAYS, PERIOD_DAYS)
def test_the_start_of_a_period_is_its_own_start(removed_on, period_day):
    start = rules.child_element_change(removed_on, period_day)
    assert rules.child_element_change(start, period_day) == start


@given(DAYS, DAYS, st.integers(min_value=-200, max_value=200), st.sampled_from(["d", "w", "m"]))
def test_moving_two_days_keeps_their_order(one, other, count, unit):
    earlier, later = sorted((one, other))
    assert rules.shift(earlier, count=count, unit=unit) <= rules.shift(later, count=count, unit=unit)
