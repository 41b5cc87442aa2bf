"""The audit holds, and whatever is done to it behind its back is found, and where."""

import threading
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, delete, func, insert, select, update

from supportapp.access.actor import Actor, Role
from supportapp.audit import service as audit
from supportapp.audit.models import AuditContent, AuditEvent, AuditHead
from supportapp.audit.verify import faults
from supportapp.core.db import db
from supportapp.core.protect import scoped, system
from supportapp.core.sqlite import WRITE

EVENTS = 5
PRIYA = Actor(uuid4(), uuid4(), Role.WORKER)
events = AuditEvent.__table__
contents = AuditContent.__table__
heads = AuditHead.__table__


def record(chain_id: UUID, number: int) -> None:
    audit.record(
        PRIYA, "goal:add", kind="goal", object_id=uuid4(), circle_id=chain_id, title=f"Goal {number}"
    )


@pytest.fixture
def chain_id(app):
    """A chain of EVENTS events, beside another that nobody touches."""
    mine, other = uuid4(), uuid4()
    with app.app_context(), system("test"):
        for number in range(1, EVENTS + 1):
            record(mine, number)
            record(other, number)
        db.session.commit()
    return mine


@pytest.fixture
def tampered(app, chain_id):
    """Does something to the chain behind the app's back, and gives the faults that are then found."""

    def tamper(act):
        with app.app_context():
            with db.engine.connect().execution_options(scoped_for="a thief", **WRITE) as connection:
                act(connection, chain_id)
                connection.commit()
            found = list(faults())
        assert {fault.chain_id for fault in found} <= {chain_id}
        return [(fault.seq, fault.what) for fault in found]

    return tamper


def at(chain_id: UUID, seq: int):
    return (events.c.chain_id == chain_id) & (events.c.seq == seq)


def event_id(connection: Connection, chain_id: UUID, seq: int) -> UUID:
    return connection.execute(select(events.c.id).where(at(chain_id, seq))).scalar_one()


def test_an_untouched_chain_holds(app, chain_id):
    with app.app_context():
        assert list(faults()) == []


def test_an_edited_event_is_found(tampered):
    def act(connection, chain_id):
        connection.execute(update(events).where(at(chain_id, 3)).values(actor_id=uuid4()))

    assert tampered(act) == [(3, "the event was changed")]


def test_an_edited_event_with_its_hash_made_anew_is_found(tampered):
    def act(connection, chain_id):
        row = connection.execute(select(events).where(at(chain_id, 3))).mappings().one()
        forged = AuditEvent(**{**row, "action": "goal:end"})
        values = {"action": "goal:end", "hash": audit.event_hash(forged)}
        connection.execute(update(events).where(at(chain_id, 3)).values(**values))

    assert tampered(act) == [(4, "it does not follow the event before it")]


def test_edited_content_is_found(tampered):
    def act(connection, chain_id):
        its = contents.c.event_id == event_id(connection, chain_id, 2)
        connection.execute(update(contents).where(its).values(content={"title": "Goal 20"}))

    assert tampered(act) == [(2, "its content was changed")]


def test_an_event_taken_out_is_found(tampered):
    def act(connection, chain_id):
        connection.execute(delete(contents).where(contents.c.event_id == event_id(connection, chain_id, 3)))
        connection.execute(delete(events).where(at(chain_id, 3)))

    assert tampered(act) == [(3, "an event is missing"), (4, "it does not follow the event before it")]


def test_events_put_in_another_order_are_found(tampered):
    def act(connection, chain_id):
        for seq, becomes in ((2, 99), (3, 2), (99, 3)):
            connection.execute(update(events).where(at(chain_id, seq)).values(seq=becomes))

    found = tampered(act)
    assert (2, "the event was changed") in found
    assert (3, "the event was changed") in found


def test_an_event_slipped_in_is_found(tampered):
    def act(connection, chain_id):
        last = connection.execute(select(events).where(at(chain_id, EVENTS))).mappings().one()
        forged = AuditEvent(**{**last, "id": uuid4(), "seq": EVENTS + 1, "previous_hash": last["hash"]})
        forged.hash = audit.event_hash(forged)
        values = {column.name: getattr(forged, column.name) for column in events.columns}
        connection.execute(insert(events).values(**values))

    assert tampered(act) == [(EVENTS + 2, "the end of the chain is missing or changed")]


def test_an_end_cut_off_is_found(tampered):
    def act(connection, chain_id):
        connection.execute(
            delete(contents).where(contents.c.event_id == event_id(connection, chain_id, EVENTS))
        )
        connection.execute(delete(events).where(at(chain_id, EVENTS)))

    assert tampered(act) == [(EVENTS, "the end of the chain is missing or changed")]


def test_content_may_be_erased_by_law_and_the_chain_still_holds(tampered):
    def act(connection, chain_id):
        connection.execute(delete(contents).where(contents.c.event_id == event_id(connection, chain_id, 2)))

    assert tampered(act) == []


def test_an_act_that_is_undone_leaves_no_event(app, chain_id):
    with app.app_context(), system("test"):
        record(chain_id, 6)
        db.session.rollback()
        count = db.session.scalar(scoped(select(func.count(events.c.id)), "test"))
        assert count == 2 * EVENTS
        assert list(faults()) == []


def test_content_cannot_be_guessed_back_from_its_hash(app, chain_id):
    with app.app_context():
        salts = db.session.scalars(scoped(select(contents.c.salt), "test")).all()
    assert len(set(salts)) == 2 * EVENTS
    assert all(len(salt) == 32 for salt in salts)


def test_four_writers_at_once_do_not_fork_a_chain(app):
    chain_id, rounds, wrong = uuid4(), 10, []

    def write() -> None:
        try:
            with app.app_context(), system("test"):
                for number in range(rounds):
                    db.session.connection(execution_options=WRITE)
                    record(chain_id, number)
                    db.session.commit()
        except Exception as error:
            wrong.append(error)

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with app.app_context():
        assert wrong == []
        assert list(faults()) == []
        numbers = db.session.scalars(scoped(select(events.c.seq).order_by(events.c.seq), "test")).all()
    assert numbers == list(range(1, 4 * rounds + 1))


def test_a_chain_whose_end_is_not_known_any_more_is_found(tampered):
    assert tampered(
        lambda connection, chain_id: connection.execute(delete(heads).where(heads.c.chain_id == chain_id))
    ) == [(0, "where the chain stands was taken away")]
