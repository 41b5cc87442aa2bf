"""Forms that bring files: they alone may be larger than the app's limit, and only for somebody who is signed in.

The form's token is read before any view runs, and the body with it, so the larger limit is set before that. What
was sent is then made ready before the request's own transaction begins: no writer waits while a picture is drawn.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from supportapp.core.db import db

MOST_BYTES = 42 * 1024 * 1024  # four photos of 10 MB, and the words beside them
MOST_WORDS = 1024 * 1024

View = Callable[..., ResponseReturnValue]


def takes_files(ready: Callable[[], object]) -> Callable[[View], View]:
    """Mark a view that takes files; stands above `guard`. What `ready` gives is found by `sent_files`.

    `ready` runs for anybody who is signed in, before it is known whether the record is theirs.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def with_files(**values: Any) -> ResponseReturnValue:
            if current_user.is_authenticated:
                db.session.rollback()  # the connection is another's while pictures are drawn
                g.sent_files = ready()
            return view(**values)

        with_files.takes_files = True  # type: ignore[attr-defined]
        return with_files

    return decorate


def sent_files() -> Any:
    """What was made ready of the files in this request. Only behind `takes_files`."""
    return g.sent_files


def init_app(app: Flask) -> None:
    """Widen the limits for marked views. Comes before whatever reads the form."""

    @app.before_request
    def widen() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if request.method != "POST" or not getattr(view, "takes_files", False):
            return
        if current_user.is_authenticated:
            request.max_content_length = MOST_BYTES
            request.max_form_memory_size = MOST_WORDS
        db.session.rollback()  # nor does a slow upload hold a connection
