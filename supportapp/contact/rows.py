"""What the pages of family time show, ready to be written down."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DateRow:
    """One date in a list, in the words of whoever looks."""

    id: UUID
    day: date
    hours: str
    title: str
    kind: str
    place: str
    said: str  # what became of it; empty where nothing is to be said
    is_off: bool
    is_over: bool
    starts_at: datetime  # with the id, where the next page begins
    asked_on: date | None = None  # the reader asked to change it, and nobody answered yet
    request_id: UUID | None = None  # of what the reader asked, or is to answer
    is_to_answer: bool = False
    was_declined: bool = False
    wants_note: bool = False
    is_going: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """The dates of one day."""

    on: date
    rows: tuple[DateRow, ...]


@dataclass(frozen=True, slots=True)
class DeskRequest:
    """A question that waits, as a worker reads it."""

    id: UUID
    by: str
    asked: str
    day: date
    hours: str
    title: str
    family: str
    answer_by: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a date's history."""

    said: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note about a date."""

    id: UUID
    by: str
    lane: str
    at: datetime
    supersedes: str


def by_day(rows: list[DateRow]) -> list[Day]:
    """Rows that stand in order, under their days."""
    days: list[Day] = []
    for row in rows:
        if days and days[-1].on == row.day:
            days[-1] = Day(row.day, (*days[-1].rows, row))
        else:
            days.append(Day(row.day, (row,)))
    return days
