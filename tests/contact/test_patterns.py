"""Rules as text and as the choices of a form: what is taken, what is refused and why, and both directions."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportapp.contact import recurrence as r
from supportapp.contact.recurrence import Problem, Repeat, Unit

SATURDAY = date(2026, 4, 4)


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("", Problem.NOT_UNDERSTOOD),
        ("weekly", Problem.NOT_UNDERSTOOD),
        ("BYDAY=SA", Problem.NOT_UNDERSTOOD),
        ("FREQ=", Problem.NOT_UNDERSTOOD),
        ("FREQ=FORTNIGHTLY", Problem.NOT_UNDERSTOOD),
        ("RRULE:FREQ=WEEKLY", Problem.NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;", Problem.NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;;BYDAY=SA", Problem.NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;BYDAY", Problem.NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;BYDAY=SA=SU", Problem.NOT_UNDERSTOOD),
        ("FREQ=WEEKLY; BYDAY=SA", Problem.NOT_UNDERSTOOD),
        ("FREQ=WEEKLY\n", Problem.NOT_UNDERSTOOD),
        ("FREQ=WEEKLY\r\nRRULE:FREQ=DAILY", Problem.NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;BYDAY=ＳＡ", Problem.NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;INTERVAL=２", Problem.NOT_UNDERSTOOD),
        ("FREQ=ıWEEKLY", Problem.NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;FREQ=DAILY", Problem.NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;BYDAY=SA;byday=SU", Problem.NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;BYDAY=SA,SA", Problem.NOT_UNDERSTOOD),
        ("FREQ=MONTHLY;BYMONTHDAY=5,05", Problem.NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;BYDAY=XX", Problem.NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;BYDAY=SA,", Problem.NOT_UNDERSTOOD),
        ("FREQ=MONTHLY;BYDAY=0SU", Problem.NOT_UNDERSTOOD),
        ("FREQ=MONTHLY;BYDAY=6SU", Problem.NOT_UNDERSTOOD),
        ("FREQ=MONTHLY;BYMONTHDAY=0", Problem.NOT_UNDERSTOOD),
        ("FREQ=MONTHLY;BYMONTHDAY=32", Problem.NOT_UNDERSTOOD),
        ("FREQ=YEARLY;BYMONTH=13", Problem.NOT_UNDERSTOOD),
        ("FREQ=YEARLY;BYMONTH=0", Problem.NOT_UNDERSTOOD),
        ("FREQ=YEARLY;BYMONTH=MAR", Problem.NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;INTERVAL=0", Problem.NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;INTERVAL=-1", Problem.NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;INTERVAL=1,2", Problem.NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;X-PLACE=1", Problem.NOT_UNDERSTOOD),
        ("FREQ=WEEKLY;TZID=UTC", Problem.NOT_UNDERSTOOD),
        ("FREQ=SECONDLY", Problem.TOO_OFTEN),
        ("FREQ=MINUTELY;INTERVAL=30", Problem.TOO_OFTEN),
        ("freq=hourly", Problem.TOO_OFTEN),
        ("FREQ=WEEKLY;INTERVAL=53", Problem.TOO_FAR_APART),
        ("FREQ=DAILY;INTERVAL=32", Problem.TOO_FAR_APART),
        ("FREQ=YEARLY;INTERVAL=" + "9" * 150, Problem.TOO_FAR_APART),
        ("FREQ=DAILY;COUNT=10", Problem.HAS_AN_END),
        ("FREQ=DAILY;UNTIL=30260101T000000Z", Problem.HAS_AN_END),
        ("FREQ=MONTHLY;BYDAY=SA;BYSETPOS=-1", Problem.NOT_OFFERED),
        ("FREQ=DAILY;BYHOUR=9,10,11", Problem.NOT_OFFERED),
        ("FREQ=DAILY;BYMINUTE=1", Problem.NOT_OFFERED),
        ("FREQ=DAILY;BYSECOND=1", Problem.NOT_OFFERED),
        ("FREQ=YEARLY;BYWEEKNO=20", Problem.NOT_OFFERED),
        ("FREQ=YEARLY;BYYEARDAY=100", Problem.NOT_OFFERED),
        ("FREQ=YEARLY;BYEASTER=0", Problem.NOT_OFFERED),
        ("FREQ=WEEKLY;WKST=SU", Problem.NOT_OFFERED),
        ("FREQ=WEEKLY;BYMONTHDAY=15", Problem.NOT_OFFERED),
        ("FREQ=WEEKLY;BYDAY=1SA", Problem.NOT_OFFERED),
        ("FREQ=DAILY;BYDAY=1SA", Problem.NOT_OFFERED),
        ("FREQ=YEARLY;BYDAY=1SA", Problem.NOT_OFFERED),
        ("FREQ=MONTHLY;BYDAY=SA,1SU", Problem.NOT_OFFERED),
        ("FREQ=MONTHLY;BYMONTHDAY=-2", Problem.NOT_OFFERED),
        ("FREQ=YEARLY;BYMONTH=-1", Problem.NOT_OFFERED),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", Problem.NEVER),
        ("FREQ=DAILY;BYMONTH=4,6,9,11;BYMONTHDAY=31", Problem.NEVER),
        ("FREQ=MONTHLY;BYDAY=1SU;BYMONTHDAY=8", Problem.NEVER),
        ("FREQ=MONTHLY;BYDAY=-1SU;BYMONTHDAY=20", Problem.NEVER),
        ("FREQ=WEEKLY;BYDAY=" + "MO," * 80 + "TU", Problem.TOO_LONG),
        ("A" * 1_000_000, Problem.TOO_LONG),
    ],
)
def test_a_rule_that_cannot_be_kept_is_refused_with_its_reason(rule, problem):
    with pytest.raises(r.BadRule) as refused:
        r.check_rule(rule)
    assert refused.value.problem is problem


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY", "FREQ=WEEKLY"),
        ("freq=Weekly;byday=su,MO", "FREQ=WEEKLY;BYDAY=MO,SU"),
        ("BYDAY=SA;INTERVAL=02;FREQ=WEEKLY;WKST=MO", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA"),
        ("FREQ=DAILY;INTERVAL=1", "FREQ=DAILY"),
        ("FREQ=MONTHLY;BYDAY=+1SU", "FREQ=MONTHLY;BYDAY=1SU"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1,+15,01", "FREQ=MONTHLY;BYMONTHDAY=1,15,-1"),
        ("FREQ=YEARLY;BYMONTHDAY=29;BYMONTH=9,02", "FREQ=YEARLY;BYMONTH=2,9;BYMONTHDAY=29"),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=4SU", "FREQ=YEARLY;BYMONTH=3;BYDAY=4SU"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR"),
        ("FREQ=WEEKLY;INTERVAL=52", "FREQ=WEEKLY;INTERVAL=52"),
    ],
)
def test_a_good_rule_has_one_way_to_be_written(rule, expected):
    assert r.check_rule(rule) == expected
    assert r.check_rule(expected) == expected


@given(st.text(max_size=40) | st.text("FREQ=WEKLYBDAISU;,0123-", max_size=60))
def test_any_text_is_a_rule_or_is_refused_and_nothing_else_happens(text):
    try:
        canonical = r.check_rule(text)
    except r.BadRule:
        return
    assert r.check_rule(canonical) == canonical


@pytest.mark.parametrize(
    ("repeat", "rule"),
    [
        (Repeat(Unit.DAY), "FREQ=DAILY"),
        (Repeat(Unit.DAY, 3), "FREQ=DAILY;INTERVAL=3"),
        (Repeat(Unit.WEEK), "FREQ=WEEKLY"),
        (Repeat(Unit.WEEK, 1, (0, 2, 4)), "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        (Repeat(Unit.WEEK, 2, (5,)), "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA"),
        (Repeat(Unit.MONTH_DAY), "FREQ=MONTHLY"),
        (Repeat(Unit.MONTH_DAY, month_day=15), "FREQ=MONTHLY;BYMONTHDAY=15"),
        (Repeat(Unit.MONTH_DAY, 2, month_day=-1), "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1"),
        (Repeat(Unit.MONTH_WEEKDAY, 1, (6,), 1), "FREQ=MONTHLY;BYDAY=1SU"),
        (Repeat(Unit.MONTH_WEEKDAY, 3, (5,), -1), "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1SA"),
        (Repeat(Unit.YEAR), "FREQ=YEARLY"),
        (Repeat(Unit.YEAR, months=(3, 9)), "FREQ=YEARLY;BYMONTH=3,9"),
        (Repeat(Unit.YEAR, 1, (), None, 15, (3, 9)), "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=15"),
    ],
)
def test_the_form_and_the_rule_say_the_same_in_both_directions(repeat, rule):
    assert r.to_rule(repeat) == rule
    assert r.from_rule(rule) == repeat


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYDAY=MO",
        "FREQ=WEEKLY;BYMONTH=7;BYDAY=SA",
        "FREQ=MONTHLY;BYDAY=1SU,3SU",
        "FREQ=MONTHLY;BYDAY=5SU",
        "FREQ=MONTHLY;BYDAY=-2SU",
        "FREQ=MONTHLY;BYDAY=SU",
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=MONTHLY;BYMONTH=3;BYMONTHDAY=15",
        "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
        "FREQ=YEARLY;BYMONTHDAY=15",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=4SU",
    ],
)
def test_a_rule_that_is_richer_than_the_form_is_left_to_itself(rule):
    assert r.from_rule(rule) is None


@pytest.mark.parametrize(
    "repeat",
    [
        Repeat(Unit.WEEK, 1, (7,)),
        Repeat(Unit.WEEK, 1, (-1,)),
        Repeat(Unit.WEEK, 0, (5,)),
        Repeat(Unit.WEEK, 53, (5,)),
        Repeat(Unit.WEEK, 1, (5, 5)),
        Repeat(Unit.MONTH_DAY, month_day=0),
        Repeat(Unit.MONTH_DAY, month_day=32),
        Repeat(Unit.MONTH_WEEKDAY, 1, (6,)),
        Repeat(Unit.MONTH_WEEKDAY, 1, (6,), 0),
        Repeat(Unit.MONTH_WEEKDAY, 1, (6,), 5),
        Repeat(Unit.MONTH_WEEKDAY, 1, (), 1),
        Repeat(Unit.MONTH_WEEKDAY, 1, (5, 6), 1),
        Repeat(Unit.YEAR, month_day=15),
        Repeat(Unit.YEAR, month_day=30, months=(2,)),
        Repeat(Unit.YEAR, months=(0,)),
    ],
)
def test_choices_that_are_missing_or_out_of_range_are_refused(repeat):
    with pytest.raises(r.BadRule):
        r.to_rule(repeat)


def test_choices_that_the_unit_does_not_ask_for_count_for_nothing():
    assert r.to_rule(Repeat(Unit.DAY, 1, (9,), 9, 99, (99,))) == "FREQ=DAILY"


def test_a_rule_without_its_day_takes_it_from_the_first_day():
    assert r.from_rule("FREQ=WEEKLY", SATURDAY) == Repeat(Unit.WEEK, 1, (5,))
    assert r.from_rule("FREQ=YEARLY;BYMONTH=3,9", SATURDAY) == Repeat(Unit.YEAR, 1, (), None, 4, (3, 9))
