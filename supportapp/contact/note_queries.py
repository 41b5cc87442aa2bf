"""Reads of notes, drafts and photos. A private note is read by the person who wrote it and by nobody else."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from supportapp.access.actor import Actor, Role, Scope
from supportapp.contact.models import Arrangement
from supportapp.contact.note_models import Draft, Lane, Note, NoteCheck, NoteReader, Photo
from supportapp.contact.queries import (
    HeldArrangement,
    HeldSession,
    arrangement,
    hold,
    visible_arrangement_ids,
    visible_arrangements,
    visible_sessions,
)
from supportapp.contact.session_models import ContactSession
from supportapp.core.db import db, locked
from supportapp.core.errors import NotFound, Refused
from supportapp.core.protect import scoped
from supportapp.people import queries as people
from supportapp.people.models import Assignment


@dataclass(frozen=True, slots=True)
class HeldNote:
    """A note with its arrangement, and those whom it is shared with."""

    note: Note
    held: HeldArrangement
    reader_ids: frozenset[UUID] = frozenset()

    def scope(self) -> Scope:
        """A shared note is the own of those it was shared with, while they have a place; any other is its author's."""
        note, placed = self.note, self.held.scope().holder_ids
        holders = (self.reader_ids & placed) | {note.author_id}
        return Scope(note.org_id, note.circle_id, holders, is_private=note.lane is Lane.PRIVATE)


def visible_notes(actor: Actor) -> Select[Note]:
    """The SQL twin of NOTE_READ: one's own, those shared with one, and for workers all that are not private."""
    rows = select(Note).where(Note.arrangement_id.in_(visible_arrangement_ids(actor)))
    if actor.role is Role.WORKER:
        readable: ColumnElement[bool] = Note.lane != Lane.PRIVATE
    else:
        shared_with_me = exists().where(
            NoteReader.note_id == Note.id, NoteReader.person_id == actor.person_id
        )
        readable = and_(Note.lane == Lane.SHARED, shared_with_me)
    return scoped(rows.where(or_(Note.author_id == actor.person_id, readable)), actor.person_id)


def note(actor: Actor, note_id: UUID) -> HeldNote:
    """One note. Raises NotFound where the actor may not know of it."""
    found = db.session.scalar(locked(visible_notes(actor).where(Note.id == note_id)))
    if found is None:
        raise NotFound
    rows = select(NoteReader.person_id).where(NoteReader.note_id == found.id)
    readers = frozenset(db.session.scalars(scoped(rows, actor.person_id)))
    return HeldNote(found, arrangement(actor, found.arrangement_id), readers)


def own_note(actor: Actor, note_id: UUID) -> HeldNote:
    """One note, for the person who wrote it. Raises NotFound as `note` does, and Refused for any other reader."""
    found = note(actor, note_id)
    if found.note.author_id != actor.person_id:
        raise Refused
    return found


def session_of(actor: Actor, found: HeldNote) -> HeldSession:
    """The date that a note is about, for somebody who reads the note."""
    rows = visible_sessions(actor).where(ContactSession.id == found.note.session_id)
    return HeldSession(db.session.scalars(rows).one(), found.held)


def notes_on(
    actor: Actor, *, session_id: UUID | None = None, letter_id: UUID | None = None
) -> Sequence[Note]:
    """What the actor may read about one date or one letter, the first written first. At most 100."""
    about = Note.session_id == session_id if session_id else Note.letter_id == letter_id
    rows = visible_notes(actor).where(about).order_by(Note.received_at, Note.id)
    return db.session.scalars(rows.limit(100)).all()


def chain_of(actor: Actor, one: Note) -> Sequence[Note]:
    """A note with what it corrects and what corrects it, the first written first. At most 100.

    All of one author and one lane, so that whoever reads one may read them all.
    """
    rows = visible_notes(actor).where(
        Note.author_id == one.author_id,
        Note.lane == one.lane,
        Note.arrangement_id == one.arrangement_id,
        Note.session_id == one.session_id if one.session_id else Note.letter_id == one.letter_id,
    )
    right = aliased(Note)
    is_linked = or_(Note.supersedes_id.is_not(None), exists().where(right.supersedes_id == Note.id))
    rows = rows.where(or_(Note.id == one.id, is_linked))
    # The note itself comes first, so that it is among the 100 whatever else its author has put right.
    found = db.session.scalars(rows.order_by(Note.id != one.id, Note.received_at, Note.id).limit(100)).all()
    linked = {one.id}
    for _ in found:  # each pass takes in what hangs on what is in already; as many passes as notes are enough
        linked |= {each.id for each in found if each.supersedes_id in linked}
        linked |= {each.supersedes_id for each in found if each.id in linked and each.supersedes_id}
    return sorted((each for each in found if each.id in linked), key=lambda each: (each.received_at, each.id))


def of_one_go(actor: Actor, one: Note) -> Sequence[Note]:
    """The notes that the actor wrote together with `one`, in other lanes."""
    if one.author_id != actor.person_id:
        return []
    rows = visible_notes(actor).where(
        Note.author_id == actor.person_id, Note.client_key == one.client_key, Note.id != one.id
    )
    return db.session.scalars(rows.order_by(Note.lane)).all()


def newer_than(actor: Actor, one: Note) -> Note | None:
    """The note that corrects `one` or takes it back."""
    return db.session.scalar(visible_notes(actor).where(Note.supersedes_id == one.id))


def unchecked(actor: Actor, *, most: int = 30) -> Sequence[Note]:
    """The notes of others that no worker has read yet, the oldest first. For workers."""
    if actor.role is not Role.WORKER:
        return []
    rows = visible_notes(actor).where(
        Note.author_id != actor.person_id, ~exists().where(NoteCheck.note_id == Note.id)
    )
    return db.session.scalars(rows.order_by(Note.received_at, Note.id).limit(most)).all()


def checks_of(actor: Actor, note_ids: Collection[UUID]) -> dict[UUID, NoteCheck]:
    """Which of some notes a worker has read, for their authors and for workers."""
    rows = select(NoteCheck).where(
        NoteCheck.note_id.in_(visible_notes(actor).with_only_columns(Note.id)),
        NoteCheck.note_id.in_(note_ids),
    )
    return {check.note_id: check for check in db.session.scalars(scoped(rows, actor.person_id))}


def places_of(
    actor: Actor, notes: Sequence[Note]
) -> tuple[dict[UUID, HeldArrangement], dict[UUID, ContactSession]]:
    """The arrangements and the dates of some notes that the actor reads, by id."""
    ids = {note.arrangement_id for note in notes}
    found = db.session.scalars(visible_arrangements(actor).where(Arrangement.id.in_(ids))).all()
    about = {note.session_id for note in notes if note.session_id}
    dates = db.session.scalars(visible_sessions(actor).where(ContactSession.id.in_(about)))
    return {held.arrangement.id: held for held in hold(actor, found)}, {one.id: one for one in dates}


def worker_names(actor: Actor, person_ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of those among some people who are workers of the actor's circles today."""
    rows = people.visible_workers(actor).where(Assignment.worker_id.in_(person_ids))
    return {worker.id: worker.known_as for _, worker in db.session.execute(rows)}


def own_draft(actor: Actor, subject_id: UUID) -> Draft | None:
    """What the actor had typed about one date or letter."""
    mine = select(Draft).where(Draft.person_id == actor.person_id, Draft.subject_id == subject_id)
    return db.session.scalar(locked(scoped(mine, actor.person_id)))


def visible_photos(actor: Actor) -> Select[Photo]:
    """The photos of the notes that the actor may read."""
    note_ids = visible_notes(actor).with_only_columns(Note.id)
    return scoped(select(Photo).where(Photo.note_id.in_(note_ids)), actor.person_id)


@dataclass(frozen=True, slots=True)
class HeldPhoto:
    """A photo with the note it is in."""

    photo: Photo
    held: HeldNote

    def scope(self) -> Scope:
        """A photo is read by whoever reads its note."""
        return self.held.scope()


def photo(actor: Actor, photo_id: UUID) -> HeldPhoto:
    """One photo. Raises NotFound where the actor may not know of it."""
    found = db.session.scalar(visible_photos(actor).where(Photo.id == photo_id))
    if found is None:
        raise NotFound
    return HeldPhoto(found, note(actor, found.note_id))


def photos_of(actor: Actor, note_ids: Sequence[UUID]) -> dict[UUID, list[Photo]]:
    """The photos of some notes, by note. At most 200."""
    rows = visible_photos(actor).where(Photo.note_id.in_(note_ids)).order_by(Photo.added_at, Photo.id)
    photos: dict[UUID, list[Photo]] = {}
    for photo in db.session.scalars(rows.limit(200)):
        photos.setdefault(photo.note_id, []).append(photo)
    return photos
