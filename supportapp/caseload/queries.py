"""The worker's list of families, a row for each open plan, in as few statements for 300 as for 3.

Columns are read, not entities, and only for the rows of one page.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, compress
from typing import NamedTuple
from uuid import UUID

from supportapp.access.actor import Actor
from supportapp.caseload import statements
from supportapp.caseload.rows import Asked, FamilyRow, Member, News, Show, Sort
from supportapp.caseload.rules import PER_PAGE, Window, finds
from supportapp.core import clock
from supportapp.people.prepared import Asking, Key, asking

SOON = timedelta(weeks=4)
CHIPS = (Show.ALL, Show.PARENTS, Show.CARERS, Show.PAST, Show.REVIEW)


class Household(NamedTuple):
    """One open plan of the actor's, with what the list sorts and counts by."""

    key: Key
    next_review_on: date | None
    open: int
    past: int
    name: str
    parents: int
    carers: int

    def shown(self, today: date) -> frozenset[Show]:
        """The chips that show it."""
        soon = self.next_review_on is not None and self.next_review_on <= today + SOON
        holds = (True, self.parents > 0, self.carers > 0, self.past > 0, soon)
        return frozenset(compress(CHIPS, holds))

    def place(self, sort: Sort) -> tuple[int, str, Key]:
        """Where it stands in the list: by open steps or by review where that was asked, then by name."""
        first = -self.open if sort is Sort.TODO else 0
        if sort is Sort.REVIEW:
            first = (self.next_review_on or date.max).toordinal()
        return first, self.name, self.key


@dataclass(frozen=True, slots=True)
class Families:
    """One page of the list, with the counts that stand beside it."""

    rows: tuple[FamilyRow, ...]
    counts: dict[Show, int]
    window: Window


def families(actor: Actor, asked: Asked) -> Families:
    """One page of the actor's families. Three statements, four with a search, fewer where none is found.

    A worker's families are few, so all of them are read in a line each, and counted, sorted and cut here.
    """
    today, ask = clock.today(), asking(actor)
    every = [Household(*row) for row in ask(statements.every(actor)).all()]
    shown = [household.shown(today) for household in every]
    counts = dict.fromkeys(CHIPS, 0) | Counter(chain.from_iterable(shown))
    chosen = [household for household, chips in zip(every, shown, strict=True) if asked.show in chips]
    if asked.q:
        sought = _sought(actor, ask, asked.q)
        chosen = [household for household in chosen if household.key in sought]
    window = Window(asked.page, len(chosen))
    chosen.sort(key=lambda household: household.place(asked.sort))
    found = chosen[window.skipped : window.skipped + PER_PAGE] if window.exists else []
    return Families(_filled(actor, ask, found), counts, window)


def _sought(actor: Actor, ask: Asking, q: str) -> set[Key]:
    # Compared here, and not in SQL: accents and capitals are the same on every database, and no letter has a
    # second meaning.
    texts: dict[Key, list[str]] = {}
    for row in ask(statements.search(actor)).all():
        plan_key, reference, full_name, known_as, is_child = row
        # Of a child only the first name is looked at: it is the only one that the list shows.
        texts.setdefault(plan_key, [reference]).extend([known_as] if is_child else [full_name, known_as])
    return {plan_key for plan_key, words in texts.items() if finds(q, words)}


def _filled(actor: Actor, ask: Asking, found: Sequence[Household]) -> tuple[FamilyRow, ...]:
    """The rows of a page with names, scores and news. Two statements; none where there is no row."""
    if not found:
        return ()
    plan_ids = [UUID(str(row.key)) for row in found]
    plans = statements.chosen(plan_ids)
    holders, children = _people(actor, ask, plans)
    details = _details(actor, ask, plans)
    return tuple(
        FamilyRow(
            plan_id=plan_id,
            circle_id=known.circle_id,
            reference=known.reference,
            next_review_on=row.next_review_on,
            open=row.open,
            past=row.past,
            holders=tuple(holders.get(row.key, {}).values()),
            children=tuple(children.get(row.key, {}).values()),
            scores=known.scores,
            news=known.news,
        )
        for row, plan_id in zip(found, plan_ids, strict=True)
        if (known := details.get(row.key))
    )


_Named = dict[Key, dict[Key, Member]]


def _people(actor: Actor, ask: Asking, plans: statements.Chosen) -> tuple[_Named, _Named]:
    """The holders and the children of some plans, by plan and person. One statement."""
    holders: _Named = {}
    children: _Named = {}
    for row in ask(statements.people(actor), **plans).all():
        plan_key, person_key, is_child, name, known_as, part, relation, born_on = row
        # Somebody who had two parts, one after the other, is named once, by the later one.
        named = (children if is_child else holders).setdefault(plan_key, {})
        named[person_key] = Member(name, known_as, part, relation, born_on)
    return holders, children


class _Details(NamedTuple):
    circle_id: UUID
    reference: str
    scores: tuple[int, int] | None
    news: News | None


def _details(actor: Actor, ask: Asking, plans: statements.Chosen) -> dict[Key, _Details]:
    """The circle, the main goal's first and latest number, and what happened last, of each plan. One statement."""
    rows = ask(statements.details(actor), **plans).all()
    return {
        plan_key: _Details(
            circle_id,
            reference,
            None if first is None or last is None else (first, last),
            _latest(rated_at, News(at, what or "", after) if at else None),
        )
        for plan_key, circle_id, reference, first, last, at, what, after, rated_at in rows
    }


def _latest(rated_at: datetime | None, line: News | None) -> News | None:
    """The later of a rating and a line of a step's history."""
    if rated_at and (line is None or rated_at >= line.at):
        return News(rated_at, "rating")
    return line
