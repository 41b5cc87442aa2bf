"""What people type about days that matter to them."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import InputRequired

from supportapp.dates.rules import DayKind, Showing
from supportapp.dates.words import KINDS
from supportapp.web import words
from supportapp.web.forms import Form, clean, line, offer, pick, read_date

OWN_KINDS = (DayKind.BIRTHDAY, DayKind.ANNIVERSARY, DayKind.OTHER)
ANY_LEAP_YEAR = "2024"  # so that 29 February is a day


class YearlyField(Field):
    """A day of the year in two boxes: day, and month as a number or its name."""

    def __init__(self, label: Any, *, needed: Any, **options: Any) -> None:
        super().__init__(label, validators=[InputRequired(needed)], **options)
        self.typed: list[str] = ["", ""]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the two boxes. Raises ValueError in the reader's words."""
        self.typed = [clean(part)[:20] for part in (*valuelist, "", "")[:2]]
        self.raw_data = [part for part in self.typed if part]
        if len(self.raw_data) == 1:
            raise ValueError(_l("Write the day and the month. For example: 14 3."))
        if self.raw_data:
            self.data = _month_and_day(self.typed[0], self.typed[1])


def _month_and_day(day: str, month: str) -> tuple[int, int]:
    try:
        found = read_date(day, month, ANY_LEAP_YEAR)
    except ValueError:
        raise ValueError(_l("There is no such day. Check the day and the month.")) from None
    return found.month, found.day


class DayForm(Form):
    """Add a day that comes every year."""

    title = line(_l("What do you call it?"), needed=_l("Write what you call this day."), most=100)
    kind = pick(
        _l("What kind of day is it?"),
        offer((kind.value, KINDS[kind]) for kind in OWN_KINDS),
        needed=_l("Choose what kind of day it is."),
    )
    on = YearlyField(_l("Which day of the year?"), needed=_l("Write the day and the month."))
    showing = pick(
        _l("How do you want to see it?"),
        words.choices(*Showing),
        needed=_l("Choose how you want to meet this day."),
    )


class NamedForm(Form):
    """Mother's Day or Father's Day, and how to meet it."""

    kind = pick(
        _l("Which day?"), words.choices(DayKind.MOTHERS_DAY, DayKind.FATHERS_DAY), needed=_l("Choose a day.")
    )
    showing = pick(
        _l("How do you want to see it?"),
        words.choices(*Showing),
        needed=_l("Choose how you want to meet this day."),
    )


class ShowingForm(Form):
    """How to meet one day."""

    showing = pick(
        _l("How do you want to see it?"),
        words.choices(*Showing),
        needed=_l("Choose how you want to meet this day."),
    )
