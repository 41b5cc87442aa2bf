"""Patterns in words: whole sentences that say how often, from when to when, and from which day."""

from collections.abc import Iterator
from datetime import date, time

import pytest
import time_machine
from flask import Flask
from flask_babel import Babel

from supportapp.contact.recurrence import BadRule, Pattern, Problem, Repeat, Unit
from supportapp.contact.sentences import missing_words, problem_words, sentence, when_words

SATURDAY = date(2026, 4, 4)


@pytest.fixture(scope="module", autouse=True)
def in_english() -> Iterator[None]:
    """The words need a request; this year is 2027, so that days of 2026 are told with their year."""
    app = Flask("supportapp")
    Babel(app)
    with time_machine.travel(date(2027, 2, 1)), app.test_request_context():
        yield


def pattern(rule: str | None = None, **changes) -> Pattern:
    values = {"starts_on": SATURDAY, "ends_on": None, "at": time(10), "minutes": 120, "rule": rule}
    return Pattern(**values | changes)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA",
            "Every second Saturday, from 10am to 12pm, starting Saturday 4 April 2026",
        ),
        (
            "FREQ=WEEKLY;BYDAY=MO,WE,FR",
            "Every Monday, Wednesday and Friday, from 10am to 12pm, starting Monday 6 April 2026",
        ),
        ("FREQ=WEEKLY;BYDAY=WE", "Every Wednesday, from 10am to 12pm, starting Wednesday 8 April 2026"),
        ("FREQ=WEEKLY", "Every Saturday, from 10am to 12pm, starting Saturday 4 April 2026"),
        (
            "FREQ=MONTHLY;BYDAY=1SU",
            "The first Sunday of the month, from 10am to 12pm, starting Sunday 5 April 2026",
        ),
        (
            "FREQ=MONTHLY;BYDAY=-1SA",
            "The last Saturday of the month, from 10am to 12pm, starting Saturday 25 April 2026",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "On the last day of every month, from 10am to 12pm, starting Thursday 30 April 2026",
        ),
        (
            "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=15",
            "Each March and September, on the 15th, from 10am to 12pm, starting Tuesday 15 September 2026",
        ),
        ("FREQ=DAILY", "Every day, from 10am to 12pm, starting Saturday 4 April 2026"),
    ],
)
def test_a_pattern_from_practice_is_one_sentence(rule, expected):
    assert sentence(pattern(rule)) == expected


def test_letters_have_no_time():
    letters = pattern("FREQ=YEARLY;BYMONTH=3,9", starts_on=date(2027, 3, 15))
    assert (
        sentence(letters, with_time=False)
        == "Each March and September, on the 15th, starting Monday 15 March"
    )


def test_the_last_day_is_told_where_there_is_one_and_the_year_where_it_is_not_this_year():
    found = sentence(pattern("FREQ=WEEKLY;BYDAY=SU", starts_on=date(2027, 1, 1), ends_on=date(2028, 3, 5)))
    assert found == "Every Sunday, from 10am to 12pm, starting Sunday 3 January, until Sunday 5 March 2028"


@pytest.mark.parametrize(
    ("at", "minutes", "expected"),
    [
        (time(15, 45), 90, "from 3:45pm to 5:15pm"),
        (time(17), 17 * 60, "from 5pm to 10am the next day"),
        (time(17), 41 * 60, "from 5pm to 10am, 2 days later"),
        (time(22), 120, "from 10pm to midnight"),
        (time(22), 24 * 60 + 120, "from 10pm to 12am, 2 days later"),
        (time(0), 24 * 60, "from 12am to midnight"),
        (time(10), 24 * 60, "from 10am to 10am the next day"),
        (time(9, 30), 7 * 24 * 60, "from 9:30am to 9:30am, 7 days later"),
    ],
)
def test_an_end_on_another_day_says_so(at, minutes, expected):
    found = sentence(pattern("FREQ=WEEKLY;BYDAY=SA", at=at, minutes=minutes))
    assert found == f"Every Saturday, {expected}, starting Saturday 4 April 2026"


def test_listed_days_are_counted_and_told():
    days = (date(2027, 2, 17), date(2027, 4, 7), date(2026, 12, 22))
    listed = pattern(dates=days)
    assert sentence(listed) == (
        "On 3 dates: Tuesday 22 December 2026, Wednesday 17 February and Wednesday 7 April, from 10am to 12pm"
    )
    assert sentence(pattern(dates=days[:1]), with_time=False) == "On Wednesday 17 February"
    assert sentence(pattern(), with_time=False) == "On no day yet"


def test_a_long_list_is_cut_and_says_how_many_more_there_are():
    days = tuple(date(2027, 5, day) for day in range(1, 31))
    found = sentence(pattern(dates=days), with_time=False)
    assert found.startswith("On 30 dates: Saturday 1 May, Sunday 2 May, ")
    assert found.endswith("Wednesday 12 May and 18 more")


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (
            "FREQ=MONTHLY;BYDAY=1SU,3SU",
            "On chosen days, the first of them Sunday 5 April 2026, Sunday 19 April 2026 and Sunday 3 May 2026",
        ),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=SU", "On no day yet"),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=2", "On no day yet"),
    ],
)
def test_a_rule_that_is_richer_than_the_form_tells_its_first_days(rule, expected):
    found = sentence(pattern(rule), with_time=False)
    assert found.split(", starting")[0] == expected


def test_a_rule_whose_day_no_month_has_is_told_without_a_fault():
    never = pattern("FREQ=YEARLY;BYMONTH=2", starts_on=date(2026, 1, 31))
    assert sentence(never).startswith("On no day yet, from 10am")
    with pytest.raises(BadRule):
        sentence(pattern("FREQ=HOURLY"))


@pytest.mark.parametrize(
    ("repeat", "expected"),
    [
        (Repeat(Unit.DAY), "Every day"),
        (Repeat(Unit.DAY, 2), "Every second day"),
        (Repeat(Unit.DAY, 10), "Every 10 days"),
        (Repeat(Unit.WEEK), "Every week"),
        (Repeat(Unit.WEEK, 2), "Every second week"),
        (Repeat(Unit.WEEK, 1, (0, 1, 2, 3, 4, 5, 6)), "Every day"),
        (Repeat(Unit.WEEK, 2, (0, 4)), "Every second week, on Monday and Friday"),
        (Repeat(Unit.WEEK, 3, (6,)), "Every 3 weeks, on Sunday"),
        (Repeat(Unit.WEEK, 4), "Every 4 weeks"),
        (Repeat(Unit.MONTH_DAY), "Every month"),
        (Repeat(Unit.MONTH_DAY, 2), "Every second month"),
        (Repeat(Unit.MONTH_DAY, 3), "Every 3 months"),
        (Repeat(Unit.MONTH_DAY, 1, month_day=21), "On the 21st of every month"),
        (Repeat(Unit.MONTH_DAY, 2, month_day=2), "On the 2nd of every second month"),
        (Repeat(Unit.MONTH_DAY, 6, month_day=-1), "Every 6 months, on the last day"),
        (Repeat(Unit.MONTH_WEEKDAY, 1, (1,), 3), "The third Tuesday of the month"),
        (Repeat(Unit.MONTH_WEEKDAY, 2, (3,), 4), "The fourth Thursday of every second month"),
        (Repeat(Unit.MONTH_WEEKDAY, 3, (5,), -1), "Every 3 months, on the last Saturday"),
        (Repeat(Unit.YEAR), "Every year"),
        (Repeat(Unit.YEAR, 2), "Every second year"),
        (Repeat(Unit.YEAR, months=(12,)), "Each December"),
        (Repeat(Unit.YEAR, 1, month_day=-1, months=(6, 12)), "Each June and December, on the last day"),
        (Repeat(Unit.YEAR, 2, months=(3,), month_day=1), "Every second year, in March, on the 1st"),
        (
            Repeat(Unit.YEAR, 3, months=(3, 6, 9), month_day=3),
            "Every 3 years, in March, June and September, on the 3rd",
        ),
    ],
)
def test_choices_of_the_form_are_said_in_plain_words(repeat, expected):
    assert when_words(repeat) == expected


def test_every_day_of_the_month_has_its_own_word():
    said = [when_words(Repeat(Unit.MONTH_DAY, month_day=day)) for day in range(1, 32)]
    assert len(set(said)) == 31
    assert [one.split()[2] for one in said if one.split()[2][-2:] != "th"] == [
        "1st", "2nd", "3rd", "21st", "22nd", "23rd", "31st"
    ]  # fmt: skip


def test_each_problem_says_what_to_do_and_never_shows_the_rule():
    said = {problem_words(problem) for problem in Problem}
    assert len(said) == len(Problem)
    for one in said:
        assert one.endswith(".")
        assert one.count(".") >= 2
        assert not {"RRULE", "FREQ", "iCalendar", "invalid", "error"} & set(one.split())


def test_the_short_months_are_explained_with_a_way_out():
    found = missing_words(31)
    assert found.startswith("Some months have no 31st.")
    assert "the last day of the month" in found
