"""The words of the worker's desk: parts, duties, plan states, and what happened last."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from supportapp.caseload.rows import FamilyRow, Happening, Member, News
from supportapp.caseload.rules import age
from supportapp.content.events import N_
from supportapp.core import clock
from supportapp.people.models import Duty, Part
from supportapp.plans.models import PlanState
from supportapp.tasks.models import State
from supportapp.web import dates
from supportapp.web.language import gettext

# Kept by kind of choice: "kin carer" is a part that somebody has, and elsewhere a kind of plan.
PARTS = {
    Part.PARENT: _l("Parent"),
    Part.KIN_CARER: _l("Family or friend carer"),
    Part.SPECIAL_GUARDIAN: _l("Special guardian"),
    Part.FOSTER_CARER: _l("Foster carer"),
    Part.ADOPTER: _l("Adoptive parent"),
    Part.RELATIVE: _l("Relative"),
    Part.PROFESSIONAL: _l("Professional"),
    Part.CHILD: _l("Child"),
}
DUTIES = {
    Duty.LEAD: _l("Lead worker"),
    Duty.CO_WORKER: _l("Works beside the lead"),
    Duty.COVER: _l("Covers for a while"),
}
STATES = {
    PlanState.DRAFT: _l("Not agreed yet"),
    PlanState.SHARED: _l("Ready for the family to read"),
    PlanState.AGREED: _l("Agreed"),
    PlanState.REVIEW_DUE: _l("Time for a review"),
    PlanState.CLOSED: _l("Closed"),
}
BY_STATE = {
    State.READY: N_("Step put back"),
    State.IN_PROGRESS: N_("Step started"),
    State.WAITING: N_("Waiting on someone"),
    State.DONE: N_("Step done"),
    State.NOT_FOR_US: N_("Step let go"),
}
BY_ACT = {
    "rating": N_("Goal rated"),
    "add": N_("Step added"),
    "again": N_("Step comes again"),
    "move": N_("Date moved"),
}


def news_words(news: News | Happening) -> str:
    """One event in two or three words: "Step done", "Goal rated"."""
    if news.what == "state" and news.after in BY_STATE:
        return gettext(BY_STATE[State(news.after)])
    return gettext(BY_ACT.get(news.what, N_("Step changed")))


def news_day(news: News | Happening, today: date | None = None) -> str:
    """The day of an event: "Today", "Yesterday", "21 Nov"."""
    on = news.at.astimezone(ZoneInfo(clock.HOME_ZONE)).date()
    today = today or clock.today()
    return dates.when(on, today) if (today - on).days in (0, 1) else dates.short_day(on, today)


def until(moment: datetime) -> str:
    """The last moment that something holds: "Friday 27 November, 9:12am"."""
    on = moment.astimezone(ZoneInfo(clock.HOME_ZONE)).date()
    return f"{dates.day(on)}, {dates.clock_time(moment, clock.HOME_ZONE)}"


def with_age(member: Member, today: date | None = None) -> str:
    """A child's name and age: "Micah, 6". The name alone where no birth date is known."""
    if member.born_on is None:
        return member.known_as
    years = age(member.born_on, today or clock.today())
    if years == 0:
        return gettext("%(name)s, under 1", name=member.known_as)
    return f"{member.known_as}, {years}"


def who_they_are(row: FamilyRow, today: date) -> str:
    """The line under the names: "Mum of Micah, 6"."""
    relations = dict.fromkeys(holder.relation or str(PARTS[holder.part]) for holder in row.holders)
    who, children = listed([*relations]), listed([with_age(child, today) for child in row.children])
    if not children or not who:
        return who or children
    return gettext("%(who)s of %(children)s", who=who, children=children)


def listed(items: Sequence[str]) -> str:
    """ "Zara, 9, and Ali, 7"; "Nan and Grandad"."""
    if len(items) < 2:
        return "".join(items)
    most = ", ".join(items[:-1])
    if any("," in item for item in items):
        return gettext("%(most)s, and %(last)s", most=most, last=items[-1])
    return gettext("%(most)s and %(last)s", most=most, last=items[-1])
