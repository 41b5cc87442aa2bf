"""One line of a date's history, and the same to the audit."""

from uuid import UUID

from supportapp.access.actor import Actor
from supportapp.audit import service as audit
from supportapp.contact.models import Arrangement
from supportapp.contact.session_models import ContactSession, SessionEvent
from supportapp.core import clock
from supportapp.core.db import db


def tell(actor: Actor, one: ContactSession, what: str, before: object = None, after: object = None) -> None:
    """Write that something was said about a date. From now on its pattern moves it no more.

    `before` and `after` are read by everybody in the arrangement: choices and moments, never somebody's words.
    """
    old, new = (None if value is None else str(value) for value in (before, after))
    now = clock.now()
    one.said_at, one.changed_at = one.said_at or now, now
    db.session.flush()
    db.session.add(
        SessionEvent(session_id=one.id, at=now, person_id=actor.person_id, what=what, before=old, after=new)
    )
    record(actor, one, f"session:{what}", "session", one.id, before=old or "", after=new or "")


def record(
    actor: Actor, place: Arrangement | ContactSession, action: str, kind: str, object_id: UUID, **words: str
) -> None:
    """Add an act about family time to the circle's audit."""
    audit.record(actor, action, words, kind=kind, object_id=object_id, circle_id=place.circle_id)
