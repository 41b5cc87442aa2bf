"""The adapter between flask-login and our own table of sign-ins: it reads, and remembers nothing itself."""

import re

from flask import Flask, Request, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin
from itsdangerous import BadSignature, URLSafeSerializer

from supportapp.access.actor import Actor
from supportapp.accounts import queries
from supportapp.accounts.queries import SignedIn
from supportapp.people import queries as people
from supportapp.web.cookies import cookie_name

# A path on this server, and nothing that a browser might take for another: "//host", "/\\host", a line break.
LOCAL_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


class CurrentUser(UserMixin):  # type: ignore[misc]
    """The person signed in on this device, as flask-login wants to see them."""

    def __init__(self, found: SignedIn) -> None:
        self.sign_in_id = found.sign_in_id
        self.person = found.person
        self.organisation = found.organisation
        self.nation = found.nation

    def get_id(self) -> str:
        """The sign-in's own id: two devices of one person are told apart."""
        return str(self.sign_in_id)

    def as_actor(self) -> Actor:
        """What the person is part of at this moment."""
        return people.actor_for(self.person)


def init_app(app: Flask) -> None:
    """Have flask-login ask our table on every request, and send whoever is not signed in to sign in."""
    manager = LoginManager()
    manager.session_protection = None
    manager.init_app(app)
    manager.request_loader(_load)
    manager.unauthorized_handler(_sign_in_first)


def _load(request: Request) -> CurrentUser | None:
    token = request.cookies.get(cookie_name(current_app))
    found = queries.signed_in(token) if token else None
    return CurrentUser(found) if found else None


def _sign_in_first() -> ResponseReturnValue:
    back = _signer().dumps(request.full_path.rstrip("?")) if request.method == "GET" else None
    target = url_for("accounts.sign_in", next=back)
    if request.headers.get("HX-Request"):
        return "", 401, {"HX-Redirect": target}
    return redirect(target, 303)


def way_back(signed: str | None) -> str | None:
    """The page that somebody was sent to sign-in from; only one that this server signed itself."""
    try:
        path = _signer().loads(signed or "")
    except BadSignature:
        return None
    return path if isinstance(path, str) and LOCAL_PATH.fullmatch(path) else None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="way-back")
