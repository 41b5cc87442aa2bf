"""The demo world: who is in it, what they see first, and where it may not be loaded."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from supportapp.access.actor import Role
from supportapp.accounts import passphrases
from supportapp.accounts import queries as accounts
from supportapp.audit import verify
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped
from supportapp.demo import cast, load
from supportapp.people.models import Assignment, Circle, Duty, Membership, Organisation, Part, Person
from supportapp.people.queries import actor_for
from supportapp.plans import queries as plans
from supportapp.plans.models import Plan, PlanHolder, Rating
from supportapp.tasks import queries as tasks
from supportapp.tasks.models import OPEN, State, Task, TaskEvent

SMALL_FAMILIES = 23
# What a world holds does not hang on the kind of database: that it loads on both is shown once, below.
ON_SQLITE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
REFERENCES = {"WEX27K", "NRM45T", "CDW83N", "CWM56H", "STR67M", "WEX94B"}


@pytest.fixture
def world(app):
    """The demo world of today, in an open app context with a fresh session."""
    with app.app_context():
        load.load_demo()
        db.session.expunge_all()
        yield


def rows(statement):
    return db.session.execute(scoped(statement, "test")).all()


def one_by_one(statement):
    return db.session.scalars(scoped(statement, "test")).all()


def person(nickname):
    account = accounts.account(nickname)
    assert account is not None, nickname
    (found,) = one_by_one(select(Person).where(Person.id == account.person_id))
    return found


def families():
    """Everybody of a family who can sign in, by nickname."""
    found = {nickname: person(nickname) for nickname, _ in load.SIGN_INS}
    return {nickname: one for nickname, one in found.items() if one.role is Role.FAMILY}


@ON_SQLITE
def test_everybody_can_sign_in_with_the_one_passphrase(world):
    for nickname, _ in load.SIGN_INS:
        assert passphrases.matches(accounts.account(nickname).passphrase_hash, load.PASSPHRASE), nickname


@ON_SQLITE
def test_families_come_first_in_the_list_and_nobody_twice(world):
    roles = [person(nickname).role is Role.FAMILY for nickname, _ in load.SIGN_INS]
    assert roles == sorted(roles, reverse=True)
    assert len({nickname for nickname, _ in load.SIGN_INS}) == len(load.SIGN_INS)


@ON_SQLITE
def test_every_role_and_both_organisations_are_there(world):
    assert {person(nickname).role for nickname, _ in load.SIGN_INS} == set(Role)
    names = {one.id: one.name for one in one_by_one(select(Organisation))}
    where = {nickname: names[person(nickname).org_id] for nickname, _ in load.SIGN_INS}
    assert where.pop("stan") == cast.ELSEWHERE
    assert set(where.values()) == {cast.HERE}


@ON_SQLITE
def test_people_may_start_alone_in_the_one_organisation_only(world):
    allowed = {one.name: one.lets_people_start_alone for one in one_by_one(select(Organisation))}
    assert allowed == {cast.HERE: True, cast.ELSEWHERE: False}


@ON_SQLITE
def test_all_six_households_are_there_with_one_lead_each(world):
    found = rows(
        select(Circle.reference, Assignment.worker_id)
        .join(Assignment, Assignment.circle_id == Circle.id)
        .where(Assignment.duty == Duty.LEAD)
    )
    assert len(found) == len(REFERENCES) + SMALL_FAMILIES
    assert {reference for reference, _ in found} >= REFERENCES


@ON_SQLITE
def test_priya_has_more_families_than_fit_one_page_and_rosa_none(world):
    assert len(actor_for(person("priya")).circle_ids) == SMALL_FAMILIES + 1 > 20
    assert actor_for(person("rosa")).circle_ids == frozenset()


@ON_SQLITE
def test_each_holder_of_a_plan_in_the_households_signs_in_and_sees_it(world):
    for nickname, one in families().items():
        held = plans.own_plan(actor_for(one))
        assert held is not None, nickname
        assert one.id in held.holder_ids


@ON_SQLITE
def test_two_households_in_one_circle_hold_no_plan_in_common(world):
    shared = {}
    for plan_id, person_id in rows(select(PlanHolder.plan_id, PlanHolder.person_id)):
        shared.setdefault(plan_id, set()).add(person_id)
    ids = {nickname: one.id for nickname, one in families().items()}
    couples = [{ids["joan"], ids["trevor"]}, {ids["imran"], ids["callum"]}]
    assert [holders for holders in shared.values() if len(holders) > 1 and holders not in couples] == []
    assert all(couple in shared.values() for couple in couples)
    for parent in ("kelly", "sana", "eilidh", "beverley", "chantelle"):
        assert {ids[parent]} in shared.values()


@ON_SQLITE
def test_the_former_partner_is_nobody_here(world):
    names = [one.full_name.lower() for one in one_by_one(select(Person))]
    assert not [name for name in names if "former" in name or "partner" in name]
    parents = rows(
        select(Membership.person_id)
        .join(Circle, Circle.id == Membership.circle_id)
        .where(Circle.reference == "WEX94B", Membership.part == Part.PARENT)
    )
    assert parents == [(person("chantelle").id,)]


@ON_SQLITE
def test_children_and_foster_carers_cannot_sign_in(world):
    holders = {person_id for (person_id,) in rows(select(PlanHolder.person_id))}
    others = rows(
        select(Person.id).join(Membership, Membership.person_id == Person.id).where(Person.id.not_in(holders))
    )
    can = {person(nickname).id for nickname, _ in load.SIGN_INS}
    assert {person_id for (person_id,) in others}.isdisjoint(can)


def check_lists():
    """Nobody's list is empty, too long or out of date."""
    today = clock.today()
    for nickname, one in families().items():
        actor = actor_for(one)
        shown = tasks.next_tasks(actor, done_since=clock.now(), most=100)
        dates = [task.due_on for task in shown]
        assert 3 <= len(shown) <= 8, nickname
        assert tasks.counts(actor)[1] >= 2, nickname
        assert [task.state for task in shown].count(State.WAITING) == 1, nickname
        assert today - timedelta(days=7) <= min(dates) < today, nickname
        assert today < max(dates) <= today + timedelta(days=200), nickname


def check_moments():
    """What happened, happened before now, and in order."""
    today, now = clock.today(), clock.now()
    for task in one_by_one(select(Task)):
        assert task.created_at <= (task.done_at or now) <= now, task.title
        assert task.state is State.DONE or task.done_at is None
        if task.state in OPEN and task.due_on:
            assert task.due_on >= today - timedelta(days=7), task.title
    for event in one_by_one(select(TaskEvent)):
        assert event.at <= now
    for plan in one_by_one(select(Plan)):
        assert plan.created_at <= now
        assert plan.agreed_on <= today
        assert today - timedelta(days=14) <= plan.next_review_on <= today + timedelta(days=100)
    for rating in one_by_one(select(Rating)):
        assert rating.rated_on <= today
        assert rating.created_at <= now


def test_it_loads_with_lists_of_a_fair_length_and_an_audit_that_holds(world):
    check_lists()
    check_moments()
    assert list(verify.faults()) == []


@ON_SQLITE
@pytest.mark.parametrize(
    "moment",
    ["2027-07-04T06:30:00Z", "2028-02-29T12:00:00Z", "2028-03-26T00:30:00Z", "2029-12-31T23:59:00Z"],
)
def test_nothing_is_stale_when_it_is_loaded_on_another_day(app, moment):
    with time_machine.travel(moment), app.app_context():
        load.load_demo()
        db.session.expunge_all()
        check_lists()
        check_moments()
        assert ages()["Micah"] == 6
        assert ages()["Joan Whitlock"] == 61


def ages():
    today = clock.today()
    return {
        one.full_name: today.year
        - one.born_on.year
        - ((today.month, today.day) < (one.born_on.month, one.born_on.day))
        for one in one_by_one(select(Person).where(Person.born_on.is_not(None)))
    }


@ON_SQLITE
def test_a_task_that_is_done_says_so_on_the_day_it_was_done(world):
    found = rows(
        select(Task, TaskEvent)
        .join(TaskEvent, TaskEvent.task_id == Task.id)
        .where(TaskEvent.after == "done", Task.state == State.DONE)
    )
    assert len(found) > 50
    assert all(event.at == task.done_at for task, event in found)


def test_it_is_refused_where_anything_is_kept_already(app):
    with app.app_context():
        db.session.add(Organisation(name="Somebody real"))
        db.session.commit()
        with pytest.raises(load.DemoRefused, match="holds an organisation already"):
            load.load_demo()
        assert [one.name for one in one_by_one(select(Organisation))] == ["Somebody real"]


@ON_SQLITE
def test_it_is_refused_a_second_time(world):
    before = len(one_by_one(select(Person)))
    with pytest.raises(load.DemoRefused):
        load.load_demo()
    assert len(one_by_one(select(Person))) == before


@ON_SQLITE
def test_it_is_refused_in_production(app, monkeypatch):
    settings = app.config["ROWAN"].model_copy(update={"env": "production"})
    monkeypatch.setitem(app.config, "ROWAN", settings)
    with app.app_context():
        with pytest.raises(load.DemoRefused, match="not for production"):
            load.load_demo()
        assert one_by_one(select(Organisation)) == []
