"""The worker's list of families, a row for each open plan, in as few statements for 300 as for 3.

Columns are read, not entities, and only for the rows of one page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from supportapp.access.actor import Actor
from supportapp.caseload import statements
from supportapp.caseload.rows import Asked, FamilyRow, Member, News, Show
from supportapp.caseload.rules import Window, finds
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.plans import queries as plans


@dataclass(frozen=True, slots=True)
class _Found:
    id: UUID
    circle_id: UUID
    reference: str
    next_review_on: date | None
    open: int
    past: int
    goal_id: UUID | None


@dataclass(frozen=True, slots=True)
class Families:
    """One page of the list, with the counts that stand beside it."""

    rows: tuple[FamilyRow, ...]
    counts: dict[Show, int]
    window: Window


def families(actor: Actor, asked: Asked) -> Families:
    """One page of the actor's families. Five statements, six with a search, fewer where none is found."""
    sought = {"sought": _sought(actor, asked.q)} if asked.q else {}
    counts, total = _counts(actor, asked, sought)
    window = Window(asked.page, total)
    found = _page(actor, asked, sought, window) if window.total and window.exists else []
    return Families(_filled(actor, found), counts, window)


def _sought(actor: Actor, q: str) -> list[UUID]:
    # A worker's families are few. Compared here, and not in SQL, accents and capitals are the same on every
    # database, and no letter has a second meaning.
    texts: dict[UUID, list[str]] = {}
    for row in db.session.execute(statements.search(actor, clock.today())):
        plan_id, reference, full_name, known_as, is_child = row
        # Of a child only the first name is looked at: it is the only one that the list shows.
        texts.setdefault(plan_id, [reference]).extend([known_as] if is_child else [full_name, known_as])
    return [plan_id for plan_id, words in texts.items() if finds(q, words)]


_Sought = dict[str, list[UUID]]


def _counts(actor: Actor, asked: Asked, sought: _Sought) -> tuple[dict[Show, int], int]:
    statement = statements.counts(actor, clock.today(), asked.show, searching=bool(sought))
    total, *others = tuple(db.session.execute(statement, sought).one())
    return dict(zip(Show, others, strict=True)), total


def _page(actor: Actor, asked: Asked, sought: _Sought, window: Window) -> Sequence[_Found]:
    statement = statements.page(actor, clock.today(), asked.show, asked.sort, searching=bool(sought))
    return [_Found(*row) for row in db.session.execute(statement, {**sought, "skipped": window.skipped})]


def _filled(actor: Actor, found: Sequence[_Found]) -> tuple[FamilyRow, ...]:
    """The rows of a page with names, scores and news. Three statements; none where there is no row."""
    if not found:
        return ()
    ids = [row.id for row in found]
    holders, children = _people(actor, ids)
    scores = plans.first_and_last(actor, [row.goal_id for row in found if row.goal_id])
    news = _latest(actor, ids)
    return tuple(
        FamilyRow(
            plan_id=row.id,
            circle_id=row.circle_id,
            reference=row.reference,
            next_review_on=row.next_review_on,
            open=row.open,
            past=row.past,
            holders=tuple(holders.get(row.id, {}).values()),
            children=tuple(children.get(row.id, {}).values()),
            scores=scores.get(row.goal_id) if row.goal_id else None,
            news=news.get(row.id),
        )
        for row in found
    )


_Named = dict[UUID, dict[UUID, Member]]


def _people(actor: Actor, plan_ids: Sequence[UUID]) -> tuple[_Named, _Named]:
    """The holders and the children of some plans, by plan and person. One statement."""
    holders: _Named = {}
    children: _Named = {}
    for row in db.session.execute(statements.people(actor, clock.today()), {"ids": plan_ids}):
        plan_id, person_id, is_child, name, known_as, part, relation, born_on = row
        # Somebody who had two parts, one after the other, is named once, by the later one.
        named = (children if is_child else holders).setdefault(plan_id, {})
        named[person_id] = Member(name, known_as, part, relation, born_on)
    return holders, children


def _latest(actor: Actor, plan_ids: Sequence[UUID]) -> dict[UUID, News]:
    """What happened last in each of some plans. One statement."""
    return {
        row.plan_id: News(*row) for row in db.session.execute(statements.latest(actor), {"ids": plan_ids})
    }
