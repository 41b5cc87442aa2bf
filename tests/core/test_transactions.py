"""Writers wait their turn and lose nothing; what fails half way leaves nothing behind. On both databases."""

import threading
from uuid import uuid4

import pytest
from sqlalchemy import Integer, String, column, select, table, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from supportapp.core import sqlite
from supportapp.core.db import db
from supportapp.core.sqlite import WRITE

WRITERS, ROUNDS = 8, 25
counter = table("tries", column("bucket", String), column("count", Integer))


@pytest.fixture
def bucket(app):
    """The name of a counter that stands at 0."""
    name = uuid4().hex
    with app.app_context():
        add(name)
        db.session.commit()
    return name


def add(*names):
    for name in names:
        db.session.execute(
            text(
                "INSERT INTO tries (id, bucket, count, since, free_at)"
                " VALUES (:id, :name, 0, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)"
            ),
            {"id": uuid4().hex, "name": name},
        )


def read_then_write(app, name, wrong):
    """As a request does it: read a row, think, write what follows from it."""
    try:
        with app.app_context():
            for _ in range(ROUNDS):
                db.session.connection(execution_options=WRITE)
                before = db.session.scalar(
                    select(counter.c.count).where(counter.c.bucket == name).with_for_update()
                )
                db.session.execute(update(counter).where(counter.c.bucket == name).values(count=before + 1))
                db.session.commit()
    except Exception as error:
        wrong.append(error)


def test_eight_writers_lose_no_update(app, bucket):
    wrong: list[Exception] = []
    writers = [threading.Thread(target=read_then_write, args=(app, bucket, wrong)) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with app.app_context():
        count = db.session.scalar(select(counter.c.count).where(counter.c.bucket == bucket))
    assert (count, wrong) == (WRITERS * ROUNDS, [])


def test_what_fails_half_way_leaves_nothing(app, bucket):
    with app.app_context():
        db.session.connection(execution_options=WRITE)
        add("first")
        with pytest.raises(IntegrityError):
            add(bucket)
        db.session.rollback()
        assert db.session.scalars(select(counter.c.bucket)).all() == [bucket]


def test_a_savepoint_is_honest(app, bucket):
    with app.app_context():
        db.session.connection(execution_options=WRITE)
        add("kept")
        with pytest.raises(IntegrityError), db.session.begin_nested():
            add("undone", bucket)
        db.session.commit()
        assert set(db.session.scalars(select(counter.c.bucket))) == {bucket, "kept"}


def test_a_reader_is_not_kept_waiting_by_a_writer(app, bucket):
    with app.app_context(), db.engine.connect().execution_options(**WRITE) as writer:
        writer.execute(update(counter).values(count=9))
        assert db.session.scalar(select(counter.c.count)) == 0, "not yet committed, so not yet to be seen"
        writer.rollback()


def test_a_foreign_key_is_kept(app):
    with app.app_context(), pytest.raises(IntegrityError):
        db.session.execute(
            text(
                "INSERT INTO known_device (id, token_hash, person_id, created_at)"
                " VALUES (:id, 'x', :id, CURRENT_TIMESTAMP)"
            ),
            {"id": uuid4().hex},
        )


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_writer_that_never_gets_its_turn_is_told_so(app, monkeypatch):
    monkeypatch.setattr(sqlite, "WAIT_SECONDS", 0.05)
    with app.app_context(), db.engine.connect().execution_options(**WRITE) as first:
        first.execute(select(1))
        with (
            db.engine.connect().execution_options(**WRITE) as second,
            pytest.raises(OperationalError, match="locked"),
        ):
            second.execute(select(1))
        first.rollback()
        with db.engine.connect().execution_options(**WRITE) as third:
            assert third.scalar(select(1)) == 1, "a turn that is given up is free again"
