"""The sentence: what a worker may type into it, what it shows before it is saved, and what it refuses."""

import re
from datetime import UTC, date, datetime, time

import pytest

from supportapp.web.times import read_time
from tests.contact import arranging
from tests.walker import Walker

NEW = "/families/{}/arrangements/new"
SHOW = {"show": "1"}
AS_PART = {"HX-Request": "true", "HX-Target": "dates"}


def new(walker: Walker) -> str:
    return NEW.format(walker.world.circles["family"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10am", time(10)),
        ("10:00", time(10)),
        ("10.30 am", time(10, 30)),
        ("15:45", time(15, 45)),
        ("3.45 p.m.", time(15, 45)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("Noon", time(12)),
        ("midnight", time(0)),
    ],
)
def test_a_time_is_understood_as_people_type_it(typed, meant):
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["4", "13pm", "0am", "25:00", "10:60", "10:5", "٣:٠٠", "ten", "9" * 40])
def test_a_time_that_could_mean_anything_is_asked_for_again(typed):
    with pytest.raises(ValueError, match=r"."):
        read_time(typed)


def shown(html: str) -> list[str]:
    found = re.search(r'<section id="dates".*?</section>', html, re.DOTALL)
    assert found
    text = re.sub(r"<[^>]+>", "\n", found[0])
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_the_next_six_dates_are_shown_and_nothing_is_saved(app, walker):
    before = arranging.counts(app)
    answer = walker.post("worker", new(walker), {**arranging.typed(walker), **SHOW})
    assert answer.status_code == 200
    days = [line for line in shown(answer.text) if line.startswith("Saturday")]
    assert days == [
        f"Saturday {day}"
        for day in ("3 October", "17 October", "31 October", "14 November", "28 November", "12 December")
    ]
    assert 'value="Oak Centre"' in answer.text, "what was typed is kept"
    assert arranging.counts(app) == before


def test_the_date_after_a_clock_change_says_that_its_time_stays(walker):
    lines = shown(walker.post("worker", new(walker), {**arranging.typed(walker), **SHOW}).text)
    said = "The clocks go back before this date. 10am stays 10am."
    assert lines.count(said) == 1
    assert lines[lines.index(said) - 2] == "Saturday 31 October"


def test_in_spring_the_clocks_go_forward(walker):
    typed = arranging.typed(walker, first_day=["20", "3", "2027"], every="1")
    lines = shown(walker.post("worker", new(walker), {**typed, **SHOW}).text)
    assert "The clocks go forward before this date. 10am stays 10am." in lines


def test_with_a_script_the_dates_alone_come_and_are_said(walker):
    answer = walker.post("worker", new(walker), {**arranging.typed(walker), **SHOW}, headers=AS_PART)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<section id="dates"')
    assert "Next: Saturday 3 October" in answer.text
    assert "<html" not in answer.text


def test_with_a_script_a_half_written_sentence_says_what_is_still_needed(walker):
    typed = {**arranging.typed(walker, starts=""), **SHOW}
    answer = walker.post("worker", new(walker), typed, headers=AS_PART)
    assert answer.status_code == 200
    assert "Write when it starts" in answer.text


def test_the_31st_says_which_months_lack_it_and_offers_the_last_day(walker):
    typed = arranging.typed(
        walker, unit="month_day", every="1", month_day="31", first_day=["31", "10", "2026"]
    )
    page = walker.post("worker", new(walker), {**typed, **SHOW}).text
    assert "Some months have no 31st." in page
    assert "choose the last day of the month" in page
    last = walker.post("worker", new(walker), {**typed, **SHOW, "month_day": "-1"}).text
    assert "Some months" not in last
    assert "Monday 30 November" in last


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"unit": "week", "every": "1", "weekdays": ["0", "2", "4"]}, "Every Monday, Wednesday and Friday"),
        (
            {"unit": "week", "every": "1", "weekdays": ["2"], "starts": "15:45", "ends": "17:15"},
            "Every Wednesday",
        ),
        ({}, "Every second Saturday"),
        (
            {"unit": "month_weekday", "every": "1", "which": "1", "weekday": "6"},
            "The first Sunday of the month",
        ),
        (
            {"unit": "month_weekday", "every": "1", "which": "-1", "weekday": "5"},
            "The last Saturday of the month",
        ),
        (
            {"unit": "dates", "listed": "17 October 2026\nSaturday 5 December 2026\n3rd Jan 2027"},
            "On 3 dates",
        ),
        ({"unit": "day", "every": "1"}, "Every day"),
    ],
)
def test_each_pattern_of_practice_can_be_written(walker, changes, said):
    one = arranging.added(walker, **changes)
    assert said in walker.get("parent", f"/arrangements/{one}").text


def test_letters_need_months_and_no_time(walker):
    one = arranging.added(
        walker, kind="letters", unit="year", every="1", weekdays=[], months=["3", "9"], starts="", ends=""
    )
    assert "Each March and September" in walker.get("parent", f"/arrangements/{one}").text


def test_an_overnight_stay_ends_the_next_day(app, walker):
    one = arranging.added(walker, kind="overnight", starts="4pm", ends="11am")
    first = arranging.sessions(app, one)[0]
    assert first.starts_at.astimezone(arranging.LONDON) == arranging.at(date(2026, 10, 3), 16)
    assert first.ends_at.astimezone(arranging.LONDON) == arranging.at(date(2026, 10, 4), 11)


def test_a_weekend_is_an_overnight_stay_of_two_nights(app, walker):
    one = arranging.added(walker, kind="overnight", starts="4pm", ends="5pm", nights="2")
    first = arranging.sessions(app, one)[0]
    assert first.ends_at.astimezone(arranging.LONDON) == arranging.at(date(2026, 10, 5), 17)


BAD = [
    ({"starts": "12pm", "ends": "10am"}, "The end must be after the start."),
    ({"starts": "10am", "ends": "10am"}, "The end must be after the start."),
    ({"unit": "day", "last_day": ["1", "10", "3026"]}, "from 1900 to 2100"),
    ({"first_day": ["1", "10", "3026"]}, "from 1900 to 2100"),
    ({"first_day": ["1", "10", "2099"]}, "nearer to today"),
    ({"last_day": ["1", "10", "2026"]}, "The last day must be on or after the first day."),
    ({"unit": "SECONDLY"}, "Choose one of the answers shown."),
    ({"unit": "week\x00"}, "Choose one of the answers shown."),
    ({"every": "0"}, "Choose one of the answers shown."),
    ({"every": str(10**9)}, "Choose one of the answers shown."),
    ({"every": "-1"}, "Choose one of the answers shown."),
    ({"weekdays": ["9"]}, "Choose from the answers shown."),
    ({"weekdays": ["5", "x" * 10_000]}, "Choose from the answers shown."),
    ({"unit": "month_day", "month_day": "32"}, "Choose one of the answers shown."),
    ({"unit": "month_weekday", "which": "7", "weekday": "5"}, "Choose one of the answers shown."),
    ({"unit": "year", "year_day": "30", "months": ["2"]}, "No day fits this pattern."),
    ({"unit": "year", "months": ["13"]}, "Choose from the answers shown."),
    ({"unit": "dates", "listed": "30 February 2026"}, "There is no such day."),
    ({"unit": "dates", "listed": "17 October 2026\nsoon"}, "Line 2:"),
    ({"unit": "dates", "listed": ""}, "each on a line of its own"),
    ({"unit": "dates", "listed": "1 1 2026\n" * 300}, "200 dates or fewer"),
    ({"unit": "dates", "listed": "y" * 10_001}, "too long"),
    ({"unit": "none"}, "Choose how often it is."),
    ({"starts": "x" * 10_000}, "Write the time like 10am or 15:45."),
    ({"first_day": ["30", "2", "2027"]}, "There is no such day."),
    ({"first_day": ["", "", ""]}, "Write the day on which it starts."),
    ({"kind": "hovering"}, "Choose one of the answers shown."),
    ({"zone": "Europe/Atlantis"}, "We do not know this time zone."),
    ({"zone": "../../etc/passwd"}, "We do not know this time zone."),
    ({"venue_name": "y" * 10_000}, "too long"),
    ({"notice": "soon"}, "Write a number of hours"),
    ({"notice": "9" * 4000}, "Write a number of hours"),
    ({"nights": "99"}, "Choose one of the answers shown."),
    ({"kind": "overnight", "nights": "x"}, "Choose one of the answers shown."),
    ({"kind": "overnight", "nights": "9" * 5000}, "Choose one of the answers shown."),
]


@pytest.mark.parametrize(("changes", "message"), BAD)
def test_what_cannot_be_is_said_beside_the_box_and_nothing_is_stored(app, walker, changes, message):
    before = arranging.counts(app)
    answer = walker.post(
        "worker", new(walker), arranging.typed(walker, **{"t_culture": "Eid first", **changes})
    )
    assert answer.status_code == 422
    assert message in answer.text
    assert 'id="problems"' in answer.text
    assert "Eid first" in answer.text, "what was typed is kept"
    assert arranging.counts(app) == before


def test_another_real_zone_is_taken_and_its_wall_clock_is_meant(app, walker):
    one = arranging.added(walker, zone="Africa/Lagos")
    first = arranging.sessions(app, one)[0].starts_at
    assert first == datetime(2026, 10, 3, 9, tzinfo=UTC)
    assert "Times are the clock of Africa/Lagos." in walker.get("parent", f"/arrangements/{one}").text
