"""A worker is let in only by somebody who started alone, and only where nobody else's household is."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from supportapp.access.actor import Actor, Role
from supportapp.accounts import service
from supportapp.accounts.models import Account
from supportapp.content.models import Nation
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import system
from supportapp.people.models import Assignment, Part, Person
from supportapp.people.service import add_circle, join_circle
from tests.accounts.asking import (
    Family,
    actor,
    alter,
    family,
    how_many,
    keep_out,
    person,
    send,
    sign_in,
)


def alone(app: Flask, found: Family, *, started_alone: bool = True) -> tuple[UUID, UUID]:
    """Sam, who can sign in, and a circle with nobody else. Committed."""
    sam = person(app, found.org, "sam")
    with app.app_context(), system("test"):
        maker = Actor(sam, found.org, Role.FAMILY)
        circle = add_circle(maker, nation=Nation.ENGLAND, started_alone=started_alone)
        join_circle(maker, circle.id, sam, part=Part.PARENT)
        db.session.commit()
        return sam, circle.id


def link_code(app: Flask, worker: UUID) -> str:
    with app.app_context(), system("test"):
        code = service.make_link_code(actor(worker))
        db.session.commit()
        return code


def refuses_link(app: Flask, who: UUID, code: str) -> bool:
    """Whether a worker's code lets nobody in, for somebody who types it."""
    before = how_many(app, Assignment)
    with app.app_context(), system("test"):
        try:
            service.use_link_code(actor(who), code)
        except service.CodeRefused:
            db.session.commit()
        else:
            db.session.commit()
            return False
    return how_many(app, Assignment) == before


@pytest.mark.parametrize(
    ("model", "key", "values"),
    [
        (Account, Account.person_id, {"disabled_at": clock.now()}),
        (Person, Person.id, {"role": Role.MANAGER}),
    ],
)
def test_a_link_code_does_not_outlive_its_workers_account(
    app: Flask, model: type[Any], key: Any, values: dict[str, Any]
) -> None:
    found = family(app)
    sam, _circle = alone(app, found)
    code = link_code(app, found.worker)
    alter(app, model, key == found.worker, **values)
    assert refuses_link(app, sam, code)


def test_a_worker_is_let_into_no_family_that_lost_its_worker(app: Flask, client) -> None:
    found = family(app)
    sam, _circle = alone(app, found, started_alone=False)
    assert refuses_link(app, sam, link_code(app, found.worker))
    sign_in(client, "sam")
    assert "Let this worker in" not in client.get("/me").text
    assert send(client, "/me", "/me/worker", code=link_code(app, found.worker)).status_code == 422


@pytest.mark.parametrize("is_over", [False, True])
def test_a_worker_is_let_into_no_circle_that_holds_another_household(app: Flask, is_over: bool) -> None:
    found = family(app)
    sam, circle = alone(app, found)
    kim = person(app, found.org, "kim")
    with app.app_context(), system("test"):
        row = join_circle(Actor(sam, found.org, Role.FAMILY), circle, kim, part=Part.PARENT)
        if is_over:
            row.starts_on = row.ends_on = clock.today() - timedelta(days=1)
        db.session.commit()
    assert refuses_link(app, sam, link_code(app, found.worker))


def test_a_child_in_the_circle_keeps_no_worker_out(app: Flask) -> None:
    found = family(app)
    sam, circle = alone(app, found)
    kim = person(app, found.org, "kim")
    with app.app_context(), system("test"):
        join_circle(Actor(sam, found.org, Role.FAMILY), circle, kim, part=Part.CHILD)
        db.session.commit()
    assert not refuses_link(app, sam, link_code(app, found.worker))


def test_a_worker_who_is_kept_out_of_a_circle_is_not_let_in(app: Flask) -> None:
    found = family(app)
    sam, circle = alone(app, found)
    keep_out(app, circle, found.worker)
    assert refuses_link(app, sam, link_code(app, found.worker))
