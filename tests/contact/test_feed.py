"""The calendar address: times without a place or a name, for whoever holds it, until it is stopped."""

import logging
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
import time_machine
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select
from werkzeug.test import TestResponse

from supportapp.audit.models import AuditEvent
from supportapp.contact import planning
from supportapp.contact.models import Party
from supportapp.contact.own_models import Feed
from supportapp.contact.session_models import ContactSession, SessionState
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped, system
from supportapp.people.models import Exclusion, Membership
from tests.walker import Walker
from tests.world import WHO

HERE = "/me/calendar"
LONDON = ZoneInfo("Europe/London")


def make(walker: Walker, who: str = "parent") -> str:
    """A new address, as its page shows it once."""
    answer = walker.post(who, HERE)
    assert answer.status_code == 200
    found = re.search(r'value="http://[^/]+(/calendar/[\w-]{43}\.ics)"', answer.text)
    assert found, answer.text
    return found[1]


def fetch(walker: Walker, path: str, who: str = "nobody") -> TestResponse:
    return walker.client(who).get(path)


def events(answer: TestResponse) -> list[dict[str, str]]:
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(answer.data).walk("VEVENT")
    return [{name: str(value.to_ical(), "utf-8") for name, value in event.items()} for event in found]


@pytest.fixture
def walker(app: Flask) -> Walker:
    return Walker(app)


def test_the_address_gives_ones_own_times_and_nothing_else(walker: Walker) -> None:
    answer = fetch(walker, make(walker))
    found = events(answer)
    with walker.app.app_context():
        rows = db.session.scalars(scoped(select(ContactSession), "test")).all()
        starts = {f"{row.starts_at:%Y%m%dT%H%M%SZ}" for row in rows}
    assert {event["DTSTART"] for event in found} == starts
    assert {event["SUMMARY"] for event in found} == {"Appointment"}
    kinds = {
        "UID",
        "SEQUENCE",
        "SUMMARY",
        "DTSTART",
        "DTEND",
        "DTSTAMP",
        "LAST-MODIFIED",
        "STATUS",
        "TRANSP",
        "CLASS",
    }
    assert all(set(event) == kinds for event in found)
    assert b"zq" not in answer.data.lower()
    for row in rows:
        assert str(row.id).encode() not in answer.data
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_it_needs_nobody_to_be_signed_in_and_looks_the_same_to_all(walker: Walker) -> None:
    path = make(walker)
    assert len({fetch(walker, path, who).data for who in ("nobody", "parent", "carer", "worker")}) == 1


def test_what_was_called_off_says_so_and_keeps_its_name_with_a_higher_number(walker: Walker) -> None:
    path = make(walker)
    before = {event["UID"]: event for event in events(fetch(walker, path))}
    with walker.app.app_context(), system("test") as whose:
        rows = select(ContactSession).where(ContactSession.id == walker.world.contact.next)
        one = db.session.scalars(scoped(rows, whose)).one()
        one.state, one.sequence = SessionState.CANCELLED, 3
        db.session.commit()
    after = {event["UID"]: event for event in events(fetch(walker, path))}
    assert after.keys() == before.keys()
    changed = [uid for uid in after if after[uid] != before[uid]]
    assert [(after[uid]["STATUS"], after[uid]["SEQUENCE"]) for uid in changed] == [("CANCELLED", "3")]


def test_a_stopped_an_unknown_and_a_misspelt_address_answer_alike(walker: Walker) -> None:
    old = make(walker)
    new = make(walker)
    answers = [fetch(walker, old), fetch(walker, f"/calendar/{'x' * 43}.ics")]
    for token in ("x", "x" * 500, "%00" * 43, "é" * 43, "..", "x" * 42 + "%0A"):
        answers.append(fetch(walker, f"/calendar/{token}.ics"))
    assert fetch(walker, new).status_code == 200
    walker.post("parent", f"{HERE}/stop")
    answers.append(fetch(walker, new))
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1
    assert not any("Set-Cookie" in answer.headers for answer in answers)


def test_the_secret_is_shown_once_and_kept_as_a_hash(walker: Walker, app: Flask) -> None:
    token = make(walker).split("/")[-1].removesuffix(".ics")
    assert token not in walker.get("parent", HERE).text
    with app.app_context():
        kept = db.session.scalars(scoped(select(Feed), "test")).all()
        told = db.session.scalars(scoped(select(AuditEvent), "test")).all()
    assert [len(feed.token_hash) for feed in kept] == [64]
    assert token not in "".join(str(vars(row)) for row in [*kept, *told])


def test_no_log_holds_the_secret(
    walker: Walker, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(walker)
    token = path.split("/")[-1].removesuffix(".ics")
    caplog.set_level(logging.DEBUG)
    fetch(walker, path)
    monkeypatch.setattr("supportapp.contact.ics.calendar", lambda *_a, **_k: 1 / 0)
    walker.app.testing = False
    try:
        assert fetch(walker, path).status_code == 500
    finally:
        walker.app.testing = True
    assert "error" in caplog.text
    assert token not in caplog.text


@pytest.mark.parametrize("how", ["membership", "exclusion", "arrangement"])
def test_the_end_of_a_place_in_the_family_stops_it_at_once(walker: Walker, how: str) -> None:
    path = make(walker)
    parent = walker.world.people["parent"]
    with walker.app.app_context(), system("test") as whose:
        if how == "membership":
            rows = select(Membership).where(Membership.person_id == parent)
            one = db.session.scalars(scoped(rows, whose)).one()
            one.starts_on, one.ends_on = date(2026, 1, 1), clock.today() - timedelta(days=1)
        elif how == "exclusion":
            circle = walker.world.circles["family"]
            db.session.add(Exclusion(circle_id=circle, person_id=parent, reason="x", starts_at=clock.now()))
        else:
            for party in db.session.scalars(scoped(select(Party).where(Party.person_id == parent), whose)):
                party.left_on = clock.today()
        db.session.commit()
    answer = fetch(walker, path)
    if how == "arrangement":
        assert events(answer) == []
    else:
        assert answer.status_code == 404


@time_machine.travel(datetime(2026, 10, 1, 12, tzinfo=UTC))
def test_ten_in_the_morning_stays_ten_across_the_clock_change_in_two_parsers(app: Flask) -> None:
    walker = Walker(app)  # its weekly plan is at 10am
    body = fetch(walker, make(walker)).data
    extras = {walker.world.contact.past, walker.world.contact.next}
    with app.app_context():
        rows = db.session.scalars(scoped(select(ContactSession), "test")).all()
        days = [row.occurs_on for row in rows if row.id not in extras]
    assert min(days) < date(2026, 10, 25) < max(days)
    feed = Calendar.from_ical(body)
    for on in days:
        hours = {event.start.astimezone(LONDON).hour for event in recurring_ical_events.of(feed).at(on)}
        assert hours == {10}, on
        plain = re.findall(rf"DTSTART:({on:%Y%m%d}T\d{{6}})Z", body.decode())
        read = [datetime.strptime(each, "%Y%m%dT%H%M%S").replace(tzinfo=UTC) for each in plain]
        assert [each.astimezone(LONDON).hour for each in read] == [10], on


def test_old_times_leave_the_feed_and_pages_stay_few_statements(walker: Walker, query_count: Any) -> None:
    path = make(walker)
    with walker.app.app_context():
        count = len(events(fetch(walker, path)))
    with query_count() as sent:
        fetch(walker, path)
    assert len(sent) <= 3, sent
    with time_machine.travel(clock.now() + timedelta(days=58)):
        assert 0 < len(events(fetch(walker, path))) <= count
    with time_machine.travel(clock.now() + timedelta(days=500)):
        assert events(fetch(walker, path)) == []
    assert timedelta(days=60) < planning.HORIZON


@pytest.mark.parametrize("who", WHO)
def test_an_address_is_for_family_members_and_each_has_their_own(walker: Walker, who: str) -> None:
    path = make(walker)
    allowed = who in ("parent", "carer", "other_parent", "former_member")
    expected = 200 if allowed else 303 if who == "nobody" else 404
    assert walker.get(who, HERE).status_code == expected
    assert walker.post(who, f"{HERE}/stop").status_code == (303 if allowed or who == "nobody" else 404)
    assert fetch(walker, path).status_code == (404 if who == "parent" else 200)
    if who in ("other_parent", "former_member"):
        theirs = fetch(walker, make(walker, who))
        assert theirs.status_code == (404 if who == "former_member" else 200)
        assert b"VEVENT" not in theirs.data
