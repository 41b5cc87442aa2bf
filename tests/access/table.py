"""Who gets which answer, for every route: the table that the walk walks."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from tests.world import WHO, World

Row = dict[str, int]
FAMILY_MEMBERS = ("parent", "carer", "other_parent", "former_member")
WORKERS = ("worker", "idle_worker", "former_cover", "excluded_worker", "away_worker")
MANAGERS = ("manager", "excluded_manager", "away_manager")


def row(allowed: tuple[str, ...], ok: int = 200, **others: int) -> Row:
    """`ok` for those allowed, the way to sign-in for nobody, for all others the same 404 as for what is not there."""
    return {who: others.get(who, ok if who in allowed else 303 if who == "nobody" else 404) for who in WHO}


def everybody(ok: int) -> Row:
    """The same for all, signed in or not."""
    return dict.fromkeys(WHO, ok)


SIGNED_IN = tuple(who for who in WHO if who != "nobody")
THEIRS = ("parent", "worker")  # a record of the parent's household
PLANNERS = ("parent", "carer", "other_parent")  # whoever has an open plan of their own
PLAN = "/families/<uuid:circle_id>/plan/<uuid:plan_id>"

TABLE: dict[tuple[str, str], Row] = {
    ("GET", "/"): {who: 200 if who == "nobody" else 303 for who in WHO},
    ("GET", "/sign-in"): {who: 200 if who == "nobody" else 303 for who in WHO},
    ("POST", "/sign-in"): everybody(422),
    ("POST", "/sign-out"): row(SIGNED_IN, 303),
    ("GET", "/session"): everybody(200),
    ("GET", "/safety"): everybody(200),
    ("GET", "/join"): everybody(200),
    ("POST", "/join"): everybody(422),
    ("GET", "/start"): everybody(200),
    ("POST", "/start"): everybody(422),
    ("GET", "/today"): row(FAMILY_MEMBERS),
    ("GET", "/plan"): row(FAMILY_MEMBERS),
    ("GET", "/help"): row(FAMILY_MEMBERS),
    ("GET", "/services"): row(SIGNED_IN),
    ("GET", "/services/<slug>"): row(SIGNED_IN),
    ("GET", "/me"): row(SIGNED_IN),
    ("GET", "/me/look"): row(SIGNED_IN),
    ("POST", "/me/look"): row(SIGNED_IN, 303),
    ("POST", "/me/devices"): row(SIGNED_IN, 303),
    ("POST", "/me/worker"): row(FAMILY_MEMBERS, 422),
    ("POST", "/me/link-code"): row(WORKERS),
    ("GET", "/plan/goals/new"): row(PLANNERS),
    ("POST", "/plan/goals/new"): row(PLANNERS, 303),
    ("GET", f"{PLAN}/goals/new"): row(("worker",)),
    ("POST", f"{PLAN}/goals/new"): row(("worker",), 303),
    ("GET", "/plan/goals/<uuid:goal_id>"): row(THEIRS),
    ("POST", "/plan/goals/<uuid:goal_id>/rating"): row(THEIRS, 303),
    ("GET", "/plan/goals/<uuid:goal_id>/edit"): row(THEIRS),
    ("POST", "/plan/goals/<uuid:goal_id>/edit"): row(THEIRS, 303),
    ("GET", "/tasks/<uuid:task_id>"): row(THEIRS),
    ("POST", "/tasks/<uuid:task_id>/done"): row(THEIRS, 303),
    ("POST", "/tasks/<uuid:task_id>/undo"): row(THEIRS, 303),
    ("POST", "/tasks/<uuid:task_id>/state"): row(THEIRS, 303),
    ("GET", "/tasks/<uuid:task_id>/edit"): row(THEIRS),
    ("POST", "/tasks/<uuid:task_id>/edit"): row(THEIRS, 303),
    ("GET", "/tasks/new"): row(PLANNERS),
    ("POST", "/tasks/new"): row(PLANNERS, 303),
    ("GET", f"{PLAN}/tasks/new"): row(("worker",)),
    ("POST", f"{PLAN}/tasks/new"): row(("worker",), 303),
    ("GET", "/pathways"): row(PLANNERS),
    ("GET", f"{PLAN}/pathways"): row(("worker",)),
    ("GET", "/pathways/<slug>"): row(("parent", "other_parent")),
    ("POST", "/pathways/<slug>"): row(("parent", "other_parent"), 303),
    ("GET", f"{PLAN}/pathways/<slug>"): row(("worker",)),
    ("POST", f"{PLAN}/pathways/<slug>"): row(("worker",), 303),
    ("GET", "/started/<uuid:start_id>"): row(THEIRS),
    ("POST", "/started/<uuid:start_id>"): row(THEIRS, 303),
    ("GET", "/families"): row((*WORKERS, *MANAGERS)),
    ("GET", "/families/new"): row(WORKERS),
    ("POST", "/families/new"): row(WORKERS, 303),
    ("GET", "/families/<uuid:circle_id>"): row(("worker",), manager=403),
    ("GET", "/families/<uuid:circle_id>/plan"): row(("worker",), 303, manager=403),
    ("GET", PLAN): row(("worker",)),
    ("POST", f"{PLAN}/needs"): row(("worker",), 303),
    ("POST", f"{PLAN}/review"): row(("worker",), 303),
    ("POST", "/families/<uuid:circle_id>/people/<uuid:person_id>/invite"): row(("worker",)),
}

TASK = {"title": "A step", "by": "none", "owner": "me", "area": "housing", "goal": ""}
GOAL = {"title": "A goal", "area": "housing"}
BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("POST", "/me/look"): {"theme": "dark", "text_size": "large", "wants_calm": "no"},
    ("POST", "/plan/goals/new"): GOAL,
    ("POST", f"{PLAN}/goals/new"): GOAL,
    ("POST", "/plan/goals/<uuid:goal_id>/rating"): {"score": "7"},
    ("POST", "/plan/goals/<uuid:goal_id>/edit"): GOAL,
    ("POST", "/tasks/<uuid:task_id>/state"): {"state": "waiting"},
    ("POST", "/tasks/<uuid:task_id>/edit"): TASK,
    ("POST", "/tasks/new"): TASK,
    ("POST", f"{PLAN}/tasks/new"): TASK,
    ("POST", "/pathways/<slug>"): {"on_child_moved": ["30", "9", "2026"]},
    ("POST", f"{PLAN}/pathways/<slug>"): {"on_child_moved": ["30", "9", "2026"]},
    ("POST", "/started/<uuid:start_id>"): {"on_child_moved": ["1", "10", "2026"]},
    ("POST", f"{PLAN}/needs"): {"need": "A lift"},
    ("POST", f"{PLAN}/review"): {"review": ["1", "3", "2027"]},
    ("POST", "/families/new"): {"nation": "england", "full_name": "Someone New", "part": "parent"},
}
# Writes that change nothing when what they ask for is so already, or that only make a code to read aloud.
QUIET = {"/tasks/<uuid:task_id>/undo", "/me/look", "/me/devices"}

ABSENT: dict[str, Callable[[], UUID]] = dict.fromkeys(
    ("circle_id", "plan_id", "goal_id", "task_id", "start_id", "person_id"), uuid4
)


def values(world: World, *, home: str = "parent", circle: str = "family") -> dict[str, object]:
    """What stands in the addresses: the records of one household, one pathway that parents may start."""
    place = world.homes[home]
    return {
        "circle_id": world.circles[circle],
        "plan_id": place.plan,
        "goal_id": place.goal,
        "task_id": place.task,
        "start_id": place.start,
        "person_id": world.people["newcomer"],
        "slug": "bp-keep-home",
    }
