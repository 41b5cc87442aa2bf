"""Me: devices, looks, and a worker who comes to stand beside somebody who started alone."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import object_session

from supportapp.access.actor import Actor, Role
from supportapp.accounts import service
from supportapp.accounts.models import JoinCode, SignIn, Tries
from supportapp.content.models import Nation
from supportapp.core.db import db
from supportapp.core.protect import scoped, system
from supportapp.core.sqlite import WRITE
from supportapp.people.models import Assignment, Duty, Organisation, Part
from supportapp.people.service import add_circle, join_circle
from tests.accounts.asking import (
    NO_CODE,
    actions,
    actor,
    family,
    hidden,
    how_many,
    invite,
    is_in,
    person,
    send,
    sign_in,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def alone(app: Flask, org, nickname: str = "sam"):
    """Somebody with an account, and a circle with no worker."""
    person_id = person(app, org, nickname)
    with app.app_context(), system("test"):
        maker = Actor(person_id, org, Role.FAMILY)
        circle = add_circle(maker, nation=Nation.ENGLAND, started_alone=True)
        join_circle(maker, circle.id, person_id, part=Part.PARENT)
        db.session.commit()
        return person_id, circle.id


def link_code(app: Flask, worker) -> str:
    with app.app_context(), system("test"):
        code = service.make_link_code(actor(worker))
        db.session.commit()
        return code


@pytest.mark.parametrize("role", list(Role))
def test_everybody_has_a_page_about_themselves(app: Flask, client, role: Role) -> None:
    person(app, family(app).org, "sam", role)
    sign_in(client, "sam")
    page = client.get("/me").text
    assert "Sam" in page
    assert "Oak" in page
    assert "(this one)" in page
    assert client.get("/me/look").status_code == 200


def test_a_look_is_kept_and_shown(app: Flask, client) -> None:
    family(app)
    sign_in(client)
    done = send(client, "/me/look", text_size="larger", theme="dark", wants_calm="y")
    assert done.location == "/me/look?said=look"
    page = client.get("/me/look").text
    assert 'data-theme="dark"' in page
    assert 'data-text="larger"' in page
    assert "data-calm" in page
    assert "person:look" in actions(app)
    send(client, "/me/look", text_size="normal", theme="phone")
    assert "data-calm" not in client.get("/me/look").text


def test_a_look_that_does_not_exist_is_not_kept(app: Flask, client) -> None:
    family(app)
    sign_in(client)
    assert send(client, "/me/look", text_size="huge", theme="dark").status_code == 422
    assert "data-theme" not in client.get("/me").text


def test_signing_out_elsewhere_leaves_this_device_in(app: Flask, client) -> None:
    family(app)
    other = app.test_client()
    sign_in(other)
    sign_in(client, phone="shared")
    page = client.get("/me").text
    assert "A shared phone or computer" in page
    assert "Your own phone or computer" in page
    assert send(client, "/me", "/me/devices").location == "/me?said=out-everywhere"
    assert is_in(client)
    assert not is_in(other)


def test_a_worker_makes_a_code_that_is_shown_once(app: Flask, client) -> None:
    family(app)
    sign_in(client)
    shown = send(client, "/me", "/me/link-code")
    code = shown.text.split("<bdi>")[1].split("</bdi>")[0]
    assert len(code) == 14
    assert code not in client.get("/me").text
    assert "code:link" in actions(app)


def test_somebody_who_started_alone_lets_a_worker_in(app: Flask, client) -> None:
    found = family(app)
    person_id, circle_id = alone(app, found.org)
    code = link_code(app, found.worker)
    sign_in(client, "sam")
    assert "No worker can see your plan." in client.get("/me").text
    assert send(client, "/me", "/me/worker", code=code.lower()).location == "/me?said=linked"
    assert "Priya, your worker, can read your plan." in client.get("/me").text
    with app.app_context():
        mine = scoped(db.select(Assignment).where(Assignment.circle_id == circle_id), "system:test")
        assignment = db.session.scalars(mine).one()
        assert (assignment.worker_id, assignment.duty) == (found.worker, Duty.LEAD)
        assert circle_id in actor(found.worker).circle_ids
        assert db.session.scalars(scoped(db.select(JoinCode), "system:test")).one().person_id == person_id
    assert {"assignment:add", "code:use"} <= set(actions(app))


def test_a_link_code_works_once(app: Flask, client) -> None:
    found = family(app)
    alone(app, found.org, "sam")
    alone(app, found.org, "kim")
    code = link_code(app, found.worker)
    sign_in(client, "sam")
    send(client, "/me", "/me/worker", code=code)
    other = app.test_client()
    sign_in(other, "kim")
    refused = send(other, "/me", "/me/worker", code=code)
    assert (refused.status_code, NO_CODE in refused.text, code in refused.text) == (422, True, True)


def test_a_worker_of_another_organisation_is_not_let_in(app: Flask, client) -> None:
    found = family(app)
    with app.app_context():
        other = Organisation(name="Elm", nation=Nation.WALES)
        db.session.add(other)
        db.session.commit()
        away = person(app, other.id, "stan", Role.WORKER)
    alone(app, found.org)
    sign_in(client, "sam")
    assert send(client, "/me", "/me/worker", code=link_code(app, away)).status_code == 422
    assert how_many(app, Assignment) == 1


def test_five_wrong_tries_end_a_link_code(app: Flask, client) -> None:
    found = family(app)
    alone(app, found.org)
    code = link_code(app, found.worker)
    sign_in(client, "sam")
    for _ in range(5):
        assert send(client, "/me", "/me/worker", code=code[:5] + "2222-2222").status_code == 422
    assert send(client, "/me", "/me/worker", code=code).status_code == 422
    assert how_many(app, Assignment) == 1


def test_somebody_with_a_worker_cannot_bring_another(app: Flask, client) -> None:
    found = family(app)
    alone(app, found.org)
    sign_in(client, "sam")
    send(client, "/me", "/me/worker", code=link_code(app, found.worker))
    token = hidden(client.get("/me"), "csrf_token")
    again = link_code(app, person(app, found.org, "rosa", Role.WORKER))
    assert client.post("/me/worker", data={"csrf_token": token, "code": again}).status_code == 422
    assert how_many(app, Assignment) == 2


@pytest.mark.parametrize(
    ("role", "url"),
    [(Role.FAMILY, "/me/link-code"), (Role.MANAGER, "/me/link-code"), (Role.WORKER, "/me/worker")],
)
def test_what_is_not_for_you_is_not_there(app: Flask, client, role: Role, url: str) -> None:
    person(app, family(app).org, "sam", role)
    sign_in(client, "sam")
    assert send(client, "/me", url, code="x").status_code == 404


def test_tidying_keeps_what_is_needed(app: Flask, client) -> None:
    with time_machine.travel(NOON - timedelta(days=100), tick=False) as time:
        found = family(app)
        used, unused = invite(app, found), link_code(app, found.worker)
        assert used
        assert unused
        with app.app_context():
            row = db.session.scalars(
                scoped(db.select(JoinCode).where(JoinCode.prefix == used[:4]), "system:test")
            )
            code = row.one()
            code.used_at = NOON
            assert object_session(code)
            db.session.commit()
        sign_in(client)
        sign_in(app.test_client(), passphrase="wrong kettle words")
        time.move_to(NOON)
        newer = app.test_client()
        sign_in(newer)
        sign_in(app.test_client(), passphrase="wrong kettle words")
        fresh = link_code(app, found.worker)
        with app.app_context():
            db.session.connection(execution_options=WRITE)
            service.tidy()
            db.session.commit()
            kept = set(db.session.scalars(scoped(db.select(JoinCode.prefix), "system:test")))
        assert kept == {used[:4], fresh[:4]}
        assert how_many(app, SignIn) == 1
        assert how_many(app, Tries) == 2
        assert is_in(newer)


def test_tidying_keeps_sign_ins_for_thirty_days(app: Flask, client) -> None:
    with time_machine.travel(NOON, tick=False) as time:
        family(app)
        sign_in(client)
        send(client, "/me", "/sign-out")
        for days, left in ((timedelta(days=30), 1), (timedelta(days=30, seconds=1), 0)):
            time.move_to(NOON + days)
            with app.app_context():
                service.tidy()
                db.session.commit()
            assert how_many(app, SignIn) == left
