"""What a worker types about an arrangement: who, where, what was agreed, each text beside those who read it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField
from wtforms.validators import Optional

from supportapp.contact.arrangement_service import ArrangementEntry, PartyEntry, VenueEntry
from supportapp.contact.models import (
    Arrangement,
    Audience,
    Decider,
    Kind,
    LegalBasis,
    Side,
    Supervision,
    TermKind,
    Venue,
    audience_of,
)
from supportapp.contact.queries import HeldArrangement, Terms
from supportapp.contact.recurrence import is_zone
from supportapp.contact.words import KINDS, TERMS
from supportapp.core.clock import HOME_ZONE
from supportapp.people.models import Membership, Part, Person
from supportapp.web.forms import DateField, Form, choose, clean, line, offer, ticks
from supportapp.web.forms import words as words_field
from supportapp.web.language import gettext
from supportapp.web.words import choices

MOST_NOTICE = 90 * 24
NAME, PLACE = 80, 500
OF_ONE_DATE = (TermKind.WHY, TermKind.OFFERED)
SIDES = offer(
    [
        ("", _l("Not in this plan")),
        (Side.SEEING.value, _l("Comes to see the child")),
        (Side.CARING.value, _l("Cares for the child")),
        (Side.SUPPORTING.value, _l("Supports")),
    ]
)
RELEASES = {
    None: _l("At any time"),
    30: _l("30 minutes before"),
    60: _l("1 hour before"),
    120: _l("2 hours before"),
    1440: _l("The day before, at the same time"),
    2880: _l("2 days before, at the same time"),
}
CARERS = (Part.KIN_CARER, Part.SPECIAL_GUARDIAN, Part.FOSTER_CARER, Part.ADOPTER)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of the circle who may have a place in an arrangement, and how the form starts for them."""

    person_id: UUID
    name: str  # for the worker's eyes
    is_child: bool
    shown_as: str
    side: str = ""

    @property
    def key(self) -> str:
        """How the form's boxes for them are called."""
        return self.person_id.hex


class HoursField(Field):
    """A number of hours; empty means none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number. Raises ValueError, in words, when it is none, or more than 90 days."""
        self.typed = clean(valuelist[0] if valuelist else "")[:20]
        self.data = int(self.typed) if self.typed.isascii() and self.typed.isdecimal() else 0
        if self.typed and (not self.typed.isascii() or not self.typed.isdecimal() or self.data > MOST_NOTICE):
            raise ValueError(_l("Write a number of hours, from 0 to %(most)s.", most=MOST_NOTICE))

    def process_data(self, value: int | None) -> None:
        """Fill the box from a number."""
        self.data = value or 0
        self.typed = str(value) if value else ""


class ArrangementForm(Form):
    """All of an arrangement but its pattern; `arrangement_form` adds the boxes for people and texts."""

    kind = choose(_l("What kind is it?"), choices(*Kind), default=Kind.FACE_TO_FACE.value)
    title = line(_l("What workers call it"), most=NAME)
    children = ticks(_l("Which children?"), [])
    venue_name = line(_l("Place"), most=NAME)
    zone = line(_l("Time zone"), most=60)
    detail = words_field(_l("The exact place"), most=PLACE)
    viewers = ticks(_l("Who may know the exact place?"), [])
    release = choose(
        _l("From when may they know it?"),
        offer((str(minutes or ""), name) for minutes, name in RELEASES.items()),
        default="",
    )
    supervision = choose(_l("Who is near"), choices(*Supervision), default=Supervision.NONE.value)
    basis = choose(_l("What it is based on"), choices(*LegalBasis), default=LegalBasis.AGREEMENT.value)
    by_court = BooleanField(_l("A court order fixes it"), false_values=("", "no"))
    decider = choose(_l("Who decides on changes"), choices(*Decider), default=Decider.WORKER.value)
    notice = HoursField(_l("How many hours before must a change be asked for?"), validators=[Optional()])
    review_on = DateField(_l("Next review"), near=30)
    version = HiddenField()

    people: Sequence[Candidate] = ()

    def validate(self, extra_validators: Any = None) -> bool:
        """It is about a child and for somebody; those who may know the place are in it; the zone is one."""
        fine = bool(super().validate(extra_validators))
        return all([fine, self._has_people(), self._has_names(), self._has_viewers(), self._has_zone()])

    def _has_people(self) -> bool:
        if not self.children.data and not self.children.errors:
            self.children.errors = [_l("Choose which child it is about.")]
        first = next((self[f"side_{each.key}"] for each in self.people if not each.is_child), None)
        if first is None or any(not each.is_child and self.side_of(each) for each in self.people):
            return not self.children.errors
        first.errors = [*first.errors, _l("Choose who takes part, and how.")]
        return False

    def _has_names(self) -> bool:
        nameless = [each for each in self.people if self.side_of(each) and not self[f"shown_{each.key}"].data]
        for each in nameless:
            self[f"shown_{each.key}"].errors = [_l("Write the name that the others will see.")]
        return not nameless

    def _has_viewers(self) -> bool:
        inside = {each.key for each in self.people if not each.is_child and self.side_of(each)}
        if not self.viewers.errors and not set(self.viewers.data or ()) <= inside:
            self.viewers.errors = [_l("Only people in this plan can know its place.")]
        return not self.viewers.errors

    def _has_zone(self) -> bool:
        if not self.zone.errors and not is_zone(self.zone.data or HOME_ZONE):
            self.zone.errors = [_l("We do not know this time zone. For example: Europe/London.")]
        return not self.zone.errors

    def side_of(self, each: Candidate) -> Side | None:
        """Where somebody stands, as far as that was chosen."""
        if each.is_child:
            return Side.CHILD if each.key in (self.children.data or ()) else None
        chosen = self[f"side_{each.key}"].data
        return Side(chosen) if chosen in set(Side) else None

    def entry(self) -> ArrangementEntry:
        """What was typed, once it is valid. Where a court order fixes it, only a worker decides."""
        by_court = bool(self.by_court.data)
        kind = Kind(self.kind.data)
        return ArrangementEntry(
            kind=kind,
            title=self.title.data or str(KINDS[kind]),
            supervision=Supervision(self.supervision.data),
            legal_basis=LegalBasis(self.basis.data),
            is_fixed_by_court=by_court,
            decider=Decider.WORKER if by_court else Decider(self.decider.data),
            notice_hours=self.notice.data or 0,
            venue_name=self.venue_name.data or None,
            review_on=self.review_on.data,
            zone=self.zone.data or HOME_ZONE,
            terms={kind: self[f"t_{kind}"].data or "" for kind in TermKind if kind not in OF_ONE_DATE},
            venue=self._venue(),
        )

    def _venue(self) -> VenueEntry | None:
        if not self.detail.data:
            return None
        viewers = frozenset(UUID(hex=key) for key in self.viewers.data or ())
        return VenueEntry(self.detail.data, viewers, int(self.release.data) if self.release.data else None)

    def party_entries(self) -> list[PartyEntry]:
        """Everybody who was given a place, with the name by which the others know them."""
        sides = ((each, self.side_of(each)) for each in self.people)
        return [
            PartyEntry(each.person_id, side, self[f"shown_{each.key}"].data) for each, side in sides if side
        ]

    def offer_release(self, minutes: int, words: str) -> None:
        """A time of release that the form does not offer by itself stays as it is."""
        field: Any = self.release
        if str(minutes) not in {choice.value for choice in field.choices}:
            field.choices = [*field.choices, *offer([(str(minutes), words)])]

    def texts(self, audience: Audience) -> list[Any]:
        """The boxes of the texts for some eyes."""
        kinds = (kind for kind in TermKind if kind not in OF_ONE_DATE)
        return [self[f"t_{kind}"] for kind in kinds if audience_of(kind) is audience]


def arrangement_form(people: Sequence[Candidate]) -> type[ArrangementForm]:
    """The form for some people: a side and a name for each, and a box for each kind of text."""
    boxes: dict[str, object] = {"people": tuple(people)}
    for each in people:
        named = gettext("Name for %(name)s that the others see", name=each.name)
        boxes[f"shown_{each.key}"] = line(named, most=NAME, default=each.shown_as)
        if not each.is_child:
            boxes[f"side_{each.key}"] = choose(each.name, SIDES, default=each.side)
    for kind in TermKind:
        if kind not in OF_ONE_DATE:
            boxes[f"t_{kind}"] = words_field(TERMS[kind])
    grown = [each for each in people if not each.is_child]
    boxes["children"] = ticks(_l("Which children?"), _named(each for each in people if each.is_child))
    boxes["viewers"] = ticks(_l("Who may know the exact place?"), _named(grown))
    return type("ArrangementFormFor", (ArrangementForm,), boxes)


def _named(people: Iterable[Candidate]) -> list[Any]:
    return offer((each.key, each.name) for each in people)


def candidates(
    members: Sequence[tuple[Membership, Person]], held: HeldArrangement | None = None
) -> list[Candidate]:
    """Whom the form offers: everybody of the circle today, and everybody who has a place already."""
    parties = {party.person_id: party for party in held.parties} if held else {}
    child = next((person.known_as for membership, person in members if membership.part is Part.CHILD), "")
    found = {}
    for membership, person in members:
        party = parties.pop(person.id, None)
        shown_as = party.shown_as if party else neutral_name(membership, person, child)
        is_child = membership.part is Part.CHILD
        found[person.id] = Candidate(
            person.id, person.known_as, is_child, shown_as, party.side.value if party else ""
        )
    for party in parties.values():  # left the circle since
        found[party.person_id] = Candidate(
            party.person_id, party.shown_as, party.side is Side.CHILD, party.shown_as, party.side.value
        )
    return list(found.values())


def neutral_name(membership: Membership, person: Person, child: str) -> str:
    """A name that tells the other side nothing new; never the full name of an adult."""
    if membership.part is Part.CHILD:
        return person.known_as
    if membership.part in CARERS:
        return gettext("The person who cares for %(child)s", child=child or gettext("the child"))
    if membership.part is Part.PROFESSIONAL:
        return gettext("A person who helps")
    relative = gettext("A relative") if membership.part is Part.RELATIVE else gettext("The parent")
    return membership.relation or relative


def stored(
    people: Sequence[Candidate], one: Arrangement, terms: Terms, venue: Venue | None, viewers: Iterable[UUID]
) -> dict[str, Any]:
    """The boxes of the form as an arrangement stands; those for people start from `people`."""
    return {
        **{name: getattr(one, name) for name in ("title", "venue_name", "zone", "review_on")},
        "kind": one.kind.value,
        "supervision": one.supervision.value,
        "basis": one.legal_basis.value,
        "by_court": one.is_fixed_by_court,
        "decider": one.decider.value,
        "notice": one.notice_hours,
        "version": str(one.version),
        "children": [each.key for each in people if each.is_child and each.side],
        "detail": venue.detail if venue else "",
        "viewers": [who.hex for who in viewers],
        "release": str(venue.release_minutes or "") if venue else "",
        **{f"t_{kind}": words for kind, words in terms.items()},
    }
