"""Reads of the days that matter to somebody. Each is read by its own person and by nobody else, workers included."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, false, select

from supportapp.access.actor import Actor, Role, Scope
from supportapp.core.db import db, locked
from supportapp.core.errors import NotFound
from supportapp.core.protect import scoped
from supportapp.dates import rules
from supportapp.dates.models import DayKind, MarkedDay, Showing
from supportapp.dates.rules import Soon
from supportapp.people.models import Person
from supportapp.people.prepared import ask_for_columns, prepared

MOST = 100  # of one person


@dataclass(frozen=True, slots=True)
class HeldDay:
    """A marked day of the actor's own."""

    day: MarkedDay
    org_id: UUID

    def scope(self) -> Scope:
        """It is its person's alone, and stands in no circle."""
        return Scope(self.org_id, None, frozenset({self.day.person_id}), is_private=True)


def visible_days(actor: Actor) -> Select[MarkedDay]:
    """One's own days; none for staff, who keep no such list."""
    mine = scoped(select(MarkedDay).where(MarkedDay.person_id == actor.person_id), actor.person_id)
    return mine if actor.role is Role.FAMILY else mine.where(false())


def day(actor: Actor, day_id: UUID) -> HeldDay:
    """One day. Raises NotFound where it is not the actor's own."""
    found = db.session.scalar(locked(visible_days(actor).where(MarkedDay.id == day_id)))
    if found is None:
        raise NotFound
    return HeldDay(found, actor.org_id)


def days_of(actor: Actor) -> Sequence[MarkedDay]:
    """All one's own days, the first written first."""
    return db.session.scalars(
        visible_days(actor).order_by(MarkedDay.created_at, MarkedDay.id).limit(MOST)
    ).all()


def hold_list(actor: Actor) -> None:
    """Hold one's own list until the transaction ends, so that two taps at once add one day."""
    mine = select(Person.id).where(Person.id == actor.person_id)
    db.session.execute(locked(scoped(mine, actor.person_id)))


def named_day(actor: Actor, kind: DayKind) -> MarkedDay | None:
    """One's own choice about Mother's Day or Father's Day, where one was made."""
    rows = visible_days(actor).where(MarkedDay.kind == kind).order_by(MarkedDay.created_at).limit(1)
    return db.session.scalar(locked(rows))


def for_today(actor: Actor, today: date) -> list[Soon]:
    """What Today may name, soonest first; one day that is hidden is in no answer. One prepared statement."""
    if actor.role is not Role.FAMILY:
        return []
    rows = ask_for_columns(actor, _shown(actor))
    found = {
        (one.kind, one.title, one.month, one.day): Soon(
            one.kind, one.title, rules.next_on(one, today), one.showing
        )
        for one in rows
    }
    near = [each for each in found.values() if rules.is_shown(each.showing, each.on, today)]
    return sorted(near, key=lambda each: (each.on, each.title or ""))


@prepared
def _shown(actor: Actor) -> Select[DayKind, str | None, int | None, int | None, Showing]:
    rows = visible_days(actor).where(MarkedDay.showing != Showing.HIDE)
    rows = rows.order_by(MarkedDay.created_at, MarkedDay.id).limit(MOST)
    said = (MarkedDay.kind, MarkedDay.title, MarkedDay.month, MarkedDay.day, MarkedDay.showing)
    return rows.with_only_columns(*said)
