"""One request, one transaction: a write that answers well is kept, anything else is undone.

A view of somebody's sensitive record is written to the audit before the page leaves; if that cannot be
written, the page does not leave.
"""

from collections.abc import Callable

from flask import Flask, Response, g, request
from sqlalchemy.exc import OperationalError

from supportapp.core.db import IS_WRITING, db
from supportapp.core.protect import act_as
from supportapp.core.sqlite import WRITE

SAFE = {"GET", "HEAD", "OPTIONS"}
SHOWS_THE_RECORD = {409, 422}  # a form that needs mending stands on the page of the record itself


def begin() -> None:
    """Begin the request's transaction: for a write, with the write lock in hand."""
    if request.method not in SAFE:
        begin_write()


def begin_write() -> None:
    """Take the write lock now. What was read before in this request is let go."""
    db.session.rollback()
    db.session.info[IS_WRITING] = True
    db.session.connection(execution_options=WRITE)


def keep() -> None:
    """Keep what was written even though the answer is a refusal (a wrong passphrase is counted)."""
    g.keep_write = True


def before_sending(write: Callable[[], object]) -> None:
    """Have `write` done in a short transaction of its own once the page is ready, and before it is sent."""
    g.setdefault("last_writes", []).append(write)


def init_app(app: Flask, busy: Callable[[], Response]) -> None:
    """End every request's transaction; answer with `busy()` where the database cannot take the write."""

    @app.teardown_request
    def forget(_error: BaseException | None) -> None:
        act_as("")  # the next request on this thread begins as nobody

    @app.after_request
    def end(response: Response) -> Response:
        try:
            _settle(response)
        except OperationalError:
            db.session.rollback()
            return busy()
        return response


def _settle(response: Response) -> None:
    if request.method not in SAFE and (response.status_code < 400 or g.get("keep_write")):
        db.session.commit()
    else:
        db.session.rollback()
    writes = g.pop("last_writes", [])
    if writes and (response.status_code < 400 or response.status_code in SHOWS_THE_RECORD):
        begin_write()
        for write in writes:
            write()
        db.session.commit()
