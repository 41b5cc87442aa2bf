"""What a worker types about one date: what became of it, or another time or place."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from supportapp.contact.models import TermKind
from supportapp.contact.new_times import NewTimeForm, add_problem
from supportapp.contact.queries import HeldSession, Terms
from supportapp.contact.recurrence import DAY
from supportapp.contact.session_models import TO_COME, CalledOffBy, Reason, SessionState
from supportapp.contact.session_service import OutcomeEntry
from supportapp.core import clock
from supportapp.web import words
from supportapp.web.forms import DateField, line, offer, pick
from supportapp.web.forms import words as words_field
from supportapp.web.language import gettext
from supportapp.web.times import TimeField

MOVE = "move"
MOST_WORDS = 2000
LATER = {
    SessionState.CANCELLED.value: _l("It will not happen"),
    SessionState.PAUSED.value: _l("Pause it to keep everybody safe"),
    MOVE: _l("Move it to another time or place"),
}
PAST = {
    SessionState.HAPPENED.value: _l("It went ahead"),
    SessionState.SHORTENED.value: _l("It was shorter"),
    SessionState.CANCELLED.value: _l("It did not happen"),
    SessionState.PAUSED.value: _l("It was paused to keep everybody safe"),
}
BACK = _l("Put it back as planned")


class OutcomeForm(NewTimeForm):
    """What became of a date."""

    what = pick(_l("What happened?"), offer((PAST | LATER).items()), needed=_l("Choose what happened."))
    called_off_by = pick(_l("Who called it off?"), words.choices(*CalledOffBy))
    reason = pick(_l("What was the reason?"), words.choices(*Reason))
    ended = TimeField(_l("When did it really end?"))
    venue_name = line(_l("Name of the new place"), most=120)
    why = words_field(_l("What everybody reads"), most=MOST_WORDS)
    offered = words_field(_l("What was offered instead"), most=MOST_WORDS)
    child_told = words_field(_l("How the child was told"), most=MOST_WORDS)
    told_on = DateField(_l("On which day were people told?"), near=2)
    told_time = TimeField(_l("At what time?"))
    version = HiddenField()

    def fit(self, found: HeldSession) -> None:
        """Offer what this date leaves to be said."""
        self.found = found
        one = found.session
        choices: dict[str, Any] = dict(LATER if one.ends_at > clock.now() else PAST)
        if one.state is not SessionState.PLANNED and one.state is not SessionState.CHANGED:
            choices[SessionState.PLANNED.value] = BACK
        self.what.choices = offer(choices.items())
        if one.ends_at > clock.now():
            self.what.label.text = gettext("What changes?")

    def show(self, found: HeldSession, own: Terms) -> None:
        """Fill the boxes from a date and its texts."""
        one = found.session
        told = one.told_at.astimezone(ZoneInfo(found.held.arrangement.zone)) if one.told_at else None
        self.what.data = None if one.state in TO_COME else one.state.value
        self.called_off_by.data = one.called_off_by.value if one.called_off_by else None
        self.reason.data = one.reason.value if one.reason else None
        self.why.data, self.offered.data = own.get(TermKind.WHY), own.get(TermKind.OFFERED)
        self.child_told.data = own.get(TermKind.CHILD_TOLD)
        self.told_on.process_data(told.date() if told else None)
        self.told_time.process_data(told.time() if told else None)
        self.version.data = str(one.version)

    def validate(self, extra_validators: Any = None) -> bool:
        """Each outcome needs something else beside it."""
        if not super().validate(extra_validators):
            return False
        checks = [self._when_told()]
        if self.what.data == SessionState.CANCELLED:
            checks.append(self._who())
        if self.what.data == SessionState.SHORTENED and self.ended.data is not None:
            checks.append(self._real_end())
        if self.what.data == MOVE:
            checks.append(self._where_to())
        return all(checks)

    def _who(self) -> bool:
        if not self.called_off_by.data:
            add_problem(self.called_off_by, _l("Choose who called it off. “Something else” is fine."))
        return bool(self.called_off_by.data)

    def _where_to(self) -> bool:
        if self.has_time:
            return self.read_moments(self.found.session, self.found.held.arrangement.zone)
        if not self.venue_name.data:
            add_problem(self.on, _l("Write the new day and time, or the new place."))
        return bool(self.venue_name.data)

    def _real_end(self) -> bool:
        one, end = self.found.session, self.ended_at
        if end is not None and one.starts_at < end <= one.ends_at:
            return True
        add_problem(self.ended, _l("Write a time between the start and the planned end."))
        return False

    def _when_told(self) -> bool:
        if (self.told_on.data is None) != (self.told_time.data is None):
            add_problem(self.told_on, _l("Write both the day and the time, or neither."))
            return False
        if self.told_at is not None and self.told_at > clock.now():
            add_problem(self.told_on, _l("This must be in the past."))
            return False
        return True

    @property
    def told_at(self) -> datetime | None:
        """When people were told."""
        if self.told_on.data is None or self.told_time.data is None:
            return None
        zone = ZoneInfo(self.found.held.arrangement.zone)
        return datetime.combine(self.told_on.data, self.told_time.data, zone)

    @property
    def ended_at(self) -> datetime | None:
        """The real end: the last such time up to the planned one. Of a night, 9pm is that of the evening."""
        if self.ended.data is None:
            return None
        zone, planned = ZoneInfo(self.found.held.arrangement.zone), self.found.session.ends_at
        end = datetime.combine(planned.astimezone(zone).date(), self.ended.data, zone)
        return end if end <= planned else end - DAY

    @property
    def entry(self) -> OutcomeEntry:
        """What was said of it; not for a move."""
        state = SessionState(self.what.data)
        return OutcomeEntry(
            state=state,
            called_off_by=CalledOffBy(self.called_off_by.data) if self.called_off_by.data else None,
            reason=Reason(self.reason.data) if self.reason.data else None,
            terms=self.terms,
            told_at=self.told_at,
            ended_at=self.ended_at,
        )

    @property
    def terms(self) -> dict[TermKind, str]:
        """The texts of this date, each for the eyes that it is for."""
        return {
            TermKind.WHY: self.why.data or "",
            TermKind.OFFERED: self.offered.data or "",
            TermKind.CHILD_TOLD: self.child_told.data or "",
        }
