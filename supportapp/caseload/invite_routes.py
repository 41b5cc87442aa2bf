"""A code to join, made for one adult of a family and shown once."""

from flask import Response, current_app

from supportapp.access.actor import Actor
from supportapp.access.policy import Permission
from supportapp.accounts.service import make_invite
from supportapp.caseload import family_queries as queries
from supportapp.caseload import words
from supportapp.caseload.blueprint import FAMILY, bp
from supportapp.caseload.family_queries import HeldMember
from supportapp.web.guard import guard
from supportapp.web.render import page


@bp.post(f"{FAMILY}/people/<uuid:person_id>/invite")
@guard(Permission.FAMILY_INVITE, queries.member_at, read=Permission.FAMILY_TITLE)
def invite(actor: Actor, found: HeldMember) -> Response:
    """Make a code and show it, this once: to join, or to choose a new passphrase. Older codes end.

    Refused where their account opens more than the families that the worker works with.
    """
    code = make_invite(actor, found.circle.id, found.person.id)
    until = queries.code_until(actor, found.circle.id, found.person.id)
    return page(
        "caseload/invite.html",
        code=code,
        person=found.person,
        circle=found.circle,
        until=until and words.until(until),
        address=f"{current_app.config['ROWAN'].address}/join",
    )
