"""One page of Rowan's, as one signed-in person gets it, in a process of its own.

Run as `python -m bench.page DATABASE PATH WHO TWIST CALLS WARM_UP`. WHO is one person or several, with commas: the
first is timed, and the statements are counted for each. A twist makes the page worse on purpose, for the controls.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from wsgiref.types import WSGIEnvironment

from flask import Flask

from bench import meter
from bench.family import NOW
from bench.world import token
from supportapp.access.actor import Actor
from supportapp.app import create_app
from supportapp.caseload import words as caseload
from supportapp.caseload.rows import FamilyRow
from supportapp.contact import agenda_queries
from supportapp.contact import queries as contact
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.settings import Settings
from supportapp.people import queries as people
from supportapp.tasks import queries as tasks
from supportapp.tasks.queries import TaskRow
from supportapp.web.cookies import cookie_name
from supportapp.web.guard import current_actor
from tests.counting import counting


def make_app(database: Path) -> Flask:
    """Rowan as people get it in production, at the moment for which the database was made."""
    clock.now = lambda: NOW
    settings = Settings(
        data=database.parent / "instance",
        database_url=f"sqlite:///{database}",
        env="production",
        base_url=meter.ADDRESS,
        secret_key="b3n7" * 12,
    )
    return create_app(settings)


def cookie(app: Flask, who: str) -> str:
    """The cookie of a browser on which a measured person is signed in."""
    return f"{cookie_name(app)}={token(who)}"


def a_query_per_task() -> None:
    """Today as it is when each row asks for its task anew, with the plan that it stands in."""
    whole = tasks.next_tasks

    def one_by_one(actor: Actor, *, done_since: datetime, most: int) -> Sequence[TaskRow]:
        found = whole(actor, done_since=done_since, most=most)
        return [tasks.task(actor, row.id).task for row in found]

    tasks.next_tasks = one_by_one


def a_query_per_family() -> None:
    """Families as it is when each row asks who is in its circle, as a lazy relationship would."""
    whole = caseload.who_they_are

    def lazily(row: FamilyRow, today: date) -> str:
        people.members(current_actor(), row.circle_id)
        return whole(row, today)

    caseload.who_they_are = lazily


def a_query_per_date() -> None:
    """The agenda as it is when each of its dates is asked for anew, with its arrangement."""
    whole = agenda_queries._ahead

    def one_by_one(actor: Actor) -> list[agenda_queries.Found]:
        found = whole(actor)
        for each in found:
            contact.session(actor, each.one.id)
        return found

    agenda_queries._ahead = one_by_one


def the_whole_past() -> None:
    """The agenda as it is when it shows all that ever was."""
    agenda_queries.PAGE = 10_000


TWISTS: dict[str, Callable[[], None]] = {
    "as-it-is": lambda: None,
    "query-per-task": a_query_per_task,
    "query-per-family": a_query_per_family,
    "query-per-date": a_query_per_date,
    "whole-past": the_whole_past,
}


def main(database: str, path: str, who: str, twist: str, calls: str, warm_up: str) -> None:
    app = make_app(Path(database))
    TWISTS[twist]()
    requests = [meter.environ(path, cookie=cookie(app, name)) for name in who.split(",")]
    reading = meter.measure(app, requests[0], calls=int(calls), warm_up=int(warm_up))
    meter.tell(replace(reading, statements=[statements(app, request) for request in requests]))


def statements(app: Flask, request: WSGIEnvironment) -> int:
    """How many statements one page sends."""
    with app.app_context():
        engine = db.engine
    with counting(engine) as sent:
        meter.call(app, request)
    return len(sent)


if __name__ == "__main__":
    main(*sys.argv[1:])
