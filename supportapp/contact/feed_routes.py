"""The private calendar address: made and stopped in Me; read by a phone's calendar, which is signed in nowhere.

The address is a secret in itself: 256 random bits, so that guessing is hopeless and needs no counting of tries. It
is for family members; a worker's days belong in the organisation's own calendar.
"""

import re

from flask import Response, current_app, session, url_for
from flask.typing import ResponseReturnValue

from supportapp.access.actor import Actor
from supportapp.access.policy import Permission
from supportapp.contact import feed_queries, feed_service, ics
from supportapp.contact.blueprint import bp
from supportapp.contact.session_models import ContactSession, SessionState
from supportapp.core.errors import NotFound
from supportapp.web.cookies import go_without
from supportapp.web.guard import guard_screen, public
from supportapp.web.language import gettext
from supportapp.web.render import page, saved

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
CALLED_OFF = (SessionState.CANCELLED, SessionState.PAUSED)


@bp.get("/me/calendar")
@guard_screen(Permission.OWN_PAGES)
def my_calendar(actor: Actor) -> Response:
    """What the address is, whether there is one, and what may come of it."""
    return _page(actor)


@bp.post("/me/calendar")
@guard_screen(Permission.OWN_PAGES)
def make_calendar(actor: Actor) -> Response:
    """Make an address; it is on this answer and nowhere else."""
    token = feed_service.make(actor)
    return _page(actor, address=url_for(".calendar", token=token, _external=True))


@bp.post("/me/calendar/stop")
@guard_screen(Permission.OWN_PAGES)
def stop_calendar(actor: Actor) -> Response:
    """Stop the address."""
    feed_service.stop(actor)
    return saved("/me/calendar", "feed-stopped")


@bp.get("/calendar/<token>.ics")
@public
def calendar(token: str) -> ResponseReturnValue:
    """The times, for whoever holds the address. One that is unknown, stopped or misspelt answers as any other 404."""
    go_without(session)
    actor = feed_queries.subscriber(token) if TOKEN.fullmatch(token) else None
    if actor is None:
        raise NotFound
    body = ics.calendar(
        [_entry(one) for one in feed_queries.sessions_for(actor)],
        title=gettext("Appointment"),
        name=current_app.config["ROWAN"].service_name,
    )
    return Response(body, content_type="text/calendar; charset=utf-8")


def _entry(one: ContactSession) -> ics.Entry:
    return ics.Entry(
        uid=str(one.id),
        sequence=one.sequence,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        changed_at=one.changed_at,
        is_cancelled=one.state in CALLED_OFF,
    )


def _page(actor: Actor, address: str = "") -> Response:
    feeds = feed_queries.own_feeds(actor)
    webcal = "webcal:" + address.partition(":")[2] if address else ""
    return page(
        "contact/calendar.html", here="/me", feed=feeds[0] if feeds else None, address=address, webcal=webcal
    )
