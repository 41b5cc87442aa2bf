"""Family time: a member of the family sees their agenda, a worker the desk of all their families."""

from flask import Response, request

from supportapp.access.actor import Actor, Role
from supportapp.access.policy import Permission
from supportapp.contact import agenda_queries, desk_queries
from supportapp.contact.blueprint import bp
from supportapp.web.guard import guard_screen
from supportapp.web.render import page


@bp.get("/family-time")
@guard_screen(Permission.FAMILY_TIME)
def agenda(actor: Actor) -> Response:
    """What is to come and what was; for a worker what waits for them."""
    if actor.role is Role.WORKER:
        return page("contact/desk.html", here="/family-time", desk=desk_queries.desk(actor))
    after = agenda_queries.read_place(request.args.get("before"))
    found = agenda_queries.agenda(actor, after)
    is_added = request.headers.get("HX-Target") == "older"
    return page(
        "contact/agenda.html",
        fragments=("older",),
        here="/family-time",
        agenda=found,
        after=after,
        is_added=is_added,
    )
