"""A plan that runs is changed in the open: a new pattern, a pause, one more date, its end; nothing said is lost."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from supportapp.contact.letter_models import Letter
from supportapp.contact.models import PauseRow
from supportapp.contact.session_models import CalledOffBy, Reason, SessionEvent, SessionState
from tests.contact import arranging, scenes
from tests.contact.arranging import (
    FOR,
    TEXTS,
    added,
    at,
    edited,
    fresh,
    new_pattern,
    one_of,
    say_something,
    version,
)


def test_a_new_plan_from_a_day_moves_only_dates_of_which_nothing_was_said(app, walker):
    one = added(walker, every="1")
    spoken = next(row for row in arranging.sessions(app, one) if row.occurs_on == date(2026, 11, 7))
    say_something(app, spoken.id)
    page = walker.get("worker", f"/arrangements/{one}/pattern").text
    assert "1 date stays as it is" in page
    assert "Every Saturday" in page
    answer = new_pattern(
        walker, one, first_day=["1", "11", "2026"], weekdays=["6"], every="2", starts="2pm", ends="3pm"
    )
    assert answer.status_code == 303
    found = arranging.starts(app, one)
    before = [moment for moment in found if moment < at(date(2026, 11, 1), 0)]
    assert [moment.day for moment in before] == [3, 10, 17, 24, 31]
    after = [moment for moment in found if moment >= at(date(2026, 11, 1), 0)]
    assert after[:3] == [at(date(2026, 11, 1), 14), at(date(2026, 11, 7), 10), at(date(2026, 11, 15), 14)]
    page = walker.get("parent", f"/arrangements/{one}").text
    assert "until Saturday 31 October" in page
    assert "Every second Sunday" in page


def test_a_change_of_plan_starts_tomorrow_at_the_earliest(app, walker):
    one = added(walker)
    before = arranging.starts(app, one)
    answer = new_pattern(walker, one, first_day=["1", "10", "2026"])
    assert answer.status_code == 422
    assert "Write tomorrow or a later date." in answer.text
    assert arranging.starts(app, one) == before


def test_the_dates_of_a_new_plan_are_shown_without_saving(app, walker):
    one = added(walker)
    before = arranging.starts(app, one)
    answer = new_pattern(walker, one, first_day=["1", "11", "2026"], weekdays=["0"], every="1", show="1")
    assert answer.status_code == 200
    assert "Monday 2 November" in answer.text
    assert arranging.starts(app, one) == before


def test_a_stale_sentence_is_told_and_keeps_what_was_typed(walker, now):
    one = added(walker)
    old = version(walker, one)
    now[0] += timedelta(minutes=5)
    assert new_pattern(walker, one, first_day=["1", "11", "2026"], weekdays=["0"]).status_code == 303
    typed = arranging.sentence(
        version=old, first_day=["1", "12", "2026"], weekdays=["3"], starts="3.15pm", ends="4pm"
    )
    answer = walker.post("worker", f"/arrangements/{one}/pattern", typed)
    assert answer.status_code == 409
    assert "Every second Monday" in answer.text
    assert 'value="3.15pm"' in answer.text


def test_a_pause_takes_dates_away_and_its_end_gives_them_back(app, walker):
    one = added(walker, every="1")
    days = [moment.date() for moment in arranging.starts(app, one)]
    pause = {
        "pause_first": ["10", "10", "2026"],
        "pause_last": ["24", "10", "2026"],
        "pause_why": "School trip",
    }
    assert walker.post("worker", f"/arrangements/{one}/pauses", pause).status_code == 303
    assert [moment.date() for moment in arranging.starts(app, one)] == [
        day for day in days if not date(2026, 10, 10) <= day <= date(2026, 10, 24)
    ]
    assert "School trip" in walker.get("carer", f"/arrangements/{one}").text
    row = one_of(app, PauseRow, arrangement_id=one)[0]
    url = f"/arrangements/{one}/pauses/{row.id}"
    assert walker.post("worker", url, {f"p{row.id.hex}-last": ["12", "10", "2026"]}).status_code == 303
    assert date(2026, 10, 17) in [moment.date() for moment in arranging.starts(app, one)]
    assert walker.post("worker", url, {"remove": "1"}).status_code == 303
    assert [moment.date() for moment in arranging.starts(app, one)] == days
    assert one_of(app, PauseRow, arrangement_id=one) == []


def test_a_pause_that_runs_ends_yesterday_when_it_is_ended(app, walker, now):
    one = added(walker, every="1")
    pause = {"pause_first": ["2", "10", "2026"], "pause_last": ["24", "10", "2026"]}
    assert walker.post("worker", f"/arrangements/{one}/pauses", pause).status_code == 303
    now[0] = datetime(2026, 10, 1, 23, 30, tzinfo=UTC)  # the 2nd in London
    assert walker.get("worker", f"/arrangements/{one}").status_code == 200
    now[0] += timedelta(hours=12)
    row = one_of(app, PauseRow, arrangement_id=one)[0]
    assert walker.post("worker", f"/arrangements/{one}/pauses/{row.id}", {"remove": "1"}).status_code == 303
    assert one_of(app, PauseRow, arrangement_id=one) == [], "it had begun today: nothing of it is over"
    assert date(2026, 10, 3) in [moment.date() for moment in arranging.starts(app, one)]


@pytest.mark.parametrize(
    ("what", "typed", "message"),
    [
        (
            "pauses",
            {"pause_first": ["9", "10", "2026"], "pause_last": ["8", "10", "2026"]},
            "on or after its first",
        ),
        ("pauses", {"pause_first": ["9", "10", "2026"]}, "Write the last day."),
        (
            "pauses",
            {"pause_first": ["1", "9", "2026"], "pause_last": ["8", "9", "2026"]},
            "today or a later date",
        ),
        (
            "pauses",
            {"pause_first": ["9", "10", "2026"], "pause_last": ["9", "10", "3026"]},
            "from 1900 to 2100",
        ),
        (
            "extras",
            {"extra-day": ["9", "10", "2026"], "extra-starts": "12pm", "extra-ends": "10am"},
            "after the start",
        ),
        (
            "extras",
            {"extra-day": ["1", "9", "2026"], "extra-starts": "1pm", "extra-ends": "2pm"},
            "This time is over.",
        ),
        (
            "extras",
            {"extra-day": ["3", "10", "2026"], "extra-starts": "10am", "extra-ends": "2pm"},
            "at this time",
        ),
        ("end", {"end_on": ["30", "9", "2026"]}, "Write today or a later date."),
        ("end", {"end_on": ["30", "2", "2027"]}, "There is no such day."),
    ],
)
def test_a_change_that_cannot_be_is_refused_beside_its_box(app, walker, what, typed, message):
    one = added(walker)
    before = arranging.counts(app)
    answer = walker.post("worker", f"/arrangements/{one}/{what}", typed)
    assert answer.status_code == 422
    assert message in answer.text
    assert 'id="problems"' in answer.text
    assert arranging.counts(app) == before


def test_one_more_date_stands_beside_the_plan_and_no_new_plan_takes_it(app, walker):
    one = added(walker)
    extra = {"extra-day": ["24", "12", "2026"], "extra-starts": "10.30 am", "extra-ends": "1pm"}
    assert walker.post("worker", f"/arrangements/{one}/extras", extra).status_code == 303
    assert new_pattern(walker, one, first_day=["1", "11", "2026"], weekdays=["0"]).status_code == 303
    assert at(date(2026, 12, 24), 10, 30) in arranging.starts(app, one)
    assert "Thursday 24 December, 10:30am to 1pm" in walker.get("parent", f"/arrangements/{one}").text


def test_a_free_time_is_offered_once_and_can_be_taken_back(app, walker):
    one = added(walker)
    time = {"slot-day": ["24", "10", "2026"], "slot-starts": "2pm", "slot-ends": "4pm"}
    assert walker.post("worker", f"/arrangements/{one}/slots", time).status_code == 303
    assert (
        "There is one at this time already." in walker.post("worker", f"/arrangements/{one}/slots", time).text
    )
    page = walker.get("worker", f"/arrangements/{one}").text
    found = re.search(rf'action="(/arrangements/{one}/slots/[^"]+)"', page)
    assert found
    asking = f"/family-time/{arranging.sessions(app, one)[0].id}/ask"
    assert "Saturday 24 October" in walker.get("parent", asking).text
    assert walker.post("worker", found[1]).status_code == 303
    assert walker.post("worker", found[1]).status_code == 404
    assert "Saturday 24 October" not in walker.get("parent", asking).text
    assert walker.post("worker", f"/arrangements/{one}/slots", time).status_code == 303, "it may come back"


def test_an_ended_arrangement_calls_off_what_was_talked_about_and_stays_readable(app, walker, now):
    one = added(walker, every="1", **TEXTS)
    spoken = next(row for row in arranging.sessions(app, one) if row.occurs_on == date(2026, 11, 7))
    say_something(app, spoken.id)
    assert arranging.end(walker, one, date(2026, 10, 24)).status_code == 303
    rows = arranging.sessions(app, one)
    assert [row.occurs_on.day for row in rows] == [3, 10, 17, 24, 7]
    last = rows[-1]
    assert (last.state, last.reason, last.called_off_by) == (
        SessionState.CANCELLED,
        Reason.OTHER_PLAN,
        CalledOffBy.SERVICE,
    )
    assert one_of(app, SessionEvent, session_id=last.id), "it is told in its history"
    assert (
        "The last day of this plan is Saturday 24 October"
        in walker.get("parent", f"/arrangements/{one}").text
    )
    now[0] = datetime(2026, 10, 25, 12, tzinfo=UTC)
    for who in ("parent", "carer", "worker"):
        walker.tokens[who] = fresh(app, walker.world.people[who])
        page = walker.get(who, f"/arrangements/{one}").text
        assert "This ended on Saturday 24 October." in page
        assert {word for word in TEXTS.values() if word in page} == FOR[who]
    family = walker.get("worker", f"/families/{walker.world.circles['family']}/family-time").text
    assert family.index("Ended") < family.index(str(one))
    for what in ("pattern", "pauses", "extras", "end"):
        assert walker.post("worker", f"/arrangements/{one}/{what}").status_code == 403


@pytest.mark.parametrize("kind", ["letters", "messages", "none_for_now"])
def test_another_kind_takes_the_dates_of_the_kind_before_away(app, walker, kind):
    one = added(walker)
    kept = arranging.sessions(app, one)[2].id
    say_something(app, kept)
    assert edited(walker, one, kind=kind).status_code == 303
    assert [row.id for row in arranging.sessions(app, one)] == [kept]
    assert bool(one_of(app, Letter, arrangement_id=one)) is (kind == "letters")
    assert edited(walker, one, kind="face_to_face").status_code == 303
    assert len(arranging.sessions(app, one)) > 1
    assert not one_of(app, Letter, arrangement_id=one)


def test_a_last_day_from_a_form_that_was_open_too_long_is_not_set(app, walker, now):
    one = added(walker, every="1")
    seen = scenes.version(walker, "worker", f"/arrangements/{one}")
    assert arranging.end(walker, one, date(2026, 12, 1)).status_code == 303
    stale = {"end_on": ["10", "10", "2026"], "version": seen}
    page = walker.post("worker", f"/arrangements/{one}/end", stale)
    assert page.status_code == 409
    assert "Somebody changed this plan a moment ago" in page.text
    assert len(arranging.sessions(app, one)) > 2
