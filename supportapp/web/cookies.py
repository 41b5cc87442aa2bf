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
TOKEN_LENGTH = 43  # 256 random bits in URL-safe base64


class TokenSession(dict[str, Any], SessionMixin):
    """What Flask calls the session: only the CSRF secret, and the token that stands behind it."""

    def __init__(self, token: str, secret: str, *, is_new: bool) -> None:
        super().__init__()
        self.secret = secret
        self.was_used = False
        self.take(token, is_new=is_new)

    def take(self, token: str, *, is_new: bool, days: int | None = None) -> None:
        """Stand on `token` from here on; a new one goes to the browser, to be kept for `days`."""
        self[CSRF_FIELD] = hmac.digest(self.secret.encode(), token.encode(), "sha256").hex()
        self.token, self.cookie_is_due, self.days = token, is_new, days

    def __contains__(self, key: object) -> bool:
        self.was_used = True  # a form is shown or checked: it needs the token behind it
        return super().__contains__(key)


class TokenCookie(SessionInterface):
    """Reads the token from the cookie, and sets the cookie when a form was shown or somebody signed in."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def open_session(self, app: Flask, request: Request) -> TokenSession:
        """The session behind the request's cookie; one with a fresh token where there is none."""
        token = request.cookies.get(cookie_name(app), "")
        is_new = len(token) != TOKEN_LENGTH
        return TokenSession(secrets.token_urlsafe(32) if is_new else token, self.secret, is_new=is_new)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send a new token to the browser where it will be needed."""
        assert isinstance(session, TokenSession)
        if session.cookie_is_due and session.was_used:
            set_cookie(app, response, cookie_name(app), session.token, days=session.days)


def go_without(session: SessionMixin) -> None:
    """Set no cookie on this answer: whoever asks is no browser, and would only carry it about."""
    assert isinstance(session, TokenSession)
    session.cookie_is_due = False


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


def renew(session: SessionMixin, *, days: int | None = None) -> str:
    """Give this browser a new token (at sign-in and sign-out), so that an older one is worth nothing."""
    assert isinstance(session, TokenSession)
    token = secrets.token_urlsafe(32)
    session.take(token, is_new=True, days=days)
    session.was_used = True
    return token
