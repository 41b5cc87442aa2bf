"""Writes to one's own days that matter. None commits.

The audit says that somebody changed their own list, in no family's chain: what stands in it is nobody's business.
"""

from dataclasses import dataclass
from uuid import uuid4

from supportapp.access.actor import Actor
from supportapp.audit import service as audit
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.dates import queries
from supportapp.dates.models import DayKind, MarkedDay, Showing
from supportapp.dates.queries import HeldDay


@dataclass(frozen=True, slots=True)
class DayEntry:
    """A day as somebody typed it."""

    kind: DayKind
    title: str
    month: int
    day: int
    showing: Showing


def add(actor: Actor, entry: DayEntry) -> MarkedDay:
    """A day of one's own. The same day under the same words is not added twice."""
    queries.hold_list(actor)
    for one in queries.days_of(actor):
        if (one.kind, one.title, one.month, one.day) == (entry.kind, entry.title, entry.month, entry.day):
            one.showing = entry.showing
            return _said(actor, "change", one)
    return _added(
        actor, MarkedDay(kind=entry.kind, title=entry.title, month=entry.month, day=entry.day), entry.showing
    )


def choose_named(actor: Actor, kind: DayKind, showing: Showing) -> MarkedDay:
    """How to meet Mother's Day or Father's Day; until somebody chooses, it is not shown."""
    queries.hold_list(actor)
    one = queries.named_day(actor, kind)
    if one is None:
        return _added(actor, MarkedDay(kind=kind), showing)
    one.showing = showing
    return _said(actor, "change", one)


def show(actor: Actor, found: HeldDay, showing: Showing) -> None:
    """How to meet one day from now on."""
    found.day.showing = showing
    _said(actor, "change", found.day)


def remove(actor: Actor, found: HeldDay) -> None:
    """Take a day off the list for good."""
    db.session.delete(found.day)
    db.session.flush()
    audit.record(actor, "day:remove", kind="day", object_id=found.day.id)


def _added(actor: Actor, one: MarkedDay, showing: Showing) -> MarkedDay:
    one.id, one.person_id, one.showing, one.created_at = uuid4(), actor.person_id, showing, clock.now()
    db.session.add(one)
    return _said(actor, "add", one)


def _said(actor: Actor, what: str, one: MarkedDay) -> MarkedDay:
    db.session.flush()
    audit.record(actor, f"day:{what}", kind="day", object_id=one.id)
    return one
