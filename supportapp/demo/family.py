"""One household of the demo world: its circle, its people, its workers and its plans."""

from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

from supportapp.access.actor import Actor
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.demo.cast import actor_of
from supportapp.demo.contact_story import ArrangementStory
from supportapp.demo.family_time import add_family_time
from supportapp.demo.moments import History, born_on, moment
from supportapp.demo.steps import add_tasks, start_pathway
from supportapp.demo.story import GoalStory, Household, PlanStory
from supportapp.people import service as people
from supportapp.people.models import Circle, Person
from supportapp.people.service import NewPerson
from supportapp.plans import service as plans
from supportapp.plans.models import Goal, Plan
from supportapp.plans.queries import HeldGoal, HeldPlan, Holder
from supportapp.plans.service import GoalEntry


@dataclass(frozen=True, slots=True)
class Family:
    """A circle with everybody in it and beside it, by the keys of its file."""

    story: Household
    circle: Circle
    people: Mapping[str, Person]

    def actor(self, key: str) -> Actor:
        """Somebody of the household, or one of its workers, as who acts in this circle."""
        return actor_of(self.people[key], self.circle.id)

    @property
    def lead(self) -> Actor:
        """The worker who leads."""
        return self.actor(self.story.lead)


def add_family(
    story: Household,
    staff: Mapping[str, Person],
    history: History,
    family_time: tuple[ArrangementStory, ...] = (),
) -> dict[str, Person]:
    """All of one household; gives those who sign in, by nickname."""
    family = _add_circle(story, staff)
    for plan in story.plans:
        _add_plan(family, plan, history)
    add_family_time(family_time, family.circle, family.people, family.lead)
    return {key: family.people[key] for key in story.sign_ins}


def _add_circle(story: Household, staff: Mapping[str, Person]) -> Family:
    lead = actor_of(staff[story.lead])
    circle = people.add_circle(lead, nation=story.nation, council=story.council, reference=story.reference)
    circle.created_at = moment(story.since)
    found = {key: staff[key] for key in story.workers}
    for key, worker in story.workers.items():
        people.assign(lead, circle.id, staff[key].id, duty=worker.duty, since=worker.since)
    for key, one in story.people.items():
        birthday = None if one.age is None else born_on(one.age, clock.today(), seed=crc32(key.encode()))
        entry = NewPerson(one.name, one.part, one.known_as, one.relation, birthday)
        found[key] = people.add_person(lead, circle, entry, since=one.since or story.since)
    return Family(story, circle, found)


def _add_plan(family: Family, story: PlanStory, history: History) -> None:
    held = _hold(family, story)
    for number, need in enumerate(story.needs):
        made = plans.add_need(family.lead, held, need.words, need.area)
        made.created_at = moment(story.agreed or story.started, minute=number)
    goals = {}
    for position, (key, goal_story) in enumerate(story.goals.items()):
        goals[key] = _add_goal(family, held, goal_story, position)
        by = (family.actor(story.holders[0]), family.lead)
        add_tasks(held, by, goal_story.tasks, (story.started, goal_story.area, goals[key].id), history)
    by = (family.actor(story.holders[0]), family.lead)
    add_tasks(held, by, story.tasks, (story.started, None, None), history)
    goal_ids = {key: goal.id for key, goal in goals.items()}
    for pathway in story.pathways:
        start_pathway(by[0], held, pathway, (family.circle.nation, story.started, goal_ids), history)


def _hold(family: Family, story: PlanStory) -> HeldPlan:
    holders = [family.people[key] for key in story.holders]
    plan = plans.add_plan(
        family.lead, family.circle.id, [one.id for one in holders], kind=story.kind, state=story.state
    )
    _fill(plan, story)
    return HeldPlan(plan, tuple(Holder(one.id, one.known_as, one.full_name) for one in holders))


def _fill(plan: Plan, story: PlanStory) -> None:
    plan.family_view, plan.worker_view, plan.hard_week = story.family_view, story.worker_view, story.hard_week
    plan.agreed_on, plan.next_review_on = story.agreed, story.review
    plan.created_at = moment(story.started)
    db.session.flush()


def _add_goal(family: Family, held: HeldPlan, story: GoalStory, position: int) -> Goal:
    by = family.lead if story.owner is None else family.actor(story.owner)
    goal = plans.add_goal(by, held, GoalEntry(story.title, story.area, story.why), position=position)
    if story.owner is not None:
        goal.owner_id = family.people[story.owner].id  # a child may own a goal in their carer's plan
    goal.started_on = min((rating.day for rating in story.ratings), default=goal.started_on)
    for rating in story.ratings:
        made = plans.rate(family.actor(rating.by), HeldGoal(goal, held), rating.score, rating.note)
        made.rated_on, made.created_at = rating.day, moment(rating.day, hour=11)
    return goal
