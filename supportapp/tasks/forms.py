"""What people type about tasks and pathways."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField
from wtforms.validators import NumberRange, Optional

from supportapp.content.catalogue import load_catalogue
from supportapp.content.events import QUESTIONS
from supportapp.content.models import Area, LimitRule, Nation, Pathway
from supportapp.core import clock
from supportapp.tasks.models import Owner, State, Task
from supportapp.tasks.words import OWNERS_FOR_WORKER
from supportapp.web import words
from supportapp.web.forms import DateField, Form, choose, line, offer, pick
from supportapp.web.forms import words as words_field

NEAR = 30  # years: steps stand years before and after an event, and no step may leave the calendar
NO_GOAL = _l("No goal")


class When(StrEnum):
    """By when, as people say it."""

    WEEK = "week"
    MONTH = "month"
    DATE = "date"
    NONE = "none"


WHENS = offer(
    [
        (When.WEEK.value, _l("This week")),
        (When.MONTH.value, _l("This month")),
        (When.DATE.value, _l("On a date I choose")),
        (When.NONE.value, _l("No date")),
    ]
)


class TaskForm(Form):
    """Add or change a task."""

    title = line(_l("What is the step?"), needed=_l("Write what the step is."))
    by = pick(_l("By when?"), WHENS, needed=_l("Choose by when. “No date” is fine."))
    due_on = DateField(_l("Which date?"))
    owner = pick(_l("Who does it?"), words.choices(*Owner), needed=_l("Choose who does it."))
    owner_name = line(_l("Name of the person or service"))
    area = choose(_l("What is it about?"), choices=words.choices(*Area), default=Area.WELLBEING.value)
    goal = choose(_l("Is it a step towards a goal?"), offer([("", NO_GOAL)]))
    note = words_field(_l("Note"))
    version = HiddenField()

    def validate(self, extra_validators: Any = None) -> bool:
        """A date is needed when one is to be chosen."""
        fine = super().validate(extra_validators)
        if self.by.data == When.DATE and self.due_on.data is None and not self.due_on.errors:
            self.due_on.errors = [_l("Write the date, or choose “No date”.")]
            return False
        return bool(fine)

    def for_worker(self) -> None:
        """Ask a worker who does it, in a worker's words."""
        self.owner.choices = offer((owner.value, label) for owner, label in OWNERS_FOR_WORKER.items())

    def show(self, task: Task) -> None:
        """Fill the boxes from a task."""
        self.by.data = (When.DATE if task.due_on else When.NONE).value
        self.version.data = str(task.version)

    @property
    def day(self) -> date | None:
        """The day that was meant: Sunday for "this week", the last day for "this month"."""
        today = clock.today()
        if self.by.data == When.WEEK:
            return today + timedelta(days=6 - today.weekday())
        if self.by.data == When.MONTH:
            return today.replace(day=monthrange(today.year, today.month)[1])
        return self.due_on.data if self.by.data == When.DATE else None


class StateForm(Form):
    """Where a task stands."""

    state = pick(_l("How is it going?"), words.choices(*State), needed=_l("Choose how it is going."))


class PeriodField(IntegerField):
    """A day of the month, 1 to 31."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read "15", "15th" or nothing. Raises ValueError in the reader's words."""
        typed = valuelist[0].strip().lower().removesuffix("th").removesuffix("st") if valuelist else ""
        typed = typed.removesuffix("nd").removesuffix("rd")
        if not typed:
            self.data, self.raw_data = None, []
        elif typed.isascii() and typed.isdecimal() and 1 <= int(typed[:4]) <= 31:
            self.data = int(typed)
        else:
            raise ValueError(_l("Write a day of the month, from 1 to 31."))


class DatesForm(Form):
    """The days that a pathway's steps hang on; `dates_form` adds a field for each."""

    period_day = PeriodField(
        _l("On which day of the month does your Universal Credit month start?"),
        [Optional(), NumberRange(1, 31)],
    )

    @property
    def dates(self) -> dict[str, date]:
        """Each event whose day was given."""
        fields = {
            field.name.removeprefix("on_"): field.data for field in self if field.name.startswith("on_")
        }
        return {event: day for event, day in fields.items() if day is not None}

    @property
    def day_of_period(self) -> int | None:
        """The day of the month on which a Universal Credit period starts, where that was asked and given."""
        return self.period_day.data if self.period_day else None

    def show(self, dates: dict[str, date], period_day: int | None) -> None:
        """Fill the boxes from a started pathway."""
        for event, day in dates.items():
            if f"on_{event}" in self:
                self[f"on_{event}"].process_data(day)
        if self.period_day:
            self.period_day.data = period_day

    def say_taken(self) -> None:
        """The same pathway was started with these dates before."""
        first = next(field for field in self if field.name.startswith("on_"))
        first.errors = [_l("You have started this one with these dates before.")]


def dates_form(pathway: Pathway, nation: Nation, *, for_worker: bool) -> type[DatesForm]:
    """The form that asks for the day of each event of a pathway, in words for the person or for their worker."""
    fields: dict[str, object] = {}
    for event in load_catalogue().events_of(pathway, nation):
        question = QUESTIONS[event]
        fields[f"on_{event}"] = DateField(
            _l(question.for_worker if for_worker else question.for_person), near=NEAR
        )
    steps = load_catalogue().steps_of(pathway, nation)
    if not any(step.limit and step.limit.rule is LimitRule.UC_PERIOD_START for step in steps):
        fields["period_day"] = None
    return type("PathwayDatesForm", (DatesForm,), fields)
