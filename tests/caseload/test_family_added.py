"""A worker adds a family on one page, and is warned of a double only from among their own families."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped
from supportapp.people import queries as people
from supportapp.people.models import Circle, Duty, Part
from supportapp.people.queries import actor_for
from supportapp.plans import queries as plans
from supportapp.plans.models import PlanKind, PlanState
from tests.caseload import desk

TYPED = {
    "full_name": "  Jean   Morgan ",
    "known_as": "",
    "part": "kin_carer",
    "relation": "Nan",
    "second_name": "Bob Morgan",
    "second_relation": "Grandad",
    "child_1": "Mia",
    "born_1": ["3", "May", "2020"],
    "child_2": "Leo",
    "nation": "wales",
    "council": "Wexmere",
}


def test_a_family_is_added_with_its_people_its_plan_and_its_worker(app, client, priya):
    answer = desk.post(client, "/families/new", **TYPED)
    assert answer.status_code == 303
    assert answer.location.endswith("?said=family")
    with app.app_context():
        actor = actor_for(priya)
        (circle_id,) = actor.circle_ids
        members = people.members(actor, circle_id)
        assert [(m.part, p.full_name, p.known_as, m.relation) for m, p in members] == [
            (Part.KIN_CARER, "Bob Morgan", "Bob", "Grandad"),
            (Part.KIN_CARER, "Jean Morgan", "Jean", "Nan"),
            (Part.CHILD, "Leo", "Leo", None),
            (Part.CHILD, "Mia", "Mia", None),
        ]
        assert [(a.duty, p.id) for a, p in people.workers(actor, circle_id)] == [(Duty.LEAD, priya.id)]
        (held,) = plans.plans_in(actor, circle_id)
        assert (held.plan.kind, held.plan.state) == (PlanKind.KIN_CARER, PlanState.DRAFT)
        assert [holder.full_name for holder in held.holders] == ["Bob Morgan", "Jean Morgan"]
    assert "The family is added" in client.get(answer.location).text
    assert re.search(r"Grandad and Nan of Mia, \d+, and Leo", client.get("/families").text)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"full_name": " "}, "Write the full name."),
        ({"part": ""}, "Choose what they are to the child."),
        ({"part": "foster_carer"}, "Choose one of the answers shown."),
        ({"part": "parent"}, "Each parent has a plan of their own."),
        ({"child_1": ""}, "Write the child’s first name."),
        ({"born_1": ["31", "2", "2020"]}, "There is no such day."),
        ({"nation": ""}, "Choose where they live."),
    ],
)
def test_a_family_that_needs_mending_keeps_what_was_typed(app, client, priya, changes, words):
    answer = desk.post(client, "/families/new", **(TYPED | changes))
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="Bob Morgan"' in answer.text
    assert "<title>Error: Add a family" in answer.text
    assert _families(app) == 0


def test_a_birth_date_to_come_is_refused(app, client, priya):
    soon = clock.today() + timedelta(days=1)
    answer = desk.post(client, "/families/new", **(TYPED | {"born_1": [soon.day, soon.month, soon.year]}))
    assert answer.status_code == 422
    assert "The date must be in the past." in answer.text


def test_a_name_that_the_worker_has_already_is_asked_about_once_more(app, client, priya):
    with app.app_context():
        held = desk.family(priya, "jéan  MORGAN")
    asked = desk.post(client, "/families/new", **TYPED)
    assert asked.status_code == 422
    assert f"/families/{held.plan.circle_id}" in asked.text
    assert _families(app) == 1
    assert desk.post(client, "/families/new", **TYPED, anyway="yes").status_code == 303
    assert _families(app) == 2


def test_a_name_in_somebody_elses_family_is_never_hinted_at(app, client, priya):
    with app.app_context():
        desk.family(desk.staff(priya.org_id, "Rosa"), "Jean Morgan")
    assert desk.post(client, "/families/new", **TYPED).status_code == 303


def test_a_child_of_that_name_is_no_double(app, client, priya):
    with app.app_context():
        desk.family(priya, "Ana", children=(("Jean Morgan", None),))
    assert desk.post(client, "/families/new", **TYPED).status_code == 303


def test_the_form_starts_from_the_nation_of_the_organisation(client, priya):
    text = client.get("/families/new").text
    assert re.search(r'value="england" checked', text)


def _families(app):
    with app.app_context():
        return db.session.scalar(scoped(select(func.count()).select_from(Circle), "test"))
