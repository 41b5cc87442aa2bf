"""What the pages about arrangements show, for workers and for each side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response

from supportapp.access.actor import Actor, Role
from supportapp.contact import arrangement_queries, queries, questions, request_queries
from supportapp.contact.change_forms import EndForm, OneTimeForm, PauseEndForm, PauseForm
from supportapp.contact.models import Arrangement, PatternRow, PauseRow, Side, TermKind, audience_of
from supportapp.contact.outcome_words import hours, is_off, state_words
from supportapp.contact.planning import WITHOUT_DATES, pattern_of
from supportapp.contact.queries import HeldArrangement, Terms
from supportapp.contact.sentences import sentence
from supportapp.contact.session_models import ContactSession, Slot
from supportapp.core import clock
from supportapp.people import queries as people
from supportapp.people.models import Circle
from supportapp.web.language import gettext, ngettext
from supportapp.web.render import page
from supportapp.web.viewed import note_view
from supportapp.web.words import label

TITLES = (TermKind.TITLE_SEEING, TermKind.TITLE_CARING)
HOUR, DAY = 60, 24 * 60
EXTRA, SLOT = "extra", "slot"  # how the boxes of each form begin
NO_TIMES: Mapping[str, OneTimeForm] = {}


@dataclass(frozen=True, slots=True)
class DateLine:
    """One date of a list, in words."""

    id: UUID
    on: date
    hours: str
    said: str
    is_off: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One arrangement in a family's list."""

    held: HeldArrangement
    sentences: tuple[str, ...]
    next: DateLine | None


@dataclass(frozen=True, slots=True)
class Text:
    """One text of an arrangement, and for a worker who else reads it."""

    name: str
    words: str
    readers: str


def has_ended(one: Arrangement) -> bool:
    """Whether its last day is over."""
    return one.ended_on is not None and one.ended_on < clock.today(one.zone)


def family_time(actor: Actor, circle: Circle) -> Response:
    """All arrangements of one family, those that ended below, and the dates to come. For its workers."""
    note_view(actor, "family-time", circle.id, circle.id)
    held = queries.arrangements_in(actor, circle.id)
    plans = arrangement_queries.patterns_in(actor, [each.arrangement.id for each in held])
    coming = queries.upcoming(actor, circle_id=circle.id, most=60)
    by_id = {each.arrangement.id: each for each in held}
    cards = [_card(each, plans.get(each.arrangement.id, ()), coming) for each in held]
    return page(
        "contact/arrangements.html",
        circle=circle,
        lasting=[card for card in cards if not has_ended(card.held.arrangement)],
        ended=[card for card in cards if has_ended(card.held.arrangement)],
        dates=[
            (_line(row, by_id[row.arrangement_id].arrangement), by_id[row.arrangement_id])
            for row in coming[:20]
            if row.arrangement_id in by_id
        ],
    )


def _card(held: HeldArrangement, rows: Sequence[PatternRow], coming: Sequence[ContactSession]) -> Card:
    one = held.arrangement
    lines = (_line(row, one) for row in coming if row.arrangement_id == one.id)
    return Card(held, sentences_of(one, rows), next((line for line in lines if not line.is_off), None))


def sentences_of(one: Arrangement, rows: Sequence[PatternRow]) -> tuple[str, ...]:
    """The plan that holds now and what follows it; of one that is over, its last stretch."""
    today = clock.today(one.zone)
    live = [row for row in rows if row.ends_on is None or row.ends_on >= today] or rows[-1:]
    return tuple(sentence(pattern_of(row), with_time=one.kind not in WITHOUT_DATES) for row in live)


def _line(row: ContactSession, one: Arrangement) -> DateLine:
    on = row.starts_at.astimezone(ZoneInfo(one.zone)).date()
    return DateLine(
        row.id, on, hours(row.starts_at, row.ends_at, one.zone), state_words(row, one.zone), is_off(row)
    )


def _slot(row: Slot, one: Arrangement) -> DateLine:
    on = row.starts_at.astimezone(ZoneInfo(one.zone)).date()
    return DateLine(row.id, on, hours(row.starts_at, row.ends_at, one.zone), "", is_off=False)


def show(
    actor: Actor,
    held: HeldArrangement,
    *,
    status: int = 200,
    pause: PauseForm | None = None,
    pause_end: tuple[UUID, PauseEndForm] | None = None,
    times: Mapping[str, OneTimeForm] = NO_TIMES,
    end: EndForm | None = None,
) -> Response:
    """One arrangement as one reader may see it; for its workers with the forms to change it."""
    one = held.arrangement
    note_view(actor, "arrangement", one.id, one.circle_id)
    forms: dict[str, Any] = {}
    pauses = [row for row in queries.pauses_of(actor, one.id) if row.ends_on >= clock.today(one.zone)]
    if actor.role is not Role.FAMILY:
        forms = {
            "pause": pause or PauseForm(formdata=None),
            "extra": times.get(EXTRA) or OneTimeForm(formdata=None, prefix=EXTRA),
            "slot": times.get(SLOT) or OneTimeForm(formdata=None, prefix=SLOT),
            "slots": [_slot(row, one) for row in request_queries.free_slots(actor, one.id)],
            "end": end or EndForm(formdata=None, version=str(one.version)),
            "pause_ends": [(row, _pause_end(row, pause_end)) for row in pauses],
            "known_as": {person.id: person.known_as for _, person in people.members(actor, one.circle_id)},
        }
    return page("contact/arrangement.html", status=status, pauses=pauses, **forms, **_facts(actor, held))


def _pause_end(row: PauseRow, typed: tuple[UUID, PauseEndForm] | None) -> PauseEndForm:
    if typed and typed[0] == row.id:
        return typed[1]
    return PauseEndForm(formdata=None, prefix=f"p{row.id.hex}-", last=row.ends_on)


def _facts(actor: Actor, held: HeldArrangement) -> dict[str, Any]:
    one = held.arrangement
    terms = queries.terms_of(actor, [one.id]).get(one.id, {})
    rows = arrangement_queries.patterns_in(actor, [one.id]).get(one.id, ())
    return {
        "held": held,
        "one": one,
        "ended": has_ended(one),
        "title": title_of(actor, held, terms),
        "texts": _texts(actor, terms),
        "sentences": sentences_of(one, rows),
        "place": arrangement_queries.place_of(actor, one.id),
        "release_words": release_words,
        "dates": [_line(row, one) for row in arrangement_queries.coming(actor, one.id)],
        "how": questions.HOW[one.legal_basis],
        "court_fixed": questions.COURT_FIXED if one.is_fixed_by_court else "",
        "checked_on": questions.CHECKED_ON,
    }


def title_of(actor: Actor, held: HeldArrangement, terms: Terms) -> str:
    """What an arrangement is called: for workers as they call it, for a side as was written for it."""
    one = held.arrangement
    if actor.role is not Role.FAMILY:
        return one.title
    by_side = {Side.SEEING: TermKind.TITLE_SEEING, Side.CARING: TermKind.TITLE_CARING}
    side = held.side_of(actor.person_id)
    given = terms.get(by_side[side]) if side in by_side else None
    return given or gettext("Family time: %(kind)s", kind=label(one.kind))


def _texts(actor: Actor, terms: Terms) -> list[Text]:
    is_worker = actor.role is not Role.FAMILY
    shown = [kind for kind in TermKind if kind in terms and (is_worker or kind not in TITLES)]
    return [Text(label(kind), terms[kind], label(audience_of(kind)) if is_worker else "") for kind in shown]


def release_words(minutes: int | None) -> str:
    """From when an exact place may be known: "2 hours before"."""
    if minutes is None:
        return gettext("at any time")
    if minutes % DAY == 0 and minutes:
        return ngettext("%(num)d day before", "%(num)d days before", minutes // DAY)
    if minutes % HOUR == 0 and minutes:
        return ngettext("%(num)d hour before", "%(num)d hours before", minutes // HOUR)
    return ngettext("%(num)d minute before", "%(num)d minutes before", minutes)
