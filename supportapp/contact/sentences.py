"""How family time repeats, in words: "Every second Saturday, from 10am to 12pm, starting Saturday 4 April"."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from babel.dates import get_day_names, get_month_names
from babel.lists import format_list
from flask_babel import lazy_gettext as _l

from supportapp.contact.patterns import Problem, Repeat, Unit, from_rule
from supportapp.contact.recurrence import DAY, FIRST_DAY, LAST_DAY, Pattern, days_of, next_days
from supportapp.web import dates, words
from supportapp.web.language import gettext, locale, ngettext

MOST_LISTED, FIRST_FEW = 12, 3

# fmt: off
DAYS_OF_MONTH = (
    _l("1st"), _l("2nd"), _l("3rd"), _l("4th"), _l("5th"), _l("6th"), _l("7th"), _l("8th"), _l("9th"), _l("10th"),
    _l("11th"), _l("12th"), _l("13th"), _l("14th"), _l("15th"), _l("16th"), _l("17th"), _l("18th"), _l("19th"),
    _l("20th"), _l("21st"), _l("22nd"), _l("23rd"), _l("24th"), _l("25th"), _l("26th"), _l("27th"), _l("28th"),
    _l("29th"), _l("30th"), _l("31st"),
)
# fmt: on
WEEKDAYS_OF_MONTH = {
    1: _l("first %(weekday)s"),
    2: _l("second %(weekday)s"),
    3: _l("third %(weekday)s"),
    4: _l("fourth %(weekday)s"),
    -1: _l("last %(weekday)s"),
}

words.teach(
    {
        Problem.TOO_LONG: _l("This pattern is too long. Choose a shorter one, or list the days."),
        Problem.NOT_UNDERSTOOD: _l("Some of the pattern is missing. Choose how often, and on which days."),
        Problem.TOO_OFTEN: _l("This is more than once a day. Add one arrangement for each time of the day."),
        Problem.TOO_FAR_APART: _l(
            "This is too far apart. Choose 1 to 31 days, or 1 to 52 weeks, months or years."
        ),
        Problem.HAS_AN_END: _l("Leave the end out of the pattern. Put the last day in its own box."),
        Problem.NOT_OFFERED: _l("We cannot keep this pattern. Choose a simpler one, or list the days."),
        Problem.NEVER: _l("No day fits this pattern. Choose another day or another month."),
    }
)


def sentence(pattern: Pattern, *, with_time: bool = True) -> str:
    """One pattern as a sentence without its full stop; letters have no time. Raises BadRule.

    The first day is told where the pattern is a rule, the last day where there is one.
    """
    said = _days(pattern)
    if with_time:
        said = _timed(said, pattern)
    return _bounded(said, pattern) if pattern.rule is not None else said


def when_words(repeat: Repeat) -> str:
    """Choices of the form in words, without times: "Every second Saturday", "The first Sunday of the month".

    They are such as `to_rule` takes.
    """
    return _WHEN[repeat.unit](repeat)


def problem_words(problem: Problem) -> str:
    """What to do about a rule that cannot be used."""
    return words.label(problem)


def missing_words(day: int) -> str:
    """What `recurrence.missing_day` means, and the way out: the last day of the month."""
    return gettext(
        "Some months have no %(day)s. There will be nothing in those months. "
        "If you want every month, choose the last day of the month.",
        day=DAYS_OF_MONTH[day - 1],
    )


def _days(pattern: Pattern) -> str:
    if pattern.rule is None:
        return _listed(pattern)
    repeat = from_rule(pattern.rule, pattern.starts_on)
    if repeat is not None:
        return when_words(repeat)
    first = next_days([pattern], [], pattern.starts_on - DAY, FIRST_FEW)
    if not first:
        return gettext("On no day yet")
    days = _joined(dates.day(one.on) for one in first)
    return gettext("On chosen days, the first of them %(days)s", days=days)


def _listed(pattern: Pattern) -> str:
    days = days_of(pattern, FIRST_DAY, LAST_DAY)
    if not days:
        return gettext("On no day yet")
    told = [dates.day(day) for day in days[:MOST_LISTED]]
    if len(days) == 1:
        return gettext("On %(day)s", day=told[0])
    if len(days) > MOST_LISTED:
        told.append(str(ngettext("%(num)d more", "%(num)d more", len(days) - MOST_LISTED)))
    count = ngettext("On %(num)d date", "On %(num)d dates", len(days))
    return gettext("%(count)s: %(days)s", count=count, days=_joined(told))


def _timed(said: str, pattern: Pattern) -> str:
    start = datetime.combine(pattern.starts_on, pattern.at, UTC)
    end = start + timedelta(minutes=pattern.minutes)
    nights = (end.date() - start.date()).days
    told = {"when": said, "start": dates.clock_time(start, "UTC"), "end": dates.clock_time(end, "UTC")}
    if nights == 0:
        return gettext("%(when)s, from %(start)s to %(end)s", **told)
    if nights == 1 and (end.hour, end.minute) == (0, 0):
        return gettext("%(when)s, from %(start)s to midnight", **told)
    if nights == 1:
        return gettext("%(when)s, from %(start)s to %(end)s the next day", **told)
    later = ngettext("%(num)d day later", "%(num)d days later", nights)
    return gettext("%(when)s, from %(start)s to %(end)s, %(later)s", later=later, **told)


def _bounded(said: str, pattern: Pattern) -> str:
    # The first day that there is something, which may be days after the day from which the plan counts.
    found = next_days([pattern], [], pattern.starts_on - DAY, 1)
    first = dates.day(found[0].on if found else pattern.starts_on)
    if pattern.ends_on is None:
        return gettext("%(when)s, starting %(first)s", when=said, first=first)
    last = dates.day(pattern.ends_on)
    return gettext("%(when)s, starting %(first)s, until %(last)s", when=said, first=first, last=last)


def _daily(repeat: Repeat) -> str:
    if repeat.every <= 2:
        return gettext("Every day") if repeat.every == 1 else gettext("Every second day")
    return ngettext("Every %(num)d day", "Every %(num)d days", repeat.every)


def _weekly(repeat: Repeat) -> str:
    days = _joined(get_day_names("wide", locale=locale())[day] for day in sorted(set(repeat.weekdays)))
    if repeat.every == 1 and len(set(repeat.weekdays)) in (0, 7):
        return gettext("Every day") if days else gettext("Every week")
    if repeat.every == 1:
        return gettext("Every %(days)s", days=days)
    if repeat.every == 2 and len(set(repeat.weekdays)) == 1:
        return gettext("Every second %(weekday)s", weekday=days)
    often = gettext("Every second week") if repeat.every == 2 else _weeks(repeat.every)
    return gettext("%(often)s, on %(days)s", often=often, days=days) if days else often


def _monthly(repeat: Repeat) -> str:
    which = _day_of_month(repeat)
    if repeat.every == 1:
        return gettext("On the %(which)s of every month", which=which) if which else gettext("Every month")
    if repeat.every == 2 and which:
        return gettext("On the %(which)s of every second month", which=which)
    often = gettext("Every second month") if repeat.every == 2 else _months(repeat.every)
    return gettext("%(often)s, on the %(which)s", often=often, which=which) if which else often


def _on_a_weekday(repeat: Repeat) -> str:
    weekday = get_day_names("wide", locale=locale())[repeat.weekdays[0]]
    which = str(WEEKDAYS_OF_MONTH[repeat.week_of_month or 1]) % {"weekday": weekday}
    if repeat.every == 1:
        return gettext("The %(which)s of the month", which=which)
    if repeat.every == 2:
        return gettext("The %(which)s of every second month", which=which)
    return gettext("%(often)s, on the %(which)s", often=_months(repeat.every), which=which)


def _yearly(repeat: Repeat) -> str:
    names = get_month_names("wide", context="stand-alone", locale=locale())
    months = _joined(names[month] for month in sorted(set(repeat.months)))
    if repeat.every == 1:
        said = gettext("Each %(months)s", months=months) if months else gettext("Every year")
    else:
        said = gettext("Every second year") if repeat.every == 2 else _years(repeat.every)
        said = gettext("%(often)s, in %(months)s", often=said, months=months) if months else said
    which = _day_of_month(repeat)
    return gettext("%(when)s, on the %(which)s", when=said, which=which) if which else said


def _weeks(count: int) -> str:
    return ngettext("Every %(num)d week", "Every %(num)d weeks", count)


def _months(count: int) -> str:
    return ngettext("Every %(num)d month", "Every %(num)d months", count)


def _years(count: int) -> str:
    return ngettext("Every %(num)d year", "Every %(num)d years", count)


def _day_of_month(repeat: Repeat) -> str:
    if repeat.month_day is None:
        return ""
    return gettext("last day") if repeat.month_day == -1 else str(DAYS_OF_MONTH[repeat.month_day - 1])


def _joined(items: Iterable[str]) -> str:
    # Plain "en" is American to babel, with a comma before "and".
    return format_list(list(items), locale="en_GB" if locale() == "en" else locale())


_WHEN: dict[Unit, Callable[[Repeat], str]] = {
    Unit.DAY: _daily,
    Unit.WEEK: _weekly,
    Unit.MONTH_DAY: _monthly,
    Unit.MONTH_WEEKDAY: _on_a_weekday,
    Unit.YEAR: _yearly,
}
