"""The worker's clock: what it does, how it is seen to live, and that it runs nobody else's tasks."""

import os
import pickle
import signal
import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from huey import PostgresHuey, SqliteHuey
from sqlalchemy import column, select, table

from supportapp import background
from supportapp.accounts import service as accounts
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.errors import SettingsRefused
from supportapp.core.settings import Settings
from supportapp.people.models import Organisation
from tests.databases import new_postgres

organisation = table("organisation", column("name"))


@pytest.fixture
def beat_of(app):
    """Reads the moment that the worker left."""
    path = background.beat_path(app.config["ROWAN"])
    path.unlink(missing_ok=True)
    return lambda: datetime.fromisoformat(path.read_text()) if path.exists() else None


def test_the_queue_is_a_file_in_the_data_folder_unless_one_is_named(settings):
    assert isinstance(background.make_huey(settings), SqliteHuey)
    assert (settings.data / "queue.db").exists()


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_queue_may_stand_in_postgresql(settings, engine_name, worker_id):
    address = new_postgres(f"queue_{worker_id}")
    huey = background.make_huey(Settings(data=settings.data, queue_url=address))
    assert isinstance(huey, PostgresHuey)
    done = []
    huey.task(name="note")(done.append)("here")
    huey.execute(huey.dequeue())
    huey.storage.close()
    assert done == ["here"]


@pytest.mark.parametrize("address", ["amqp://localhost", "nonsense"])
def test_a_queue_of_an_unknown_kind_is_refused(settings, address):
    with pytest.raises(SettingsRefused, match="ROWAN_QUEUE_URL"):
        background.make_huey(Settings(data=settings.data, queue_url=address))


class Harm:
    """What a stranger with access to the queue might put there."""

    def __reduce__(self):
        return os.abort, ()


def test_a_task_that_this_server_did_not_sign_is_never_unpacked(settings):
    huey = background.make_huey(settings)
    huey.storage.enqueue(pickle.dumps(Harm()))
    with pytest.raises(ValueError, match=r"[Ss]eparator|[Ss]ignature"):
        huey.dequeue()
    huey.storage.close()


def test_one_turn_leaves_a_sign_of_life_and_tidies(app, beat_of, monkeypatch):
    def tidy() -> None:
        db.session.add(Organisation(id=uuid4(), name="tidied"))

    monkeypatch.setattr(accounts, "tidy", tidy)
    background.run_once(app)
    assert clock.now() - beat_of() < timedelta(seconds=10)
    with app.app_context():
        assert db.session.scalars(select(organisation.c.name)).all() == ["tidied"], "it is committed"


def test_the_clock_strikes_for_a_beat_each_minute_and_for_a_tidy_each_night(app):
    huey = background.make_queue(app)
    due = {
        moment: sorted(task.name for task in huey.read_periodic(moment))
        for moment in (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), datetime(2026, 3, 29, 3, 17, tzinfo=UTC))
    }
    assert list(due.values()) == [["beat"], ["beat", "tidy"]]


def test_the_worker_ends_when_it_is_asked_to(app, beat_of):
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGTERM)).start()
    try:
        background.run(app)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert beat_of() is not None
