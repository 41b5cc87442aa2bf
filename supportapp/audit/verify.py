"""Walks every chain of the audit and says where, if anywhere, it was tampered with."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from supportapp.audit.models import AuditContent, AuditEvent, AuditHead
from supportapp.audit.service import GENESIS, content_hash, event_hash
from supportapp.core.db import db
from supportapp.core.protect import scoped

WHOSE = "system:audit-verify"


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a chain does not hold: the chain, the event's number in it, and what is wrong."""

    chain_id: UUID
    seq: int
    what: str


def faults() -> Iterator[Fault]:
    """Every fault of every chain, in order. Reads events in batches of 1,000; changes nothing."""
    heads = db.session.execute(scoped(select(AuditHead.chain_id, AuditHead.seq, AuditHead.hash), WHOSE)).all()
    for chain_id, seq, head_hash in heads:
        yield from _chain_faults(chain_id, seq, head_hash)
    headless = (
        select(AuditEvent.chain_id).where(AuditEvent.chain_id.not_in(select(AuditHead.chain_id))).distinct()
    )
    for chain_id in db.session.scalars(scoped(headless, WHOSE)):
        yield Fault(chain_id, 0, "where the chain stands was taken away")


def _chain_faults(chain_id: UUID, head_seq: int, head_hash: str) -> Iterator[Fault]:
    previous, seq = GENESIS, 0
    for event, salt, content in _events(chain_id):
        if event.seq != seq + 1:
            yield Fault(chain_id, seq + 1, "an event is missing")
        if event.previous_hash != previous:
            yield Fault(chain_id, event.seq, "it does not follow the event before it")
        if event_hash(event) != event.hash:
            yield Fault(chain_id, event.seq, "the event was changed")
        if salt is not None and content_hash(salt, content) != event.content_hash:
            yield Fault(chain_id, event.seq, "its content was changed")
        previous, seq = event.hash, event.seq
    if (seq, previous) != (head_seq, head_hash):
        yield Fault(chain_id, seq + 1, "the end of the chain is missing or changed")


def _events(chain_id: UUID) -> Iterator[tuple[AuditEvent, str | None, dict[str, str]]]:
    rows = (
        select(AuditEvent, AuditContent.salt, AuditContent.content)
        .outerjoin(AuditContent, AuditContent.event_id == AuditEvent.id)
        .where(AuditEvent.chain_id == chain_id)
        .order_by(AuditEvent.seq)
        .execution_options(yield_per=1000)
    )
    yield from map(tuple, db.session.execute(scoped(rows, WHOSE)))
