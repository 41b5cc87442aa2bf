"""Small changes to an arrangement: a pause, one more date, its last day."""

from datetime import date, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from supportapp.contact.models import Kind
from supportapp.contact.recurrence import Occurrence
from supportapp.core import clock
from supportapp.web.forms import DateField, Form, line
from supportapp.web.times import TimeField

NEAR = 5  # years
DAY_MINUTES = 24 * 60


class PauseForm(Form):
    """Days on which it rests. A pause has an end."""

    pause_first = DateField(_l("First day of the pause"), needed=_l("Write the first day."), near=NEAR)
    pause_last = DateField(_l("Last day of the pause"), needed=_l("Write the last day."), near=NEAR)
    pause_why = line(_l("Why?"))

    today: date = date.min

    def validate(self, extra_validators: Any = None) -> bool:
        """It ends after it starts, and is not over yet."""
        if not super().validate(extra_validators):
            return False
        if self.pause_last.data < self.pause_first.data:
            self.pause_last.errors = [_l("The pause must end on or after its first day.")]
        elif self.pause_last.data < self.today:
            self.pause_last.errors = [_l("Write today or a later date.")]
        return not self.errors


class PauseEndForm(Form):
    """Another last day for a pause that is not over."""

    last = DateField(_l("New last day"), needed=_l("Write the last day."), near=NEAR)

    today: date = date.min
    first: date = date.min

    def validate(self, extra_validators: Any = None) -> bool:
        """What is over stays as it was: the new end is yesterday at the earliest."""
        if not super().validate(extra_validators):
            return False
        if self.last.data < max(self.first, self.today - timedelta(days=1)):
            self.last.errors = [_l("Write today or a later date, after the pause starts.")]
        return not self.errors


class OneTimeForm(Form):
    """One day with its times: for one more date, or for a free time that is offered."""

    day = DateField(_l("Date"), needed=_l("Write the date."), near=NEAR)
    starts = TimeField(_l("From"), needed=_l("Write when it starts, like 10am."))
    ends = TimeField(_l("To"), needed=_l("Write when it ends, like 12pm."))

    kind: Kind = Kind.FACE_TO_FACE
    zone: str = clock.HOME_ZONE
    last_day: date | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        """It is to come, ends after it starts, and the arrangement still lasts then."""
        if not super().validate(extra_validators):
            return False
        each = self.occurrence
        if each.minutes <= 0:
            self.ends.errors = [_l("The end must be after the start.")]
        elif each.starts_at(self.zone) <= clock.now():
            self.day.errors = [_l("This time is over. Write a time to come.")]
        elif self.last_day and each.on > self.last_day:
            self.day.errors = [_l("This plan has ended by then. Write an earlier date.")]
        return not self.errors

    @property
    def occurrence(self) -> Occurrence:
        """The date that was meant; only an overnight stay ends on the next day."""
        start, end = self.starts.data, self.ends.data
        minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
        if minutes <= 0 and (
            self.kind is Kind.OVERNIGHT or (minutes < 0 and (end.hour, end.minute) == (0, 0))
        ):
            minutes += DAY_MINUTES
        return Occurrence(self.day.data, start, minutes)

    def say_taken(self) -> None:
        """Something starts at the same time."""
        self.starts.errors = [_l("There is one at this time already.")]


class EndForm(Form):
    """The last day of an arrangement."""

    end_on = DateField(_l("Last day"), needed=_l("Write the last day."), near=NEAR)
    version = HiddenField()

    today: date = date.min

    def validate(self, extra_validators: Any = None) -> bool:
        """Days that are over stay as they are."""
        if not super().validate(extra_validators):
            return False
        if self.end_on.data < self.today:
            self.end_on.errors = [_l("Write today or a later date.")]
        return not self.errors
