"""Decided without a database: how a code is read, how long a guesser waits, how long a sign-in lasts."""

import ipaddress
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from supportapp.access.actor import Role

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that looks like another: no 0 or O, no 1, I or L
PREFIX_LENGTH, SECRET_LENGTH = 4, 8
CODE_HOURS = 72
WRONG_TRIES_PER_CODE = 5

OWN_PHONE_DAYS = 14
SHARED_HOURS, STAFF_HOURS = 2, 8

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Limit:
    """How many tries are free in `minutes`. After them the wait grows, or lasts until the time is over."""

    free: int
    minutes: int
    grows: bool = False

    @property
    def length(self) -> timedelta:
        """The time that the free tries are counted in."""
        return timedelta(minutes=self.minutes)


PER_ACCOUNT = Limit(5, 15, grows=True)
PER_ADDRESS = Limit(20, 15)
CODES_PER_ADDRESS = Limit(20, 60)
STARTS_PER_ADDRESS = Limit(5, 60)
NAMES_PER_ADDRESS = Limit(20, 60)


@dataclass(frozen=True, slots=True)
class Seen:
    """Tries so far: how many, since when, and the moment before which no other is taken."""

    count: int
    since: datetime
    free_at: datetime


def after_try(limit: Limit, seen: Seen, now: datetime) -> Seen:
    """Where a count stands after one more try at `now`. Old tries are forgotten once their time is over."""
    if seen.count == 0 or is_forgotten(limit, seen, now):
        seen = Seen(0, now, now)
    count = seen.count + 1
    if count < limit.free:
        free_at = now
    elif limit.grows:
        free_at = now + min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(count - limit.free, 10))
    else:
        free_at = seen.since + limit.length
    return Seen(count, seen.since, free_at)


def is_forgotten(limit: Limit, seen: Seen, now: datetime) -> bool:
    """Whether the tries are so long ago that they count no more."""
    return now >= (seen.free_at if limit.grows else seen.since) + limit.length


def make_code() -> tuple[str, str]:
    """A new random code in its two parts: four characters to look it up by, and the eight that are secret."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(PREFIX_LENGTH + SECRET_LENGTH))
    return letters[:PREFIX_LENGTH], letters[PREFIX_LENGTH:]


def show_code(prefix: str, secret: str) -> str:
    """A code as people read it out: "ABCD-EFGH-JKMN"."""
    whole = prefix + secret
    return "-".join(whole[start : start + 4] for start in range(0, len(whole), 4))


def read_code(typed: str) -> tuple[str, str] | None:
    """The two parts of a code, however it was typed: small letters, spaces, dashes. None where it is none.

    Codes hold no characters that look alike, so there is nothing to guess between O and 0, or I and 1.
    """
    letters = "".join(each for each in unicodedata.normalize("NFKC", typed).upper() if each.isalnum())
    if len(letters) != PREFIX_LENGTH + SECRET_LENGTH or not set(letters) <= set(CODE_LETTERS):
        return None
    return letters[:PREFIX_LENGTH], letters[PREFIX_LENGTH:]


def neighbourhood(address: str | None) -> str:
    """The network that an address stands in: its /24 in IPv4, its /64 in IPv6; else "unknown"."""
    try:
        found = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ipaddress.ip_network((found, 24 if found.version == 4 else 64), strict=False))


def lasts(role: Role, *, is_own_phone: bool) -> timedelta:
    """How long a sign-in holds at most, whatever the person does meanwhile."""
    if not is_own_phone:
        return timedelta(hours=SHARED_HOURS)
    return timedelta(days=OWN_PHONE_DAYS) if role is Role.FAMILY else timedelta(hours=STAFF_HOURS)


def cookie_days(role: Role, *, is_own_phone: bool) -> int | None:
    """For how many days a browser keeps the cookie; None: until it is closed."""
    return OWN_PHONE_DAYS if is_own_phone and role is Role.FAMILY else None
