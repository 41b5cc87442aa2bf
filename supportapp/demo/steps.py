"""Tasks of the demo world: those of started pathways and people's own, each brought to where it stands."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from supportapp.access.actor import Actor
from supportapp.content.catalogue import load_catalogue
from supportapp.content.models import Area, Nation, Step
from supportapp.core import clock
from supportapp.demo.moments import History, moment
from supportapp.demo.story import Outcome, PathwayStory, TaskStory
from supportapp.plans.queries import HeldPlan
from supportapp.tasks import pathways, queries, rules, service
from supportapp.tasks.models import Owner, State, Task
from supportapp.tasks.queries import HeldTask
from supportapp.tasks.service import TaskEntry

SOME_DAYS = timedelta(days=6)


def add_tasks(
    held: HeldPlan,
    by: tuple[Actor, Actor],
    stories: Iterable[TaskStory],
    at: tuple[date, Area | None, UUID | None],
    history: History,
) -> None:
    """People's own tasks. `by`: the holder and the worker; `at`: the first day, the goal's area and id."""
    since, area, goal_id = at
    holder, worker = by
    for story in stories:
        actor = holder if story.owner is Owner.ME else worker
        about = story.area or area or Area.WELLBEING
        entry = TaskEntry(story.title, about, story.owner, due_on=story.due, goal_id=goal_id)
        task = service.add_task(actor, held, entry)
        # What somebody wrote down six weeks ahead was not there from the plan's first day.
        first = max(since, (story.done or story.due or since) - timedelta(weeks=6))
        _settle(actor, HeldTask(task, held), story, since=moment(first), history=history)


def start_pathway(
    actor: Actor,
    held: HeldPlan,
    story: PathwayStory,
    at: tuple[Nation, date, Mapping[str, UUID]],
    history: History,
) -> None:
    """Start a pathway and settle its tasks. `at`: the nation, the plan's first day, its goals' ids."""
    nation, plan_since, goals = at
    pathway = load_catalogue().pathway(story.id)
    if pathway is None:
        raise LookupError(f"there is no pathway {story.id}")
    since = story.started or plan_since
    dates = {event.value: day for event, day in story.dates.items()}
    made, _ = pathways.start(actor, held, pathway, nation=nation, dates=dates, period_day=story.period_day)
    made.started_at = moment(since)
    for task in queries.tasks_of_start(actor, made.id):
        step = load_catalogue().step_of(pathway.id, task.step_id)
        outcome = story.steps.get(task.step_id or "") or _usual(task, step, since)
        _settle(actor, HeldTask(task, held), outcome, since=made.started_at, history=history)
        if outcome.towards:
            task.goal_id = goals[outcome.towards]


def _usual(task: Task, step: Step | None, since: date) -> Outcome:
    """How a step stands that its file does not name: done if its day is past, let go if it has none."""
    today = clock.today()
    if task.due_on is None:
        return Outcome(state=State.NOT_FOR_US)
    if task.due_on >= today:
        return Outcome()
    if step is not None and step.due.repeat is not None:
        due_on = task.due_on
        while due_on < today:
            due_on = rules.next_round(due_on, step.due.repeat)
        return Outcome.model_construct(due=due_on)
    return Outcome.model_construct(state=State.DONE, done=max(task.due_on, since))


def _settle(actor: Actor, found: HeldTask, outcome: Outcome, *, since: datetime, history: History) -> None:
    task = found.task
    service.set_state(actor, found, outcome.state)
    task.note, task.owner_name = outcome.note, outcome.name
    if outcome.due is not None and outcome.due != task.due_on:
        task.due_on, task.date_is_own = outcome.due, True
    if outcome.done is not None:
        task.done_at = moment(outcome.done, hour=16)
    task.created_at = min(since, task.done_at or since)
    history.made[task.id] = task.created_at
    history.changed[task.id] = task.done_at or max(task.created_at, clock.now() - SOME_DAYS)
