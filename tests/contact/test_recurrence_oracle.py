"""Two oracles for the days of a pattern: plain arithmetic, day by day, and the package recurring_ical_events.

The arithmetic shares nothing with the code it judges: it has a calendar of its own and asks each day whether it fits.
"""

import random
from calendar import monthcalendar, monthrange
from dataclasses import dataclass
from datetime import date, time, timedelta

import pytest
import recurring_ical_events
from icalendar import Calendar, Event, vRecur

from supportapp.contact.recurrence import BadRule, Pattern, Problem, check_rule, days_of, next_days

RULES, SEEDS = 10_000, (2026, 11, 24, 8)
FIRST, LAST = date(2000, 1, 1), date(2044, 12, 31)
NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# Long enough for some days of each kind, short enough that the package copies few events.
WINDOW = {"DAILY": 24, "WEEKLY": 50, "MONTHLY": 180, "YEARLY": 700}
LISTED = tuple(date(2026, *day) for day in [(2, 17), (4, 7), (5, 26), (7, 28), (10, 27), (12, 22)])


@dataclass(frozen=True)
class Plain:
    """A rule as plain values; weekdays are pairs of which one (0: each) and 0 for Monday to 6."""

    freq: str
    every: int = 1
    weekdays: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()

    def text(self, dice: random.Random) -> str:
        """The rule as some program might write it: the parts in any order."""
        parts = [f"FREQ={self.freq}"] + (
            [f"INTERVAL={self.every}"] if self.every > 1 or dice.random() < 0.1 else []
        )
        days = [f"{which or ''}{NAMES[day]}" for which, day in self.weekdays]
        for key, values in (("BYDAY", days), ("BYMONTHDAY", self.month_days), ("BYMONTH", self.months)):
            if values:
                parts.append(f"{key}={','.join(str(one) for one in dice.sample(values, len(values)))}")
        dice.shuffle(parts)
        return ";".join(parts)


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    weekday: int
    which: int
    which_from_end: int
    is_last: bool


def calendar_of_days() -> list[Day]:
    found = []
    for year in range(FIRST.year, LAST.year + 1):
        for month in range(1, 13):
            weeks = monthcalendar(year, month)
            columns = [[week[weekday] for week in weeks if week[weekday]] for weekday in range(7)]
            for number in range(1, monthrange(year, month)[1] + 1):
                weekday = next(day for day in range(7) if number in columns[day])
                place, column = columns[weekday].index(number), columns[weekday]
                is_last = number == monthrange(year, month)[1]
                found.append(Day(date(year, month, number), weekday, place + 1, place - len(column), is_last))
    return found


CALENDAR = calendar_of_days()


def fits(rule: Plain, start: date, day: Day) -> bool:
    """Whether a rule that counts from `start` names this day."""
    on = day.on
    if (rule.months and on.month not in rule.months) or gone_by(rule.freq, start, on) % rule.every:
        return False
    if rule.month_days and on.day not in rule.month_days and not (day.is_last and -1 in rule.month_days):
        return False
    if rule.weekdays and not any(
        weekday == day.weekday and which in (0, day.which, day.which_from_end)
        for which, weekday in rule.weekdays
    ):
        return False
    if not rule.weekdays and not rule.month_days:  # what is not said comes from the first day
        if rule.freq == "WEEKLY" and on.weekday() != start.weekday():
            return False
        if rule.freq in ("MONTHLY", "YEARLY") and on.day != start.day:
            return False
        if rule.freq == "YEARLY" and not rule.months and on.month != start.month:
            return False
    return True


def gone_by(freq: str, start: date, on: date) -> int:
    """How many days, weeks from Monday, months or years lie between the ones that hold the two days."""
    if freq == "DAILY":
        return (on - start).days
    if freq == "WEEKLY":
        return ((on - timedelta(days=on.weekday())) - (start - timedelta(days=start.weekday()))).days // 7
    months = (on.year - start.year) * 12 + on.month - start.month
    return months if freq == "MONTHLY" else on.year - start.year


def day_by_day(rule: Plain, start: date, first: date, last: date) -> list[date]:
    span = CALENDAR[(max(first, start) - FIRST).days : (last - FIRST).days + 1]
    return [day.on for day in span if fits(rule, start, day)]


def has_a_day(rule: Plain, first: date, last: date, start: date) -> bool:
    return any(fits(rule, start, day) for day in CALENDAR[(first - FIRST).days : (last - FIRST).days + 1])


def checked(text: str) -> str | None:
    """The rule as it is stored; None where it says that no day ever fits."""
    try:
        return check_rule(text)
    except BadRule as refused:
        if refused.problem is not Problem.NEVER:
            raise
        return None


def by_the_package(text: str, start: date, first: date, last: date) -> list[date]:
    event = Event()
    event.add("dtstart", start)
    event.add("rrule", vRecur.from_ical(text))
    calendar = Calendar()
    calendar.add_component(event)
    found = recurring_ical_events.of(calendar).between(first, last + timedelta(days=1))
    return sorted(one["DTSTART"].dt for one in found if first <= one["DTSTART"].dt <= last)


def a_rule(dice: random.Random) -> Plain:
    """Any rule of the kinds that are taken, the frequent ones more often."""
    freq = dice.choices(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"], [2, 4, 4, 2])[0]
    every = dice.choice([1, 1, 1, 2, 2, 3, 4, 6, dice.randint(1, 31 if freq == "DAILY" else 52)])
    months = tuple(dice.sample(range(1, 13), dice.randint(1, 4))) if dice.random() < 0.3 else ()
    weekdays: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    if dice.random() < 0.6:
        weekdays = tuple((0, day) for day in dice.sample(range(7), dice.randint(1, 4)))
        if freq == "MONTHLY" or (freq == "YEARLY" and months):
            weeks = dice.choice([(0,), (1, 2, 3, 4, -1), (-5, -4, -3, -2, 5)])
            weekdays = tuple((dice.choice(weeks), day) for _, day in weekdays)
    if freq != "WEEKLY" and dice.random() < 0.4:
        month_days = tuple(dice.sample([*range(1, 32), -1], dice.randint(1, 5)))
    return Plain(freq, every, weekdays, month_days, months)


@pytest.mark.parametrize("seed", SEEDS)  # in four parts, so that several processes share them
def test_ten_thousand_rules_fall_on_the_same_days_as_both_oracles_say(seed):
    dice = random.Random(seed)
    compared = days = 0
    while compared < RULES // len(SEEDS):
        rule, start = a_rule(dice), FIRST + timedelta(days=dice.randrange(3650))
        text = rule.text(dice)
        if (canonical := checked(text.lower() if dice.random() < 0.5 else text)) is None:
            free = Plain(rule.freq, 1, rule.weekdays, rule.month_days, rule.months)
            assert not has_a_day(free, start, start + timedelta(days=3000), start), text
            continue
        first = start + timedelta(days=dice.randrange(-20, 300))
        last = first + timedelta(days=WINDOW[rule.freq])
        expected = day_by_day(rule, start, first, last)
        found = days_of(Pattern(start, None, time(10), 60, canonical), first, last)
        assert found == expected, (text, start, first)
        if not expected and not has_a_day(rule, last, last + timedelta(days=3000), start):
            continue  # the package might look for the next day until the year 9999
        # The package takes the first day for a day of the rule, whether it fits or not.
        assert [day for day in by_the_package(text, start, first, last) if day != start] == [
            day for day in expected if day != start
        ], (text, start, first)
        compared, days = compared + 1, days + len(expected)
    assert days > 5 * compared


def test_far_from_its_first_day_a_rule_still_falls_on_the_days_of_the_arithmetic():
    dice = random.Random(1989)
    for _ in range(300):
        rule, start = a_rule(dice), FIRST + timedelta(days=dice.randrange(3650))
        text = rule.text(dice)
        first = date(2030, 1, 1) + timedelta(days=dice.randrange(3650))
        last = first + timedelta(days=1500)
        if (canonical := checked(text)) is None:
            continue
        found = days_of(Pattern(start, None, time(10), 60, canonical), first, last)
        assert found == day_by_day(rule, start, first, last), (text, start, first)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", Plain("WEEKLY", 1, ((0, 0), (0, 2), (0, 4)))),
        ("FREQ=WEEKLY;BYDAY=WE", Plain("WEEKLY", 1, ((0, 2),))),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", Plain("WEEKLY", 2, ((0, 5),))),
        ("FREQ=MONTHLY;BYDAY=1SU", Plain("MONTHLY", 1, ((1, 6),))),
        ("FREQ=MONTHLY;BYDAY=-1SA", Plain("MONTHLY", 1, ((-1, 5),))),
        ("FREQ=YEARLY;BYMONTH=3,9", Plain("YEARLY", months=(3, 9))),
        ("FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=15", Plain("YEARLY", month_days=(15,), months=(3, 9))),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", Plain("WEEKLY", 2, ((0, 6),))),
        ("FREQ=MONTHLY;BYMONTHDAY=31", Plain("MONTHLY", month_days=(31,))),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", Plain("MONTHLY", month_days=(-1,))),
    ],
)
@pytest.mark.parametrize("start", [date(2000, 1, 1), date(2004, 2, 29), date(2007, 12, 31)])
def test_each_pattern_from_practice_has_no_day_lost_or_doubled_from_2000_to_2040(text, rule, start):
    last = date(2040, 12, 31)
    found = days_of(Pattern(start, None, time(15, 45), 90, text), FIRST, last)
    assert found == day_by_day(rule, start, FIRST, last)
    assert len(found) > 50 or start == date(2004, 2, 29) or rule.months
    ended = Pattern(start, date(2020, 6, 1), time(15, 45), 90, text)
    assert days_of(ended, FIRST, last) == [day for day in found if day <= date(2020, 6, 1)]


def test_six_listed_days_are_those_six_days():
    listed = Pattern(LISTED[0], LISTED[-1], time(10), 180, None, tuple(reversed(LISTED)))
    assert days_of(listed, FIRST, LAST) == list(LISTED)
    assert [one.on for one in next_days([listed], [], date(2026, 5, 26))] == list(LISTED[3:])
