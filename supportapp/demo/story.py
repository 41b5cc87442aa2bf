"""What a household's file may say, read into values; every date is moved to be as fresh as on AS_OF."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Self

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from supportapp.content.models import Area, Event, Nation
from supportapp.people.models import Duty, Part
from supportapp.plans.models import PlanKind, PlanState
from supportapp.tasks.models import Owner, State

AS_OF = date(
    2026, 11, 23
)  # the day on which the files were written: their dates are moved from here to today
HOUSEHOLDS = Path(__file__).parent / "households"


def _moved(day: date, info: ValidationInfo) -> date:
    today: date = (info.context or {})["today"]
    return day + (today - AS_OF)


Day = Annotated[date, AfterValidator(_moved)]


class Said(BaseModel):
    """A part of a file; a field that it does not know is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Somebody(Said):
    """A member of the circle; those who hold a plan sign in by the key that they stand under."""

    name: str
    part: Part
    relation: str | None = None
    known_as: str = ""
    age: int | None = None
    since: Day | None = None  # the circle's own first day unless given


class Worker(Said):
    """A worker of the household, under the nickname that they sign in by."""

    name: str
    duty: Duty
    since: Day


class NeedStory(Said):
    """One thing that is needed."""

    area: Area
    words: str


class RatingStory(Said):
    """Where somebody said that a goal stood."""

    day: Day
    score: int = Field(ge=0, le=10)
    by: str
    note: str | None = None


class Outcome(Said):
    """How a task stands. Only a done one has the day on which it was done."""

    state: State = State.READY
    due: Day | None = None
    done: Day | None = None
    note: str | None = None
    name: str | None = None  # who does it, or who it waits on
    towards: str | None = None  # the key of a goal, for a step of a pathway

    @model_validator(mode="after")
    def _done_has_a_day(self) -> Self:
        if (self.state is State.DONE) != (self.done is not None):
            raise ValueError("a task has a day in `done` just when its state is done")
        return self


class TaskStory(Outcome):
    """A task of somebody's own making, towards the goal that it stands under."""

    title: str
    area: Area | None = None  # that of its goal unless given
    owner: Owner = Owner.ME


class GoalStory(Said):
    """A goal in its person's words; without an owner it belongs to the couple."""

    area: Area
    title: str
    why: str | None = None
    owner: str | None = None
    ratings: tuple[RatingStory, ...] = ()
    tasks: tuple[TaskStory, ...] = ()


class PathwayStory(Said):
    """A pathway that was started, with its dates; steps that are not named stand as their dates suggest."""

    id: str
    dates: dict[Event, Day]
    period_day: int | None = None
    started: Day | None = None  # that of the plan unless given
    steps: dict[str, Outcome] = {}


class PlanStory(Said):
    """One person's plan, or a couple's."""

    holders: tuple[str, ...] = Field(min_length=1)
    kind: PlanKind
    state: PlanState
    started: Day
    agreed: Day | None = None
    review: Day | None = None
    family_view: str | None = None
    worker_view: str | None = None
    hard_week: str | None = None
    needs: tuple[NeedStory, ...] = ()
    goals: dict[str, GoalStory] = {}
    pathways: tuple[PathwayStory, ...] = ()
    tasks: tuple[TaskStory, ...] = ()


class Household(Said):
    """One circle: its people, its workers, and the plans of the households in it."""

    nation: Nation
    council: str
    reference: str
    since: Day
    people: dict[str, Somebody]
    workers: dict[str, Worker]
    plans: tuple[PlanStory, ...]

    @property
    def lead(self) -> str:
        """The nickname of the worker who leads."""
        return next(key for key, worker in self.workers.items() if worker.duty is Duty.LEAD)

    @property
    def sign_ins(self) -> tuple[str, ...]:
        """The keys of all who hold a plan."""
        return tuple(dict.fromkeys(holder for plan in self.plans for holder in plan.holders))


def read_households(today: date) -> dict[str, Household]:
    """Every household by the name of its file, with the dates that it has when it is read on `today`."""
    return {
        path.stem: Household.model_validate(read_yaml(path), context={"today": today})
        for path in sorted(HOUSEHOLDS.glob("*.yaml"))
    }


def read_yaml(path: Path) -> Any:
    """What a YAML file says, as plain values."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_bytes(), loader)  # noqa: S506 - both loaders are the safe ones
