"""When the database is taken, read-only or away: a calm page, Retry-After, and nothing half written."""

import sqlite3
from contextlib import closing

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from supportapp.audit.models import AuditEvent
from supportapp.core import sqlite
from supportapp.core.db import db
from supportapp.core.protect import scoped
from supportapp.tasks.models import State, Task
from tests.walker import Walker


def state_and_events(app: Flask, walker: Walker) -> tuple[State, int]:
    with app.app_context():
        task = select(Task.state).where(Task.id == walker.world.homes["parent"].task)
        events = select(func.count()).select_from(AuditEvent)
        return db.session.scalars(scoped(task, "test")).one(), db.session.scalar(scoped(events, "test")) or 0


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_locked_database_answers_503_and_recovers(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    walker = Walker(app)
    url = f"/tasks/{walker.world.homes['parent'].task}/done"
    before = state_and_events(app, walker)
    monkeypatch.setattr(sqlite, "WAIT_SECONDS", 0.1)
    with app.app_context():
        path = db.engine.url.database
        db.engine.dispose()
    assert path is not None
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = walker.post("parent", url)
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert "Just a moment" in answer.text
        assert walker.get("parent", "/today").status_code == 200
        other.execute("ROLLBACK")
    assert state_and_events(app, walker) == before
    assert walker.post("parent", url).status_code == 303


def test_a_statement_that_fails_half_way_leaves_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    walker = Walker(app)
    url = f"/tasks/{walker.world.homes['parent'].task}/done"
    before = state_and_events(app, walker)

    def fail(*_args: object, **_options: object) -> None:
        raise OperationalError("INSERT", None, Exception("attempt to write a readonly database"))

    monkeypatch.setattr("supportapp.tasks.service.audit.record", fail)
    answer = walker.post("parent", url)
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers
    monkeypatch.undo()
    assert state_and_events(app, walker) == before


def test_a_fault_of_ours_shows_a_number_and_nothing_else(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    walker = Walker(app)

    def fail(*_args: object, **_options: object) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr("supportapp.today.routes.tasks.summary", fail)
    answer = walker.get("parent", "/today")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text
