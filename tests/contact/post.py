"""One letter of the test world, and everybody who may have to do with it."""

from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from supportapp.contact.letter_models import Letter, LetterState, LetterStep
from supportapp.core.db import db
from supportapp.core.protect import scoped
from tests.walker import Walker

WORDS = "Dear one, the cat says hello. zqlettertext"


def one(app: Flask, letter_id: UUID) -> Letter:
    with app.app_context():
        return db.session.scalars(scoped(select(Letter).where(Letter.id == letter_id), "test")).one()


def steps(app: Flask, letter_id: UUID) -> list[LetterState]:
    rows = select(LetterStep).where(LetterStep.letter_id == letter_id).order_by(LetterStep.at)
    with app.app_context():
        return [step.state for step in db.session.scalars(scoped(rows, "test"))]


class Post:
    """One letter, and everybody who may have to do with it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.walker = Walker(app)
        self.id = self.walker.world.contact.letter
        self.url = f"/letters/{self.id}"

    def page(self, who: str, url: str = "") -> str:
        return self.walker.get(who, url or self.url).text

    def do(self, who: str, what: str, **body: Any) -> int:
        body.setdefault("version", str(one(self.app, self.id).version))
        return self.walker.post(who, f"{self.url}/{what}", body).status_code

    def ask(self, who: str, what: str, **body: Any) -> str:
        body.setdefault("version", str(one(self.app, self.id).version))
        return self.walker.post(who, f"{self.url}/{what}", body).text

    def send(self, words: str = WORDS) -> None:
        assert self.do("parent", "send", words=words) == 303

    def pass_on(self) -> None:
        assert self.do("worker", "pass-on", looked="yes") == 303

    @property
    def state(self) -> LetterState:
        return one(self.app, self.id).state
