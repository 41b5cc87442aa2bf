"""What anybody may see: the first page, the page about safety, and whether somebody is signed in."""

from flask import Response, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from supportapp.accounts import queries
from supportapp.accounts.blueprint import bp
from supportapp.accounts.browser import home
from supportapp.content.catalogue import load_catalogue
from supportapp.content.models import Nation
from supportapp.web.guard import public
from supportapp.web.render import page


@bp.get("/")
@public
def first() -> ResponseReturnValue:
    """What this is, and the ways in; whoever is signed in goes to their own first page."""
    if current_user.is_authenticated:
        return redirect(home(current_user.person.role), 303)
    return page("accounts/first.html", can_start=bool(queries.open_organisations()))


@bp.get("/safety")
@public
def safety() -> Response:
    """How to leave quickly, what that does not do, and whom to call. Shown after joining, and from Me."""
    is_in = current_user.is_authenticated
    nation = current_user.nation if is_in else Nation.ENGLAND
    return page(
        "accounts/safety.html",
        urgent=[service for service in load_catalogue().urgent(nation) if service.phone or service.text_chat],
        on=home(current_user.person.role) if is_in and "first" in request.args else "",
        back="/me" if is_in else "/",
    )


@bp.get("/session")
@public
def session_now() -> Response:
    """Who is signed in here, for scripts that hold back what somebody else wrote."""
    is_in = current_user.is_authenticated
    return jsonify(signed_in=is_in, person=str(current_user.person.id) if is_in else None)
