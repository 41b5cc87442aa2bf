"""The one cookie: an opaque token with nothing inside. Flask's own session hangs on it, and keeps nothing.

Flask-WTF wants a place for its CSRF secret. It gets one that is derived from the token, so that no second
cookie, no server-side row and no data in the browser is needed, and so that the secret dies with the token.
"""

import hmac
import secrets
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin

CSRF_FIELD = "csrf_token"


class TokenSession(dict[str, Any], SessionMixin):
    """What Flask calls the session: only the CSRF secret, and the token that stands behind it."""

    def __init__(self, token: str, secret: str, *, is_new: bool) -> None:
        super().__init__({CSRF_FIELD: hmac.digest(secret.encode(), token.encode(), "sha256").hex()})
        self.token = token
        self.cookie_is_due = is_new
        self.days: int | None = None
        self.was_used = False

    def __contains__(self, key: object) -> bool:
        self.was_used = True
        return super().__contains__(key)


class TokenCookie(SessionInterface):
    """Reads the token from the cookie, and sets the cookie when a form was shown or somebody signed in."""

    def open_session(self, app: Flask, request: Request) -> TokenSession:
        token = request.cookies.get(cookie_name(app), "")
        is_new = len(token) != 43
        return TokenSession(secrets.token_urlsafe(32) if is_new else token, app.secret_key_text, is_new=is_new)  # type: ignore[attr-defined]

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        assert isinstance(session, TokenSession)
        if session.cookie_is_due and (session.was_used or session.modified):
            set_cookie(app, response, cookie_name(app), session.token, days=session.days)


def cookie_name(app: Flask, what: str = "id") -> str:
    """`__Host-` wherever the server is reached over TLS: bound to this host, this path, and TLS."""
    return f"__Host-{what}" if app.config["SESSION_COOKIE_SECURE"] else f"rowan-{what}"


def set_cookie(app: Flask, response: Response, name: str, value: str, *, days: int | None) -> None:
    """Set one of our cookies; without `days` it goes when the browser closes."""
    response.set_cookie(
        name,
        value,
        max_age=None if days is None else days * 86_400,
        secure=app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
        path="/",
    )


def renew(session: SessionMixin, secret: str, *, days: int | None) -> str:
    """Give this browser a new token (at sign-in and sign-out), so that an older one is worth nothing."""
    assert isinstance(session, TokenSession)
    token = secrets.token_urlsafe(32)
    session.__init__(token, secret, is_new=True)  # type: ignore[misc]
    session.days, session.modified = days, True
    return token
