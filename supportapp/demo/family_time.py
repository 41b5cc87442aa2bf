"""The family time of one household of the demo world: its arrangements, their dates, and what was written."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from supportapp.access.actor import Actor
from supportapp.contact import fare_service, planning, queries, request_service
from supportapp.contact.arrangement_service import (
    ArrangementEntry,
    PartyEntry,
    VenueEntry,
    add_arrangement,
    set_terms,
)
from supportapp.contact.fare_service import FareEntry
from supportapp.contact.letter_models import Letter, LetterState, LetterStep
from supportapp.contact.models import Arrangement, TermKind
from supportapp.contact.note_models import Lane, NoteCheck, Went
from supportapp.contact.note_service import About, NoteEntry, add_note
from supportapp.contact.own_models import FareState
from supportapp.contact.queries import HeldArrangement, HeldSession
from supportapp.contact.recurrence import Pattern
from supportapp.contact.request_service import AskEntry
from supportapp.contact.session_models import ContactSession, SessionState
from supportapp.contact.telling import tell
from supportapp.core import clock
from supportapp.core.clock import HOME_ZONE
from supportapp.core.db import db
from supportapp.demo.cast import actor_of
from supportapp.demo.contact_story import (
    ArrangementStory,
    AskStory,
    FareStory,
    LetterStory,
    LogStory,
)
from supportapp.demo.moments import moment
from supportapp.people.models import Circle, Person

HOME = ZoneInfo(HOME_ZONE)
WRITTEN_AT, CHECKED_AT = 19, 20  # hours of the day on which something happened
NEW_FOR = timedelta(days=7)  # what was written since then waits for a worker to read it
WENT = {
    SessionState.HAPPENED: Went.AS_PLANNED,
    SessionState.SHORTENED: Went.SHORTENED,
    SessionState.CHANGED: Went.CHANGED,
    SessionState.CANCELLED: Went.NO,
}


class FamilyTime:
    """One arrangement while it is filled: who is in it, its dates and letters so far."""

    def __init__(
        self, story: ArrangementStory, circle: Circle, people: Mapping[str, Person], lead: Actor
    ) -> None:
        self.story, self.circle, self.people, self.lead = story, circle, people, lead
        self.held = self._set_up()
        self.dates: dict[date, ContactSession] = {}
        self.letters: dict[str, UUID] = {}

    @property
    def one(self) -> Arrangement:
        """The arrangement itself."""
        return self.held.arrangement

    def actor(self, key: str) -> Actor:
        """Somebody of the household, or one of its workers."""
        return actor_of(self.people[key], self.circle.id)

    def _set_up(self) -> HeldArrangement:
        story = self.story
        entry = ArrangementEntry(
            kind=story.kind,
            title=story.title,
            supervision=story.supervision,
            legal_basis=story.basis,
            decider=story.decider,
            notice_hours=story.notice_hours,
            venue_name=story.venue_name,
            review_on=story.review,
            terms=story.terms,
            venue=self._venue(),
        )
        people = [
            PartyEntry(self.people[key].id, one.side, one.shown_as) for key, one in story.people.items()
        ]
        held = add_arrangement(self.lead, self.circle.id, entry, people, [_pattern(story)])
        held.arrangement.created_at = moment(story.pattern.starts)
        return held

    def _venue(self) -> VenueEntry | None:
        place = self.story.venue
        if place is None:
            return None
        viewers = frozenset(self.people[key].id for key in place.viewers)
        return VenueEntry(place.detail, viewers, place.release_minutes)


def add_family_time(
    stories: tuple[ArrangementStory, ...], circle: Circle, people: Mapping[str, Person], lead: Actor
) -> None:
    """All arrangements of a household with their past; the dates to come are made as in real life."""
    for story in stories:
        filled = FamilyTime(story, circle, people, lead)
        for letter in story.letters:
            _add_letter(filled, letter)
        for log in story.log:
            _add_entry(filled, log)
        db.session.flush()
        last = max((log.of or log.day for log in story.log), default=clock.today())
        planning.plan_ahead(str(lead.person_id), filled.one, since=last + timedelta(days=1))
        for fare in story.fares:
            _add_fare(filled, fare)
        for ask in story.asks:
            _ask(filled, ask)


def _pattern(story: ArrangementStory) -> Pattern:
    pattern = story.pattern
    minutes = (pattern.to.hour - pattern.at.hour) * 60 + pattern.to.minute - pattern.at.minute
    return Pattern(pattern.starts, None, pattern.at, minutes, pattern.rule, tuple(sorted(pattern.dates)))


def _add_entry(filled: FamilyTime, log: LogStory) -> None:
    author = filled.actor(log.by)
    session = None if log.letter else _date(filled, log)
    if session is not None:
        _say_outcome(filled, session, log)
    about = About(
        filled.one,
        session_id=session.id if session else None,
        letter_id=filled.letters[log.letter.value] if log.letter else None,
    )
    note, _ = add_note(author, about, _entry(log), client_key=uuid4())
    note.received_at = moment(log.day, hour=WRITTEN_AT)
    _check(filled, note.id, log)
    if log.parent_view:
        view = NoteEntry(Lane.SHARED, note.happened_at, words=log.parent_view)
        note, _ = add_note(filled.actor(filled.story.parent), about, view, client_key=uuid4())
        note.received_at = moment(log.day, hour=WRITTEN_AT, minute=30)
        _check(filled, note.id, log)


def _check(filled: FamilyTime, note_id: UUID, log: LogStory) -> None:
    if clock.today() - log.day > NEW_FOR:
        worker = filled.lead.person_id
        at = moment(log.day + timedelta(days=1), hour=CHECKED_AT)
        db.session.add(NoteCheck(note_id=note_id, worker_id=worker, at=at))


def _date(filled: FamilyTime, log: LogStory) -> ContactSession:
    day = log.of or log.day
    if (there := filled.dates.get(day)) is not None:
        return there
    pattern = _pattern(filled.story)
    starts_at = datetime.combine(day, pattern.at, HOME)
    session = ContactSession(
        id=uuid4(),
        org_id=filled.one.org_id,
        circle_id=filled.one.circle_id,
        arrangement_id=filled.one.id,
        occurs_on=day,
        occurs_at=pattern.at,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=pattern.minutes),
        changed_at=moment(day),
    )
    db.session.add(session)
    db.session.flush()
    filled.dates[day] = session
    return session


def _say_outcome(filled: FamilyTime, session: ContactSession, log: LogStory) -> None:
    assert log.outcome is not None
    before, session.state = session.state, log.outcome
    if log.outcome is not SessionState.HAPPENED:
        session.called_off_by, session.reason = log.called_off_by, log.reason
    if log.moved_to:
        moved = timedelta(days=(log.moved_to - log.day).days)
        session.starts_at, session.ends_at = session.starts_at + moved, session.ends_at + moved
    if log.told_at:
        session.told_at = _at(log.day, log.told_at)
    terms = {TermKind.WHY: log.why, TermKind.CHILD_TOLD: log.child_told, TermKind.OFFERED: log.offered}
    said = {kind: words for kind, words in terms.items() if words}
    set_terms(filled.lead, filled.one, said, session_id=session.id)
    tell(filled.actor(log.by), session, "state", before.value, log.outcome.value)


def _entry(log: LogStory) -> NoteEntry:
    happened = _at(log.day, log.at or time(12))
    return NoteEntry(
        lane=log.lane,
        happened_at=happened,
        words=log.words,
        went=WENT.get(log.outcome) if log.outcome else None,
        called_off_by=log.called_off_by,
        reason=log.reason,
        began_at=_at(log.day, log.at) if log.at and log.to else None,
        ended_at=_at(log.day, log.to) if log.to else None,
        child_voice=log.child_voice,
        strengths=log.strengths,
        worries_done=log.worries_done,
        before=log.before,
        after=log.after,
        recorded_by=log.recorded_by,
        written_at=moment(log.day, hour=WRITTEN_AT),
    )


def _ask(filled: FamilyTime, story: AskStory) -> None:
    asker = filled.actor(story.by)
    dates = queries.visible_sessions(asker).where(
        ContactSession.arrangement_id == filled.one.id, ContactSession.starts_at > clock.now()
    )
    one = db.session.scalars(dates.order_by(ContactSession.starts_at)).all()[story.of]
    entry = AskEntry(story.asked, wish=story.wish, why=story.why)
    request_service.ask(asker, HeldSession(one, filled.held), entry)


def _add_fare(filled: FamilyTime, story: FareStory) -> None:
    person = filled.actor(story.by)
    entry = FareEntry(person.person_id, story.pence, story.what, story.payer)
    found = HeldSession(filled.dates[story.day], filled.held)
    fare = fare_service.add(person, found, entry, key=uuid4())
    fare.state, fare.created_at = story.state, moment(story.day, hour=WRITTEN_AT)
    if story.state in (FareState.CLAIMED, FareState.PAID):
        fare.claimed_on = story.day + timedelta(days=1)
    if story.state is FareState.PAID:
        fare.paid_on = story.day + timedelta(days=15)
    db.session.flush()


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, HOME)


def _add_letter(filled: FamilyTime, story: LetterStory) -> None:
    steps = [(state, getattr(story, state.value, None)) for state in LetterState]
    done = [(state, day) for state, day in steps if day is not None]
    letter = Letter(
        id=uuid4(),
        org_id=filled.one.org_id,
        circle_id=filled.one.circle_id,
        arrangement_id=filled.one.id,
        side=story.side,
        window_on=story.window,
        opens_on=story.window - timedelta(days=28),
        closes_on=story.window,
        state=done[-1][0],
        is_on_paper=True,
        checked_at=moment(story.passed_on) if story.passed_on else None,
        created_at=moment(story.window - timedelta(days=28)),
    )
    db.session.add(letter)
    db.session.flush()
    filled.letters[story.side.value] = letter.id
    for state, day in done:
        db.session.add(
            LetterStep(
                letter_id=letter.id, state=state, at=moment(day, hour=11), person_id=filled.lead.person_id
            )
        )
