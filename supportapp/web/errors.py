"""What goes wrong, as a page: calm words, what to do next, and never whether a record exists."""

import logging
import secrets

from flask import Flask, Response, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from supportapp.core import errors
from supportapp.core.db import db

SECONDS_TO_WAIT = "5"
STATUSES: dict[type[Exception], int] = {
    errors.NotFound: 404,
    errors.Refused: 403,
    errors.Stale: 409,
    StaleDataError: 409,
}
PAGES = {
    400: "bad",
    403: "refused",
    404: "not_found",
    405: "bad",
    409: "changed",
    413: "too_long",
    419: "old_form",
}
log = logging.getLogger("supportapp")


def init_app(app: Flask) -> None:
    """Answer every error with a page of ours."""
    for problem, status in STATUSES.items():
        app.register_error_handler(problem, lambda _error, status=status: answer(status))
    app.register_error_handler(errors.Busy, lambda _error: busy())
    app.register_error_handler(OperationalError, _database_is_away)
    app.register_error_handler(CSRFError, lambda _error: answer(419, status=400))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _ours)


def answer(kind: int, *, status: int = 0, reference: str = "") -> Response:
    """The page for one kind of error; it says the same to everybody."""
    page = render_template(f"errors/{PAGES.get(kind, 'ours')}.html", reference=reference)
    return make_response(page, status or kind)


def busy() -> Response:
    """The database is taken or away just now: nothing was written, and trying again soon will do."""
    response = make_response(render_template("errors/busy.html"), 503)
    response.headers["Retry-After"] = SECONDS_TO_WAIT
    return response


def _database_is_away(error: OperationalError) -> Response:
    db.session.rollback()
    log.warning("the database is taken or away: %s", type(error.orig).__name__)
    return busy()


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400 or (error.response is not None):
        return make_response(error.get_response())
    page = answer(status) if status < 500 else _ours(error)
    page.headers.extend({key: value for key, value in error.get_headers() if key in ("Allow", "Retry-After")})
    return page


def _ours(error: Exception) -> Response:
    # The reference ties the person's call to one line of the log; neither holds a name or an address.
    reference = secrets.token_hex(4)
    log.error("error %s in %s", reference, request.endpoint, exc_info=error)
    db.session.rollback()
    return answer(500, reference=reference)
