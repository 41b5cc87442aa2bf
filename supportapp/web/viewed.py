"""Who looked: a member of staff opening a family's record leaves an event before the page leaves."""

from uuid import UUID

from supportapp.access.actor import Actor, Role
from supportapp.audit import service as audit
from supportapp.web.transaction import before_sending


def note_view(actor: Actor, kind: str, object_id: UUID, circle_id: UUID) -> None:
    """Write down that `actor` looked; a family reading its own plan is nobody's business."""
    if actor.role is not Role.FAMILY:
        before_sending(
            lambda: audit.record(actor, f"{kind}:view", kind=kind, object_id=object_id, circle_id=circle_id)
        )
