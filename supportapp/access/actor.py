"""Who asks, and what is asked about: plain facts, no table and no request."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a person is to the service. Families hold one; each kind of staff holds one."""

    FAMILY = "family"
    WORKER = "worker"
    MANAGER = "manager"
    ADMIN = "admin"
    PRIVACY = "privacy"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind a request, with the children's circles that they are part of today."""

    person_id: UUID
    org_id: UUID
    role: Role
    circle_ids: frozenset[UUID] = frozenset()
    kept_out_of: frozenset[UUID] = (
        frozenset()
    )  # for staff who stand outside circles: those they may know nothing of


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a record stands: its organisation, its circle, and the people whose own it is."""

    org_id: UUID
    circle_id: UUID | None = None
    holder_ids: frozenset[UUID] = frozenset()
    is_private: bool = False  # its holders' alone: no worker's duty reaches it
