"""The words for days that matter. No celebration: for some they are the hardest days of the year."""

from datetime import date, timedelta

from flask_babel import lazy_gettext as _l

from supportapp.core import clock
from supportapp.dates.rules import DayKind, Showing, Soon
from supportapp.web import dates, words
from supportapp.web.language import gettext

KINDS = {
    DayKind.BIRTHDAY: _l("A birthday"),
    DayKind.ANNIVERSARY: _l("A day that something happened"),
    DayKind.MOTHERS_DAY: _l("Mother’s Day"),
    DayKind.FATHERS_DAY: _l("Father’s Day"),
    DayKind.OTHER: _l("Another day"),
}
SHOWINGS = {
    Showing.REMIND: _l("Remind me"),
    Showing.QUIET: _l("Show it quietly"),
    Showing.HIDE: _l("Hide it"),
}

words.teach(KINDS)
words.teach(SHOWINGS)


def name_of(kind: DayKind, title: str | None) -> str:
    """What a day is called: in its person's own words, else by its name."""
    return title or words.label(kind)


def line(soon: Soon, today: date | None = None) -> str:
    """The quiet line on Today."""
    today = today or clock.today()
    name = name_of(soon.kind, soon.title)
    if soon.on == today:
        return gettext("Today is a date that matters to you: %(name)s.", name=name)
    if soon.on == today + timedelta(days=1):
        return gettext("Tomorrow is a date that matters to you: %(name)s.", name=name)
    return gettext("%(day)s is a date that matters to you: %(name)s.", day=dates.day(soon.on), name=name)
