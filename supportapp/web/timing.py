"""Says, in development only, how many statements a page took and how long: the header Server-Timing."""

import time
from contextvars import ContextVar
from typing import Any

from flask import Flask, Response, g
from sqlalchemy import Engine, event

_statements: ContextVar[list[float]] = ContextVar("statements")


def init_app(app: Flask, engine: Engine) -> None:
    """Count statements and time on every request. Never set up in production."""

    @event.listens_for(engine, "before_cursor_execute")
    def start(_conn: Any, _cursor: Any, _sql: str, _params: Any, context: Any, _many: bool) -> None:
        if context is not None:
            context.began_at = time.perf_counter()

    @event.listens_for(engine, "after_cursor_execute")
    def stop(_conn: Any, _cursor: Any, sql: str, _params: Any, context: Any, _many: bool) -> None:
        spent = _statements.get(None)
        if spent is not None and not sql.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")):
            spent.append(time.perf_counter() - getattr(context, "began_at", time.perf_counter()))

    @app.before_request
    def begin() -> None:
        g.page_began_at = time.perf_counter()
        _statements.set([])

    @app.after_request
    def tell(response: Response) -> Response:
        spent = _statements.get([])
        whole = time.perf_counter() - g.get("page_began_at", time.perf_counter())
        response.headers["Server-Timing"] = (
            f'db;desc="{len(spent)} queries";dur={sum(spent) * 1000:.1f}, app;dur={whole * 1000:.1f}'
        )
        return response
