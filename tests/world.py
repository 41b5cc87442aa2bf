"""A small world in which every person is named for where they stand, and every confidential word is unlike any other.

Two organisations. In ours, one family of two households (a parent; a couple of carers) that must never see each
other's words, and another family elsewhere. Around them everybody whom the policy has to tell apart.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from supportapp.access.actor import Actor, Role
from supportapp.accounts.models import Account, SignIn
from supportapp.accounts.queries import hashed
from supportapp.content.catalogue import load_catalogue
from supportapp.content.models import Area, Nation
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped, system
from supportapp.people import queries as people
from supportapp.people.models import (
    Assignment,
    Circle,
    Duty,
    Exclusion,
    Membership,
    Organisation,
    Part,
    Person,
)
from supportapp.people.service import NewPerson, add_circle, add_person, assign
from supportapp.plans import queries as plans
from supportapp.plans import service as plan_service
from supportapp.plans.models import PlanKind, PlanState
from supportapp.plans.service import GoalEntry
from supportapp.tasks import pathways
from supportapp.tasks import service as task_service
from supportapp.tasks.models import Owner
from supportapp.tasks.service import TaskEntry
from tests.family_time import FamilyTime, add_family_time

SYSTEM = "system:test-world"
NOBODY = "nobody"
WHO = (
    NOBODY,
    "parent",
    "carer",
    "other_parent",
    "former_member",
    "worker",
    "idle_worker",
    "former_cover",
    "excluded_worker",
    "away_worker",
    "manager",
    "excluded_manager",
    "away_manager",
    "admin",
    "privacy",
)


@dataclass
class Household:
    """One household's plan and the ids of what stands in it."""

    name: str
    holder: UUID
    plan: UUID
    goal: UUID
    task: UUID
    start: UUID
    need: UUID
    canaries: set[str] = field(default_factory=set)


@dataclass
class World:
    """Who is there, and where everything is."""

    people: dict[str, UUID] = field(default_factory=dict)
    circles: dict[str, UUID] = field(default_factory=dict)
    homes: dict[str, Household] = field(default_factory=dict)
    orgs: dict[str, UUID] = field(default_factory=dict)
    children: dict[str, UUID] = field(default_factory=dict)
    family_time: FamilyTime | None = None

    @property
    def contact(self) -> FamilyTime:
        """The family time of the circle `family`."""
        assert self.family_time is not None
        return self.family_time

    def canaries_of(self, *names: str) -> set[str]:
        """The confidential words of some households."""
        return {word for name in names for word in self.homes[name].canaries}


def build() -> World:
    """Fill an empty database with the world, and commit."""
    world = World()
    with system("test-world"):
        for org in ("ours", "theirs"):
            row = Organisation(
                id=uuid4(), name=org, nation=Nation.ENGLAND, lets_people_start_alone=org == "ours"
            )
            db.session.add(row)
            world.orgs[org] = row.id
        db.session.flush()
        _staff(world)
        _family(world, "family", "worker", ("parent", "carer", "former_member"))
        _family(world, "elsewhere", "worker_elsewhere", ("other_parent",))
        _at_the_edges(world)
        _family_time(world)
        for name, person_id in world.people.items():
            if name != "newcomer":
                db.session.add(_account(name, person_id))
        db.session.commit()
    return world


def _staff(world: World) -> None:
    for name, role in (
        ("worker", Role.WORKER),
        ("worker_elsewhere", Role.WORKER),
        ("idle_worker", Role.WORKER),
        ("former_cover", Role.WORKER),
        ("excluded_worker", Role.WORKER),
        ("away_worker", Role.WORKER),
        ("manager", Role.MANAGER),
        ("excluded_manager", Role.MANAGER),
        ("away_manager", Role.MANAGER),
        ("admin", Role.ADMIN),
        ("privacy", Role.PRIVACY),
    ):
        org = world.orgs["theirs" if name.startswith("away") else "ours"]
        person = Person(
            id=uuid4(), org_id=org, role=role, full_name=f"{name.title()} Staffer", known_as=name.title()
        )
        db.session.add(person)
        world.people[name] = person.id
    db.session.flush()


def _family(world: World, name: str, worker: str, adults: tuple[str, ...]) -> None:
    maker = _actor(world.people[worker])
    circle = add_circle(maker, nation=Nation.ENGLAND, council=f"zq{name}council")
    world.circles[name] = circle.id
    assign(maker, circle.id, world.people[worker])
    maker = _actor(world.people[worker])
    parts = {"carer": Part.SPECIAL_GUARDIAN}
    for adult in adults:
        entry = NewPerson(
            f"Zq{adult}given Zq{adult}family", parts.get(adult, Part.PARENT), known_as=f"Zq{adult}given"
        )
        world.people[adult] = add_person(maker, circle, entry).id
        world.homes[adult] = _household(world, maker, circle, adult)
    world.children[name] = add_person(maker, circle, NewPerson(f"Zq{name}child", Part.CHILD)).id
    if name == "family":
        world.people["newcomer"] = add_person(maker, circle, NewPerson("Zqnewcomer", Part.PARENT)).id


def _household(world: World, maker: Actor, circle: Circle, name: str) -> Household:
    holder = world.people[name]
    word = {
        what: f"zq{name}{what}"
        for what in ("goal", "why", "need", "task", "note", "owner", "view", "hard", "rating")
    }
    plan = plan_service.add_plan(maker, circle.id, [holder], kind=PlanKind.PARENT, state=PlanState.AGREED)
    plan.family_view, plan.hard_week = word["view"], word["hard"]
    held = plans.plan_at(maker, circle.id, plan.id)
    need = plan_service.add_need(maker, held, word["need"])
    goal = plan_service.add_goal(maker, held, GoalEntry(word["goal"], Area.HOUSING, word["why"]), position=0)
    plan_service.rate(maker, plans.goal(maker, goal.id), 4, word["rating"])
    entry = TaskEntry(
        word["task"], Area.HOUSING, Owner.SERVICE, word["owner"], word["note"], clock.today(), goal.id
    )
    task = task_service.add_task(maker, held, entry)
    slug = "kc-health" if name == "carer" else "bp-benefits-change"
    pathway = load_catalogue().pathway(slug)
    assert pathway is not None
    event = load_catalogue().events_of(pathway, Nation.ENGLAND)[0]
    start, _ = pathways.start(maker, held, pathway, nation=Nation.ENGLAND, dates={event: clock.today()})
    canaries = {*word.values(), f"Zq{name}given", f"Zq{name}family"}
    return Household(name, holder, plan.id, goal.id, task.id, start.id, need.id, canaries)


def _at_the_edges(world: World) -> None:
    """Yesterday's cover, an excluded worker, and somebody whose membership has ended."""
    yesterday = clock.today() - timedelta(days=1)
    circle_id = world.circles["family"]
    for name, until in (("former_cover", yesterday), ("excluded_worker", None)):
        db.session.add(
            Assignment(
                circle_id=circle_id,
                worker_id=world.people[name],
                duty=Duty.COVER,
                starts_on=yesterday - timedelta(days=9),
                ends_on=until,
            )
        )
    for name in ("excluded_worker", "excluded_manager"):
        kept_out = world.people[name]
        db.session.add(
            Exclusion(circle_id=circle_id, person_id=kept_out, reason="a relative", starts_at=clock.now())
        )
    rows = scoped(select(Membership).where(Membership.person_id == world.people["former_member"]), SYSTEM)
    membership = db.session.scalars(rows).one()
    membership.starts_on, membership.ends_on = yesterday - timedelta(days=9), yesterday
    db.session.flush()


def _family_time(world: World) -> None:
    actors = {who: _actor(world.people[who]) for who in ("worker", "parent", "carer")}
    world.family_time = add_family_time(
        world.people, world.circles["family"], world.children["family"], actors["worker"], actors
    )


def _actor(person_id: UUID) -> Actor:
    person = db.session.scalars(scoped(select(Person).where(Person.id == person_id), SYSTEM)).one()
    return people.actor_for(person)


def _account(name: str, person_id: UUID) -> Account:
    return Account(
        person_id=person_id, nickname=name, nickname_key=name, passphrase_hash="!", created_at=clock.now()
    )


def sign_in_token(person_id: UUID) -> str:
    """A signed-in cookie's value for somebody, made without the form. Commits."""
    token = (uuid4().hex + uuid4().hex)[:43]
    now = clock.now()
    db.session.add(
        SignIn(
            token_hash=hashed(token),
            person_id=person_id,
            created_at=now,
            expires_at=now + timedelta(days=1),
            is_own_phone=True,
        )
    )
    db.session.commit()
    return token
