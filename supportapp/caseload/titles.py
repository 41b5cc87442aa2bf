"""What a manager sees of the families: their titles. No goal, no step, no note, and no count of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, true

from supportapp.access.actor import Actor
from supportapp.caseload.rules import PER_PAGE, Window, finds
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped
from supportapp.people import queries as people
from supportapp.people.models import Assignment, Circle, Duty, Person
from supportapp.people.queries import live
from supportapp.plans.models import Plan, PlanHolder


@dataclass(frozen=True, slots=True)
class Title:
    """One family, by name only."""

    circle_id: UUID
    reference: str
    council: str | None
    holders: tuple[str, ...]
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Titles:
    """One page of titles."""

    rows: tuple[Title, ...]
    window: Window


def titles(actor: Actor, q: str, page: int) -> Titles:
    """One page of the titles that the actor may see, by reference. Four statements; two more for a search."""
    chosen = true() if not q else Circle.id.in_(_sought(actor, q))
    circles = people.visible_circles(actor).where(chosen)
    window = Window(page, db.session.scalar(circles.with_only_columns(func.count())) or 0)
    if not window.exists:
        return Titles((), window)
    columns = circles.with_only_columns(Circle.id, Circle.reference, Circle.council).order_by(
        Circle.reference
    )
    found = db.session.execute(columns.limit(PER_PAGE).offset(window.skipped)).all()
    ids = [row.id for row in found]
    holders, leads = _names(actor, _holders(actor), ids), _names(actor, _leads(actor), ids)
    rows = (Title(*row, holders.get(row.id, ()), leads.get(row.id, ())) for row in found)
    return Titles(tuple(rows), window)


def _ids(actor: Actor) -> Select[UUID]:
    return people.visible_circles(actor).with_only_columns(Circle.id)


def _holders(actor: Actor) -> Select[UUID, str]:
    return (
        select(Plan.circle_id, Person.full_name)
        .join(PlanHolder, PlanHolder.plan_id == Plan.id)
        .join(Person, Person.id == PlanHolder.person_id)
        .where(Plan.circle_id.in_(_ids(actor)))
        .order_by(Plan.created_at, Person.full_name)
    )


def _leads(actor: Actor) -> Select[UUID, str]:
    return (
        select(Assignment.circle_id, Person.full_name)
        .join(Person, Person.id == Assignment.worker_id)
        .where(Assignment.circle_id.in_(_ids(actor)), Assignment.duty == Duty.LEAD)
        .where(live(Assignment.starts_on, Assignment.ends_on, clock.today()))
        .order_by(Person.full_name)
    )


def _names(actor: Actor, rows: Select[UUID, str], circle_ids: Sequence[UUID]) -> dict[UUID, tuple[str, ...]]:
    here: ColumnElement[bool] = rows.selected_columns[0].in_(circle_ids)
    names: dict[UUID, tuple[str, ...]] = {}
    for circle_id, name in db.session.execute(scoped(rows.where(here), actor.person_id)):
        if name not in (known := names.get(circle_id, ())):
            names[circle_id] = (*known, name)
    return names


def _sought(actor: Actor, q: str) -> list[UUID]:
    texts: dict[UUID, list[str]] = {}
    references = people.visible_circles(actor).with_only_columns(Circle.id, Circle.reference)
    for statement in (references, scoped(_holders(actor), actor.person_id)):
        for circle_id, words in db.session.execute(statement):
            texts.setdefault(circle_id, []).append(words)
    return [circle_id for circle_id, words in texts.items() if finds(q, words)]
