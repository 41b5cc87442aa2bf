"""One made-up family as plain rows, as SQLite keeps them: a parent, a child, a plan, its tasks."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import count
from random import Random

from supportapp.access.actor import Role
from supportapp.content.models import Area, Nation
from supportapp.people.models import Duty, Part, TextSize, Theme
from supportapp.plans.models import PlanKind, PlanState
from supportapp.tasks.models import Owner, State

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
"""The moment at which every page is measured, so that a kept database never ages."""

Row = tuple[str, tuple[object, ...]]
COLUMNS = {
    "organisation": ("id", "name", "nation", "lets_people_start_alone"),
    "person": (
        *("id", "org_id", "role", "full_name", "known_as", "born_on"),
        *("zone", "language", "theme", "text_size", "wants_calm"),
    ),
    "account": ("id", "person_id", "nickname", "nickname_key", "passphrase_hash", "created_at"),
    "sign_in": ("id", "token_hash", "person_id", "created_at", "expires_at", "is_own_phone"),
    "circle": ("id", "org_id", "reference", "nation", "council", "started_alone", "created_at"),
    "membership": ("id", "circle_id", "person_id", "part", "relation", "starts_on"),
    "assignment": ("id", "circle_id", "worker_id", "duty", "starts_on"),
    "plan": (
        *("id", "org_id", "circle_id", "kind", "state", "family_view", "agreed_on"),
        *("next_review_on", "created_at", "version"),
    ),
    "plan_holder": ("id", "plan_id", "person_id"),
    "goal": ("id", "plan_id", "owner_id", "area", "title", "why", "position", "started_on", "version"),
    "rating": ("id", "goal_id", "person_id", "score", "note", "rated_on", "created_at"),
    "task": (
        *("id", "plan_id", "goal_id", "title", "note", "round", "version", "date_is_own"),
        *("area", "owner", "owner_name", "state", "due_on", "limit_on", "done_at", "created_at"),
    ),
    "task_event": ("id", "task_id", "plan_id", "at", "person_id", "what", "before", "after"),
}
FIRST = (
    "Dani",
    "Micah",
    "Aisha",
    "Tom",
    "Grace",
    "Owen",
    "Zara",
    "Ali",
    "Priya",
    "Joe",
    "Nia",
    "Leila",
    "Kofi",
)
LAST = (
    "Okafor",
    "Reid",
    "Khan",
    "Hughes",
    "Walsh",
    "Bello",
    "Evans",
    "Novak",
    "Singh",
    "Morris",
    "Clarke",
    "Price",
)
DOES = ("Call", "Visit", "Ring", "Meet", "Ask", "Tell", "Thank", "Remind")
WHOM = (
    "the housing office",
    "the school",
    "Dr Patel",
    "the benefits team",
    "a solicitor",
    "the bank",
    "the nursery",
)
ABOUT = (
    "the new flat",
    "the letter",
    "the review",
    "Micah's glasses",
    "family time",
    "the boiler",
    "a place",
)
STATES = (State.READY, State.READY, State.WAITING, State.DONE, State.IN_PROGRESS, State.READY, State.DONE)
AREAS, OWNERS, EVENTS = tuple(Area), tuple(Owner), 8


class Maker:
    """Draws ids and words; the same ones in every run."""

    def __init__(self) -> None:
        self.random = Random(7)
        self.numbers = count(1)
        self.titles = tuple(f"{does} {who} about {what}" for does in DOES for who in WHOM for what in ABOUT)
        self.org_id = self.key()

    def key(self) -> str:
        """A random id."""
        return f"{self.random.getrandbits(128):032x}"

    def pick(self, items: tuple[str, ...]) -> str:
        """One of `items`."""
        return items[int(self.random.random() * len(items))]


def day(offset: int) -> str:
    """The day `offset` days from now."""
    return (NOW.date() + timedelta(days=offset)).isoformat()


def moment(offset: int) -> str:
    """This time of day, `offset` days from now."""
    return (NOW + timedelta(days=offset)).strftime("%Y-%m-%d %H:%M:%S.%f")


def family(
    make: Maker, worker_id: str, parent_id: str, tasks: int, named: tuple[str, str] | None = None
) -> Iterator[Row]:
    """The rows of a family with `tasks` tasks that `worker_id` works with.

    `named`: the ids of its circle and its child, where others have to know them.
    """
    circle_id, child_id = named or (make.key(), make.key())
    plan_id, last = make.key(), make.pick(LAST)
    number = next(make.numbers)
    yield "circle", (circle_id, make.org_id, f"F-{number:06}", Nation.ENGLAND, "Leeds", False, moment(-200))
    yield person(make, parent_id, Role.FAMILY, make.pick(FIRST), last)
    yield person(make, child_id, Role.FAMILY, make.pick(FIRST), last, born_on=day(-365 * (2 + number % 14)))
    yield "membership", (make.key(), circle_id, parent_id, Part.PARENT, ("Mum", "Dad")[number % 2], day(-200))
    yield "membership", (make.key(), circle_id, child_id, Part.CHILD, None, day(-200))
    yield "assignment", (make.key(), circle_id, worker_id, Duty.LEAD, day(-200))
    review = day(number % 90 - 5) if number % 10 else None
    words = "We want a home of our own where the children can come on Saturdays."
    plan = (plan_id, make.org_id, circle_id, PlanKind.PARENT, PlanState.AGREED, words)
    yield "plan", (*plan, day(-150), review, moment(-200), 1)
    yield "plan_holder", (make.key(), plan_id, parent_id)
    goal_id = make.key()
    yield from _goals(make, plan_id, parent_id, goal_id)
    yield from _tasks(make, plan_id, parent_id, goal_id, tasks)


def person(make: Maker, person_id: str, role: Role, first: str, last: str, born_on: str | None = None) -> Row:
    """The row of somebody."""
    looks = ("Europe/London", "en", Theme.PHONE, TextSize.NORMAL, 0)
    return "person", (person_id, make.org_id, role, f"{first} {last}", first, born_on, *looks)


def _goals(make: Maker, plan_id: str, parent_id: str, goal_id: str) -> Iterator[Row]:
    for place, key in enumerate((goal_id, make.key())):
        facts = (AREAS[place], "A safe home", "So that they can stay over", place, day(-150), 1)
        yield "goal", (key, plan_id, parent_id, *facts)
        for turn in range(3):
            on = -140 + 40 * turn + place
            yield "rating", (make.key(), key, parent_id, 3 + turn, "A bit better", day(on), moment(on))


def _tasks(make: Maker, plan_id: str, parent_id: str, goal_id: str, tasks: int) -> Iterator[Row]:
    for place, facts in enumerate(_pattern(tasks)):
        task_id = make.key()
        yield (
            "task",
            (task_id, plan_id, goal_id, make.pick(make.titles), "Bring the letter.", 0, 1, 0, *facts),
        )
        if place < EVENTS:
            yield (
                "task_event",
                (make.key(), task_id, plan_id, moment(-60 + place), parent_id, "add", None, None),
            )


@lru_cache
def _pattern(tasks: int) -> tuple[tuple[object, ...], ...]:
    return tuple(_facts(place) for place in range(tasks))


def _facts(place: int) -> tuple[object, ...]:
    """Area, owner and its name, state, dates: most are open, some done, a few past their date or undated."""
    state = STATES[place % len(STATES)]
    due_on = None if place % 9 == 8 else day(place * 3 % 80 - 6)
    limit_on = day(place % 60 + 10) if place % 8 == 1 else None
    done_at = moment(-place % 50 - 2) if state is State.DONE else None
    named = "Leeds housing office" if place % 4 == 3 else None
    return (
        AREAS[place % 8],
        OWNERS[place % 4],
        named,
        state,
        due_on,
        limit_on,
        done_at,
        moment(-100 + place % 90),
    )
