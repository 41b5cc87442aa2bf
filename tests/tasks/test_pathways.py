"""Pathways: one question about dates, then the steps; moving, doubles, rounds, and what the rules say."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from supportapp.audit.models import AuditEvent
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped
from supportapp.plans.models import Goal
from supportapp.tasks.models import PathwayStart, State, Task
from tests.walker import Walker

BENEFITS = "/pathways/bp-benefits-change"


def boxes(day: date) -> list[str]:
    return [str(day.day), str(day.month), str(day.year)]


def tasks_of(app: Flask, walker: Walker, pathway: str, who: str = "parent") -> dict[UUID, Task]:
    plan = walker.world.homes[who].plan
    with app.app_context():
        rows = select(Task).join(PathwayStart, PathwayStart.id == Task.start_id)
        rows = rows.where(PathwayStart.plan_id == plan, PathwayStart.pathway_id == pathway).order_by(
            Task.round
        )
        return {task.id: task for task in db.session.scalars(scoped(rows, "test"))}


def count(app: Flask, model: type[Any], *where: Any) -> int:
    with app.app_context():
        return db.session.scalar(scoped(select(func.count()).select_from(model).where(*where), "test")) or 0


@time_machine.travel(date(2026, 10, 5))
def test_a_removal_on_30_september_and_a_period_from_the_15th_gives_15_september(app: Flask) -> None:
    walker = Walker(app)
    plan = f"/families/{walker.world.circles['family']}/plan/{walker.world.homes['parent'].plan}"
    dates = {"on_child_moved": ["30", "9", "2026"], "period_day": "15th"}
    assert walker.post("worker", f"{plan}{BENEFITS}", dates).status_code == 303
    found = tasks_of(app, walker, "bp-benefits-change")
    steps = [task for task in found.values() if task.step_id == "uc-journal"]
    assert date(2026, 9, 15) in [task.limit_on for task in steps]
    task = next(task for task in steps if task.limit_on == date(2026, 9, 15))
    for who in ("parent", "worker"):
        assert "Tuesday 15 September" in walker.get(who, f"/tasks/{task.id}").text


def test_the_same_pathway_for_the_same_event_makes_no_doubles(app: Flask) -> None:
    walker = Walker(app)
    dates = {"on_child_moved": ["3", "9", "2026"]}
    walker.post("parent", "/pathways/bp-keep-home", dates)
    before = count(app, Task)
    answer = walker.post("parent", "/pathways/bp-keep-home", dates)
    assert "said=again" in answer.location
    assert count(app, Task) == before


def test_moving_the_date_moves_only_what_is_not_done_and_not_chosen(app: Flask) -> None:
    walker = Walker(app)
    url = walker.post("parent", "/pathways/bp-keep-home", {"on_child_moved": ["3", "9", "2026"]}).location
    first, second, *rest = tasks_of(app, walker, "bp-keep-home").values()
    walker.post("parent", f"/tasks/{first.id}/done")
    own = {"title": "x", "by": "date", "due_on": ["1", "2", "2027"], "owner": "me", "area": "housing"}
    own |= {"goal": "", "version": "1"}
    assert walker.post("parent", f"/tasks/{second.id}/edit", own).status_code == 303
    assert (
        walker.post("parent", url.split("?")[0], {"on_child_moved": ["10", "9", "2026"]}).status_code == 303
    )
    moved = tasks_of(app, walker, "bp-keep-home")
    assert moved[first.id].due_on == first.due_on
    assert moved[second.id].due_on == date(2027, 2, 1)
    weeks = [task for task in rest if task.step_id != "six-month-check"]  # months are not weeks
    assert weeks
    assert all(moved[task.id].due_on == task.due_on + timedelta(days=7) for task in weeks if task.due_on)


def test_a_date_that_is_emptied_is_forgotten(app: Flask) -> None:
    walker = Walker(app)
    url = walker.post("parent", "/pathways/bp-keep-home", {"on_child_moved": ["3", "9", "2026"]}).location
    assert walker.post("parent", url.split("?")[0], {}).status_code == 303
    assert all(task.due_on is None for task in tasks_of(app, walker, "bp-keep-home").values())


def test_dates_that_another_start_has_get_a_message(app: Flask) -> None:
    walker = Walker(app)
    both = {"on_papers_received": ["1", "9", "2026"], "on_hearing": ["1", "10", "2026"]}
    other = {"on_papers_received": ["3", "9", "2026"], "on_hearing": ["4", "10", "2026"]}
    walker.post("parent", "/pathways/bp-legal-help", both)
    url = walker.post("parent", "/pathways/bp-legal-help", other).location.split("?")[0]
    assert walker.post("parent", url, {**other, "on_hearing": ["1", "10", "2026"]}).status_code == 303
    assert walker.post("parent", url, {**both, "on_hearing": ["", "", ""]}).status_code == 303
    answer = walker.post("parent", url, both)
    assert answer.status_code == 422
    assert "with these dates before" in answer.text


def test_a_pathway_of_another_nation_or_part_is_not_found(app: Flask) -> None:
    walker = Walker(app)
    assert walker.get("parent", "/pathways/kc-health").status_code == 404
    assert walker.get("carer", "/pathways/bp-keep-home").status_code == 404
    assert walker.get("parent", "/pathways/nothing").status_code == 404


@pytest.mark.parametrize("day", [["31", "12", "2100"], ["1", "1", "1900"]])
@pytest.mark.parametrize("slug", ["bp-first-days", "bp-review-meeting"])
def test_an_event_at_the_edge_of_the_calendar_gets_a_message(app: Flask, slug: str, day: list[str]) -> None:
    walker = Walker(app)
    dates = {"on_child_moved": day, "on_review_meeting": day}
    answer = walker.post("parent", f"/pathways/{slug}", dates)
    assert answer.status_code == 422
    assert "nearer to today" in answer.text


def test_a_step_that_comes_again_does_so_after_undo_too(app: Flask) -> None:
    walker = Walker(app)
    walker.post("parent", "/pathways/bp-networks", {"on_child_moved": boxes(clock.today())})
    step = next(
        task for task in tasks_of(app, walker, "bp-networks").values() if task.step_id == "something-for-you"
    )

    def rounds() -> list[State]:
        found = tasks_of(app, walker, "bp-networks").values()
        return [task.state for task in found if task.step_id == "something-for-you"]

    for _ in range(2):
        walker.post("parent", f"/tasks/{step.id}/done")
        assert rounds() == [State.DONE, State.READY]
        walker.post("parent", f"/tasks/{step.id}/undo")
        assert rounds() == [State.READY]
    walker.post("parent", f"/tasks/{step.id}/state", {"state": "done"})
    walker.post("parent", f"/tasks/{step.id}/state", {"state": "in_progress"})
    assert rounds() == [State.IN_PROGRESS]


def views(app: Flask, walker: Walker) -> int:
    worker: UUID = walker.world.people["worker"]
    return count(app, AuditEvent, AuditEvent.actor_id == worker, AuditEvent.action.like("%:view"))


def test_every_look_of_a_worker_at_a_record_leaves_a_trace(app: Flask) -> None:
    walker = Walker(app)
    home = walker.world.homes["parent"]
    plan = f"/families/{walker.world.circles['family']}/plan/{home.plan}"
    looks = (
        lambda: walker.get("worker", f"/tasks/{home.task}"),
        lambda: walker.get("worker", f"/tasks/{home.task}/edit"),
        lambda: walker.post("worker", f"/tasks/{home.task}/edit", {}),
        lambda: walker.get("worker", f"/plan/goals/{home.goal}"),
        lambda: walker.get("worker", f"/plan/goals/{home.goal}/edit"),
        lambda: walker.post("worker", f"/plan/goals/{home.goal}/rating", {}),
        lambda: walker.get("worker", f"/started/{home.start}"),
        lambda: walker.get("worker", plan),
        lambda: walker.post("worker", f"{plan}/needs", {}),
        lambda: walker.post("worker", f"{plan}/review", {}),
    )
    for number, look in enumerate(looks, start=1):
        answer = look()
        assert answer.status_code in (200, 422), number
        assert views(app, walker) == number, answer.request.path
    walker.get("parent", f"/tasks/{home.task}")
    assert views(app, walker) == len(looks)


def test_a_couples_goal_never_shows_a_workers_number_as_theirs(app: Flask) -> None:
    walker = Walker(app)
    home = walker.world.homes["parent"]
    with app.app_context():
        goal = db.session.scalars(scoped(select(Goal).where(Goal.id == home.goal), "test")).one()
        goal.owner_id = None
        db.session.commit()
    page = walker.get("parent", f"/plan/goals/{home.goal}").text
    assert "Your first number will start the line" in page
    assert "out of 10" not in walker.get("parent", "/plan").text
