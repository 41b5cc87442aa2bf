"""A worker's desk: families made through the services, and a browser that is signed in."""

import re
from datetime import date
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from supportapp.access.actor import Actor, Role
from supportapp.accounts.models import Account
from supportapp.caseload.service import NewFamily, add_family
from supportapp.content.models import Area, Nation
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import system
from supportapp.people.models import Organisation, Part, Person
from supportapp.people.queries import actor_for
from supportapp.people.service import NewPerson
from supportapp.plans import queries as plans
from supportapp.plans import service as plan_service
from supportapp.plans.service import GoalEntry
from supportapp.tasks import service as task_service
from supportapp.tasks.models import Owner, Task
from supportapp.tasks.service import TaskEntry
from tests.world import sign_in_token


def organisation() -> UUID:
    """A new organisation, committed."""
    row = Organisation(id=uuid4(), name=f"Org {uuid4()}", nation=Nation.ENGLAND)
    db.session.add(row)
    db.session.commit()
    return row.id


def staff(org_id: UUID, name: str = "Priya Nair", role: Role = Role.WORKER) -> Person:
    """Somebody who works for an organisation and can sign in, committed."""
    with system("test"):
        person = Person(id=uuid4(), org_id=org_id, role=role, full_name=name, known_as=name.split()[0])
        db.session.add(person)
        db.session.flush()
        give_account(person.id)
        db.session.commit()
    return person


def give_account(person_id: UUID) -> None:
    """Let somebody sign in."""
    name = uuid4().hex
    db.session.add(
        Account(
            person_id=person_id, nickname=name, nickname_key=name, passphrase_hash="!", created_at=clock.now()
        )
    )


def family(
    worker: Person,
    *names: str,
    part: Part = Part.PARENT,
    relation: str | None = "Mum",
    children: tuple[tuple[str, date | None], ...] = (),
    review: date | None = None,
) -> plans.HeldPlan:
    """A family of one household with a draft plan, whose lead is `worker`; committed."""
    with system("test"):
        adults = tuple(NewPerson(name, part, relation=relation) for name in names)
        rows = tuple(NewPerson(name, Part.CHILD, name, born_on=born) for name, born in children)
        circle = add_family(actor_for(worker), NewFamily(Nation.ENGLAND, "Wexmere", adults, rows))
        held = plans.plans_in(actor_for(worker), circle.id)[0]
        held.plan.next_review_on = review
        db.session.commit()
    return held


def task(worker: Person, held: plans.HeldPlan, title: str, due_on: date | None = None) -> Task:
    """An open step; committed."""
    with system("test"):
        row = task_service.add_task(
            actor_for(worker), held, TaskEntry(title, Area.HOUSING, Owner.ME, due_on=due_on)
        )
        db.session.commit()
    return row


def goal(worker: Person, held: plans.HeldPlan, title: str, *scores: int) -> None:
    """A goal whose ratings are the holder's own; committed."""
    holder = Actor(held.holders[0].person_id, held.plan.org_id, Role.FAMILY, frozenset({held.plan.circle_id}))
    with system("test"):
        row = plan_service.add_goal(actor_for(worker), held, GoalEntry(title, Area.HOUSING), position=0)
        for score in scores:
            plan_service.rate(holder, plans.HeldGoal(row, held), score, None)
        db.session.commit()


def sign_in(client: FlaskClient, person: Person) -> None:
    """Let this browser be `person`'s."""
    client.set_cookie("rowan-id", sign_in_token(person.id))


def post(client: FlaskClient, url: str, **typed: object) -> TestResponse:
    """Send a form with its token; what was typed for a date is a list of three."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/families/new").text)
    assert found is not None
    return client.post(url, data={"csrf_token": found[1], **typed})


def names(response: TestResponse) -> list[str]:
    """The families of a list page, in order."""
    return re.findall(r'<a href="/families/[0-9a-f-]{36}/plan/[0-9a-f-]{36}">([^<]+)</a>', response.text)
