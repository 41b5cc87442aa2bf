"""Fail closed: no statement touches a protected table unless a query named whose eyes it is for.

Each feature's `visible(actor)` marks its statements through `scoped()`; jobs name themselves through
`system()`. Whatever reaches a protected table without such a mark raises Unscoped, in tests and in
production, be it ORM, Core, raw SQL, a lazy load or a refresh. See docs/adr/002-who-may-see-what.md.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, TypeVar

from flask_sqlalchemy.session import Session
from sqlalchemy import Engine, Executable, event
from sqlalchemy.orm import ORMExecuteState, QueryContext

E = TypeVar("E", bound=Executable)

_flushing: ContextVar[bool] = ContextVar("flushing", default=False)
_acting: ContextVar[str] = ContextVar("acting", default="")
_tables: set[str] = set()


class Unscoped(Exception):
    """A statement would have read or written a protected table for nobody in particular."""


class Protected:
    """Mixed into a table that holds what people say, do, or are."""

    _scoped_for: str = ""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if name := getattr(cls, "__tablename__", ""):
            _tables.add(name)
            _names_protected.cache_clear()


def scoped(statement: E, whose: object) -> E:
    """Mark `statement` as limited to what `whose` may see. Only `visible…` queries and jobs call this."""
    return statement.execution_options(scoped_for=str(whose))


def act_as(whose: object) -> None:
    """From here on in this request, new protected rows are written in the name of `whose`."""
    _acting.set(str(whose))


@contextmanager
def system(name: str) -> Iterator[str]:
    """Let a named job (not a person) write protected rows; gives the mark for its reads."""
    token = _acting.set(f"system:{name}")
    try:
        yield f"system:{name}"
    finally:
        _acting.reset(token)


class GuardedSession(Session):
    """A session that writes only what was loaded for somebody, or made while somebody acted."""

    def flush(self, objects: Any = None) -> None:
        for row in [*self.dirty, *self.deleted]:
            if isinstance(row, Protected) and not row._scoped_for:
                raise Unscoped(f"{type(row).__name__} was not loaded for anybody")
        acting = _acting.get()
        for row in self.new:
            if isinstance(row, Protected):
                if not acting:
                    raise Unscoped(f"{type(row).__name__} is written by nobody")
                row._scoped_for = acting
        token = _flushing.set(True)
        try:
            super().flush(objects)
        finally:
            _flushing.reset(token)


def watch(engine: Engine) -> None:
    """Check every statement that `engine` runs, whatever way it was made."""

    @event.listens_for(engine, "before_cursor_execute")
    def check(_conn: Any, _cursor: Any, sql: str, _params: Any, context: Any, _many: bool) -> None:
        if context is not None and context.execution_options.get("scoped_for"):
            return
        if _flushing.get() or not _names_protected(sql):
            return
        raise Unscoped(sql.split("\n")[0][:80])


@lru_cache(maxsize=2048)
def _names_protected(sql: str) -> bool:
    words = set(re.findall(r"\w+", sql.lower()))
    return not words.isdisjoint(_tables) and not sql.lower().lstrip().startswith(
        ("create", "alter", "pragma")
    )


@event.listens_for(Protected, "load", propagate=True)
def _remember(row: Protected, context: QueryContext) -> None:
    # The options of the statement itself; `context.execution_options` holds only those of the call.
    row._scoped_for = context.user_passed_query.get_execution_options().get("scoped_for", "")


@event.listens_for(Session, "do_orm_execute")
def _reload(state: ORMExecuteState) -> None:
    # A row that was loaded for somebody may have its own columns read again; a hand-made one may not.
    if state.is_column_load:
        refresh = getattr(state.load_options, "_refresh_state", None)
        row = refresh.obj() if refresh is not None else None
        if isinstance(row, Protected) and row._scoped_for:
            state.update_execution_options(scoped_for=row._scoped_for)
