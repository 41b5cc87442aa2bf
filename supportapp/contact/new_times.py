"""Another day and time for a date, as people type it: on the wall clock of its arrangement."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from supportapp.contact.recurrence import DAY, LONGEST, Occurrence
from supportapp.contact.session_models import ContactSession
from supportapp.core import clock
from supportapp.web.forms import DateField, Form
from supportapp.web.times import TimeField

Moments = tuple[datetime, datetime]
NEAR = 2  # years


def add_problem(field: Any, words: Any) -> None:
    """Put one more message beside a field."""
    field.errors = [*field.errors, words]


class NewTimeForm(Form):
    """A form in which another day and time may be typed; what is left out stays as it is."""

    on = DateField(_l("Which day?"), near=NEAR)
    start = TimeField(_l("From"))
    end = TimeField(_l("To"))
    moments: Moments | None = None

    @property
    def has_time(self) -> bool:
        """Whether anything of a new time was typed."""
        return any(field.data is not None for field in (self.on, self.start, self.end))

    def read_moments(self, one: ContactSession, zone: str) -> bool:
        """Work out the moments that were typed; False where they cannot be, with a message beside a field."""
        first, last = (moment.astimezone(ZoneInfo(zone)) for moment in (one.starts_at, one.ends_at))
        day: date = self.on.data or first.date()
        start, length = (
            self.start.data or _minute(first),
            last.replace(tzinfo=None) - first.replace(tzinfo=None),
        )
        if self.end.data is not None:
            end = datetime.combine(day + _nights(first, last), self.end.data)
            length = end - datetime.combine(day, start)
            if self.end.data == time(0) and length <= timedelta():
                length += DAY  # "10pm to midnight" is the midnight that follows
        if not timedelta() < length <= LONGEST:
            add_problem(self.end, _l("The end must be after the start."))
            return False
        new = Occurrence(day, start, int(length.total_seconds() // 60))
        self.moments = (new.starts_at(zone), new.ends_at(zone))
        return self._is_new(one)

    def _is_new(self, one: ContactSession) -> bool:
        assert self.moments is not None
        if self.moments[0] <= clock.now():
            add_problem(self.on, _l("Choose a day and time that is still to come."))
        elif self.moments == (one.starts_at, one.ends_at):
            add_problem(self.on, _l("That is when it is now. Choose another day or time."))
        else:
            return True
        return False


def _nights(first: datetime, last: datetime) -> timedelta:
    """How many days later a date ends; midnight still belongs to the evening before."""
    return (last - timedelta(minutes=1)).date() - first.date()


def _minute(wall: datetime) -> time:
    return wall.time().replace(tzinfo=None)
