"""An arrangement for family time: who, when, where, and its terms, each with the people it is for."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supportapp.core.clock import HOME_ZONE
from supportapp.core.db import Base
from supportapp.core.protect import Protected


class Kind(StrEnum):
    """How a child and the people who matter are in touch."""

    FACE_TO_FACE = "face_to_face"
    OVERNIGHT = "overnight"
    PHONE = "phone"
    VIDEO = "video"
    MESSAGES = "messages"
    LETTERS = "letters"
    LIFE_STORY = "life_story"
    BROTHERS_AND_SISTERS = "brothers_and_sisters"
    ONE_OFF = "one_off"
    LISTENING = "listening"
    NONE_FOR_NOW = "none_for_now"


class Supervision(StrEnum):
    """Who is near. The reason for it is a term that only workers read."""

    NONE = "none"
    FAMILY_SUPPORTED = "family_supported"
    SUPPORTED = "supported"
    SUPERVISED = "supervised"
    ON_SPEAKER = "on_speaker"
    CHECKED = "checked"


class LegalBasis(StrEnum):
    """What the arrangement rests on."""

    COURT_ORDER = "court_order"
    CARE_PLAN = "care_plan"
    SUPPORT_PLAN = "support_plan"
    AGREEMENT = "agreement"


class Decider(StrEnum):
    """Who says yes or no when somebody asks for a change."""

    WORKER = "worker"
    CARERS = "carers"  # those with whom the child lives; a worker may answer for them
    OTHER_SIDE = "other_side"  # whoever did not ask; a worker may answer for them


class Side(StrEnum):
    """Where somebody stands in one arrangement. What is written for one side is not shown to the other."""

    SEEING = "seeing"  # the parent or relative who comes
    CARING = "caring"  # those with whom the child lives
    SUPPORTING = "supporting"  # a professional who is there
    CHILD = "child"


class Audience(StrEnum):
    """For whose eyes a text is. Workers with the family read all of them."""

    EVERYONE = "everyone"
    SEEING = "seeing"
    CARING = "caring"
    WORKERS = "workers"


class TermKind(StrEnum):
    """What a text of an arrangement, or of one date of it, is about."""

    TITLE_SEEING = "title_seeing"
    TITLE_CARING = "title_caring"
    PLACE_SEEING = "place_seeing"
    PLACE_CARING = "place_caring"
    ARRIVE_SEEING = "arrive_seeing"
    ARRIVE_CARING = "arrive_caring"
    TRANSPORT_PARENT = "transport_parent"
    TRANSPORT_CHILD = "transport_child"
    COST = "cost"
    CONDITIONS = "conditions"
    CHANGE_RULE = "change_rule"
    CANCEL_RULE = "cancel_rule"
    BACKUP = "backup"
    ESCALATION = "escalation"
    CULTURE = "culture"
    LANGUAGE = "language"
    ACCESS = "access"
    RECORDING = "recording"
    ARRANGED_BY = "arranged_by"
    CHILD_TOLD = "child_told"
    CHILD_WISH = "child_wish"
    SUPERVISION_REASON = "supervision_reason"
    LEGAL_NOTE = "legal_note"
    SAFETY = "safety"
    WHY = "why"  # of one date: why it changed or did not happen
    OFFERED = "offered"  # of one date: what was offered instead


FOR_ONE_SIDE = {
    TermKind.TITLE_SEEING: Audience.SEEING,
    TermKind.PLACE_SEEING: Audience.SEEING,
    TermKind.ARRIVE_SEEING: Audience.SEEING,
    TermKind.TRANSPORT_PARENT: Audience.SEEING,
    TermKind.COST: Audience.SEEING,
    TermKind.TITLE_CARING: Audience.CARING,
    TermKind.PLACE_CARING: Audience.CARING,
    TermKind.ARRIVE_CARING: Audience.CARING,
    TermKind.TRANSPORT_CHILD: Audience.CARING,
    TermKind.CHILD_TOLD: Audience.CARING,
    TermKind.CHILD_WISH: Audience.WORKERS,
    TermKind.SUPERVISION_REASON: Audience.WORKERS,
    TermKind.LEGAL_NOTE: Audience.WORKERS,
    TermKind.SAFETY: Audience.WORKERS,
}
"""The kinds of text that are not for everyone. No form can choose otherwise."""


def audience_of(kind: TermKind) -> Audience:
    """For whose eyes a kind of text is."""
    return FOR_ONE_SIDE.get(kind, Audience.EVERYONE)


class Arrangement(Protected, Base):
    """What was agreed about one way of being in touch. It ends; it is never deleted."""

    __tablename__ = "contact_arrangement"
    __table_args__ = (
        CheckConstraint("notice_hours >= 0", name="notice_not_negative"),
        Index("ix_contact_arrangement_circle_id", "circle_id"),
        Index("ix_contact_arrangement_org_id_planned_until", "org_id", "planned_until"),
    )

    org_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"))
    kind: Mapped[Kind]
    title: Mapped[str]  # as workers call it
    zone: Mapped[str] = mapped_column(default=HOME_ZONE)  # its times are the wall clock of this zone
    supervision: Mapped[Supervision]
    legal_basis: Mapped[LegalBasis]
    is_fixed_by_court: Mapped[bool] = mapped_column(default=False)
    decider: Mapped[Decider] = mapped_column(default=Decider.WORKER)
    notice_hours: Mapped[int] = mapped_column(default=0)  # how long before a date a change may be asked for
    venue_name: Mapped[str | None]  # a public name, fit for everyone
    review_on: Mapped[date | None]
    ended_on: Mapped[date | None]  # the last day
    planned_until: Mapped[date | None]  # how far its dates are made
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]  # of any of it, its texts included: a stale form is noticed by the version
    version: Mapped[int] = mapped_column(nullable=False)

    __mapper_args__ = {"version_id_col": version}


class Party(Protected, Base):
    """Somebody's place in an arrangement, and the only name by which the others know them in it."""

    __tablename__ = "contact_party"
    __table_args__ = (
        UniqueConstraint("arrangement_id", "person_id"),
        Index("ix_contact_party_person_id", "person_id"),
    )

    arrangement_id: Mapped[UUID] = mapped_column(ForeignKey("contact_arrangement.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    side: Mapped[Side]
    shown_as: Mapped[str]
    left_on: Mapped[date | None]


class Term(Protected, Base):
    """One text of an arrangement, or of one date of it, and for whose eyes it is."""

    __tablename__ = "contact_term"
    __table_args__ = (Index("ix_contact_term_arrangement_id_session_id", "arrangement_id", "session_id"),)

    arrangement_id: Mapped[UUID] = mapped_column(ForeignKey("contact_arrangement.id"))
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("contact_session.id"))
    kind: Mapped[TermKind]
    audience: Mapped[Audience]
    words: Mapped[str]


class Venue(Protected, Base):
    """Where exactly: an address or a room, of the arrangement or of one date. Only those listed may know it."""

    __tablename__ = "contact_venue"
    __table_args__ = (
        CheckConstraint("release_minutes >= 0", name="release_not_negative"),
        Index("ix_contact_venue_arrangement_id", "arrangement_id"),
    )

    arrangement_id: Mapped[UUID] = mapped_column(ForeignKey("contact_arrangement.id"))
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("contact_session.id"))
    detail: Mapped[str]
    release_minutes: Mapped[int | None]  # before the start of a date; None: at any time


class VenueViewer(Protected, Base):
    """Somebody who may know an exact place."""

    __tablename__ = "contact_venue_viewer"
    __table_args__ = (
        UniqueConstraint("venue_id", "person_id"),
        Index("ix_contact_venue_viewer_person_id", "person_id"),
    )

    venue_id: Mapped[UUID] = mapped_column(ForeignKey("contact_venue.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))


class PatternRow(Protected, Base):
    """A stretch of an arrangement's repeating plan, in wall time. Tapering is a new stretch from a date."""

    __tablename__ = "contact_pattern"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 1 AND 10080", name="minutes_up_to_a_week"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        Index("ix_contact_pattern_arrangement_id", "arrangement_id"),
    )

    arrangement_id: Mapped[UUID] = mapped_column(ForeignKey("contact_arrangement.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    at: Mapped[time]
    minutes: Mapped[int]
    rule: Mapped[str | None]  # an iCalendar RRULE; None where the days are listed
    dates: Mapped[Any] = mapped_column(JSON, default=list)  # listed days, as "2026-11-28"


class PauseRow(Protected, Base):
    """Days on which an arrangement rests, with an end."""

    __tablename__ = "contact_pause"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        Index("ix_contact_pause_arrangement_id", "arrangement_id"),
    )

    arrangement_id: Mapped[UUID] = mapped_column(ForeignKey("contact_arrangement.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    why: Mapped[str | None]  # for everyone
