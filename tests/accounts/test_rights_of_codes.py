"""A code does what its worker may do on the day that it is used, and says in the audit who made it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from supportapp.access.actor import Actor, Role
from supportapp.accounts import service
from supportapp.accounts.models import Account, JoinCode
from supportapp.audit.models import AuditContent, AuditEvent
from supportapp.content.models import Nation
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.errors import Refused
from supportapp.core.protect import scoped, system
from supportapp.people.models import Assignment, Membership, Part, Person
from supportapp.people.service import add_circle, assign, join_circle
from tests.accounts.asking import (
    NO_CODE,
    Family,
    actor,
    alter,
    family,
    hidden,
    how_many,
    invite,
    is_in,
    keep_out,
    person,
    send,
    sign_in,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NEW = {"known_as": "Dee", "nickname": "dee", "passphrase": "velvet otter lantern", "phone": "own"}


def second_page(client: FlaskClient, code: str) -> TestResponse:
    return send(client, "/join", code=code)


def fill_in(client: FlaskClient, second: TestResponse, **changes: str) -> TestResponse:
    kept = {name: hidden(second, name) for name in ("csrf_token", "checked")}
    return client.post("/join", data={**kept, **NEW, **changes})


def circle_of(app: Flask, found: Family, *people: UUID, worker: UUID | None = None) -> UUID:
    """Another circle of the organisation, with these people and perhaps a worker. Committed."""
    with app.app_context(), system("test"):
        maker = Actor(found.worker, found.org, Role.WORKER)
        circle = add_circle(maker, nation=Nation.ENGLAND)
        for each in people:
            join_circle(maker, circle.id, each, part=Part.PARENT)
        if worker:
            assign(maker, circle.id, worker)
        db.session.commit()
        return circle.id


def worker_leaves(app: Flask, found: Family) -> None:
    over = clock.today() - timedelta(days=1)
    alter(app, Assignment, Assignment.worker_id == found.worker, starts_on=over, ends_on=over)


def parent_leaves(app: Flask, found: Family) -> None:
    over = clock.today() - timedelta(days=1)
    alter(app, Membership, Membership.person_id == found.parent, starts_on=over, ends_on=over)


def worker_is_kept_out(app: Flask, found: Family) -> None:
    keep_out(app, found.circle, found.worker)


def worker_is_disabled(app: Flask, found: Family) -> None:
    alter(app, Account, Account.person_id == found.worker, disabled_at=clock.now())


def worker_is_no_worker(app: Flask, found: Family) -> None:
    alter(app, Person, Person.id == found.worker, role=Role.MANAGER)


ENDS = [worker_leaves, parent_leaves, worker_is_kept_out, worker_is_disabled, worker_is_no_worker]


@pytest.mark.parametrize("end", ENDS)
def test_a_code_does_not_outlive_the_right_to_make_it(
    app: Flask, client, end: Callable[[Flask, Family], None]
) -> None:
    found = family(app)
    code = invite(app, found)
    second = second_page(client, code)
    assert second.status_code == 200
    end(app, found)
    late, fresh = fill_in(client, second), second_page(app.test_client(), code)
    for answer in (late, fresh):
        assert (answer.status_code, NO_CODE in answer.text) == (422, True)
    assert how_many(app, Account) == 1


def test_a_code_renews_no_account_that_opens_another_workers_circle(app: Flask) -> None:
    found = family(app)
    with app.app_context(), system("test"):
        row = db.session.scalars(
            scoped(db.select(Person).where(Person.id == found.parent), "system:test")
        ).one()
        service.open_account(row, nickname="dani", passphrase=NEW["passphrase"])
        db.session.commit()
    assert invite(app, found)
    other = circle_of(app, found, found.parent)
    over = clock.today() - timedelta(days=1)
    for _ in ("live", "ended"):
        with pytest.raises(Refused):
            invite(app, found)
        alter(app, Membership, Membership.circle_id == other, starts_on=over, ends_on=over)
    alter(app, Membership, Membership.circle_id == other, part=Part.CHILD)
    assert invite(app, found)


def test_a_code_made_before_the_account_opened_elsewhere_renews_nothing(app: Flask, client) -> None:
    found = family(app)
    code = invite(app, found)
    second = second_page(client, code)
    circle_of(app, found, found.parent)
    with app.app_context(), system("test"):
        row = db.session.scalars(
            scoped(db.select(Person).where(Person.id == found.parent), "system:test")
        ).one()
        service.open_account(row, nickname="dani", passphrase=NEW["passphrase"])
        db.session.commit()
    assert NO_CODE in fill_in(client, second).text
    assert NO_CODE in second_page(app.test_client(), code).text
    assert sign_in(app.test_client(), "dani", NEW["passphrase"]).status_code == 303


def test_a_code_renews_no_account_of_staff(app: Flask) -> None:
    found = family(app)
    manager = person(app, found.org, "mo", Role.MANAGER)
    with app.app_context(), system("test"):
        join_circle(actor(found.worker), found.circle, manager, part=Part.PARENT)
        with pytest.raises(Refused):
            service.make_invite(actor(found.worker), found.circle, manager)


def test_a_new_code_ends_the_codes_of_every_worker(app: Flask, client) -> None:
    found = family(app)
    rosa = person(app, found.org, "rosa", Role.WORKER)
    other = circle_of(app, found, found.parent, worker=rosa)
    older = invite(app, found)
    newer = invite(app, Family(found.org, rosa, other, found.parent))
    assert second_page(client, older).status_code == 422
    assert second_page(client, newer).status_code == 200


def test_a_code_that_is_used_ends_the_codes_of_every_worker(app: Flask, client) -> None:
    found = family(app)
    rosa = person(app, found.org, "rosa", Role.WORKER)
    other = circle_of(app, found, found.parent, worker=rosa)
    older, used = invite(app, found), invite(app, Family(found.org, rosa, other, found.parent))
    alter(app, JoinCode, JoinCode.prefix == older[:4], ended_at=None)
    assert fill_in(client, second_page(client, used)).status_code == 303
    with app.app_context():
        left = db.select(JoinCode.id).where(JoinCode.used_at.is_(None), JoinCode.ended_at.is_(None))
        assert db.session.scalars(scoped(left, "system:test")).all() == []


def test_the_audit_says_in_the_familys_chain_who_made_the_code(app: Flask, client) -> None:
    found = family(app)
    for passphrase in (NEW["passphrase"], "quilt walnut harbour"):
        browser = app.test_client()
        second = second_page(browser, invite(app, found))
        assert fill_in(browser, second, passphrase=passphrase).status_code == 303
    with app.app_context():
        rows = (
            db.select(AuditEvent.action, AuditContent.content)
            .join(AuditContent, AuditContent.event_id == AuditEvent.id)
            .where(AuditEvent.chain_id == found.circle, AuditEvent.actor_id == found.parent)
            .order_by(AuditEvent.seq)
        )
        said = [(action, content) for action, content in db.session.execute(scoped(rows, "system:test"))]
    made = {"made_by": str(found.worker)}
    expected = ["account:open", "code:use", "account:renew", "code:use"]
    assert said == [(action, made) for action in expected]


def test_nobody_reads_off_with_a_code_who_has_an_account(app: Flask, client) -> None:
    with time_machine.travel(NOON, tick=False) as time:
        found = family(app)
        page = second_page(client, invite(app, found))
        statuses = [fill_in(client, page, nickname="priya").status_code for _ in range(20)]
        slowed = fill_in(client, page, nickname="priya")
        assert (statuses, slowed.status_code) == ([422] * 20, 429)
        assert "Please wait 60 minutes" in slowed.text
        assert "Someone has this nickname already." not in slowed.text
        time.move_to(NOON + timedelta(hours=1))
        assert fill_in(client, second_page(client, invite(app, found))).status_code == 303


def test_a_taken_nickname_ends_no_sign_in_and_leaves_the_code_as_it_was(app: Flask, client) -> None:
    found, old = family(app), app.test_client()
    assert fill_in(old, second_page(old, invite(app, found))).status_code == 303
    second = second_page(client, invite(app, found))
    assert fill_in(client, second, nickname="priya").status_code == 422
    assert is_in(old)
    assert fill_in(client, second).status_code == 303
    assert not is_in(old)
