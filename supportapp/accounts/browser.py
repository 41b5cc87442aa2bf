"""What a browser brings and what it is given at sign-in: its network, its cookies, and the way on."""

import secrets

from flask import Response, current_app, request, session
from flask_login import current_user

from supportapp.access.actor import Role
from supportapp.accounts import rules, signing
from supportapp.people.models import Person
from supportapp.web.cookies import TOKEN_LENGTH, cookie_name, renew, set_cookie
from supportapp.web.language import gettext, ngettext
from supportapp.web.render import saved

DEVICE_DAYS = 400  # the longest that browsers keep a cookie
OWN, SHARED = "own", "shared"
HOMES = {Role.FAMILY: "/today", Role.WORKER: "/families", Role.MANAGER: "/families"}


def home(role: Role) -> str:
    """The first page of somebody who is signed in."""
    return HOMES.get(role, "/me")


def device() -> str:
    """The token that this browser was given at an earlier sign-in, or nothing."""
    token = request.cookies.get(cookie_name(current_app, "device"), "")
    return token if len(token) == TOKEN_LENGTH else ""


def let_in(person: Person, *, is_own_phone: bool, url: str, said: str = "") -> Response:
    """Sign `person` in on this browser, under a new token, and send it to `url`. The write lock is in hand.

    Whoever was signed in here before is signed out. On a shared phone every cookie goes with the browser.
    """
    if current_user.is_authenticated:
        signing.leave(current_user.as_actor(), current_user.sign_in_id)
    days = rules.cookie_days(person.role, is_own_phone=is_own_phone)
    signing.enter(person, token=renew(session, days=days), is_own_phone=is_own_phone)
    token = device() or secrets.token_urlsafe(32)
    signing.know_device(person, token)
    response = saved(url, said)
    name = cookie_name(current_app, "device")
    set_cookie(current_app, response, name, token, days=DEVICE_DAYS if is_own_phone else None)
    return response


def no_such_code() -> str:
    """The same words for a code that is unknown, wrong, used or too old."""
    return str(gettext("This code does not work. It may be used or too old. Ask your worker for a new one."))


def too_many(seconds: int) -> str:
    """How long to wait after too many tries."""
    time = how_long(seconds)
    return str(gettext("There were several tries. Please wait %(time)s, then try again.", time=time))


def how_long(seconds: int) -> str:
    """A wait in words: "30 seconds", "2 minutes"."""
    if seconds <= 90:
        return str(ngettext("%(num)d second", "%(num)d seconds", seconds))
    return str(ngettext("%(num)d minute", "%(num)d minutes", -(-seconds // 60)))
