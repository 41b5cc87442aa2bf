"""The sentence in which a worker says when family time is: "every second week, on Saturday, from 10am to 12pm"."""

from datetime import date, time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from supportapp.contact.models import Kind
from supportapp.contact.patterns import BadRule, Repeat, Unit, from_rule, to_rule
from supportapp.contact.planning import WITHOUT_DATES
from supportapp.contact.recurrence import Pattern
from supportapp.contact.sentences import DAYS_OF_MONTH, problem_words
from supportapp.web.forms import DateField, Form, choose, clean, offer, read_date, read_version, ticks
from supportapp.web.forms import words as words_field
from supportapp.web.language import gettext
from supportapp.web.times import TimeField

MOST_DATES = 200
FAR = 30  # years from today
LISTED, NO_DAYS = "dates", "none"
MAY_HAVE_NO_DAYS = (Kind.MESSAGES, Kind.LIFE_STORY, Kind.NONE_FOR_NOW)
DAY_MINUTES = 24 * 60

UNITS = offer(
    [
        (Unit.WEEK.value, _l("week")),
        (Unit.DAY.value, _l("day")),
        (Unit.MONTH_WEEKDAY.value, _l("month, on a weekday")),
        (Unit.MONTH_DAY.value, _l("month, on a date")),
        (Unit.YEAR.value, _l("year")),
        (LISTED, _l("date that I list")),
        (NO_DAYS, _l("no set days")),
    ]
)
EVERY = offer(
    [
        ("1", _l("Every")),
        ("2", _l("Every second")),
        ("3", _l("Every third")),
        ("4", _l("Every fourth")),
        ("5", _l("Every fifth")),
        ("6", _l("Every sixth")),
        ("8", _l("Every eighth")),
        ("10", _l("Every tenth")),
        ("12", _l("Every twelfth")),
    ]
)
# fmt: off
_WEEKDAYS = (
    _l("Monday"), _l("Tuesday"), _l("Wednesday"), _l("Thursday"), _l("Friday"), _l("Saturday"), _l("Sunday"),
)
_MONTHS = (
    _l("January"), _l("February"), _l("March"), _l("April"), _l("May"), _l("June"),
    _l("July"), _l("August"), _l("September"), _l("October"), _l("November"), _l("December"),
)
# fmt: on
WEEKDAYS = offer((str(number), name) for number, name in enumerate(_WEEKDAYS))
MONTHS = offer((str(number), name) for number, name in enumerate(_MONTHS, 1))
WHICH = offer(
    [("1", _l("first")), ("2", _l("second")), ("3", _l("third")), ("4", _l("fourth")), ("-1", _l("last"))]
)
SAME_DAY, LAST_DAY = offer([("", _l("same day as the first date")), ("-1", _l("last day"))])
MONTH_DAYS = [SAME_DAY, LAST_DAY, *offer((str(day), name) for day, name in enumerate(DAYS_OF_MONTH, 1))]
NIGHTS = offer(
    [
        ("0", _l("the same day")),
        ("1", _l("the next day")),
        *((str(days), _l("%(days)d days later", days=days)) for days in range(2, 7)),
    ]
)


class PatternForm(Form):
    """When it is. `kind` is set before `validate`; after it `pattern` is what was meant, None for no set days."""

    every = choose(_l("How often"), EVERY, default="1")
    unit = choose(_l("Day, week, month or year"), UNITS, default=Unit.WEEK.value)
    weekdays = ticks(_l("On which days of the week?"), WEEKDAYS)
    which = choose(_l("Which one of the month?"), WHICH, default="1")
    weekday = choose(_l("Day of the week"), WEEKDAYS, default="0")
    month_day = choose(_l("Day of the month"), MONTH_DAYS, default="")
    year_day = choose(_l("Day of the month, each year"), MONTH_DAYS, default="")
    months = ticks(_l("In which months?"), MONTHS)
    listed = words_field(_l("The dates, each on a line of its own"))
    starts = TimeField(_l("From"))
    ends = TimeField(_l("To"))
    nights = choose(_l("It ends"), NIGHTS, default="0")
    first_day = DateField(_l("Starting on"), near=FAR)
    last_day = DateField(_l("Last day, if there is one"), near=FAR)

    version = HiddenField()

    kind: Kind = Kind.FACE_TO_FACE
    pattern: Pattern | None = None
    dates: tuple[date, ...] = ()
    needs_first_day = False  # for a change: it starts on a day, even where its dates are listed

    def validate(self, extra_validators: Any = None) -> bool:
        """Everything that the choice of days asks for is there, and fits together."""
        fine = bool(super().validate(extra_validators))
        if self.unit.data == NO_DAYS or self.kind is Kind.NONE_FOR_NOW:
            return fine and self._may_have_no_days()
        checks = [self._has_times(), self._has_days(), self._ends_well()]
        if fine and all(checks):
            self.pattern = self._read()
        return self.pattern is not None

    def show(self, pattern: Pattern) -> None:
        """Fill the boxes from a pattern, as far as they can say it; its first and last day are left out."""
        self.starts.process_data(pattern.at)
        end = _minutes(pattern.at) + pattern.minutes
        self.ends.process_data(time(end % DAY_MINUTES // 60, end % 60))
        self.nights.data = str(end // DAY_MINUTES)
        if pattern.rule is None:
            self.unit.data = LISTED
        elif repeat := from_rule(pattern.rule, pattern.starts_on):
            self._show_repeat(repeat)

    def _show_repeat(self, repeat: Repeat) -> None:
        self.unit.data, self.every.data = repeat.unit.value, str(repeat.every)
        self.weekdays.data = [str(day) for day in repeat.weekdays]
        self.months.data = [str(month) for month in repeat.months]
        self.which.data = str(repeat.week_of_month or 1)
        self.weekday.data = str(repeat.weekdays[0] if repeat.weekdays else 0)
        self.month_day.data = self.year_day.data = str(repeat.month_day or "")

    def starts_later(self, today: date) -> bool:
        """Whether a change begins after `today`: what is over, or under way, stays as it was."""
        if self.first_day.data is not None and self.first_day.data <= today:
            self.first_day.errors = [_l("Write tomorrow or a later date.")]
        return not self.first_day.errors

    @property
    def seen_version(self) -> int:
        """The version of the arrangement that the form was opened on."""
        return read_version(self.version.data)

    @property
    def has_times(self) -> bool:
        """Whether people meet or talk at a time of day."""
        return self.kind not in WITHOUT_DATES

    def _may_have_no_days(self) -> bool:
        if self.kind not in MAY_HAVE_NO_DAYS or self.needs_first_day:
            self.unit.errors = [_l("Choose how often it is.")]
        return not self.unit.errors

    def _has_times(self) -> bool:
        for field, message in (
            (self.starts, _l("Write when it starts, like 10am.")),
            (self.ends, _l("Write when it ends, like 12pm.")),
        ):
            if self.has_times and field.data is None and not field.errors:
                field.errors = [message]
        return not (self.starts.errors or self.ends.errors)

    def _has_days(self) -> bool:
        if self.unit.data == LISTED:
            return self._has_dates()
        if self.first_day.data is None and not self.first_day.errors:
            self.first_day.errors = [_l("Write the day on which it starts.")]
        return not self.first_day.errors

    def _has_dates(self) -> bool:
        if self.listed.errors:
            return False
        try:
            self.dates = read_dates(self.listed.data or "")
        except ValueError as problem:
            self.listed.errors = [problem.args[0]]
            return False
        if self.needs_first_day and self.first_day.data is None and not self.first_day.errors:
            self.first_day.errors = [_l("Write the day from which this is so.")]
        if self.first_day.data and self.dates[0] < self.first_day.data:
            self.listed.errors = [_l("Some of the dates are before the day on which it starts.")]
        return not (self.first_day.errors or self.listed.errors)

    def _ends_well(self) -> bool:
        first, last = self.first_day.data, self.last_day.data
        if first and last and last < first:
            self.last_day.errors = [_l("The last day must be on or after the first day.")]
        if self.starts.data and self.ends.data and not self.nights.errors and self.minutes <= 0:
            self.ends.errors = [_l("The end must be after the start.")]
        return not (self.last_day.errors or self.ends.errors)

    @property
    def minutes(self) -> int:
        """How long it takes; 0 or less where the end is not after the start."""
        if not self.has_times or self.starts.data is None or self.ends.data is None:
            return DAY_MINUTES
        length = _minutes(self.ends.data) - _minutes(self.starts.data)
        if self.kind is Kind.OVERNIGHT:
            nights = int(self.nights.data or 0)
            return length + DAY_MINUTES * (1 if nights == 0 and length <= 0 else nights)
        # "10pm to midnight" is the midnight that follows.
        return length + DAY_MINUTES if self.ends.data == time(0) and length < 0 else length

    def _read(self) -> Pattern | None:
        at = self.starts.data if self.has_times else time(0)
        try:
            if self.unit.data == LISTED:
                first = self.first_day.data or self.dates[0]
                return Pattern(first, self.last_day.data, at, self.minutes, None, self.dates)
            rule = to_rule(self.repeat)
            return Pattern(self.first_day.data, self.last_day.data, at, self.minutes, rule)
        except BadRule as bad:
            self.unit.errors = [problem_words(bad.problem)]
        except ValueError:
            self.first_day.errors = [_l("Write a date that is nearer to today.")]
        return None

    @property
    def repeat(self) -> Repeat:
        """The choices, as far as the unit asks for them."""
        unit = Unit(self.unit.data)
        is_yearly, by_weekday = unit is Unit.YEAR, unit is Unit.MONTH_WEEKDAY
        day = self.year_day.data if is_yearly else self.month_day.data
        months = tuple(sorted(int(month) for month in self.months.data or ()))
        if is_yearly and day and not months and self.first_day.data:
            months = (self.first_day.data.month,)
        weekdays = [self.weekday.data] if by_weekday else self.weekdays.data or []
        return Repeat(
            unit,
            int(self.every.data),
            tuple(sorted(int(each) for each in weekdays)),
            int(self.which.data),
            int(day) if day else None,
            months,
        )


def read_dates(text: str) -> tuple[date, ...]:
    """The dates of a text, one a line, in order. Raises ValueError in the reader's words, naming the line."""
    lines = [line for line in clean(text).splitlines() if line.strip()]
    if not lines:
        raise ValueError(_l("Write the dates, each on a line of its own. For example: 17 October 2026."))
    if len(lines) > MOST_DATES:
        raise ValueError(_l("This is too long. Write %(most)s dates or fewer.", most=MOST_DATES))
    return tuple(sorted({_read_line(number, line) for number, line in enumerate(lines, 1)}))


def _read_line(number: int, line: str) -> date:
    parts = [part for part in line.replace("/", " ").replace(",", " ").split() if not _is_weekday(part)]
    try:
        if len(parts) != 3:
            raise ValueError(_l("Write the day, the month and the year. For example: 28 11 2026."))
        return read_date(parts[0].rstrip("stndrh"), parts[1], parts[2])
    except ValueError as problem:
        said = gettext("Line %(number)d: %(problem)s", number=number, problem=str(problem.args[0]))
        raise ValueError(said) from None


def _is_weekday(word: str) -> bool:
    return word.isalpha() and word.casefold().rstrip(".") in {
        name[:length]
        for name in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
        for length in (3, len(name))
    }


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
