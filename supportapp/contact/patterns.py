"""How family time repeats, as the text of an iCalendar rule and as the choices of a form."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

LONGEST_RULE = 200
MOST_APART, MOST_DAYS_APART = 52, 31
LONGEST_MONTH = 31
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKS_OF_MONTH = (1, 2, 3, 4, -1)
MONTHS = range(1, 13)
# Both lengths of February, so that a rule for the 29th is known to have its day.
LENGTHS = {month: (30,) if month in (4, 6, 9, 11) else (31,) for month in MONTHS} | {2: (28, 29)}

_TEXT = re.compile(r"[A-Za-z0-9=;,+-]+")
_DAY = re.compile(rf"([+-]?[1-5])?({'|'.join(WEEKDAYS)})")
_NUMBER = re.compile(r"[+-]?[0-9]{1,2}")
_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
_KNOWN = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "WKST"}
_ENDS = {"COUNT", "UNTIL"}
_NOT_OFFERED = {"BYSETPOS", "BYWEEKNO", "BYYEARDAY", "BYEASTER", "BYHOUR", "BYMINUTE", "BYSECOND"}


class Problem(StrEnum):
    """What is wrong with a rule; `sentences.problem_words` says what to do about it."""

    TOO_LONG = "too_long"
    NOT_UNDERSTOOD = "not_understood"
    TOO_OFTEN = "too_often"
    TOO_FAR_APART = "too_far_apart"
    HAS_AN_END = "has_an_end"
    NOT_OFFERED = "not_offered"
    NEVER = "never"


class BadRule(ValueError):
    """A rule that cannot be used, and why: `.problem`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


class Freq(StrEnum):
    """What a rule counts in."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True, slots=True)
class Parts:
    """A rule taken apart. `weekdays` are pairs of which one in the month (0: each) and 0 for Monday to 6."""

    freq: Freq
    every: int = 1
    weekdays: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()

    def text(self) -> str:
        """The rule as canonical text."""
        lists = {
            "BYMONTH": [str(month) for month in self.months],
            "BYMONTHDAY": [str(day) for day in self.month_days],
            "BYDAY": [f"{which or ''}{WEEKDAYS[day]}" for which, day in self.weekdays],
        }
        said = [f"FREQ={self.freq}"] + ([f"INTERVAL={self.every}"] if self.every != 1 else [])
        return ";".join(said + [f"{key}={','.join(values)}" for key, values in lists.items() if values])

    def from_day(self, starts_on: date) -> "Parts":
        """The same with what iCalendar takes from the first day: its weekday, its day of the month, its month."""
        if self.weekdays or self.month_days or self.freq is Freq.DAILY:
            return self
        if self.freq is Freq.WEEKLY:
            return replace(self, weekdays=((0, starts_on.weekday()),))
        months = self.months or ((starts_on.month,) if self.freq is Freq.YEARLY else ())
        return replace(self, month_days=(starts_on.day,), months=months)

    def ever(self) -> bool:
        """Whether any month has such a day: no 30 February, no first Sunday on the 20th."""
        return any(
            self._fits(day, length)
            for month in self.months or MONTHS
            for length in LENGTHS[month]
            for day in range(1, length + 1)
        )

    def _fits(self, day: int, length: int) -> bool:
        # The weekday itself is not asked for: over the years each date falls on each weekday.
        if self.month_days and day not in self.month_days and not (day == length and -1 in self.month_days):
            return False
        places = {0, (day + 6) // 7, -((length - day) // 7 + 1)}
        return not self.weekdays or any(which in places for which, _ in self.weekdays)


def check_rule(rule: str) -> str:
    """The canonical text of an iCalendar RRULE value, as it is stored. Raises BadRule.

    Taken are FREQ from DAILY to YEARLY, INTERVAL, BYDAY, BYMONTHDAY (1 to 31, -1), BYMONTH, and WKST=MO, which
    goes without saying. A first and a last day are no part of the rule: they stand beside it.
    """
    return parts_of(rule).text()


@lru_cache(maxsize=1024)
def parts_of(rule: str) -> Parts:
    """A rule taken apart. Raises BadRule."""
    given = _pairs(rule)
    freq = Freq(given["FREQ"])
    parts = Parts(
        freq,
        _every(given.get("INTERVAL", "1"), MOST_DAYS_APART if freq is Freq.DAILY else MOST_APART),
        _weekdays(given.get("BYDAY")),
        _numbers(given.get("BYMONTHDAY"), LONGEST_MONTH),
        _numbers(given.get("BYMONTH"), 12),
    )
    if _is_out_of_place(parts) or given.get("WKST", "MO") != "MO":
        raise BadRule(Problem.NOT_OFFERED)
    if not parts.ever():
        raise BadRule(Problem.NEVER)
    return parts


def _pairs(rule: str) -> dict[str, str]:
    if len(rule) > LONGEST_RULE:
        raise BadRule(Problem.TOO_LONG)
    pairs = [part.split("=") for part in rule.upper().split(";")] if _TEXT.fullmatch(rule) else []
    given = {pair[0]: pair[-1] for pair in pairs}
    if any(len(pair) != 2 or "" in pair for pair in pairs) or len(given) != len(pairs):
        raise BadRule(Problem.NOT_UNDERSTOOD)
    if given.get("FREQ") in _OFTEN:
        raise BadRule(Problem.TOO_OFTEN)
    if given.get("FREQ") not in set(Freq) or given.keys() - _KNOWN - _ENDS - _NOT_OFFERED:
        raise BadRule(Problem.NOT_UNDERSTOOD)
    if given.keys() - _KNOWN:
        raise BadRule(Problem.HAS_AN_END if given.keys() & _ENDS else Problem.NOT_OFFERED)
    return given


def _every(text: str, most: int) -> int:
    if not text.isdigit() or int(text) == 0:
        raise BadRule(Problem.NOT_UNDERSTOOD)
    if int(text) > most:
        raise BadRule(Problem.TOO_FAR_APART)
    return int(text)


def _weekdays(text: str | None) -> tuple[tuple[int, int], ...]:
    if text is None:
        return ()
    found = [_DAY.fullmatch(one) for one in text.split(",")]
    days = {(int(one[1] or 0), WEEKDAYS.index(one[2])) for one in found if one}
    if len(days) < len(found):  # a word that is no day, or a day that is said twice
        raise BadRule(Problem.NOT_UNDERSTOOD)
    return tuple(sorted(days))


def _numbers(text: str | None, most: int) -> tuple[int, ...]:
    if text is None:
        return ()
    numbers = {int(one) for one in text.split(",") if _NUMBER.fullmatch(one)}
    if len(numbers) < len(text.split(",")) or not all(1 <= abs(number) <= most for number in numbers):
        raise BadRule(Problem.NOT_UNDERSTOOD)
    if min(numbers) < (-1 if most == LONGEST_MONTH else 1):
        raise BadRule(Problem.NOT_OFFERED)
    return tuple(sorted(numbers, key=lambda number: (number < 0, number)))


def _is_out_of_place(parts: Parts) -> bool:
    """Whether the standard gives these parts no meaning together, or one that few people would guess."""
    which = {which for which, _ in parts.weekdays}
    if parts.freq is Freq.WEEKLY and parts.month_days:
        return True
    if which <= {0}:
        return False
    # "2MO" is the second of a month only where the rule counts in months, or names them.
    return 0 in which or not (parts.freq is Freq.MONTHLY or (parts.freq is Freq.YEARLY and parts.months))


class Unit(StrEnum):
    """The choices of the form."""

    DAY = "day"
    WEEK = "week"
    MONTH_DAY = "month_day"
    MONTH_WEEKDAY = "month_weekday"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Repeat:
    """A rule as the form asks for it: every second week on Saturday, each March and September on the 15th.

    `weekdays` count from 0 for Monday; `week_of_month` is 1 to 4, or -1 for the last; `month_day` is 1 to 31, or
    -1 for the last. A week without weekdays, or a month or year without a day, takes them from the first day.
    """

    unit: Unit
    every: int = 1
    weekdays: tuple[int, ...] = ()
    week_of_month: int | None = None
    month_day: int | None = None
    months: tuple[int, ...] = ()


def to_rule(repeat: Repeat) -> str:
    """The canonical rule for the choices of the form; choices that the unit does not ask for count for nothing.

    Raises BadRule where choices are missing or out of range.
    """
    return check_rule(_PARTS[repeat.unit](repeat).text())


def from_rule(rule: str, starts_on: date | None = None) -> Repeat | None:
    """The choices of the form that give `rule`; None where the rule says more than the form can.

    With `starts_on`, what the rule takes from the first day is filled in. Raises BadRule.
    """
    parts = parts_of(rule) if starts_on is None else parts_of(rule).from_day(starts_on)
    repeat = Repeat(
        _unit_of(parts),
        parts.every,
        tuple(day for _, day in parts.weekdays),
        parts.weekdays[0][0] or None if parts.weekdays else None,
        parts.month_days[0] if parts.month_days else None,
        parts.months,
    )
    try:
        return repeat if to_rule(repeat) == parts.text() else None
    except BadRule:
        return None


def _unit_of(parts: Parts) -> Unit:
    if parts.freq is Freq.MONTHLY:
        return Unit.MONTH_WEEKDAY if parts.weekdays else Unit.MONTH_DAY
    return {Freq.DAILY: Unit.DAY, Freq.WEEKLY: Unit.WEEK}.get(parts.freq, Unit.YEAR)


def _weekly(repeat: Repeat) -> Parts:
    return Parts(Freq.WEEKLY, repeat.every, _pairs_of(0, repeat.weekdays))


def _on_a_weekday(repeat: Repeat) -> Parts:
    if repeat.week_of_month not in WEEKS_OF_MONTH or len(repeat.weekdays) != 1:
        raise BadRule(Problem.NOT_UNDERSTOOD)
    return Parts(Freq.MONTHLY, repeat.every, _pairs_of(repeat.week_of_month, repeat.weekdays))


def _yearly(repeat: Repeat) -> Parts:
    # A day without a month would be that day of every month.
    if repeat.month_day is not None and not repeat.months:
        raise BadRule(Problem.NOT_UNDERSTOOD)
    return Parts(Freq.YEARLY, repeat.every, (), _day_of(repeat), repeat.months)


def _pairs_of(which: int, weekdays: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    if not set(weekdays) <= set(range(7)):
        raise BadRule(Problem.NOT_UNDERSTOOD)
    return tuple((which, day) for day in weekdays)


def _day_of(repeat: Repeat) -> tuple[int, ...]:
    return () if repeat.month_day is None else (repeat.month_day,)


_PARTS: dict[Unit, Callable[[Repeat], Parts]] = {
    Unit.DAY: lambda repeat: Parts(Freq.DAILY, repeat.every),
    Unit.WEEK: _weekly,
    Unit.MONTH_DAY: lambda repeat: Parts(Freq.MONTHLY, repeat.every, (), _day_of(repeat)),
    Unit.MONTH_WEEKDAY: _on_a_weekday,
    Unit.YEAR: _yearly,
}
