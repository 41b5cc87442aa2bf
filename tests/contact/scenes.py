"""Puts things in place for the tests of family time, straight in the database, as a job would."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import delete, select

from supportapp.contact.models import Arrangement, Party, Side, Term, TermKind, audience_of
from supportapp.contact.session_models import ChangeRequest, ContactSession, SessionEvent
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped, system
from tests.walker import Walker

LONDON = ZoneInfo("Europe/London")
MARK = "system:test-scene"


@contextmanager
def scene(app: Flask) -> Iterator[None]:
    """Rows may be written; kept at the end."""
    with app.app_context(), system("test-scene"):
        yield
        db.session.commit()


def at(days: int, hour: int = 14, minute: int = 0) -> datetime:
    """A moment on the wall clock, so many days from today."""
    return datetime.combine(clock.today() + timedelta(days=days), time(hour, minute), LONDON)


def boxes(day: date) -> list[str]:
    """A day as the three boxes of a form take it."""
    return [str(day.day), str(day.month), str(day.year)]


def change(app: Flask, kind: Any, row_id: UUID, **fields: Any) -> None:
    """Change a row."""
    with scene(app):
        row = db.session.scalars(scoped(select(kind).where(kind.id == row_id), MARK)).one()
        for name, value in fields.items():
            setattr(row, name, value)


def get(app: Flask, kind: Any, row_id: UUID) -> Any:
    """A row as it stands now."""
    with app.app_context():
        return db.session.scalars(scoped(select(kind).where(kind.id == row_id), MARK)).one()


def add_date(app: Flask, arrangement_id: UUID, starts_at: datetime, **fields: Any) -> UUID:
    """One more date of an arrangement, 2 hours long."""
    with scene(app):
        return _date(_arrangement(arrangement_id), starts_at, fields)


def add_dates(app: Flask, arrangement_id: UUID, moments: list[datetime], **fields: Any) -> list[UUID]:
    """Many dates of an arrangement."""
    with scene(app):
        agreed = _arrangement(arrangement_id)
        return [_date(agreed, starts_at, fields) for starts_at in moments]


def _arrangement(arrangement_id: UUID) -> Arrangement:
    return db.session.scalars(scoped(select(Arrangement).where(Arrangement.id == arrangement_id), MARK)).one()


def _date(agreed: Arrangement, starts_at: datetime, fields: dict[str, Any]) -> UUID:
    wall = starts_at.astimezone(ZoneInfo(agreed.zone))
    row: dict[str, Any] = {
        "id": uuid4(),
        "org_id": agreed.org_id,
        "circle_id": agreed.circle_id,
        "arrangement_id": agreed.id,
        "occurs_on": wall.date(),
        "occurs_at": wall.time(),
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "changed_at": clock.now(),
    }
    one = ContactSession(**(row | fields))
    db.session.add(one)
    db.session.flush()
    return one.id


def no_dates_ahead(app: Flask, arrangement_id: UUID, but: UUID) -> None:
    """Take away what the pattern made, so that a test speaks of its own dates alone."""
    with scene(app):
        rows = delete(ContactSession).where(
            ContactSession.arrangement_id == arrangement_id,
            ContactSession.is_extra.is_(False),
            ContactSession.id != but,
        )
        db.session.execute(scoped(rows, MARK))


def no_request(app: Flask) -> None:
    """Take away what was asked in the world, so that a test asks for itself."""
    with scene(app):
        db.session.execute(scoped(delete(ChangeRequest), MARK))


def set_term(
    app: Flask, arrangement_id: UUID, kind: TermKind, words: str | None, session_id: UUID | None = None
) -> None:
    """Put one text of an arrangement, or of one date, in place; None takes it away."""
    with scene(app):
        old = delete(Term).where(Term.arrangement_id == arrangement_id, Term.kind == kind)
        db.session.execute(
            scoped(
                old.where(Term.session_id == session_id if session_id else Term.session_id.is_(None)), MARK
            )
        )
        if words is not None:
            row = {"arrangement_id": arrangement_id, "session_id": session_id, "kind": kind, "words": words}
            db.session.add(Term(audience=audience_of(kind), **row))


def add_party(app: Flask, arrangement_id: UUID, person_id: UUID, side: Side, shown_as: str) -> None:
    """Give somebody a place in an arrangement."""
    with scene(app):
        db.session.add(
            Party(arrangement_id=arrangement_id, person_id=person_id, side=side, shown_as=shown_as)
        )


def requests_on(app: Flask, session_id: UUID) -> list[ChangeRequest]:
    """What was asked about one date."""
    with app.app_context():
        rows = select(ChangeRequest).where(ChangeRequest.session_id == session_id)
        return list(db.session.scalars(scoped(rows, MARK)))


def events_on(app: Flask, session_id: UUID) -> list[SessionEvent]:
    """The history of one date."""
    with app.app_context():
        rows = select(SessionEvent).where(SessionEvent.session_id == session_id).order_by(SessionEvent.at)
        return list(db.session.scalars(scoped(rows, MARK)))


def version(walker: Walker, who: str, url: str) -> str:
    """What the hidden field of a form holds just now."""
    found = re.search(r'name="version" value="(\d+)"', walker.get(who, url).text)
    assert found is not None
    return found[1]
