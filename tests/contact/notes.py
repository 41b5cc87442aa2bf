"""Writing notes as somebody in the world of the tests, and finding them again."""

from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from supportapp.contact.note_models import Lane, Note
from supportapp.core.db import db
from supportapp.core.protect import scoped
from tests.walker import Walker

WORDS = {"went": "as_planned", "lane": "shared", "words": "we made pancakes"}


def form(**more: Any) -> dict[str, Any]:
    return {**WORDS, "client_key": str(uuid4()), **more}


def address(walker: Walker) -> str:
    return f"/family-time/{walker.world.contact.past}/note"


def write(walker: Walker, who: str, **more: Any) -> TestResponse:
    return walker.post(who, address(walker), form(**more))


def notes(app: Flask, **where: Any) -> list[Note]:
    with app.app_context():
        rows = select(Note).filter_by(**where).order_by(Note.received_at)
        return list(db.session.scalars(scoped(rows, "test")))


def written(app: Flask, walker: Walker, who: str, key: str) -> dict[Lane, Note]:
    found = notes(app, author_id=walker.world.people[who], client_key=UUID(key))
    return {note.lane: note for note in found}


def page_of(answer: TestResponse) -> str:
    return answer.headers["Location"].partition("?")[0]
