"""The agreement: what each list query gives to each person is what the policy grants, record by record."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Select, select

from supportapp.access.actor import Actor
from supportapp.access.policy import Permission, allows
from supportapp.core.db import db
from supportapp.core.protect import scoped
from supportapp.people import queries as people
from supportapp.people.models import Circle, Person
from supportapp.plans import queries as plans
from supportapp.plans.models import Goal, Plan, PlanHolder, Rating
from supportapp.tasks import queries as tasks
from supportapp.tasks.models import PathwayStart, Task
from tests.walker import Walker

PLAN_PARTS: tuple[tuple[Callable[[Actor], Select[Any]], type[Any], Permission], ...] = (
    (plans.visible_plans, Plan, Permission.PLAN_READ),
    (plans.visible_goals, Goal, Permission.PLAN_READ),
    (plans.visible_ratings, Rating, Permission.PLAN_READ),
    (tasks.visible_tasks, Task, Permission.TASK_READ),
    (tasks.visible_starts, PathwayStart, Permission.TASK_READ),
)


def every(statement: Select[Any]) -> Iterable[Any]:
    return db.session.scalars(scoped(statement, "test")).all()


@pytest.mark.parametrize(("visible", "model", "permission"), PLAN_PARTS)
def test_a_list_shows_what_the_policy_allows_and_no_more(
    app: Flask, visible: Callable[[Actor], Select[Any]], model: type[Any], permission: Permission
) -> None:
    Walker(app)
    with app.app_context():
        holders: dict[Any, set[Any]] = {}
        for row in every(select(PlanHolder)):
            holders.setdefault(row.plan_id, set()).add(row.person_id)
        plan_of = {plan.id: plan for plan in every(select(Plan))}
        goal_of = {goal.id: goal for goal in every(select(Goal))}
        records = list(every(select(model)))
        for person in every(select(Person)):
            actor = people.actor_for(person)
            listed = {row.id for row in db.session.scalars(visible(actor))}
            granted = set()
            for record in records:
                plan_id = (
                    goal_of[record.goal_id].plan_id
                    if model is Rating
                    else getattr(record, "plan_id", record.id)
                )
                plan = plan_of[plan_id]
                held = plans.HeldPlan(plan, tuple(plans.Holder(one, "", "") for one in holders[plan.id]))
                if allows(actor, permission, held.scope()):
                    granted.add(record.id)
            assert listed == granted, person.full_name


def test_circles_are_listed_as_their_titles_are_allowed(app: Flask) -> None:
    Walker(app)
    with app.app_context():
        circles = list(every(select(Circle)))
        for person in every(select(Person)):
            actor = people.actor_for(person)
            listed = {row.id for row in db.session.scalars(people.visible_circles(actor))}
            granted = {row.id for row in circles if allows(actor, Permission.FAMILY_TITLE, row.scope())}
            assert listed == granted, person.full_name
