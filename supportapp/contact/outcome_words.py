"""What became of a date, in words that are true for whoever reads them and blame nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from supportapp.contact.models import Side
from supportapp.contact.session_models import (
    TO_COME,
    CalledOffBy,
    ChangeRequest,
    ContactSession,
    Reason,
    RequestState,
    SessionEvent,
    SessionState,
)
from supportapp.contact.words import CALLED_OFF, REASONS
from supportapp.core import clock
from supportapp.web import dates
from supportapp.web.language import gettext

# Reasons that say nothing of anybody's health or life. All others are read by workers alone.
OPEN_REASONS = {
    Reason.VENUE_UNAVAILABLE: _l("The place could not be used."),
    Reason.WORKER_UNAVAILABLE: _l("The worker could not be there."),
    Reason.WEATHER: _l("The weather stopped it."),
}
SHORT = {
    SessionState.HAPPENED: _l("It went ahead."),
    SessionState.SHORTENED: _l("It was shorter."),
    SessionState.PAUSED: _l("Paused to keep everybody safe."),
}
TOLD = {
    SessionState.PLANNED: _l("It is on, as planned"),
    SessionState.CHANGED: _l("It is on, at the new time or place"),
    SessionState.HAPPENED: _l("It went ahead"),
    SessionState.SHORTENED: _l("It was shorter"),
    SessionState.CANCELLED: _l("It was called off"),
    SessionState.PAUSED: _l("Paused to keep everybody safe"),
}


@dataclass(frozen=True, slots=True)
class Seat:
    """From where somebody reads: their side (None for workers), alone on it or not, and the children's names."""

    side: Side | None
    is_alone: bool
    children: tuple[str, ...]


def listed(names: Sequence[str]) -> str:
    """ "Ava", "Ava and Noah", "Ava, Mia and Noah"."""
    if len(names) < 2:
        return "".join(names)
    return gettext("%(first)s and %(last)s", first=", ".join(names[:-1]), last=names[-1])


def title(given: str | None, children: Sequence[str]) -> str:
    """What a date is called: as written for one's side, or by the children it is with."""
    if given:
        return given
    return (
        gettext("Family time with %(names)s", names=listed(children)) if children else gettext("Family time")
    )


def hours(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """ "10am to 12pm" on the wall clock of `zone`, with the day of the end where it is another."""
    first, last = (moment.astimezone(ZoneInfo(zone)).date() for moment in (starts_at, ends_at))
    start, end = dates.clock_time(starts_at, zone), dates.clock_time(ends_at, zone)
    if first == last:
        return gettext("%(start)s to %(end)s", start=start, end=end)
    return gettext("%(start)s to %(end)s on %(day)s", start=start, end=end, day=dates.day(last))


def day_and_time(moment: datetime, zone: str) -> str:
    """ "Friday 27 November, 6pm"."""
    day = dates.day(moment.astimezone(ZoneInfo(zone)).date())
    return gettext("%(day)s, %(time)s", day=day, time=dates.clock_time(moment, zone))


def state_words(one: ContactSession, zone: str) -> str:
    """What became of a date, in one short sentence; empty where there is nothing to say."""
    is_over = one.ends_at < clock.now()
    if one.state is SessionState.CANCELLED:
        return gettext("This did not happen.") if is_over else gettext("This will not happen.")
    if one.state is SessionState.CHANGED and not is_over:
        return _changed(one, zone)
    return str(SHORT.get(one.state, ""))


def _changed(one: ContactSession, zone: str) -> str:
    wall = one.starts_at.astimezone(ZoneInfo(zone))
    if one.is_extra or (wall.date(), wall.time()) == (one.occurs_on, one.occurs_at):
        return gettext("Changed. Please look at the time and place.")
    was = datetime.combine(one.occurs_on, one.occurs_at, ZoneInfo(zone))
    return gettext("Changed. It was on %(when)s.", when=day_and_time(was, zone))


def attribution(one: ContactSession, seat: Seat) -> str:
    """Whose doing it was that a date will not happen, for one reader; empty where there is nothing to say."""
    if one.state is SessionState.PAUSED:
        return "" if seat.side is None else gettext("Your worker will tell you what happens next.")
    if one.state is not SessionState.CANCELLED or (one.called_off_by is None and seat.side is not None):
        return ""
    if seat.side is None:
        return _to_workers(one)
    if one.called_off_by is CalledOffBy.CHILD:
        return gettext(
            "%(names)s chose not to come this time.", names=listed(seat.children) or gettext("The child")
        )
    if one.called_off_by in (CalledOffBy.SERVICE, CalledOffBy.OTHER):
        return _by_others(one)
    return {Side.SEEING: _to_seeing, Side.CARING: _to_caring}.get(seat.side, _to_others)(one, seat)


def _to_workers(one: ContactSession) -> str:
    if one.called_off_by is None:
        return gettext("Nobody has said yet who called it off.")
    who = gettext("Called off by: %(who)s.", who=CALLED_OFF[one.called_off_by])
    why = gettext("Reason: %(why)s.", why=REASONS[one.reason]) if one.reason else ""
    return f"{who} {why}".strip()


def _by_others(one: ContactSession) -> str:
    why = OPEN_REASONS.get(one.reason) if one.reason else None
    if why is None and one.called_off_by is CalledOffBy.SERVICE:
        why = _l("The service called it off.")
    return gettext("%(why)s It was not your fault.", why=why or gettext("Something got in the way."))


def _to_seeing(one: ContactSession, seat: Seat) -> str:
    if one.called_off_by is CalledOffBy.CARER:
        names = listed(seat.children) or gettext("the child")
        return gettext("The people who care for %(names)s called it off. It was not your fault.", names=names)
    return gettext("You could not come this time.") if seat.is_alone else _not_from_here()


def _to_caring(one: ContactSession, seat: Seat) -> str:
    if one.called_off_by is CalledOffBy.PARENT:
        return gettext(
            "We will help you tell %(names)s.", names=listed(seat.children) or gettext("the child")
        )
    return gettext("You could not make it this time.") if seat.is_alone else _not_from_here()


def _to_others(_one: ContactSession, _seat: Seat) -> str:
    return ""


def _not_from_here() -> str:
    return gettext("It did not work from your side this time.")


def headline(one: ContactSession, zone: str) -> str:
    """What stands on the page of a date that will not happen: with its day."""
    day = one.starts_at.astimezone(ZoneInfo(zone)).date()
    if one.ends_at < clock.now():
        return gettext("Family time on %(day)s did not happen.", day=dates.day(day))
    if day == clock.today(zone):
        return gettext("Today’s family time will not happen.")
    return gettext("Family time on %(day)s will not happen.", day=dates.day(day))


def is_off(one: ContactSession) -> bool:
    """Whether a date was called off or is paused."""
    return one.state in (SessionState.CANCELLED, SessionState.PAUSED)


def is_to_come(one: ContactSession) -> bool:
    """Whether a date has not begun and is still on."""
    return one.state in TO_COME and one.starts_at > clock.now()


def span(starts_at: datetime, ends_at: datetime) -> str:
    """Two moments as a line of history keeps them."""
    return f"{starts_at.isoformat()}/{ends_at.isoformat()}"


def event_words(event: SessionEvent, zone: str) -> str:
    """One line of a date's history in plain words. Read by everybody in the arrangement."""
    if event.what == "moved" and event.before and event.after:
        return gettext(
            "Moved from %(old)s to %(new)s", old=_span(event.before, zone), new=_span(event.after, zone)
        )
    if event.what == "place":
        return gettext("The place is now %(place)s", place=event.after or gettext("as before"))
    if event.what == "ended" and event.after:
        return gettext(
            "It ended at %(time)s", time=dates.clock_time(datetime.fromisoformat(event.after), zone)
        )
    if event.what == "extra":
        return gettext("Added as one more date")
    if event.what == "outcome" and event.after in set(SessionState):
        return str(TOLD[SessionState(event.after)])
    return gettext("Something about this date was changed")


def _span(kept: str, zone: str) -> str:
    starts_at, _, ends_at = kept.partition("/")
    return span_words(datetime.fromisoformat(starts_at), datetime.fromisoformat(ends_at), zone)


def day_of(moment: datetime, zone: str) -> date:
    """Its day on the wall calendar of `zone`."""
    return moment.astimezone(ZoneInfo(zone)).date()


def when_words(one: ContactSession, zone: str) -> str:
    """When a date is: "Saturday 28 November, 10am to 12pm"."""
    return span_words(one.starts_at, one.ends_at, zone)


def span_words(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """ "Saturday 28 November, 10am to 12pm"."""
    day = dates.day(day_of(starts_at, zone))
    return gettext("%(day)s, %(time)s", day=day, time=hours(starts_at, ends_at, zone))


def asked_words(request: ChangeRequest, *, is_mine: bool) -> str:
    """How a question stands, for whoever asked or is to answer."""
    if request.state is RequestState.OPEN:
        if is_mine:
            return gettext("You asked to change this. Until there is an answer, the old time stands.")
        return gettext("A change is asked for. It waits for an answer.")
    if request.state is RequestState.WITHDRAWN:
        return (
            gettext("You took back what you asked.") if is_mine else gettext("What was asked is taken back.")
        )
    if request.state is RequestState.ACCEPTED:
        return (
            gettext("You asked for a change. The answer is yes.")
            if is_mine
            else gettext("A change was agreed.")
        )
    if is_mine:
        return gettext("You asked for a change. The answer is: not this time.")
    return gettext("A change was asked for. The answer was: not this time.")
