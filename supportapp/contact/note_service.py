"""Writes to notes: add one, correct it, take it back. Nothing is ever changed or deleted. None commits."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from supportapp.access.actor import Actor
from supportapp.audit import service as audit
from supportapp.contact.letter_models import Letter
from supportapp.contact.models import Arrangement, Party, Side
from supportapp.contact.note_models import Lane, Mood, Note, NoteCheck, NoteReader, Supersedes, Went
from supportapp.contact.note_queries import HeldNote
from supportapp.contact.session_models import CalledOffBy, ContactSession, Reason
from supportapp.contact.telling import record
from supportapp.core import clock
from supportapp.core.clock import HOME_ZONE
from supportapp.core.db import db
from supportapp.core.errors import Stale
from supportapp.core.protect import scoped


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """A note as somebody wrote it, in one lane."""

    lane: Lane
    happened_at: datetime
    words: str | None = None
    went: Went | None = None
    called_off_by: CalledOffBy | None = None
    reason: Reason | None = None
    began_at: datetime | None = None
    ended_at: datetime | None = None
    present: str | None = None
    seemed_before: tuple[Mood, ...] = ()
    seemed_after: tuple[Mood, ...] = ()
    before: str | None = None
    child_voice: str | None = None
    strengths: str | None = None
    worries: str | None = None
    worries_done: str | None = None
    after: str | None = None
    recorded_by: str | None = None
    happened_zone: str = HOME_ZONE
    is_about: bool = False
    written_at: datetime | None = None
    photos: tuple[
        str, ...
    ] = ()  # a sign of each photo that was sent along, so that other photos are another note

    def digest(self) -> str:
        """A short sign of all that was written, the device's clock left out: the same note gives the same sign."""
        said = asdict(self) | {"written_at": None}
        return hashlib.sha256(json.dumps(said, default=str, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class About:
    """What a note is about: one date, or one letter, of an arrangement."""

    arrangement: Arrangement
    session_id: UUID | None = None
    letter_id: UUID | None = None


NO_LINKS: Mapping[str, object] = {}


class OtherWords(Exception):
    """Something else was saved under this key before. `note` is what stands there."""

    def __init__(self, note: Note) -> None:
        super().__init__()
        self.note = note


def add_note(actor: Actor, about: About, entry: NoteEntry, *, client_key: UUID) -> tuple[Note, bool]:
    """Save a note once, however often it is sent; gives it, and whether it is new.

    Raises OtherWords where the key stands for a note with other words in it.
    """
    return _save(actor, about, entry, client_key, {})


def add_notes(
    actor: Actor, about: About, entries: Sequence[NoteEntry], *, client_key: UUID
) -> tuple[list[Note], bool]:
    """Save what was written in one go, a note for each lane; gives them in the same order, and whether they are new.

    Raises OtherWords where the key stands for something else: other words, other lanes, another date.
    """
    if there := _all_sent_before(actor, client_key):
        if len(there) != len(entries):
            raise OtherWords(there[0])
        by_lane = {note.lane: note for note in there}
        return [_same(by_lane.get(entry.lane, there[0]), about, entry) for entry in entries], False
    saved = [_save(actor, about, entry, client_key, {}) for entry in entries]
    return [note for note, _ in saved], saved[0][1]


def hold_date(actor: Actor, session_id: UUID) -> None:
    """From now on the pattern moves this date no more: somebody has written about it.

    Nobody may find out that there is a draft or a private note, so the date's version stays as it was, and nothing
    is written down beside it.
    """
    rows = update(ContactSession).where(ContactSession.id == session_id, ContactSession.said_at.is_(None))
    held = rows.values(said_at=clock.now()).execution_options(synchronize_session=False)
    db.session.execute(scoped(held, actor.person_id))


def check(actor: Actor, found: HeldNote) -> bool:
    """A worker has read a note; False where somebody had before."""
    rows = scoped(select(NoteCheck).where(NoteCheck.note_id == found.note.id), actor.person_id)
    if db.session.scalar(rows) is not None:
        return False
    db.session.add(NoteCheck(note_id=found.note.id, worker_id=actor.person_id, at=clock.now()))
    record(actor, found.held.arrangement, "note:check", "note", found.note.id)
    return True


def correct(
    actor: Actor, found: HeldNote, entry: NoteEntry, *, why: str | None, client_key: UUID
) -> tuple[Note, bool]:
    """A note that stands beside an earlier one and says what is right; in the same lane.

    Raises Stale where the earlier one was corrected or taken back already, and OtherWords as `add_note` does.
    """
    return _supersede(actor, found, entry, Supersedes.CORRECTION, why, client_key)


def withdraw(actor: Actor, found: HeldNote, *, why: str | None, client_key: UUID) -> tuple[Note, bool]:
    """Take a note back: it stays readable, with the reason beside it. Raises as `correct` does."""
    note = found.note
    empty = NoteEntry(note.lane, note.happened_at, happened_zone=note.happened_zone)
    return _supersede(actor, found, empty, Supersedes.WITHDRAWAL, why, client_key)


def _supersede(
    actor: Actor, found: HeldNote, entry: NoteEntry, how: Supersedes, why: str | None, key: UUID
) -> tuple[Note, bool]:
    first = found.note
    assert entry.lane is first.lane, "a correction stays in its lane"
    about = About(found.held.arrangement, first.session_id, first.letter_id)
    links = {"supersedes_id": first.id, "supersedes_as": how, "supersedes_why": why}
    return _save(actor, about, entry, key, links)


def _save(
    actor: Actor, about: About, entry: NoteEntry, client_key: UUID, links: dict[str, object]
) -> tuple[Note, bool]:
    if (there := _sent_before(actor, client_key, entry.lane)) is not None:
        return _same(there, about, entry, links), False
    note = _note(actor, about, entry, client_key, links)
    try:
        with db.session.begin_nested():
            db.session.add(note)
            db.session.flush()
            db.session.add_all(NoteReader(note_id=note.id, person_id=who) for who in _readers(actor, note))
            db.session.flush()
    except IntegrityError:  # another request with the same key, or another correction, was a moment sooner
        if (there := _sent_before(actor, client_key, entry.lane)) is not None:
            return _same(there, about, entry, links), False
        raise Stale from None
    # What is for nobody else's eyes leaves no trace in the family's own chain, only in that of the organisation.
    circle_id = None if entry.lane is Lane.PRIVATE else note.circle_id
    action = f"note:{links['supersedes_as']}" if links else "note:add"
    audit.record(actor, action, kind="note", object_id=note.id, circle_id=circle_id)
    return note, True


def _readers(actor: Actor, note: Note) -> Sequence[UUID]:
    """Those whom a shared note is shared with: who has a place now, on its letter's side where it is about one."""
    if note.lane is not Lane.SHARED:
        return []
    if note.supersedes_id is not None:
        first = select(NoteReader.person_id).where(NoteReader.note_id == note.supersedes_id)
        return db.session.scalars(scoped(first, actor.person_id)).all()
    rows = select(Party.person_id).where(
        Party.arrangement_id == note.arrangement_id, Party.side != Side.CHILD, Party.left_on.is_(None)
    )
    if note.letter_id is not None:
        rows = rows.join(Letter, Letter.id == note.letter_id).where(Party.side == Letter.side)
    return db.session.scalars(scoped(rows, actor.person_id)).all()


def _sent_before(actor: Actor, client_key: UUID, lane: Lane) -> Note | None:
    rows = select(Note).where(
        Note.author_id == actor.person_id, Note.client_key == client_key, Note.lane == lane
    )
    return db.session.scalar(scoped(rows, actor.person_id))


def _all_sent_before(actor: Actor, client_key: UUID) -> Sequence[Note]:
    rows = select(Note).where(Note.author_id == actor.person_id, Note.client_key == client_key)
    return db.session.scalars(scoped(rows.order_by(Note.lane), actor.person_id)).all()


def _same(there: Note, about: About, entry: NoteEntry, links: Mapping[str, object] = NO_LINKS) -> Note:
    """The note under a key, if it is this very one. Raises OtherWords."""
    where = (there.session_id, there.letter_id) == (about.session_id, about.letter_id)
    why = (there.supersedes_id, there.supersedes_as, there.supersedes_why) == tuple(
        links.get(name) for name in ("supersedes_id", "supersedes_as", "supersedes_why")
    )
    if not where or not why or there.lane is not entry.lane or there.digest != entry.digest():
        raise OtherWords(there)
    return there


def _note(actor: Actor, about: About, entry: NoteEntry, client_key: UUID, links: dict[str, object]) -> Note:
    said = {name: getattr(entry, name) for name in NoteEntry.__dataclass_fields__ if name != "photos"}
    said["seemed_before"] = [mood.value for mood in entry.seemed_before]
    said["seemed_after"] = [mood.value for mood in entry.seemed_after]
    return Note(
        id=uuid4(),
        org_id=about.arrangement.org_id,
        circle_id=about.arrangement.circle_id,
        arrangement_id=about.arrangement.id,
        session_id=about.session_id,
        letter_id=about.letter_id,
        author_id=actor.person_id,
        client_key=client_key,
        digest=entry.digest(),
        received_at=clock.now(),
        **said,
        **links,
    )
