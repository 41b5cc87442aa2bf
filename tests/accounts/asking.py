"""A family with a worker who can sign in, and the requests that tests of accounts make again and again."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from supportapp.access.actor import Actor, Role
from supportapp.accounts import service
from supportapp.audit.models import AuditEvent
from supportapp.content.models import Nation
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped, system
from supportapp.people import queries as people
from supportapp.people.models import Exclusion, Organisation, Part, Person
from supportapp.people.service import NewPerson, add_circle, add_person, assign

WORDS = "plum kettle sparrow"
NO_MATCH = "That did not match. Check the name and the passphrase, or ask your worker for help."
NO_CODE = "This code does not work. It may be used or too old. Ask your worker for a new one."


@dataclass(frozen=True)
class Family:
    """The ids of an organisation, a worker, a circle, and a parent who has not joined yet."""

    org: UUID
    worker: UUID
    circle: UUID
    parent: UUID


def family(app: Flask, *, open_to_all: bool = True) -> Family:
    """Priya, who signs in as "priya", works with Dani's family. Committed."""
    with app.app_context(), system("test"):
        org = Organisation(id=uuid4(), name="Oak", nation=Nation.ENGLAND, lets_people_start_alone=open_to_all)
        db.session.add(org)
        db.session.flush()
        priya = Person(id=uuid4(), org_id=org.id, role=Role.WORKER, full_name="Priya Shah", known_as="Priya")
        db.session.add(priya)
        db.session.flush()
        service.open_account(priya, nickname="priya", passphrase=WORDS)
        maker = Actor(priya.id, org.id, Role.WORKER)
        circle = add_circle(maker, nation=Nation.ENGLAND, reference="ABC234")
        assign(maker, circle.id, priya.id)
        dani = add_person(maker, circle, NewPerson("Dani Reed", Part.PARENT))
        db.session.commit()
        return Family(org.id, priya.id, circle.id, dani.id)


def person(app: Flask, org: UUID, nickname: str, role: Role = Role.FAMILY) -> UUID:
    """Somebody else with an account, in no circle. Committed."""
    with app.app_context(), system("test"):
        row = Person(id=uuid4(), org_id=org, role=role, full_name=nickname.title(), known_as=nickname.title())
        db.session.add(row)
        db.session.flush()
        service.open_account(row, nickname=nickname, passphrase=WORDS)
        db.session.commit()
        return row.id


def invite(app: Flask, found: Family) -> str:
    """A fresh code for the parent."""
    with app.app_context(), system("test"):
        code = service.make_invite(actor(found.worker), found.circle, found.parent)
        db.session.commit()
        return code


def actor(person_id: UUID) -> Actor:
    """The actor behind a person. Needs an app context."""
    row = db.session.scalars(scoped(select(Person).where(Person.id == person_id), "system:test")).one()
    return people.actor_for(row)


def alter(app: Flask, model: type[Any], *tests: Any, **values: Any) -> None:
    """Change some rows. Committed."""
    with app.app_context():
        db.session.execute(scoped(update(model).where(*tests).values(**values), "system:test"))
        db.session.commit()


def keep_out(app: Flask, circle: UUID, who: UUID) -> None:
    """Let somebody know nothing of a circle. Committed."""
    with app.app_context(), system("test"):
        row = Exclusion(circle_id=circle, person_id=who, reason="a relative", starts_at=clock.now())
        db.session.add(row)
        db.session.commit()


def actions(app: Flask) -> list[str]:
    """Every action in the audit, in alphabetical order."""
    with app.app_context():
        rows = scoped(select(AuditEvent.action).order_by(AuditEvent.action), "system:test")
        return list(db.session.scalars(rows))


def how_many(app: Flask, model: type) -> int:
    """How many rows a table holds."""
    with app.app_context():
        return db.session.scalar(scoped(select(func.count()).select_from(model), "system:test")) or 0


def hidden(response: TestResponse, name: str) -> str:
    """The value of a hidden field on a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', response.get_data(as_text=True))
    assert found, response.get_data(as_text=True)[-800:]
    return found[1]


def send(client: FlaskClient, page: str, url: str = "", **data: str) -> TestResponse:
    """Open `page`, take its token, and send `data` to `url`, or to the page itself."""
    token = hidden(client.get(page), "csrf_token")
    return client.post(url or page, data={"csrf_token": token, **data})


def sign_in(
    client: FlaskClient,
    nickname: str = "priya",
    passphrase: str = WORDS,
    *,
    phone: str = "own",
    page: str = "/sign-in",
) -> TestResponse:
    """Sign in through the form."""
    return send(client, page, nickname=nickname, passphrase=passphrase, phone=phone)


def is_in(client: FlaskClient) -> bool:
    """Whether the browser is signed in."""
    answer = client.get("/session").get_json()
    return bool(answer["signed_in"])
