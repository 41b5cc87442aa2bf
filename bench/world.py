"""Databases of Rowan's by shape: the few people whose pages are measured, and families that fill the rest."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import MetaData

from bench import family as families_rows
from bench import family_time as time_rows
from bench.family import NOW, Maker, Row, family, moment, person
from bench.family_time import Home, family_time
from supportapp.access.actor import Role
from supportapp.accounts.queries import hashed
from supportapp.app import create_app
from supportapp.content.models import Nation
from supportapp.core.db import db
from supportapp.web.cookies import TOKEN_LENGTH

__all__ = ["COLUMNS", "NOW", "Shape", "metadata", "rows", "token"]

COLUMNS = families_rows.COLUMNS | time_rows.COLUMNS
TASKS_OF_A_WORKERS_FAMILY = 14
TASKS_OF_A_FILLER = 40
FAMILIES_OF_A_WORKER = 60
WEEKS_OF_A_PARENT = 10


@dataclass(frozen=True, slots=True)
class Shape:
    """Parents by their number of tasks, workers by that of families, and how many tasks there are in all.

    `weeks`: parents by the number of weeks of family time that lie behind them.
    """

    name: str
    parents: tuple[int, ...] = (40,)
    workers: tuple[int, ...] = (FAMILIES_OF_A_WORKER,)
    tasks: int = 0
    weeks: tuple[int, ...] = ()


def metadata() -> MetaData:
    """Every table, as the app's models are now."""
    assert create_app  # it imports every model
    return db.metadata


def token(who: str) -> str:
    """What the cookie of a measured person holds: `who` is "parent-40" or "worker-60"."""
    return f"bench-{who}".ljust(TOKEN_LENGTH, "-")


def rows(shape: Shape) -> Iterator[Row]:
    """Every row, parents before children, all in one organisation: the hardest case for its indexes."""
    make = Maker()
    yield "organisation", (make.org_id, "Bench", Nation.ENGLAND, 0)
    made = 0
    for tasks in shape.parents:
        yield from _parent(make, f"parent-{tasks}", tasks, WEEKS_OF_A_PARENT)
        made += tasks
    for families in shape.workers:
        worker_id = make.key()
        yield person(make, worker_id, Role.WORKER, "Jo", "Marsh")
        yield from _account(make, f"worker-{families}", worker_id)
        for _ in range(families):
            yield from family(make, worker_id, make.key(), TASKS_OF_A_WORKERS_FAMILY)
            made += TASKS_OF_A_WORKERS_FAMILY
    for weeks in shape.weeks:
        yield from _parent(make, f"weeks-{weeks}", TASKS_OF_A_WORKERS_FAMILY, weeks)
    yield from _others(make, shape.tasks - made)


def _parent(make: Maker, who: str, tasks: int, weeks: int) -> Iterator[Row]:
    """A measured parent, with their plan and their family time."""
    home = Home(*(make.key() for _ in range(4)))
    yield person(make, home.worker_id, Role.WORKER, "Kit", "Lane")
    yield from family(make, home.worker_id, home.parent_id, tasks, (home.circle_id, home.child_id))
    yield from family_time(make, home, weeks)
    yield from _account(make, who, home.parent_id)


def _others(make: Maker, tasks: int) -> Iterator[Row]:
    worker_id = ""
    for number, done in enumerate(range(0, tasks, TASKS_OF_A_FILLER)):
        if number % FAMILIES_OF_A_WORKER == 0:
            worker_id = make.key()
            yield person(make, worker_id, Role.WORKER, "Robin", "Hale")
        yield from family(make, worker_id, make.key(), min(TASKS_OF_A_FILLER, tasks - done))


def _account(make: Maker, who: str, person_id: str) -> Iterator[Row]:
    yield "account", (make.key(), person_id, who, who, "!", moment(-100))
    yield "sign_in", (make.key(), hashed(token(who)), person_id, moment(-1), moment(300), 1)
