"""What a worker types into the sentence of an arrangement, and what stands in the database after."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from supportapp.contact.models import Arrangement, Party, Venue
from supportapp.contact.session_models import ContactSession
from supportapp.core import clock
from supportapp.core.clock import HOME_ZONE
from supportapp.core.db import db
from supportapp.core.protect import scoped, system
from tests.contact import scenes
from tests.walker import Walker
from tests.world import SYSTEM, sign_in_token

LONDON = ZoneInfo(HOME_ZONE)
TEXTS = {
    "t_place_seeing": "zqdoorone",
    "t_arrive_seeing": "zqarriveearly",
    "t_cost": "zqbusfare",
    "t_place_caring": "zqdoortwo",
    "t_arrive_caring": "zqbringlate",
    "t_supervision_reason": "zqreason",
    "t_safety": "zqflag",
    "t_conditions": "zqagreed",
}
# Who is to read which of them.
FOR = {
    "parent": {"zqdoorone", "zqarriveearly", "zqbusfare", "zqagreed"},
    "carer": {"zqdoortwo", "zqbringlate", "zqagreed"},
    "worker": set(TEXTS.values()),
}


def boxes(day: date) -> list[str]:
    """A date as its three boxes hold it."""
    return [str(day.day), str(day.month), str(day.year)]


def sentence(**changes: Any) -> dict[str, Any]:
    """Every second Saturday from 10am to 12pm, starting 3 October 2026."""
    return {
        "every": "2",
        "unit": "week",
        "weekdays": ["5"],
        "starts": "10am",
        "ends": "12pm",
        "first_day": boxes(date(2026, 10, 3)),
        **changes,
    }


def people(walker: Walker) -> dict[str, Any]:
    """The child, the parent who comes, and the carer."""
    world = walker.world
    parent, carer, child = world.people["parent"], world.people["carer"], world.children["family"]
    return {
        "children": [child.hex],
        f"shown_{child.hex}": "Mia",
        f"side_{parent.hex}": "seeing",
        f"shown_{parent.hex}": "Mum",
        f"side_{carer.hex}": "caring",
        f"shown_{carer.hex}": "The person who cares for Mia",
    }


def typed(walker: Walker, **changes: Any) -> dict[str, Any]:
    """All that is needed for a new arrangement."""
    return {"kind": "face_to_face", "venue_name": "Oak Centre", **people(walker), **sentence(), **changes}


def added(walker: Walker, **changes: Any) -> UUID:
    """Add an arrangement as its worker; gives its id."""
    url = f"/families/{walker.world.circles['family']}/arrangements/new"
    answer = walker.post("worker", url, typed(walker, **changes))
    assert answer.status_code == 303, answer.text
    return UUID(answer.location.partition("?")[0].rpartition("/")[2])


def starts(app: Flask, arrangement_id: UUID) -> list[datetime]:
    """When each date of an arrangement starts, on the wall clock of London."""
    return [row.starts_at.astimezone(LONDON) for row in sessions(app, arrangement_id)]


def sessions(app: Flask, arrangement_id: UUID) -> Sequence[ContactSession]:
    """The dates of an arrangement, in order."""
    with app.app_context():
        rows = select(ContactSession).where(ContactSession.arrangement_id == arrangement_id)
        return db.session.scalars(scoped(rows.order_by(ContactSession.starts_at), SYSTEM)).all()


def counts(app: Flask) -> tuple[int, ...]:
    """How many arrangements, places, dates and exact places there are."""
    with app.app_context():
        return tuple(
            db.session.scalar(scoped(select(func.count()).select_from(model), SYSTEM)) or 0
            for model in (Arrangement, Party, ContactSession, Venue)
        )


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A time on the wall clock of London."""
    return datetime.combine(day, time(hour, minute), LONDON)


def one_of(app: Flask, model: type[Any], **known: Any) -> Sequence[Any]:
    """The rows of a table that are known to be so."""
    with app.app_context():
        return db.session.scalars(scoped(select(model).filter_by(**known), SYSTEM)).all()


def version(walker: Walker, one: UUID) -> str:
    """What the form's hidden field holds just now."""
    page = walker.get("worker", f"/arrangements/{one}/edit").text
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found[1]


def edited(walker: Walker, one: UUID, **changes: Any) -> TestResponse:
    """Change what was agreed, with the form as it is now."""
    form = typed(walker, version=version(walker, one), **changes)
    return walker.post("worker", f"/arrangements/{one}/edit", form)


def new_pattern(walker: Walker, one: UUID, **changes: Any) -> TestResponse:
    """Change the days and times, with the form as it is now."""
    form = sentence(version=version(walker, one), **changes)
    return walker.post("worker", f"/arrangements/{one}/pattern", form)


def say_something(app: Flask, session_id: UUID) -> None:
    """As if somebody had said something about a date."""
    with app.app_context(), system("test"):
        row = db.session.scalars(
            scoped(select(ContactSession).where(ContactSession.id == session_id), SYSTEM)
        ).one()
        row.said_at = clock.now()
        db.session.commit()


def fresh(app: Flask, person_id: UUID) -> str:
    """A new sign-in for somebody, after the clock was moved far."""
    with app.app_context():
        return sign_in_token(person_id)


def end(walker, one, day):
    """Set the last day of an arrangement, as its worker does in the form."""
    url = f"/arrangements/{one}"
    typed = {"end_on": [str(day.day), str(day.month), str(day.year)]}
    return walker.post("worker", f"{url}/end", {**typed, "version": scenes.version(walker, "worker", url)})
