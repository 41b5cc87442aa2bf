"""One date of an arrangement, what became of it, and the changes that were asked for."""

from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from supportapp.contact.models import Decider
from supportapp.core.db import Base
from supportapp.core.protect import Protected


class SessionState(StrEnum):
    """What became of one date."""

    PLANNED = "planned"
    CHANGED = "changed"  # another time or place than the pattern says; still to come
    HAPPENED = "happened"
    SHORTENED = "shortened"
    CANCELLED = "cancelled"
    PAUSED = "paused_for_safety"


TO_COME = (SessionState.PLANNED, SessionState.CHANGED)
HELD = (SessionState.HAPPENED, SessionState.SHORTENED)


class CalledOffBy(StrEnum):
    """Whose doing it was that a date changed or did not happen. Said as it was, and nobody is blamed for it."""

    PARENT = "parent"
    CARER = "carer"
    CHILD = "child"
    SERVICE = "service"
    OTHER = "other"


class Reason(StrEnum):
    """Why, in a neutral word."""

    VENUE_UNAVAILABLE = "venue_unavailable"
    TRANSPORT = "transport"
    ILLNESS_CHILD = "illness_child"
    ILLNESS_ADULT = "illness_adult"
    WORKER_UNAVAILABLE = "worker_unavailable"
    WEATHER = "weather"
    SAFETY_PAUSE = "safety_pause"
    CHILD_CHOICE = "child_choice"
    OTHER_PLAN = "other_plan"
    NOT_KNOWN = "not_known"


class ContactSession(Protected, Base):
    """One date. Its pattern may move it until something was said about it; from then on it stands by itself."""

    __tablename__ = "contact_session"
    __table_args__ = (
        UniqueConstraint("arrangement_id", "occurs_on", "occurs_at"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_contact_session_arrangement_id_starts_at", "arrangement_id", "starts_at"),
        Index("ix_contact_session_circle_id_starts_at", "circle_id", "starts_at"),
    )

    org_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"))
    arrangement_id: Mapped[UUID] = mapped_column(ForeignKey("contact_arrangement.id"))
    occurs_on: Mapped[date]  # the day and wall time of its pattern: what makes it this date and no other
    occurs_at: Mapped[time]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[SessionState] = mapped_column(default=SessionState.PLANNED)
    called_off_by: Mapped[CalledOffBy | None]
    reason: Mapped[Reason | None]
    venue_name: Mapped[str | None]  # another public name for this date alone
    is_extra: Mapped[bool] = mapped_column(default=False)
    said_at: Mapped[datetime | None]  # since when something was said about it: no pattern moves it any more
    told_at: Mapped[datetime | None]  # when people were told of a change
    sequence: Mapped[int] = mapped_column(default=0)  # how often its calendar entry changed
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(nullable=False)

    __mapper_args__ = {"version_id_col": version}


class SessionEvent(Protected, Base):
    """One line of a date's history, fit for everyone in the arrangement. Added, never changed."""

    __tablename__ = "contact_session_event"
    __table_args__ = (Index("ix_contact_session_event_session_id_at", "session_id", "at"),)

    session_id: Mapped[UUID] = mapped_column(ForeignKey("contact_session.id"))
    at: Mapped[datetime]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    what: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]


class Going(Protected, Base):
    """Somebody says: I will be there. Read by them and by workers."""

    __tablename__ = "contact_going"
    __table_args__ = (UniqueConstraint("session_id", "person_id"),)

    session_id: Mapped[UUID] = mapped_column(ForeignKey("contact_session.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Slot(Protected, Base):
    """A free time that a worker offers, for those who ask to move a date."""

    __tablename__ = "contact_slot"
    __table_args__ = (
        UniqueConstraint("arrangement_id", "starts_at"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )

    arrangement_id: Mapped[UUID] = mapped_column(ForeignKey("contact_arrangement.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]


class Asked(StrEnum):
    """What somebody asks to be changed."""

    DAY = "day"
    TIME = "time"
    PLACE = "place"
    CANNOT_COME = "cannot_come"


class RequestState(StrEnum):
    """Where a question stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ChangeRequest(Protected, Base):
    """Somebody asks to change one date. Until it is accepted, everybody still sees the date as it was."""

    __tablename__ = "contact_request"
    __table_args__ = (
        Index(
            "uq_contact_request_session_id_asked_by_id_open",
            "session_id",
            "asked_by_id",  # of each person: that another asked too must not be told by a refusal
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_contact_request_session_id", "session_id"),
        Index("ix_contact_request_circle_id_state", "circle_id", "state"),
    )

    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"))
    session_id: Mapped[UUID] = mapped_column(ForeignKey("contact_session.id"))
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    asked: Mapped[Asked]
    decider: Mapped[Decider] = mapped_column(default=Decider.WORKER)  # who was to answer when it was asked
    starts_at: Mapped[datetime | None]  # what is asked for, where it is a time
    ends_at: Mapped[datetime | None]
    slot_id: Mapped[UUID | None] = mapped_column(ForeignKey("contact_slot.id"))
    wish: Mapped[str | None]  # in words: another place, or "any weekday after 4pm"
    why: Mapped[str | None]
    reason: Mapped[Reason | None]  # of somebody who cannot come, in a neutral word
    state: Mapped[RequestState] = mapped_column(default=RequestState.OPEN)
    answer_by: Mapped[datetime]
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    answer: Mapped[str | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(nullable=False)

    __mapper_args__ = {"version_id_col": version}
