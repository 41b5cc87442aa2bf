"""Adds events to the audit, in the transaction of the act itself: both are kept or neither is."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from supportapp.access.actor import Actor
from supportapp.audit.models import AuditContent, AuditEvent, AuditHead
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped

GENESIS = "0" * 64


def record(
    actor: Actor | None,
    action: str,
    content: Mapping[str, str] | None = None,
    /,
    *,
    kind: str,
    object_id: UUID,
    circle_id: UUID | None = None,
    org_id: UUID | None = None,
    **more: str,
) -> AuditEvent:
    """Add one event to the chain of the circle, or of the organisation where there is no circle.

    `content` and `more` are plain words about the act, hashed with a salt and kept apart. Flushes, never commits.
    """
    chain_id = circle_id or (actor.org_id if actor else org_id)
    assert chain_id is not None, "an event belongs to a circle or an organisation"
    words = {**(content or {}), **more}
    head = _head(chain_id)
    salt = secrets.token_hex(16)
    event = AuditEvent(
        id=uuid4(),
        chain_id=chain_id,
        seq=head.seq + 1,
        at=clock.now(),
        actor_id=actor.person_id if actor else None,
        action=action,
        object_kind=kind,
        object_id=object_id,
        content_hash=content_hash(salt, words),
        previous_hash=head.hash,
    )
    event.hash = event_hash(event)
    head.seq, head.hash = event.seq, event.hash
    db.session.add(event)
    db.session.flush()
    db.session.add(AuditContent(event_id=event.id, salt=salt, content=words))
    db.session.flush()
    return event


def content_hash(salt: str, content: dict[str, str]) -> str:
    """The hash that stands in the chain for `content`; without the salt nobody can guess it back."""
    return hashlib.sha256(salt.encode() + _canonical(content)).hexdigest()


def event_hash(event: AuditEvent) -> str:
    """SHA-256 over every column of the event but its id and its own hash, in one canonical form."""
    fields = {
        "chain": str(event.chain_id),
        "seq": event.seq,
        "at": _moment(event.at),
        "actor": str(event.actor_id),
        "action": event.action,
        "kind": event.object_kind,
        "object": str(event.object_id),
        "content": event.content_hash,
        "previous": event.previous_hash,
    }
    return hashlib.sha256(_canonical(fields)).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _head(chain_id: UUID) -> AuditHead:
    """The chain's head, made if this is its first event, and locked until the transaction ends."""
    find = select(AuditHead).where(AuditHead.chain_id == chain_id).with_for_update()
    if (head := db.session.scalar(scoped(find, "audit"))) is not None:
        return head
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    first = dialect.insert(AuditHead).values(id=uuid4(), chain_id=chain_id, seq=0, hash=GENESIS)
    db.session.execute(scoped(first.on_conflict_do_nothing(index_elements=["chain_id"]), "audit"))
    return db.session.scalars(scoped(find, "audit")).one()
