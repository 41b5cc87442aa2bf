"""What the list of families is made of: plain values, no table and no request."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from supportapp.people.models import Part


class Show(StrEnum):
    """Which families the list is narrowed to."""

    ALL = "all"
    PARENTS = "parents"
    CARERS = "carers"
    PAST = "past"
    REVIEW = "review"


class Sort(StrEnum):
    """What the list is sorted by."""

    FAMILY = "family"
    TODO = "todo"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list was asked for."""

    q: str = ""
    show: Show = Show.ALL
    sort: Sort = Sort.REVIEW
    page: int = 1

    def address(self, *, sort: str | None = None, page: int = 1) -> str:
        """The same families sorted otherwise, or another page of them; what is as usual is left out."""
        usual = {"q": "", "show": Show.ALL, "sort": Sort.REVIEW, "page": 1}
        wanted = {"q": self.q, "show": self.show, "sort": sort or self.sort, "page": page}
        words = urlencode({name: value for name, value in wanted.items() if value != usual[name]})
        return f"/families?{words}" if words else "/families"


class Member(NamedTuple):
    """Somebody in a circle, as the list names them."""

    full_name: str
    known_as: str
    part: Part
    relation: str | None
    born_on: date | None


class News(NamedTuple):
    """Something that happened in a plan: a line of a task's history, or a rating."""

    at: datetime
    what: str
    after: str | None = None


class Happening(NamedTuple):
    """The same with what it happened to, and by whom."""

    plan_id: UUID
    at: datetime
    what: str
    after: str | None
    title: str
    by: str
    object_id: UUID


class FamilyRow(NamedTuple):
    """One household's open plan, as the list shows it."""

    plan_id: UUID
    circle_id: UUID
    reference: str
    next_review_on: date | None
    open: int
    past: int
    holders: tuple[Member, ...]
    children: tuple[Member, ...]
    scores: tuple[int, int] | None
    news: News | None
