"""The private calendar feed: a list of times, and nothing that tells what they are for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from unicodedata import category

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vDuration, vText

REFRESH_EVERY = timedelta(hours=4)
UID_DOMAIN = "calendar.invalid"  # reserved by RFC 2606: the name of the server would tell what this is


@dataclass(frozen=True, slots=True)
class Entry:
    """One time in the calendar. All datetimes bear a zone; `sequence` grows by one with each change, from 0."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    is_cancelled: bool


def calendar(entries: Iterable[Entry], *, title: str, name: str) -> bytes:
    """The feed as iCalendar text (RFC 5545): UTF-8, CRLF, folded, the same bytes for the same entries in any order.

    `title` is what a calendar shows, for each time and for the feed itself; `name` is the service's, and stands
    in PRODID only, which calendars do not show. Both lose line breaks and control characters.
    Raises ValueError for a time without a zone, an end that is not after its start, or a sequence below zero.
    """
    shown = _one_line(title)
    feed = _head(shown, _one_line(name))
    in_order = sorted(entries, key=lambda entry: (_utc_of(entry.starts_at), entry.uid))
    for entry in in_order:
        feed.add_component(_event(entry, shown))
    if not in_order:
        feed.add_component(_utc())
    return bytes(feed.to_ical())


def _head(shown: str, name: str) -> Calendar:
    feed = Calendar()
    feed.add("prodid", f"-//{name.replace('/', ' ')}//Calendar//EN")
    feed.add("version", "2.0")
    feed.add("calscale", "GREGORIAN")
    # Without a name a calendar shows the address, and the address is the key to the feed.
    feed.add("name", vText(shown))
    feed.add("x-wr-calname", vText(shown))
    feed.add("refresh-interval", vDuration(REFRESH_EVERY), parameters={"value": "DURATION"})
    feed.add("x-published-ttl", vDuration(REFRESH_EVERY))
    return feed


def _event(entry: Entry, shown: str) -> Event:
    starts_at, ends_at = _utc_of(entry.starts_at), _utc_of(entry.ends_at)
    if ends_at <= starts_at or entry.sequence < 0:
        raise ValueError("an entry ends after it starts, and its sequence is not below zero")
    event = Event()
    event.add("uid", f"{sha256(entry.uid.encode()).hexdigest()[:32]}@{UID_DOMAIN}")
    event.add("sequence", entry.sequence)
    event.add("summary", shown)
    event.add("dtstart", starts_at)
    event.add("dtend", ends_at)
    event.add("dtstamp", _utc_of(entry.changed_at))
    event.add("last-modified", _utc_of(entry.changed_at))
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.is_cancelled else "OPAQUE")
    event.add("class", "PRIVATE")
    return event


def _utc() -> Timezone:
    """A component that shows nothing: RFC 5545 wants one, and some calendars call a feed with none broken."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "Etc/UTC")
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001  # a zone's own definition is in local time
    standard.add("tzoffsetfrom", timedelta(0))
    standard.add("tzoffsetto", timedelta(0))
    zone.add_component(standard)
    return zone


def _utc_of(at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise ValueError("a time in the calendar needs a zone")
    return at.astimezone(UTC).replace(microsecond=0)


def _one_line(words: str) -> str:
    spaced = "".join(" " if category(each) in {"Cc", "Cs", "Zl", "Zp"} else each for each in words)
    return " ".join(spaced.split())
