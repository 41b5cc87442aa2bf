"""One family's pages: the overview, a code to join, a household's plan."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from supportapp.accounts.models import JoinCode
from supportapp.audit.models import AuditEvent
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped, system
from supportapp.people import service as people
from supportapp.people.models import Part
from supportapp.people.queries import actor_for, circle
from supportapp.plans import queries as plans
from supportapp.plans import service as plan_service
from supportapp.plans.models import PlanState
from tests.caseload import desk


@pytest.fixture
def held(app, priya):
    """Dani's plan, in a family of Priya's."""
    with app.app_context():
        held = desk.family(priya, "Dani Okafor", children=(("Micah", None),))
        desk.goal(priya, held, "Micah home", 2, 6)
        desk.task(priya, held, "Ring the centre", clock.today() - timedelta(days=1))
        with system("test"):
            held.plan.family_view, held.plan.worker_view = "I want him home", "Dani works hard"
            db.session.commit()
    return held


def test_the_overview_tells_who_what_and_what_happened_last(client, held):
    text = client.get(f"/families/{held.plan.circle_id}").text
    for words in ("Dani Okafor", "Mum", "Micah", "Wexmere", "Priya Nair", "Lead worker", "Not agreed yet"):
        assert words in text
    for words in ("Micah home", "2 to 6", "1 step open", "Goal rated: 6", "Step added", "Has no code yet"):
        assert words in text
    assert "Make a code" in text


def test_looking_at_a_family_and_at_a_plan_is_written_down(app, client, priya, held):
    client.get(f"/families/{held.plan.circle_id}")
    client.get(f"/families/{held.plan.circle_id}/plan/{held.plan.id}")
    with app.app_context():
        rows = select(AuditEvent.action).where(
            AuditEvent.actor_id == priya.id, AuditEvent.action.like("%:view")
        )
        assert sorted(db.session.scalars(scoped(rows, "test"))) == ["family:view", "plan:view"]


def test_the_way_to_the_plan_is_the_first_that_is_open(app, client, priya, held):
    url = f"/families/{held.plan.circle_id}/plan"
    answer = client.get(url)
    assert (answer.status_code, answer.location) == (303, f"{url}/{held.plan.id}")
    with app.app_context(), system("test"):
        plan = _plan(priya, held)
        plan.plan.state = PlanState.CLOSED
        db.session.commit()
    assert client.get(url).status_code == 404


def test_nobody_elses_family_can_be_told_from_one_that_is_not_there(app, client, priya):
    with app.app_context():
        other = desk.family(desk.staff(priya.org_id, "Rosa"), "Sana Iqbal")
        mine = desk.family(priya, "Dani Okafor")
        ids = other.plan.circle_id, other.plan.id, other.holders[0].person_id
    for circle_id, plan_id, person_id in (ids, (uuid4(), uuid4(), uuid4()), (mine.plan.circle_id, *ids[1:])):
        below = f"/families/{circle_id}"
        for url in (f"{below}/plan/{plan_id}", *([below] if circle_id != mine.plan.circle_id else [])):
            assert client.get(url).status_code == 404
        assert desk.post(client, f"{below}/people/{person_id}/invite").status_code == 404
        assert desk.post(client, f"{below}/plan/{plan_id}/needs", need="x").status_code == 404
        assert desk.post(client, f"{below}/plan/{plan_id}/review").status_code == 404


def test_a_code_is_shown_once_and_a_new_one_ends_it(app, client, held):
    url = f"/families/{held.plan.circle_id}/people/{held.holders[0].person_id}/invite"
    page = desk.post(client, url)
    assert page.status_code == 200
    code = re.findall(r"<span>(\w{4})</span>", page.text)
    assert len(code) == 3
    assert "/join" in page.text
    assert "It works once, until" in page.text
    overview = client.get(f"/families/{held.plan.circle_id}").text
    assert "Make a new code" in overview
    assert not set(code) & set(re.findall(r"\w{4}", overview))
    desk.post(client, url)
    with app.app_context():
        codes = db.session.scalars(scoped(select(JoinCode), "test")).all()
        assert sorted(row.ended_at is None for row in codes) == [False, True]


def test_who_forgot_the_passphrase_is_given_a_code_for_a_new_one(app, client, held):
    with app.app_context():
        desk.give_account(held.holders[0].person_id)
        db.session.commit()
    answer = desk.post(client, f"/families/{held.plan.circle_id}/people/{held.holders[0].person_id}/invite")
    assert answer.status_code == 200
    overview = client.get(f"/families/{held.plan.circle_id}").text
    assert "Can sign in" in overview
    assert "Forgot the passphrase?" in overview
    with app.app_context():
        assert len(db.session.scalars(scoped(select(JoinCode), "test")).all()) == 1


def test_no_code_is_made_for_an_account_that_opens_another_family(app, client, priya, held):
    person_id = held.holders[0].person_id
    with app.app_context(), system("test"):
        desk.give_account(person_id)
        other = desk.family(desk.staff(priya.org_id, "Rosa"), "Sana Iqbal")
        people.join_circle(actor_for(priya), other.plan.circle_id, person_id, part=Part.PARENT)
        db.session.commit()
    overview = client.get(f"/families/{held.plan.circle_id}").text
    assert "Can sign in" in overview
    assert "/invite" not in overview
    answer = desk.post(client, f"/families/{held.plan.circle_id}/people/{person_id}/invite")
    assert answer.status_code == 403
    with app.app_context():
        assert db.session.scalars(scoped(select(JoinCode), "test")).all() == []


@pytest.mark.parametrize("part", [Part.CHILD, Part.RELATIVE, Part.PROFESSIONAL])
def test_only_a_parent_or_carer_is_given_a_code(app, client, priya, held, part):
    with app.app_context(), system("test"):
        actor = actor_for(priya)
        found = circle(actor, held.plan.circle_id)
        person_id = people.add_person(actor, found, people.NewPerson("Zed", part)).id
        db.session.commit()
    answer = desk.post(client, f"/families/{held.plan.circle_id}/people/{person_id}/invite")
    assert answer.status_code == 404


def test_the_plan_shows_their_words_the_goals_and_the_steps(client, held):
    path = f"/families/{held.plan.circle_id}/plan/{held.plan.id}"
    text = client.get(path).text
    for words in ("Plan of Dani", "I want him home", "Dani works hard", "Micah home", "2 to 6", "Past date"):
        assert words in text
    for url in ("/goals/new", "/tasks/new", "/pathways"):
        assert f'href="{path}{url}"' in text


def test_a_need_is_added_and_an_empty_one_is_refused(client, held):
    path = f"/families/{held.plan.circle_id}/plan/{held.plan.id}"
    assert desk.post(client, f"{path}/needs", need="A bed for Micah").location == f"{path}?said=changed"
    assert "A bed for Micah" in client.get(path).text
    empty = desk.post(client, f"{path}/needs", need=" ")
    assert empty.status_code == 422
    assert "Write what is needed." in empty.text


def test_the_next_review_is_set(client, held):
    path = f"/families/{held.plan.circle_id}/plan/{held.plan.id}"
    version = _version(client.get(path).text)
    answer = desk.post(client, f"{path}/review", review=["5", "Jan", "2030"], version=version)
    assert answer.location == f"{path}?said=review"
    assert "Saturday 5 January 2030" in client.get(path).text
    wrong = desk.post(client, f"{path}/review", review=["31", "6", "2030"], version=version)
    assert wrong.status_code == 422
    assert 'value="31"' in wrong.text


def test_a_review_that_a_colleague_set_meanwhile_is_shown_beside_what_was_typed(app, client, priya, held):
    path = f"/families/{held.plan.circle_id}/plan/{held.plan.id}"
    version = _version(client.get(path).text)
    with app.app_context(), system("test"):
        mine = _plan(priya, held)
        on = clock.today().replace(year=2031, month=3, day=4)
        plan_service.plan_review(actor_for(priya), mine, on, version=mine.plan.version)
        db.session.commit()
    answer = desk.post(client, f"{path}/review", review=["5", "1", "2030"], version=version)
    assert answer.status_code == 409
    assert "Tuesday 4 March 2031" in answer.text
    assert "Saturday 5 January 2030" in answer.text
    again = desk.post(client, f"{path}/review", review=["5", "1", "2030"], version=_version(answer.text))
    assert again.status_code == 303


def test_the_pages_of_a_family_take_few_statements(client, held, query_count):
    for url, most in (
        (f"/families/{held.plan.circle_id}", 20),
        (f"/families/{held.plan.circle_id}/plan/{held.plan.id}", 16),
    ):
        with query_count() as sent:
            assert client.get(url).status_code == 200
        assert len(sent) <= most, sent


def _version(text):
    found = re.search(r'name="version" value="(\d+)"', text)
    assert found is not None
    return found[1]


def _plan(worker, held):
    return plans.plan(actor_for(worker), held.plan.id)
