"""What happened in some plans, as one table: the lines of the tasks' histories, and the ratings."""

from uuid import UUID

from sqlalchemy import Select, Subquery, Text, cast, literal, select, union_all

from supportapp.people.models import Person
from supportapp.plans.models import Goal, Rating
from supportapp.tasks.models import Task, TaskEvent


def happenings(plan_ids: Select[UUID]) -> Subquery:
    """Columns in the order of `News`. `plan_ids` is a query of plans that the actor may see; whoever runs it marks it."""
    steps = (
        select(
            Task.plan_id.label("plan_id"),
            TaskEvent.at.label("at"),
            TaskEvent.what.label("what"),
            TaskEvent.after.label("after"),
            Task.title.label("title"),
            Person.known_as.label("by"),
            Task.id.label("object_id"),
        )
        .join(Task, Task.id == TaskEvent.task_id)
        .join(Person, Person.id == TaskEvent.person_id)
        .where(Task.plan_id.in_(plan_ids))
    )
    ratings = (
        select(
            Goal.plan_id,
            Rating.created_at,
            literal("rating", Text),
            cast(Rating.score, Text),
            Goal.title,
            Person.known_as,
            Goal.id,
        )
        .join(Goal, Goal.id == Rating.goal_id)
        .join(Person, Person.id == Rating.person_id)
        .where(Goal.plan_id.in_(plan_ids))
    )
    return union_all(steps, ratings).subquery("happened")
