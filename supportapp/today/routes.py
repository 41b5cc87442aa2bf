"""Today: one screen for now. The next date that matters, what comes next, and what is done."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from flask import Response
from flask_login import current_user

from supportapp.access.actor import Actor
from supportapp.access.policy import Permission
from supportapp.contact.coming import coming
from supportapp.core import clock
from supportapp.dates import queries as dates
from supportapp.dates.words import line
from supportapp.tasks import queries as tasks
from supportapp.today import plan_routes
from supportapp.today.blueprint import bp
from supportapp.web.guard import guard_screen
from supportapp.web.render import page

__all__ = ["bp", "plan_routes"]

MOST_SHOWN = 8


@bp.get("/today")
@guard_screen(Permission.OWN_PAGES)
def show(actor: Actor) -> Response:
    """The first page after sign-in, for a parent or a carer."""
    zone = current_user.person.zone
    today = clock.today(zone)
    midnight = datetime.combine(today, time(), ZoneInfo(zone))
    rows = tasks.next_tasks(actor, done_since=midnight, most=MOST_SHOWN)
    return page(
        "today/today.html",
        here="/today",
        today=today,
        coming=coming(actor),
        days=[line(day, today) for day in dates.for_today(actor, today)],
        plan=tasks.summary(actor),
        tasks=rows,
        shown=MOST_SHOWN,
    )
