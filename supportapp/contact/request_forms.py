"""What people type when they ask for a change, and when they answer."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from supportapp.contact.models import Side
from supportapp.contact.new_times import NewTimeForm, add_problem
from supportapp.contact.outcome_words import span_words
from supportapp.contact.queries import HeldSession
from supportapp.contact.request_service import TO_MOVE, AnswerEntry, AskEntry
from supportapp.contact.session_models import Asked, ChangeRequest, Reason, Slot
from supportapp.web import words
from supportapp.web.forms import line, offer, pick
from supportapp.web.forms import words as words_field

MOST_WORDS = 2000
REASONS = {
    Reason.ILLNESS_ADULT: _l("I am not well"),
    Reason.ILLNESS_CHILD: _l("The child is not well"),
    Reason.TRANSPORT: _l("The journey does not work"),
    Reason.OTHER_PLAN: _l("I have another plan on that day"),
    Reason.NOT_KNOWN: _l("I would rather not say"),
}
YES, NO = "yes", "no"


def reasons(side: Side | None) -> list[tuple[str, Any]]:
    """Why somebody cannot come, in neutral words; only who cares for the child speaks of the child."""
    return [
        (reason.value, words_)
        for reason, words_ in REASONS.items()
        if side is Side.CARING or reason is not Reason.ILLNESS_CHILD
    ]


class AskForm(NewTimeForm):
    """Ask to change one date."""

    asked = pick(
        _l("What do you want to change?"), words.choices(*Asked), needed=_l("Choose what to change.")
    )
    slot = pick(_l("Times that are free"), ())
    wish = words_field(_l("Or say it in your own words"), most=MOST_WORDS)
    reason = pick(_l("If you cannot come: why?"), offer(reasons(Side.CARING)))
    why = words_field(_l("Anything else? You can leave this empty."), most=MOST_WORDS)

    def fit(self, found: HeldSession, slots: Sequence[Slot], side: Side | None, *, can_move: bool) -> None:
        """Offer what this date leaves to be asked."""
        self.found, self.slots = found, {str(slot.id): slot for slot in slots}
        zone = found.held.arrangement.zone
        free = [(key, slot_words(slot, zone)) for key, slot in self.slots.items()]
        self.slot.choices = offer([*free, ("", _l("None of these"))])
        self.reason.choices = offer(reasons(side))
        if not can_move:
            self.asked.choices = words.choices(Asked.CANNOT_COME)

    def validate(self, extra_validators: Any = None) -> bool:
        """Each thing that can be asked needs something else beside it."""
        if not super().validate(extra_validators):
            return False
        if self.asked.data == Asked.CANNOT_COME:
            return self._needs(self.reason, bool(self.reason.data), _l("Choose why. You need not say more."))
        if self.asked.data == Asked.PLACE:
            return self._needs(self.wish, bool(self.wish.data), _l("Write where you would like to meet."))
        if self.slot.data:
            return True
        if self.has_time:
            return self.read_moments(self.found.session, self.found.held.arrangement.zone)
        return self._needs(
            self.on, bool(self.wish.data), _l("Choose another time, or write what would work.")
        )

    def _needs(self, field: Any, is_there: bool, message: Any) -> bool:
        if not is_there:
            add_problem(field, message)
        return is_there

    @property
    def entry(self) -> AskEntry:
        """What was asked; what does not belong to it is left out."""
        asked, why = Asked(self.asked.data), self.why.data or None
        if asked is Asked.CANNOT_COME:
            return AskEntry(asked, why=why, reason=Reason(self.reason.data))
        wish = self.wish.data or None
        if asked is Asked.PLACE:
            return AskEntry(asked, wish=wish, why=why)
        if (slot := self.slots.get(self.slot.data or "")) is not None:
            return AskEntry(asked, slot.starts_at, slot.ends_at, slot.id, wish, why)
        starts_at, ends_at = self.moments or (None, None)
        return AskEntry(asked, starts_at, ends_at, None, wish, why)


def slot_words(slot: Slot, zone: str) -> str:
    """ "Saturday 28 November, 10am to 12pm"."""
    return span_words(slot.starts_at, slot.ends_at, zone)


class AnswerForm(NewTimeForm):
    """Say yes or no to what somebody asks."""

    answer = pick(
        _l("Your answer"),
        offer([(YES, _l("Yes")), (NO, _l("Not this time"))]),
        needed=_l("Choose an answer."),
    )
    venue_name = line(_l("Name of the new place"), most=120)
    words = words_field(_l("What do you want to say?"), most=MOST_WORDS)

    def fit(self, found: HeldSession, request: ChangeRequest) -> None:
        """Know what is answered."""
        self.found, self.request = found, request

    @property
    def needs_time(self) -> bool:
        """Whether a yes needs the exact time, since the question left it open."""
        return self.request.asked in TO_MOVE and self.request.starts_at is None

    @property
    def needs_place(self) -> bool:
        """Whether a yes needs the name of the new place."""
        return self.request.asked is Asked.PLACE

    def validate(self, extra_validators: Any = None) -> bool:
        """A no needs a reason; a yes needs what was left open."""
        if not super().validate(extra_validators):
            return False
        if self.answer.data == NO:
            return self._needs(self.words, _l("Write why. It helps to know."))
        if self.needs_place:
            return self._needs(self.venue_name, _l("Write the name of the place."))
        if not self.needs_time:
            return True
        if not self.has_time:
            add_problem(self.on, _l("Write the new day and time."))
            return False
        return self.read_moments(self.found.session, self.found.held.arrangement.zone)

    def _needs(self, field: Any, message: Any) -> bool:
        if not field.data:
            add_problem(field, message)
        return bool(field.data)

    @property
    def entry(self) -> AnswerEntry:
        """What was answered."""
        starts_at, ends_at = self.moments or (None, None)
        said = self.words.data or None
        return AnswerEntry(self.answer.data == YES, said, starts_at, ends_at, self.venue_name.data or None)
