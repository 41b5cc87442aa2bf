"""The only reader of the wall clock; tests move it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HOME_ZONE = "Europe/London"


def now() -> datetime:
    """This moment, aware and in UTC."""
    return datetime.now(UTC)


def today(zone: str = HOME_ZONE) -> date:
    """The date on the wall calendar of `zone` (an IANA name) at this moment."""
    return now().astimezone(ZoneInfo(zone)).date()
