"""Organisations, people, and the circles around children; who belongs to which, and from when to when."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from supportapp.access.actor import Role, Scope
from supportapp.content.models import Nation
from supportapp.core.clock import HOME_ZONE
from supportapp.core.db import Base
from supportapp.core.protect import Protected


class Part(StrEnum):
    """What a person is in a circle."""

    PARENT = "parent"
    KIN_CARER = "kin_carer"
    SPECIAL_GUARDIAN = "special_guardian"
    FOSTER_CARER = "foster_carer"
    ADOPTER = "adopter"
    RELATIVE = "relative"
    PROFESSIONAL = "professional"
    CHILD = "child"


ADULTS_WITH_A_PLAN = (Part.PARENT, Part.KIN_CARER, Part.SPECIAL_GUARDIAN)


class Duty(StrEnum):
    """How a worker stands to a family."""

    LEAD = "lead"
    CO_WORKER = "co_worker"
    COVER = "cover"


class Theme(StrEnum):
    """Light, dark, or as the phone is set."""

    PHONE = "phone"
    LIGHT = "light"
    DARK = "dark"


class TextSize(StrEnum):
    """How big words are, over and above what the phone is set to."""

    NORMAL = "normal"
    LARGE = "large"
    LARGER = "larger"


class Organisation(Base):
    """A charity or a council that runs Rowan for its families."""

    __tablename__ = "organisation"

    name: Mapped[str] = mapped_column(unique=True)
    nation: Mapped[Nation] = mapped_column(default=Nation.ENGLAND)
    lets_people_start_alone: Mapped[bool] = mapped_column(default=False)


class Person(Protected, Base):
    """Somebody that an organisation knows: a parent, a carer, a child, a worker. Most never sign in."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_org_id_role", "org_id", "role"),)

    org_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[Role]
    full_name: Mapped[str]
    known_as: Mapped[str]  # the name to use; the person chooses it
    born_on: Mapped[date | None]
    zone: Mapped[str] = mapped_column(default=HOME_ZONE)
    language: Mapped[str] = mapped_column(default="en")
    theme: Mapped[Theme] = mapped_column(default=Theme.PHONE)
    text_size: Mapped[TextSize] = mapped_column(default=TextSize.NORMAL)
    wants_calm: Mapped[bool] = mapped_column(default=False)

    def scope(self) -> Scope:
        """A person's own page is theirs."""
        return Scope(self.org_id, None, frozenset({self.id}))


class Circle(Protected, Base):
    """The family around one child or several: everything about them stands in it."""

    __tablename__ = "circle"
    __table_args__ = (Index("uq_circle_org_id_reference", "org_id", "reference", unique=True),)

    org_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    reference: Mapped[str]
    nation: Mapped[Nation]
    council: Mapped[str | None]
    started_alone: Mapped[bool] = mapped_column(default=False)  # by a parent or carer, with no worker
    created_at: Mapped[datetime]

    def scope(self) -> Scope:
        """The circle itself belongs to nobody in it: each household holds its own plan."""
        return Scope(self.org_id, self.id)


class Membership(Protected, Base):
    """One person's part in one circle, with its first and last day. It ends; it is never deleted."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        Index("ix_membership_person_id", "person_id"),
        Index("ix_membership_circle_id", "circle_id"),
    )

    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    part: Mapped[Part]
    relation: Mapped[str | None]  # in the family's own word: Mum, Nan, Uncle
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]  # the last day


class Assignment(Protected, Base):
    """A worker's duty to a family, with its first and last day. Cover ends by itself."""

    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        Index("ix_assignment_worker_id", "worker_id"),
        Index("ix_assignment_circle_id", "circle_id"),
    )

    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"))
    worker_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    duty: Mapped[Duty]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class Exclusion(Protected, Base):
    """A person who may know nothing of a circle, whatever else they hold: a relative, a neighbour, a danger."""

    __tablename__ = "exclusion"
    __table_args__ = (Index("ix_exclusion_person_id", "person_id"),)

    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]
    starts_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
