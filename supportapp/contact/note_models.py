"""What people wrote about one date: notes in three lanes, drafts, photos. Notes are added, never changed."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supportapp.contact.session_models import CalledOffBy, Reason
from supportapp.core.db import Base
from supportapp.core.protect import Protected


class Lane(StrEnum):
    """Who may read a note besides the person who wrote it."""

    SHARED = "shared"  # everybody in the arrangement, and the family's workers
    TO_WORKER = "to_worker"  # the family's workers
    PRIVATE = "private"  # nobody


class Went(StrEnum):
    """Whether it went ahead."""

    AS_PLANNED = "as_planned"
    CHANGED = "changed"
    SHORTENED = "shortened"
    NO = "no"


class Mood(StrEnum):
    """How a child seemed."""

    HAPPY = "happy"
    SETTLED = "settled"
    QUIET = "quiet"
    TIRED = "tired"
    UPSET = "upset"
    ANGRY = "angry"
    HARD_TO_SAY = "hard_to_say"


class Supersedes(StrEnum):
    """What a later note does to an earlier one. Both stay."""

    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"


class Note(Protected, Base):
    """One person's words about one date or one letter, in one lane. A correction is a note that names the first."""

    __tablename__ = "contact_note"
    __table_args__ = (
        UniqueConstraint("author_id", "client_key", "lane"),
        UniqueConstraint("supersedes_id"),
        CheckConstraint("(supersedes_id IS NULL) = (supersedes_as IS NULL)", name="supersedes_says_how"),
        CheckConstraint("(session_id IS NULL) <> (letter_id IS NULL)", name="about_one_thing"),
        Index("ix_contact_note_session_id", "session_id"),
        Index("ix_contact_note_letter_id", "letter_id"),
        Index("ix_contact_note_circle_id_received_at", "circle_id", "received_at"),
        Index("ix_contact_note_author_id", "author_id"),
    )

    org_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"))
    arrangement_id: Mapped[UUID] = mapped_column(ForeignKey("contact_arrangement.id"))
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("contact_session.id"))
    letter_id: Mapped[UUID | None] = mapped_column(ForeignKey("contact_letter.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    recorded_by: Mapped[str | None]  # somebody without an account whose words they are: "centre worker (Lou)"
    lane: Mapped[Lane]
    client_key: Mapped[UUID]  # made with the empty form: the same note sent twice is one note
    digest: Mapped[str]  # of what was sent under that key
    went: Mapped[Went | None]
    called_off_by: Mapped[CalledOffBy | None]
    reason: Mapped[Reason | None]
    began_at: Mapped[datetime | None]  # the real times
    ended_at: Mapped[datetime | None]
    present: Mapped[str | None]
    seemed_before: Mapped[Any] = mapped_column(JSON, default=list)
    seemed_after: Mapped[Any] = mapped_column(JSON, default=list)
    before: Mapped[str | None]
    words: Mapped[str | None]
    child_voice: Mapped[str | None]
    strengths: Mapped[str | None]
    worries: Mapped[str | None]
    worries_done: Mapped[str | None]
    after: Mapped[str | None]
    happened_at: Mapped[datetime]  # as the author says
    happened_zone: Mapped[str]
    is_about: Mapped[bool] = mapped_column(default=False)  # "about": the author is not sure to the minute
    written_at: Mapped[datetime | None]  # as the device says
    received_at: Mapped[datetime]  # as the server saw it
    supersedes_id: Mapped[UUID | None] = mapped_column(ForeignKey("contact_note.id"))
    supersedes_as: Mapped[Supersedes | None]
    supersedes_why: Mapped[str | None]


class NoteReader(Protected, Base):
    """Somebody in the arrangement who may read a shared note: whoever was named when it was written, and nobody since.

    A correction has the readers of the note that it corrects.
    """

    __tablename__ = "contact_note_reader"
    __table_args__ = (UniqueConstraint("note_id", "person_id"),)

    note_id: Mapped[UUID] = mapped_column(ForeignKey("contact_note.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))


class Draft(Protected, Base):
    """What somebody has typed about one date, or one letter, and not saved yet. Theirs alone."""

    __tablename__ = "contact_draft"
    __table_args__ = (UniqueConstraint("person_id", "subject_id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    subject_id: Mapped[UUID]  # of the date or the letter
    client_key: Mapped[UUID]
    fields: Mapped[Any] = mapped_column(JSON)
    saved_at: Mapped[datetime]


class Photo(Protected, Base):
    """A picture in a note, made anew without its metadata. Its file is named by its id, outside the web root."""

    __tablename__ = "contact_photo"
    __table_args__ = (
        CheckConstraint("width > 0 AND height > 0", name="has_size"),
        Index("ix_contact_photo_note_id", "note_id"),
    )

    note_id: Mapped[UUID] = mapped_column(ForeignKey("contact_note.id"))
    media_type: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    digest: Mapped[str]
    added_at: Mapped[datetime]


class NoteCheck(Protected, Base):
    """A worker has read a note."""

    __tablename__ = "contact_note_check"
    __table_args__ = (UniqueConstraint("note_id"),)

    note_id: Mapped[UUID] = mapped_column(ForeignKey("contact_note.id"))
    worker_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
