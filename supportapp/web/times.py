"""A time of day as people type it: "10am", "10.30 am", "15:45", "noon"."""

import re
from datetime import UTC, date, datetime, time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import InputRequired, Optional

from supportapp.web import dates
from supportapp.web.forms import clean

LONGEST = 20
_TYPED = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(am|pm|a|p)?")
_NAMED = {
    "noon": time(12),
    "midday": time(12),
    "12noon": time(12),
    "midnight": time(0),
    "12midnight": time(0),
}


class TimeField(Field):
    """A time of day in one line of text. Empty means no time."""

    def __init__(self, label: Any, *, needed: Any = None, **options: Any) -> None:
        super().__init__(label, validators=[InputRequired(needed)] if needed else [Optional()], **options)
        self.typed = ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the line. Raises ValueError, in words, when it is no time."""
        self.typed = clean(valuelist[0] if valuelist else "")[:LONGEST]
        self.raw_data = [self.typed] if self.typed else []
        self.data = read_time(self.typed) if self.typed else None

    def process_data(self, value: time | None) -> None:
        """Fill the line from a time."""
        self.data = value
        self.typed = "" if value is None else clock_words(value)


def read_time(typed: str) -> time:
    """The time behind what somebody typed. Raises ValueError in the reader's words.

    A bare "4" is not taken: nobody knows which half of the day it means.
    """
    text = typed.casefold().replace(" ", "").removesuffix(".").replace(".m", "m")
    if text in _NAMED:
        return _NAMED[text]
    found = _TYPED.fullmatch(text) if text.isascii() else None
    if found is None or not (found[2] or found[3]):
        raise ValueError(_l("Write the time like 10am or 15:45."))
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        hour = hour % 12 + (12 if found[3][0] == "p" else 0) if 1 <= hour <= 12 else 99
    try:
        return time(hour, minute)
    except ValueError:
        raise ValueError(_l("There is no such time. Write it like 10am or 15:45.")) from None


def clock_words(value: time) -> str:
    """ "10am" or "3:45pm"."""
    return dates.clock_time(datetime.combine(date(2000, 1, 1), value, UTC), "UTC")
