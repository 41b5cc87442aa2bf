"""Drafts: what somebody has typed and not saved yet. One for each person and date, theirs alone. None commits."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select

from supportapp.access.actor import Actor
from supportapp.contact import note_service
from supportapp.contact.note_models import Draft, Note
from supportapp.contact.note_queries import own_draft
from supportapp.contact.note_service import About
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped

MOST_LETTERS = 60_000  # of one draft: more than all boxes together take

Fields = Mapping[str, list[str]]


class TooLong(Exception):
    """More than a draft may hold."""


class SentAlready(Exception):
    """What comes as a draft was saved as a note before: an autosave that was slower than the button."""


def keep_draft(actor: Actor, about: About, fields: Fields, *, client_key: UUID) -> tuple[datetime, bool]:
    """Keep what was typed; gives when, and whether it is the first time.

    The caller holds the date's row (its loader locked it), so that a draft and its note come one after the other.
    Raises TooLong, and SentAlready.
    """
    if sum(len(text) for texts in fields.values() for text in texts) > MOST_LETTERS:
        raise TooLong
    sent = exists().where(Note.author_id == actor.person_id, Note.client_key == client_key)
    if db.session.scalar(scoped(select(sent), actor.person_id)):
        raise SentAlready
    now, subject_id = clock.now(), subject_of(about)
    draft = own_draft(actor, subject_id)
    is_first = draft is None
    if draft is None:
        draft = Draft(person_id=actor.person_id, subject_id=subject_id)
        db.session.add(draft)
    draft.client_key, draft.fields, draft.saved_at = client_key, dict(fields), now
    db.session.flush()
    if about.session_id is not None:
        note_service.hold_date(actor, about.session_id)
    return now, is_first


def forget_draft(actor: Actor, about: About) -> Draft | None:
    """Remove what the actor had typed about a date or letter; gives it, should they want it back."""
    draft = own_draft(actor, subject_of(about))
    if draft is not None:
        db.session.delete(draft)
        db.session.flush()
    return draft


def subject_of(about: About) -> UUID:
    """The id of the date or letter."""
    subject_id = about.session_id or about.letter_id
    assert subject_id is not None, "a draft is about something"
    return subject_id
