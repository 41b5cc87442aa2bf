"""What a note is written about, one date or one letter, and who may read each lane of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.lists import format_list

from supportapp.access.actor import Actor, Role
from supportapp.contact import queries
from supportapp.contact.letter_queries import HeldLetter
from supportapp.contact.models import Kind, Party, Side, TermKind
from supportapp.contact.naming import Known, name_of
from supportapp.contact.note_models import Lane
from supportapp.contact.note_service import About
from supportapp.contact.queries import HeldArrangement, HeldSession
from supportapp.core import clock
from supportapp.web.language import gettext, locale

TITLES = {Side.SEEING: TermKind.TITLE_SEEING, Side.CARING: TermKind.TITLE_CARING}
PLACES = {Side.SEEING: TermKind.PLACE_SEEING, Side.CARING: TermKind.PLACE_CARING}


@dataclass(frozen=True, slots=True)
class Subject:
    """One date, or one letter."""

    held: HeldArrangement
    about: About
    path: str  # of its own page
    starts_at: datetime
    ends_at: datetime | None
    venue_name: str | None = None  # another public name for this date alone
    side: Side | None = None  # of a letter: the side that writes it

    @property
    def zone(self) -> str:
        """Where its clock hangs."""
        return self.held.arrangement.zone

    @property
    def day(self) -> date:
        """Its day on that wall."""
        return self.starts_at.astimezone(ZoneInfo(self.zone)).date()

    @property
    def planned(self) -> datetime:
        """When what is written about happened, unless its writer says otherwise."""
        return clock.now().replace(second=0, microsecond=0) if self.is_letter else self.starts_at

    @property
    def has_begun(self) -> bool:
        """Whether there is something to write about."""
        return self.starts_at <= clock.now()

    @property
    def is_letter(self) -> bool:
        """Whether it is a letter."""
        return self.about.letter_id is not None

    @property
    def may_end_next_day(self) -> bool:
        """Whether somebody who came at 5pm may have left at 10am, or at midnight."""
        last = self.ends_at.astimezone(ZoneInfo(self.zone)).date() if self.ends_at else self.day
        return self.held.arrangement.kind is Kind.OVERNIGHT or last > self.day

    @property
    def children(self) -> str:
        """The children's names as they are shown."""
        return listed([child.shown_as for child in self.held.children]) or gettext("the child")


def of_session(found: HeldSession) -> Subject:
    """A date."""
    one, about = found.session, About(found.held.arrangement, session_id=found.session.id)
    return Subject(found.held, about, f"/family-time/{one.id}", one.starts_at, one.ends_at, one.venue_name)


def of_letter(found: HeldLetter) -> Subject:
    """A letter: there is something to write about from the first day of its window."""
    one, arrangement = found.letter, found.held.arrangement
    opens_at = datetime.combine(one.opens_on, time(), ZoneInfo(arrangement.zone))
    about = About(arrangement, letter_id=one.id)
    return Subject(found.held, about, f"/letters/{one.id}", opens_at, None, side=one.side)


@dataclass(frozen=True, slots=True)
class Called:
    """What a reader calls a date or letter, and the place they know it by."""

    title: str
    place: str | None = None


def called(actor: Actor, subject: Subject) -> Called:
    """The name and place of a date in the actor's own words. One statement."""
    if subject.about.session_id is None:
        writers = subject.held.on(*([subject.side] if subject.side else []))
        if actor.person_id in {party.person_id for party in writers}:
            return Called(gettext("Your letter"))
        return Called(
            gettext("The letter from %(names)s", names=listed([party.shown_as for party in writers]))
        )
    arrangement = subject.held.arrangement
    general, own = queries.session_terms(actor, arrangement.id, subject.about.session_id)
    side = subject.held.side_of(actor.person_id)
    title, place = (kinds.get(side) if side else None for kinds in (TITLES, PLACES))
    return Called(
        _first(title, own, general) or _named(actor, subject.held),
        _first(place, own) or subject.venue_name or _first(place, general) or arrangement.venue_name,
    )


def _first(kind: TermKind | None, *terms: queries.Terms) -> str | None:
    return next((found[kind] for found in terms if kind in found), None) if kind else None


def _named(actor: Actor, held: HeldArrangement) -> str:
    if actor.role is Role.WORKER:
        return held.arrangement.title
    children = listed([child.shown_as for child in held.children])
    others = [party.shown_as for party in held.on(Side.SEEING) if party.person_id != actor.person_id]
    if not others:
        return gettext("Time with %(names)s", names=children)
    return gettext("%(children)s with %(names)s", children=children, names=listed(others))


@dataclass(frozen=True, slots=True)
class Readers:
    """Who can read something, and who cannot, by the names that the reader of this knows them by."""

    can: tuple[str, ...]
    cannot: tuple[str, ...]


def readers(
    held: HeldArrangement,
    known: Known,
    author_id: UUID,
    *,
    lane: Lane,
    side: Side | None = None,
    named: Collection[UUID] | None = None,
) -> Readers:
    """Who reads a lane besides its author, and who does not.

    `side` is that of a letter; `named` are those whom a note was shared with when it was written.
    """
    adults = {party.person_id: party for party in held.parties if party.side is not Side.CHILD}
    can = set() if lane is Lane.PRIVATE else set(known.worker_ids)
    if lane is Lane.SHARED:
        can |= {
            each
            for each, party in adults.items()
            if (each in named if named is not None else _is_on(party, side))
        }
    you = gettext("You")
    others = {*adults, *known.worker_ids} - {author_id}
    called = [(name_of(known.names, each), each) for each in others]
    called.sort(key=lambda pair: (pair[0] != you, pair[1] in known.worker_ids, pair[0]))
    return Readers(
        tuple(name for name, each in called if each in can),
        tuple(name for name, each in called if each not in can),
    )


def _is_on(party: Party, side: Side | None) -> bool:
    return side is None or party.side is side


def worker_names(known: Known, *, but: UUID) -> list[str]:
    """The names of the workers, without one of them."""
    return sorted(name_of(known.names, each) for each in known.worker_ids if each != but)


def listed(names: Sequence[str]) -> str:
    """ "Priya, Sam and Lou"."""
    return format_list(list(names), locale=locale()).replace(", and ", " and ") if names else ""
