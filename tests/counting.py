"""Counts the statements that a piece of work sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

BOOKKEEPING = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA")


class Counted(list[str]):
    """The statements, in order. `len()` is the count; a failing assertion shows them."""

    def __str__(self) -> str:
        return "\n".join(" ".join(sql.split()) for sql in self)


@contextmanager
def counting(engine: Engine) -> Iterator[Counted]:
    """Every statement sent through `engine` while the block runs, transaction control left out."""
    counted = Counted()

    def note(_conn: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        if not sql.startswith(BOOKKEEPING):
            counted.append(sql)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield counted
    finally:
        event.remove(engine, "before_cursor_execute", note)
