"""Small invented families for one worker, so that her list of families is as long as in real life."""

from datetime import date, timedelta
from pathlib import Path

from supportapp.access.actor import Actor
from supportapp.content.models import Area, Nation
from supportapp.core import clock
from supportapp.demo.cast import actor_of
from supportapp.demo.moments import History, born_on, moment
from supportapp.demo.steps import add_tasks
from supportapp.demo.story import Said, TaskStory, read_yaml
from supportapp.people import service as people
from supportapp.people.models import Part, Person
from supportapp.people.service import NewPerson
from supportapp.plans import service as plans
from supportapp.plans.models import PlanKind, PlanState
from supportapp.plans.queries import HeldGoal, HeldPlan, Holder
from supportapp.plans.service import GoalEntry
from supportapp.tasks.models import Owner, State

FILE = Path(__file__).parent / "more.yaml"
AGREED_AFTER = timedelta(days=14)


class Kind(Said):
    """One kind of small family: who holds the plan, what the plan says, and its three tasks."""

    part: Part
    relation: str
    plan: PlanKind
    age: int
    area: Area
    goal: str
    done: str
    ready: str
    waiting: str


class More(Said):
    """The names and kinds that the families are made from."""

    council: str
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    children: tuple[str, ...]
    kinds: tuple[Kind, ...]


def add_families(worker: Person, history: History) -> None:
    """One small family for each first name, the same ones every time."""
    more = More.model_validate(read_yaml(FILE))
    for number in range(len(more.first_names)):
        _add_family(worker, more, number, history)


def _add_family(worker: Person, more: More, number: int, history: History) -> None:
    kind, since = more.kinds[number % len(more.kinds)], clock.today() - timedelta(days=70 + 9 * number)
    circle = people.add_circle(
        actor_of(worker),
        nation=Nation.ENGLAND,
        council=more.council,
        reference=f"WX{number // 8 + 2}R{number % 8 + 2}K",
    )
    circle.created_at = moment(since)
    lead = actor_of(worker, circle.id)
    people.assign(lead, circle.id, worker.id, since=since)
    holder = people.add_person(lead, circle, _adult(more, kind, number), since=since)
    people.add_person(lead, circle, _child(more, number), since=since)
    _add_plan(lead, holder, kind, (number, since), history)


def _adult(more: More, kind: Kind, number: int) -> NewPerson:
    name = f"{more.first_names[number]} {more.last_names[number % len(more.last_names)]}"
    born = born_on(kind.age + number % 9, clock.today(), seed=number * 11)
    return NewPerson(name, kind.part, relation=kind.relation, born_on=born)


def _child(more: More, number: int) -> NewPerson:
    born = born_on(2 + number % 11, clock.today(), seed=number * 7)
    return NewPerson(more.children[number % len(more.children)], Part.CHILD, born_on=born)


def _add_plan(lead: Actor, holder: Person, kind: Kind, when: tuple[int, date], history: History) -> None:
    number, since = when
    review = clock.today() + timedelta(days=5 * (number % 14) - 10)
    state = PlanState.REVIEW_DUE if review <= clock.today() else PlanState.AGREED
    (circle_id,) = lead.circle_ids
    plan = plans.add_plan(lead, circle_id, [holder.id], kind=kind.plan, state=state)
    plan.created_at, plan.agreed_on, plan.next_review_on = moment(since), since + AGREED_AFTER, review
    held = HeldPlan(plan, (Holder(holder.id, holder.known_as, holder.full_name),))
    own = actor_of(holder, circle_id)
    goal = plans.add_goal(own, held, GoalEntry(kind.goal, kind.area), position=0)
    goal.started_on = since + AGREED_AFTER
    for weeks, score in ((0, 3 + number % 3), (7, 5 + number % 4)):
        rating = plans.rate(own, HeldGoal(goal, held), score, None)
        rating.rated_on = goal.started_on + timedelta(weeks=weeks)
        rating.created_at = moment(rating.rated_on, hour=11)
    add_tasks(held, (own, lead), _tasks(kind, number), (since, kind.area, goal.id), history)


def _tasks(kind: Kind, number: int) -> tuple[TaskStory, ...]:
    # The dates are true ones already, so that the values are made without being moved.
    today, spread, make = clock.today(), number % 7, TaskStory.model_construct
    return (
        make(title=kind.done, state=State.DONE, done=today - timedelta(days=12 + spread)),
        make(title=kind.ready, due=today + timedelta(days=2 * spread - 2)),
        make(
            title=kind.waiting,
            owner=Owner.SERVICE,
            name="the council",
            state=State.WAITING,
            due=today + timedelta(days=spread - 4),
        ),
    )
