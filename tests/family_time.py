"""Family time in the world of the tests: one arrangement between two sides, and canaries in all that is said in it."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from supportapp.access.actor import Actor
from supportapp.contact import planning
from supportapp.contact.arrangement_service import (
    ArrangementEntry,
    PartyEntry,
    VenueEntry,
    add_arrangement,
    set_terms,
    set_venue,
)
from supportapp.contact.letter_models import Letter, LetterState, LetterStep
from supportapp.contact.models import Decider, Kind, PauseRow, Side, Supervision, TermKind, audience_of
from supportapp.contact.note_models import Draft, Lane, Went
from supportapp.contact.note_service import About, NoteEntry, add_note
from supportapp.contact.own_models import Fare
from supportapp.contact.queries import HeldArrangement
from supportapp.contact.recurrence import Pattern
from supportapp.contact.session_models import Asked, ChangeRequest, ContactSession, RequestState, Slot
from supportapp.core import clock
from supportapp.core.clock import HOME_ZONE
from supportapp.core.db import db
from supportapp.dates.models import DayKind, MarkedDay, Showing

LONDON = ZoneInfo(HOME_ZONE)
SHARED, SEEING, CARING, WORKERS = "shared", "seeing", "caring", "workers"


@dataclass
class FamilyTime:
    """The ids of what stands in the arrangement, and its confidential words by those who may read them."""

    arrangement: UUID
    letters: UUID
    past: UUID = field(default_factory=uuid4)
    next: UUID = field(default_factory=uuid4)
    slot: UUID = field(default_factory=uuid4)
    request: UUID = field(default_factory=uuid4)
    letter: UUID = field(default_factory=uuid4)
    carers_letter: UUID = field(default_factory=uuid4)
    fare: UUID = field(default_factory=uuid4)
    notes: dict[str, UUID] = field(default_factory=dict)
    canaries: dict[str, set[str]] = field(default_factory=dict)

    def word(self, audience: str, name: str) -> str:
        """A new confidential word for an audience: "shared", "seeing", "caring", "workers", or a person's name."""
        word = f"zq{audience}{name.replace('_', '')}"
        self.canaries.setdefault(audience, set()).add(word)
        return word


READS = {
    "parent": (SHARED, SEEING, "parent"),
    "carer": (SHARED, CARING, "carer"),
    "worker": (SHARED, SEEING, CARING, WORKERS),
}
"""The audiences that each person belongs to. Everybody else belongs to none."""


def may_not_read(found: FamilyTime, who: str) -> set[str]:
    """The confidential words that somebody must never meet."""
    own = {word for audience in READS.get(who, ()) for word in found.canaries.get(audience, ())}
    return {word for words in found.canaries.values() for word in words} - own


def add_family_time(
    people: dict[str, UUID], circle_id: UUID, child_id: UUID, maker: Actor, actors: dict[str, Actor]
) -> FamilyTime:
    """Fill a circle with an arrangement between `parent` and `carer`; flushes."""
    held = add_arrangement(
        maker,
        circle_id,
        ArrangementEntry(Kind.FACE_TO_FACE, "zqworkerstitle", Supervision.SUPERVISED, decider=Decider.WORKER),
        (
            PartyEntry(people["parent"], Side.SEEING, "Zqsharedparent"),
            PartyEntry(people["carer"], Side.CARING, "Zqsharedcarer"),
            PartyEntry(child_id, Side.CHILD, "Zqsharedchild"),
        ),
        [Pattern(clock.today() + timedelta(days=3), None, time(10), 120, "FREQ=WEEKLY")],
    )
    letters = add_arrangement(
        maker,
        circle_id,
        ArrangementEntry(Kind.LETTERS, "zqworkersletters", Supervision.CHECKED),
        (
            PartyEntry(people["parent"], Side.SEEING, "Zqsharedparent"),
            PartyEntry(people["carer"], Side.CARING, "Zqsharedcarer"),
            PartyEntry(child_id, Side.CHILD, "Zqsharedchild"),
        ),
    )
    found = FamilyTime(held.arrangement.id, letters.arrangement.id)
    found.canaries[SHARED] = {"Zqsharedparent", "Zqsharedcarer", "Zqsharedchild"}
    found.canaries[WORKERS] = {"zqworkerstitle", "zqworkersletters"}
    _set_terms(found, held, maker, people)
    _add_sessions(found, held)
    _add_request(found, held, people)
    _add_notes(found, held, actors)
    _add_own(found, held, letters, people)
    db.session.flush()
    return found


def _set_terms(found: FamilyTime, held: HeldArrangement, maker: Actor, people: dict[str, UUID]) -> None:
    from_audience = {"everyone": SHARED, "seeing": SEEING, "caring": CARING, "workers": WORKERS}
    terms = {kind: found.word(from_audience[audience_of(kind).value], kind.value) for kind in TermKind}
    held.arrangement.venue_name = found.word(SHARED, "venuename")
    set_terms(maker, held.arrangement, terms)
    # The exact place is for one of the two sides alone, and for workers.
    place = found.word(SEEING, "exactplace")
    set_venue(maker, held.arrangement, VenueEntry(place, frozenset({people["parent"]})))


def _at(days: int, hour: int) -> datetime:
    return datetime.combine(clock.today() + timedelta(days=days), time(hour), LONDON)


def _add_sessions(found: FamilyTime, held: HeldArrangement) -> None:
    one = held.arrangement
    for session_id, days in ((found.past, -2), (found.next, 2)):
        starts_at = _at(days, 14)
        db.session.add(
            ContactSession(
                id=session_id,
                org_id=one.org_id,
                circle_id=one.circle_id,
                arrangement_id=one.id,
                occurs_on=starts_at.date(),
                occurs_at=starts_at.time(),
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=2),
                is_extra=True,
                changed_at=clock.now(),
            )
        )
    db.session.flush()


def _add_request(found: FamilyTime, held: HeldArrangement, people: dict[str, UUID]) -> None:
    starts_at = _at(5, 15)
    db.session.add(
        Slot(
            id=found.slot,
            arrangement_id=held.arrangement.id,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
        )
    )
    db.session.flush()
    # A worker answers in this arrangement, so that what is asked is for the parent and for workers.
    db.session.add(
        ChangeRequest(
            id=found.request,
            circle_id=held.arrangement.circle_id,
            session_id=found.next,
            asked_by_id=people["parent"],
            asked=Asked.DAY,
            slot_id=found.slot,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            wish=found.word(SEEING, "wish"),
            why=found.word(SEEING, "whyasked"),
            state=RequestState.OPEN,
            answer_by=_at(1, 18),
            created_at=clock.now(),
        )
    )


def _add_notes(found: FamilyTime, held: HeldArrangement, actors: dict[str, Actor]) -> None:
    about = About(held.arrangement, session_id=found.past)
    for lane, audience in ((Lane.SHARED, SHARED), (Lane.TO_WORKER, "carer"), (Lane.PRIVATE, "carer")):
        word = found.word(audience, f"note{lane.value}")
        if lane is Lane.TO_WORKER:
            found.canaries[WORKERS].add(word)
        entry = NoteEntry(lane, _at(-2, 14), words=word, went=Went.AS_PLANNED)
        note, _ = add_note(actors["carer"], about, entry, client_key=uuid4())
        found.notes[lane.value] = note.id
    entry = NoteEntry(Lane.PRIVATE, _at(-2, 14), words=found.word("parent", "noteprivate"))
    found.notes["parent"] = add_note(actors["parent"], about, entry, client_key=uuid4())[0].id


def _add_own(
    found: FamilyTime, held: HeldArrangement, letters: HeldArrangement, people: dict[str, UUID]
) -> None:
    one, today = held.arrangement, clock.today()
    for letter_id, side, audience in (
        (found.letter, Side.SEEING, "parent"),
        (found.carers_letter, Side.CARING, "carer"),
    ):
        db.session.add(
            Letter(
                id=letter_id,
                org_id=one.org_id,
                circle_id=one.circle_id,
                arrangement_id=letters.arrangement.id,
                side=side,
                window_on=today + timedelta(days=10),
                opens_on=today - timedelta(days=18),
                closes_on=today + timedelta(days=10),
                words=found.word(audience, "letterdraft"),
                created_at=clock.now(),
            )
        )
    fare = {"org_id": one.org_id, "circle_id": one.circle_id, "session_id": found.past, "pence": 460}
    what = found.word(SEEING, "fare")
    words = {"what": what, "payer": found.word(SEEING, "payer")}
    now, me = clock.now(), people["parent"]
    db.session.add(Fare(id=found.fare, person_id=me, created_at=now, **words, **fare))
    rest = {"starts_on": today + timedelta(days=300), "ends_on": today + timedelta(days=310)}
    db.session.add(PauseRow(arrangement_id=one.id, why=found.word(SHARED, "pausewhy"), **rest))
    for who in ("parent", "carer"):
        fields = {"words": found.word(who, "notedraft")}
        db.session.add(
            Draft(
                person_id=people[who],
                subject_id=found.past,
                client_key=uuid4(),
                fields=fields,
                saved_at=clock.now(),
            )
        )
    planning.plan_ahead("system:test-world", one)


def add_step_and_days(found: FamilyTime, people: dict[str, UUID]) -> None:
    """What a worker wrote to the writer of a letter, and a day that matters to each of the two.

    For the canaries alone: other tests begin with lists that are empty.
    """
    today, note = clock.today(), found.word("parent", "stepnote")
    found.canaries[WORKERS].add(note)
    step = {"state": LetterState.DUE, "at": clock.now(), "person_id": people["worker"]}
    db.session.add(LetterStep(letter_id=found.letter, note=note, **step))
    for who in ("parent", "carer"):
        day = {"kind": DayKind.OTHER, "showing": Showing.REMIND, "month": today.month, "day": today.day}
        title = found.word(who, "markedday")
        db.session.add(MarkedDay(person_id=people[who], title=title, created_at=clock.now(), **day))
