"""The private calendar feed: two readers agree on it, and neither finds anything but times."""

import random
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
import vobject
from icalendar import Calendar

from supportapp.contact.ics import Entry, calendar

LONDON = ZoneInfo("Europe/London")
CHANGED_AT = datetime(2026, 3, 1, 9, 30, 15, 999, tzinfo=UTC)
FEED = {"VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"}
EVENT = {
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
HOSTILE = [
    "Appointment\r\nLOCATION:12 Elm Road",
    "Appointment\nLOCATION:12 Elm Road",
    "Appointment\rLOCATION:12 Elm Road",
    "Appointment\x0bLOCATION:12 Elm Road\x00",
    "Appointment\x85LOCATION:12 Elm Road",
    "Appointment\u2028LOCATION:12 Elm Road\u2029",
    "Appointment\\nLOCATION:12 Elm Road",
    "Appointment\r\nEND:VEVENT\r\nBEGIN:VALARM",
    'A, b; c\\d: "e" \ud800' + "long " * 40,
]


def entry(day: date = date(2026, 3, 28), *, uid: str = "7c2f", wall: time = time(10)) -> Entry:
    starts_at = datetime.combine(day, wall, LONDON)
    return Entry(uid, 0, starts_at, starts_at + timedelta(hours=2), CHANGED_AT, False)


def feed(*entries: Entry, title: str = "Appointment", name: str = "Rowan") -> bytes:
    return calendar(entries, title=title, name=name)


def unfolded(body: bytes) -> list[str]:
    return body.replace(b"\r\n ", b"").decode().split("\r\n")


def names(lines: list[str]) -> set[str]:
    return {re.split("[:;]", line)[0] for line in lines if line}


def test_a_time_says_when_and_nothing_else():
    assert names(unfolded(feed(entry()))) == FEED | EVENT | {"BEGIN", "END"}


def test_what_is_written_for_one_time():
    lines = unfolded(feed(entry()))
    for line in (
        "PRODID:-//Rowan//Calendar//EN",
        "NAME:Appointment",
        "X-WR-CALNAME:Appointment",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "X-PUBLISHED-TTL:PT4H",
        "SUMMARY:Appointment",
        "DTSTART:20260328T100000Z",
        "DTEND:20260328T120000Z",
        "DTSTAMP:20260301T093015Z",
        "LAST-MODIFIED:20260301T093015Z",
        "SEQUENCE:0",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "CLASS:PRIVATE",
    ):
        assert lines.count(line) == 1, line


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [
        (date(2026, 3, 28), 10),  # the day before the clocks go forward
        (date(2026, 3, 29), 9),
        (date(2026, 3, 30), 9),
        (date(2026, 10, 24), 9),  # the day before the clocks go back
        (date(2026, 10, 25), 10),
        (date(2026, 10, 26), 10),
    ],
)
def test_ten_in_the_morning_stays_ten_in_the_morning_for_both_readers(day, utc_hour):
    body = feed(entry(day))
    first = Calendar.from_ical(body).events[0]
    second = vobject.readOne(body.decode()).vevent
    for starts_at, ends_at in (
        (first["DTSTART"].dt, first["DTEND"].dt),
        (second.dtstart.value, second.dtend.value),
    ):
        assert starts_at.astimezone(UTC).hour == utc_hour
        assert starts_at.astimezone(LONDON) == datetime.combine(day, time(10), LONDON)
        assert ends_at.astimezone(LONDON).time() == time(12)


def test_both_readers_find_the_same_times_in_a_year_of_saturdays():
    made = [entry(date(2026, 1, 3) + timedelta(weeks=week), uid=f"week-{week}") for week in range(52)]
    body = feed(*made)
    expected = [(each.starts_at.astimezone(UTC), each.ends_at.astimezone(UTC)) for each in made]
    first = Calendar.from_ical(body).events
    second = vobject.readOne(body.decode()).vevent_list
    assert [(each["DTSTART"].dt, each["DTEND"].dt) for each in first] == expected
    assert [(each.dtstart.value, each.dtend.value) for each in second] == expected
    assert len({str(each["UID"]) for each in first}) == 52


def test_a_cancelled_time_is_the_same_time_with_a_higher_sequence():
    before = entry()
    after = replace(before, sequence=1, is_cancelled=True, changed_at=CHANGED_AT + timedelta(days=1))
    old, new = (Calendar.from_ical(feed(each)).events[0] for each in (before, after))
    assert old["UID"] == new["UID"]
    assert old["SEQUENCE"] < new["SEQUENCE"]
    assert (str(new["STATUS"]), str(new["TRANSP"])) == ("CANCELLED", "TRANSPARENT")
    assert vobject.readOne(feed(after).decode()).vevent.status.value == "CANCELLED"


@pytest.mark.parametrize("words", HOSTILE)
def test_no_title_can_add_a_line(words):
    body = feed(entry(), title=words)
    assert names(unfolded(body)) == FEED | EVENT | {"BEGIN", "END"}
    assert len(Calendar.from_ical(body).events[0].property_items()) == len(EVENT) + 2
    assert set(vobject.readOne(body.decode()).vevent.contents) == {name.lower() for name in EVENT}


@pytest.mark.parametrize("words", HOSTILE)
def test_no_name_can_add_a_line(words):
    body = feed(entry(), name=words)
    assert names(unfolded(body)) == FEED | EVENT | {"BEGIN", "END"}


@pytest.mark.parametrize(
    "title", ["Appointment", "Apwyntiad", "A, b; c\\d", "موعد", "Spotkanie – ważne 🙂 " * 9]
)
def test_a_title_comes_back_as_it_was_from_both_readers(title):
    body = feed(entry(), title=title)
    assert str(Calendar.from_ical(body).events[0]["SUMMARY"]) == title.strip()
    assert vobject.readOne(body.decode()).vevent.summary.value == title.strip()


def test_lines_end_with_crlf_and_are_folded_at_75_bytes():
    body = feed(entry(), title="Spotkanie – ważne 🙂 " * 20)
    lines = body.split(b"\r\n")
    assert lines[-1] == b""
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(len(line) for line in lines) <= 75


def test_the_feed_shows_neither_the_id_nor_the_service():
    body = feed(entry(uid="canary-id"), name="Canary Service")
    assert b"canary-id" not in body
    assert body.count(b"Canary Service") == 1  # in PRODID, which calendars do not show
    assert re.search(rb"\r\nUID:[0-9a-f]{32}@calendar\.invalid\r\n", body)


def test_the_same_times_in_any_order_give_the_same_bytes():
    made = [entry(date(2026, 5, 1 + day % 9), uid=str(day)) for day in range(20)]
    shuffled = random.Random(7).sample(made, len(made))
    assert feed(*made) == feed(*shuffled)
    starts = [each["DTSTART"].dt for each in Calendar.from_ical(feed(*shuffled)).events]
    assert all(earlier <= later for earlier, later in pairwise(starts))


def test_a_feed_with_no_times_is_still_a_calendar():
    # RFC 5545 wants at least one component. Lenient calendars show an empty list; others and the validators call
    # the address broken, and a person who subscribes before the first time is set would see an error.
    body = feed()
    assert names(unfolded(body)) == FEED | {
        "BEGIN", "END", "TZID", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO",
    }  # fmt: skip
    read = Calendar.from_ical(body)
    assert read.events == []
    assert len(read.subcomponents) == 1
    assert "vevent" not in vobject.readOne(body.decode()).contents


@pytest.mark.parametrize(
    "wrong",
    [
        replace(entry(), starts_at=datetime(2026, 3, 28, 10)),  # noqa: DTZ001
        replace(entry(), ends_at=datetime(2026, 3, 28, 12)),  # noqa: DTZ001
        replace(entry(), changed_at=datetime(2026, 3, 28, 12)),  # noqa: DTZ001
        replace(entry(), ends_at=entry().starts_at),
        replace(entry(), ends_at=entry().starts_at - timedelta(hours=1)),
        replace(entry(), sequence=-1),
    ],
)
def test_a_time_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"zone|after"):
        feed(entry(uid="other"), wrong)
