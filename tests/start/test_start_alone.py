"""Starting alone: three pages, nothing kept until the last, and a plan with its first steps at the end."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from supportapp.accounts.models import Account, SignIn
from supportapp.content.catalogue import load_catalogue
from supportapp.content.models import ForRole, Nation
from supportapp.core.db import db
from supportapp.core.protect import scoped
from supportapp.people.models import Assignment, Circle, Membership, Organisation, Part, Person
from supportapp.plans.models import Plan, PlanHolder, PlanKind, PlanState
from supportapp.tasks.models import PathwayStart, Task
from tests.accounts.asking import actions, actor, family, hidden, how_many, is_in, sign_in

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WHO = "role=parent&nation=england"
SLUG = "bp-first-days"
LAST = f"/start?{WHO}&asked=1&pathway={SLUG}"
ANSWERS = {"known_as": "Sam", "nickname": "sam", "passphrase": "velvet otter lantern", "phone": "own"}
EVENT = load_catalogue().events_of(load_catalogue().pathway(SLUG), Nation.ENGLAND)[0]


def finish(client: FlaskClient, url: str = LAST, **changes: object) -> TestResponse:
    token = hidden(client.get(url), "csrf_token")
    return client.post(url, data={"csrf_token": token, **ANSWERS, **changes})


def test_somebody_starts_with_no_worker_and_has_steps_at_once(app: Flask, client) -> None:
    org = family(app).org
    assert "Who are you to the child?" in client.get("/start").text
    assert "What is happening?" in client.get(f"/start?{WHO}").text
    done = finish(client, **{f"on_{EVENT}": ["20", "11", "2026"]})
    assert (done.status_code, done.location) == (303, "/today?said=started")
    person_id = client.get("/session").get_json()["person"]
    with app.app_context():
        everything = {"system:test": None}
        assert everything
        person = db.session.scalars(
            scoped(db.select(Person).where(Person.known_as == "Sam"), "system:test")
        ).one()
        assert (str(person.id), person.org_id) == (person_id, org)
        mine = db.session.scalars(scoped(db.select(Plan), "system:test")).one()
        assert (mine.kind, mine.state) == (PlanKind.OWN, PlanState.DRAFT)
        holder = db.session.scalars(scoped(db.select(PlanHolder), "system:test")).one()
        member = db.select(Membership).where(Membership.person_id == person.id)
        part = db.session.scalars(scoped(member, "system:test")).one()
        assert (holder.person_id, part.part, part.circle_id) == (person.id, Part.PARENT, mine.circle_id)
        tasks = db.session.scalars(scoped(db.select(Task), "system:test")).all()
        assert len(tasks) == len(load_catalogue().steps_of(load_catalogue().pathway(SLUG), Nation.ENGLAND))
        assert any(task.due_on and task.due_on >= date(2026, 11, 20) for task in tasks)
        assert actor(person.id).circle_ids == {mine.circle_id}
    assert {"plan:add", "pathway:start", "account:open", "sign-in:open", "circle:add"} <= set(actions(app))
    assert client.get(done.location).status_code == 200


def test_no_worker_may_see_a_plan_that_was_started_alone(app: Flask, client) -> None:
    found = family(app)
    finish(client)
    with app.app_context():
        mine = db.session.scalars(scoped(db.select(Plan), "system:test")).one()
        assert mine.circle_id not in actor(found.worker).circle_ids
    worker = app.test_client()
    sign_in(worker)
    assert worker.get(f"/families/{mine.circle_id}").status_code == 404
    assert how_many(app, Assignment) == 1


def test_there_is_no_such_page_where_nobody_allows_it(app: Flask, client) -> None:
    family(app, open_to_all=False)
    assert client.get("/start").status_code == 404
    assert client.get(LAST).status_code == 404
    token = hidden(client.get("/sign-in"), "csrf_token")
    assert client.post(LAST, data={"csrf_token": token, **ANSWERS}).status_code == 404


def test_only_an_organisation_that_allows_it_can_be_chosen(app: Flask, client) -> None:
    closed = family(app, open_to_all=False).org
    with app.app_context():
        for name in ("Ash", "Elm"):
            db.session.add(Organisation(name=name, nation=Nation.ENGLAND, lets_people_start_alone=True))
        db.session.commit()
        elm = db.session.scalar(db.select(Organisation.id).where(Organisation.name == "Elm"))
    page = client.get("/start").text
    assert "Who should look after your plan?" in page
    assert "Oak" not in page
    assert client.get(f"/start?{WHO}").status_code == 422
    assert client.get(f"/start?{WHO}&organisation={closed}").status_code == 422
    assert finish(client, f"{LAST}&organisation={elm}").status_code == 303
    with app.app_context():
        found = db.select(Person.org_id).where(Person.known_as == "Sam")
        assert db.session.scalar(scoped(found, "system:test")) == elm


@pytest.mark.parametrize("role", list(ForRole))
@pytest.mark.parametrize("nation", list(Nation))
def test_only_what_fits_is_offered(app: Flask, client, role: ForRole, nation: Nation) -> None:
    family(app)
    page = client.get(f"/start?role={role.value}&nation={nation.value}").text
    for pathway in load_catalogue().pathways:
        fits = role in pathway.for_roles and nation in pathway.nations and not pathway.is_discreet
        assert (f'value="{pathway.id}"' in page) is fits, pathway.id


@pytest.mark.parametrize(
    "query",
    [
        "role=parent",
        "role=parent&nation=france",
        "role=king&nation=wales",
        f"{WHO}&asked=1",
        f"{WHO}&asked=1&pathway=none-such",
        f"{WHO}&asked=1&pathway=kc-school",
        f"{WHO}&asked=1&pathway=bp-next-pregnancy",
    ],
)
def test_an_answer_that_is_missing_or_unknown_is_asked_for_again(app: Flask, client, query: str) -> None:
    family(app)
    page = client.get(f"/start?{query}")
    assert page.status_code == 422
    assert "There is a problem" in page.text
    token = hidden(client.get("/sign-in"), "csrf_token")
    assert client.post(f"/start?{query}", data={"csrf_token": token, **ANSWERS}).status_code == 422
    assert how_many(app, Account) == 1


def test_every_offered_pathway_can_be_started_with_no_date_at_all(app: Flask) -> None:
    family(app)
    with time_machine.travel(NOON, tick=False) as time:
        for pathway in load_catalogue().pathways_for(Nation.SCOTLAND, list(ForRole)):
            if pathway.is_discreet:
                continue
            time.shift(3600)
            url = f"/start?role={pathway.for_roles[0].value}&nation=scotland&asked=1&pathway={pathway.id}"
            done = finish(app.test_client(), url, nickname=pathway.id)
            assert done.status_code == 303, pathway.id


def test_what_was_typed_stays_when_something_is_missing(app: Flask, client) -> None:
    family(app)
    again = finish(client, passphrase="short", **{f"on_{EVENT}": ["31", "2", "2026"]})
    assert again.status_code == 422
    assert "There is no such day." in again.text
    assert "Use 12 letters or more." in again.text
    assert 'value="Sam"' in again.text
    assert 'value="31"' in again.text
    assert how_many(app, Account) == 1


def test_a_taken_nickname_leaves_nothing_behind(app: Flask, client) -> None:
    family(app)
    before = actions(app)
    again = finish(client, nickname="Priya")
    assert again.status_code == 422
    assert "Someone has this nickname already." in again.text
    assert actions(app) == before
    assert [how_many(app, table) for table in (Person, Circle, Plan, PathwayStart)] == [2, 1, 0, 0]
    assert not is_in(client)
    assert finish(client).status_code == 303


def test_one_network_starts_five_plans_an_hour(app: Flask) -> None:
    family(app)
    with time_machine.travel(NOON, tick=False) as time:
        made = [finish(app.test_client(), nickname=f"sam{number}").status_code for number in range(6)]
        assert made == [303] * 5 + [429]
        time.shift(3600)
        assert finish(app.test_client(), nickname="sam5").status_code == 303


def test_a_shared_phone_is_signed_out_after_two_hours(app: Flask, client) -> None:
    family(app)
    with time_machine.travel(NOON, tick=False):
        finish(client, phone="shared")
    with app.app_context():
        sign_in_row = db.session.query(SignIn).one()
        assert (sign_in_row.expires_at - sign_in_row.created_at).total_seconds() == 7200
