"""What happened in some plans, as one table: the lines of the tasks' histories, and the ratings."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, Subquery, Text, cast, literal, select, union_all

from supportapp.people.models import Person
from supportapp.plans.models import Goal, Rating
from supportapp.tasks.models import Task, TaskEvent


def happenings(plan_ids: Select[UUID]) -> Subquery:
    """A table in the order of `News`. `plan_ids` finds plans that an actor may see; who runs it marks it."""
    return union_all(_steps(plan_ids), _ratings(plan_ids)).subquery("happened")


def _steps(plan_ids: Select[UUID]) -> Select[UUID, datetime, str, str | None, str, str, UUID]:
    columns = (
        Task.plan_id.label("plan_id"),
        TaskEvent.at.label("at"),
        TaskEvent.what.label("what"),
        TaskEvent.after.label("after"),
        Task.title.label("title"),
        Person.known_as.label("by"),
        Task.id.label("object_id"),
    )
    rows = select(*columns).join(Task, Task.id == TaskEvent.task_id)
    return rows.join(Person, Person.id == TaskEvent.person_id).where(Task.plan_id.in_(plan_ids))


def _ratings(plan_ids: Select[UUID]) -> Select[UUID, datetime, str, str, str, str, UUID]:
    what, score = literal("rating", Text), cast(Rating.score, Text)
    columns = (Goal.plan_id, Rating.created_at, what, score, Goal.title, Person.known_as, Goal.id)
    rows = select(*columns).join(Goal, Goal.id == Rating.goal_id)
    return rows.join(Person, Person.id == Rating.person_id).where(Goal.plan_id.in_(plan_ids))
