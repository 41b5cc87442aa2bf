"""What a pathway, its steps and a service are made of: frozen values that refuse what does not fit."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https://[^\s/]+\.[^\s]+$")]
Phone = Annotated[str, StringConstraints(pattern=r"^(999|111|116 123|0\d[\d ]{7,13})$")]
Unit = Literal["d", "w", "m"]

OFFSET = re.compile(r"([+-]?\d{1,3})([dwm])")


class Nation(StrEnum):
    """The four nations: law, money and services differ between them."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NI = "ni"


class Area(StrEnum):
    """The part of life that a pathway, a goal or a task is about."""

    HOUSING = "housing"
    BENEFITS = "benefits"
    HEALTH = "health"
    LEGAL = "legal"
    CONTACT = "contact"
    SCHOOL = "school"
    WELLBEING = "wellbeing"
    IDENTITY = "identity"


class ForRole(StrEnum):
    """Whom a pathway is written for."""

    PARENT = "parent"
    KIN_CARER = "kin_carer"
    SPECIAL_GUARDIAN = "special_guardian"


class Confidence(StrEnum):
    """How well a fact was checked: on an official or expert page, on others' pages only, or not yet."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    CHECK = "check"


class Event(StrEnum):
    """The days that the dates of a pathway hang on; `events` holds the question for each."""

    CHILD_MOVED = "child_moved"
    CHILD_ARRIVED = "child_arrived"
    PAPERS_RECEIVED = "papers_received"
    HEARING = "hearing"
    ORDER_MADE = "order_made"
    REVIEW_MEETING = "review_meeting"
    FAMILY_TIME = "family_time"
    LETTER_DUE = "letter_due"
    LETTER_RECEIVED = "letter_received"
    HOME_AT_RISK = "home_at_risk"
    ARREARS_START = "arrears_start"
    PREGNANCY_KNOWN = "pregnancy_known"
    DUE_DATE = "due_date"
    PLAN_AGREED = "plan_agreed"
    NEED_NOTICED = "need_noticed"
    DECISION_MADE = "decision_made"
    TERM_START = "term_start"


class LimitRule(StrEnum):
    """How the day of a limit is worked out: by the Universal Credit period, or by a time after the event."""

    UC_PERIOD_START = "uc_period_start"
    AFTER = "after"


class Group(StrEnum):
    """The shelf that a service stands on, in the order of the list; each has a file of that name."""

    URGENT = "urgent"
    SAFETY = "safety"
    FAMILY_RIGHTS = "family_rights"
    PARENTS_APART = "parents_apart"
    KINSHIP = "kinship"
    LEGAL = "legal"
    HOUSING = "housing"
    MONEY = "money"
    WELLBEING = "wellbeing"
    CHILDREN = "children"
    NATIONS = "nations"
    WORKERS = "workers"


class Need(StrEnum):
    """What a person is looking for when they open the list of services."""

    TALK = "talk"  # talk to someone
    SAFE = "safe"  # feel safe
    RIGHTS = "rights"  # know my rights
    HOME = "home"
    MONEY = "money"
    HEALTH = "health"  # health and feelings
    RAISING = "raising"  # raising a child in the family
    REACHING = "reaching"  # seeing or finding my family


class Piece(BaseModel):
    """A frozen piece of content; a field that it does not know is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Offset(Piece):
    """A length of time in days, weeks or months, written like 3d, -2w or 6m; `count` may be below zero."""

    count: int
    unit: Unit

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, written: Any) -> Any:
        if isinstance(written, Mapping | Offset):
            return written
        found = OFFSET.fullmatch(written) if isinstance(written, str) else None
        if found is None:
            raise ValueError(f"{written!r} is not a number with d, w or m, like 3d, -2w or 6m")
        return {"count": int(found[1]), "unit": found[2]}


class Due(Piece):
    """When to do a step: an offset from an event, and for some steps how often it comes again."""

    event: Event
    offset: Offset
    repeat: Offset | None = None

    @model_validator(mode="after")
    def _repeat_goes_on(self) -> Self:
        if self.repeat is not None and self.repeat.count < 1:
            raise ValueError("repeat must be more than nothing")
        return self


class Link(Piece):
    """An official or expert page; `seen` is False where nobody has read the page yet."""

    name: Text
    url: WebAddress
    seen: bool


class Limit(Piece):
    """A date set by law or a benefit rule, counted from the event of its step; `words` say what it means.

    In YAML one offset stands for all nations, or a map gives each its own.
    """

    rule: LimitRule
    offset: dict[Nation, Offset] = {}
    words: Text
    source: Text
    checked_on: date

    @field_validator("offset", mode="before")
    @classmethod
    def _one_for_all(cls, written: Any) -> Any:
        return dict.fromkeys(Nation, written) if isinstance(written, str) else written

    @model_validator(mode="after")
    def _after_needs_an_offset(self) -> Self:
        if (self.rule is LimitRule.AFTER) != bool(self.offset):
            raise ValueError("an offset goes with the rule `after`, and with no other")
        return self

    def offset_in(self, nation: Nation) -> Offset | None:
        """The length of time in one nation; None where the rule has no such length there."""
        return self.offset.get(nation)


class Step(Piece):
    """One thing to do. With `has_time_limit` and no `limit`, the day stands on the person's own letter."""

    id: Slug
    title: Text
    why: Text
    how: tuple[Text, ...] = Field(min_length=1, max_length=5)
    keep: tuple[Text, ...] = ()
    due: Due
    link: Link | None = None
    limit: Limit | None = None
    has_time_limit: bool = False
    confidence: Confidence | None = None  # None: that of the pathway
    nations: tuple[Nation, ...] | None = Field(default=None, min_length=1)  # None: all of the pathway's
    minutes: int | None = Field(default=None, ge=1, le=240)


class Pathway(Piece):
    """The steps after one life event. A note may speak to a nation that the steps are not written for."""

    id: Slug
    title: Text
    for_roles: tuple[ForRole, ...] = Field(min_length=1)
    area: Area
    summary: Text
    offer_when: Text
    is_discreet: bool = (
        False  # never suggested, never named in a reminder; whoever starts it is told who can see it
    )
    nations: tuple[Nation, ...] = Field(min_length=1)
    nation_notes: dict[Nation, Text] = {}
    sources: tuple[Text, ...] = Field(min_length=1)
    checked_on: date
    confidence: Confidence
    check_before_use: Text | None = None
    steps: tuple[Step, ...] = Field(min_length=1)


class Service(Piece):
    """A service to call, write to or read; a number that could not be confirmed is left out."""

    id: Slug
    name: Text
    group: Group
    who_for: Text
    what: Text
    phone: Phone | None = None
    hours: Text | None = None
    text_chat: Text | None = None
    url: WebAddress
    nations: tuple[Nation, ...] = Field(min_length=1)
    tags: tuple[Text, ...] = Field(min_length=1)
    source: Text
    checked_on: date
    confidence: Confidence
    url_seen: bool
    note: Text | None = None
