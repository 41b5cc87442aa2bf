"""How notes are shown: one note, a note with what put it right, the choice of who reads, the notes to check."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_date

from supportapp.access.actor import Actor, Role
from supportapp.contact import letter_queries
from supportapp.contact import note_queries as queries
from supportapp.contact.naming import Known, known_in, left_names, name_of
from supportapp.contact.note_models import Lane, Mood, Note, NoteCheck, Photo, Supersedes, Went
from supportapp.contact.note_queries import HeldNote
from supportapp.contact.note_subjects import (
    Called,
    Readers,
    Subject,
    called,
    listed,
    of_letter,
    of_session,
    readers,
    worker_names,
)
from supportapp.contact.queries import HeldArrangement
from supportapp.contact.session_models import TO_COME, ContactSession, SessionState
from supportapp.core import clock
from supportapp.core.clock import HOME_ZONE
from supportapp.web import dates
from supportapp.web.language import gettext, locale
from supportapp.web.words import label

WEEK = 7
OUTCOMES = {
    Went.AS_PLANNED: (SessionState.HAPPENED,),
    Went.CHANGED: (SessionState.HAPPENED, SessionState.SHORTENED),
    Went.SHORTENED: (SessionState.SHORTENED,),
    Went.NO: (SessionState.CANCELLED, SessionState.PAUSED),
}
"""What became of a date, by what a note says of it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One lane to choose, and who reads it."""

    lane: Lane
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One note as it is shown."""

    note: Note
    author: str
    is_own: bool
    photos: Sequence[Photo]
    check: NoteCheck | None
    checked_by: str

    @property
    def is_withdrawal(self) -> bool:
        """Whether it takes back the one before."""
        return self.note.supersedes_as is Supersedes.WITHDRAWAL


@dataclass(frozen=True, slots=True)
class Shown:
    """A note with everything that stands around it on its page; the latest card is what holds now."""

    subject: Subject
    called: Called
    cards: tuple[Card, ...]
    readers: Readers
    beside: Sequence[Note]  # what its author wrote at the same time for other readers
    one: Card

    @property
    def latest(self) -> Card:
        """What holds now."""
        return self.cards[-1]

    @property
    def saved(self) -> str:
        """What its author is told after saving it: who can read it, and who cannot."""
        name = self.subject.held.name_of(self.one.note.author_id)
        thanks = gettext("Saved. Thank you, %(name)s.", name=name) if name else gettext("Saved. Thank you.")
        return " ".join([thanks, *who_reads(self.readers, self.one.note.lane)])


def who_reads(who: Readers, lane: Lane) -> list[str]:
    """Who can read something and who cannot, in sentences."""
    if lane is Lane.PRIVATE:
        return [gettext("Only you can read it.")]
    can, cannot = listed(who.can), listed(who.cannot)
    workers = gettext("The workers of this family can read it.")
    return [
        gettext("%(names)s can read it.", names=can) if can else workers,
        *([gettext("%(names)s cannot.", names=cannot)] if cannot else []),
    ]


def question(subject: Subject) -> str:
    """What stands above the form: how did Saturday go?"""
    if subject.is_letter:
        return gettext("Write about this letter")
    days = (clock.today(subject.zone) - subject.day).days
    if days == 0:
        return gettext("How did it go today?")
    near = format_date(subject.day, "EEEE", locale=locale())
    return gettext("How did %(day)s go?", day=near if 0 < days < WEEK else dates.day(subject.day))


def choices(actor: Actor, subject: Subject, known: Known) -> list[Choice]:
    """The three lanes, each with the names of those who can read it and those who cannot."""
    workers = listed(worker_names(known, but=actor.person_id))
    is_worker = actor.role is Role.WORKER
    only = gettext("Only %(names)s", names=workers) if workers else gettext("Only your worker")
    titles = {
        Lane.SHARED: gettext("Those who write this letter")
        if subject.is_letter
        else gettext("Everybody in this plan"),
        Lane.TO_WORKER: gettext("Only workers") if is_worker else only,
        Lane.PRIVATE: gettext("Only me"),
    }
    court = gettext("It may be used at a review or in court.")
    found = []
    for lane, title in titles.items():
        who = readers(subject.held, known, actor.person_id, lane=lane, side=subject.side)
        lines = [*who_reads(who, lane), *([court] if lane is not Lane.PRIVATE else [])]
        found.append(Choice(lane, title, tuple(lines)))
    return found


def subject_of(actor: Actor, found: HeldNote) -> Subject:
    """What a note is about."""
    if found.note.letter_id is not None:
        return of_letter(letter_queries.letter(actor, found.note.letter_id))
    return of_session(queries.session_of(actor, found))


def shown(actor: Actor, found: HeldNote) -> Shown:
    """A note with what put it right, as the actor may see it."""
    known = known_in(actor, found.held)
    names = known.names
    chain = queries.chain_of(actor, found.note)
    ids = [note.id for note in chain]
    photos, checks = queries.photos_of(actor, ids), queries.checks_of(actor, ids)
    sees_checks = actor.role is Role.WORKER or found.note.author_id == actor.person_id
    cards = []
    for note in chain:
        check = checks.get(note.id) if sees_checks else None
        by = name_of(names, check.worker_id) if check else ""
        own = note.author_id == actor.person_id
        author = name_of(names, note.author_id)
        cards.append(Card(note, author, own, photos.get(note.id, ()), check, by))
    who = readers(found.held, known, found.note.author_id, lane=found.note.lane, named=found.reader_ids)
    one = next(card for card in cards if card.note.id == found.note.id)
    subject = subject_of(actor, found)
    beside = queries.of_one_go(actor, found.note)
    return Shown(subject, called(actor, subject), tuple(cards), who, beside, one)


@dataclass(frozen=True, slots=True)
class ToCheck:
    """One note that no worker has read."""

    note: Note
    author: str
    about: str
    differs: str


Families = list[tuple[HeldArrangement, list[ToCheck]]]


def to_check(actor: Actor, *, most: int) -> Families:
    """The notes that no worker has read, by family; the family that waits longest first."""
    notes = queries.unchecked(actor, most=most)
    held, sessions = queries.places_of(actor, notes)
    workers = queries.worker_names(actor, {note.author_id for note in notes})
    left = left_names(actor, held)
    families: dict[UUID, tuple[HeldArrangement, list[ToCheck]]] = {}
    for note in notes:
        place = held[note.arrangement_id]
        here = place.name_of(note.author_id) or left.get((note.arrangement_id, note.author_id))
        author = here or name_of(workers, note.author_id)
        session = sessions.get(note.session_id) if note.session_id else None
        row = ToCheck(note, author, place.arrangement.title, differs(note, session))
        families.setdefault(note.circle_id, (place, []))[1].append(row)
    return list(families.values())


def differs(note: Note, session: ContactSession | None) -> str:
    """What to say to a worker where a note says something else than what became of its date; else nothing."""
    if note.went is None or session is None or session.state in OUTCOMES[note.went]:
        return ""
    if session.state in TO_COME:
        return gettext("Nobody has said yet what became of this date.")
    said = label(note.went)
    return gettext(
        "The note says “%(said)s”. The date says “%(state)s”.", said=said, state=label(session.state)
    )


def moods(values: Sequence[str]) -> str:
    """ "Settled, quiet" for the moods that stand in a note."""
    return ", ".join(label(Mood(value)) for value in values)


def moment(value: datetime, zone: str = HOME_ZONE) -> str:
    """ "Saturday 21 November, 10am", with the place of the clock where that is not ours."""
    day, at = dates.day(value.astimezone(ZoneInfo(zone)).date()), dates.clock_time(value, zone)
    if zone == HOME_ZONE:
        return gettext("%(day)s, %(time)s", day=day, time=at)
    place = zone.split("/")[-1].replace("_", " ")
    return gettext("%(day)s, %(time)s (%(place)s time)", day=day, time=at, place=place)
